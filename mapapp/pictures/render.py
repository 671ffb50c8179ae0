"""A scene to a file, with what can be asked for checked first."""

from __future__ import annotations

import math

from mapapp.errors import BadRequestError
from mapapp.pictures.layout import HIGH, LOW, MOST_PIXELS
from mapapp.pictures.scene import Scene
from mapapp.strings import text


def render(scene: Scene, format_: str, *, scale: float = 1, transparent: bool = False) -> bytes:
    """The bytes of a PNG, SVG or PDF; BadRequestError for a format or size that is not offered."""
    if not (math.isfinite(scale) and 1 <= scale <= 4):
        raise BadRequestError(text("picture.scale"))
    if format_ == "svg":
        from mapapp.pictures.svg import draw as draw_svg

        return draw_svg(scene, transparent=transparent)
    if format_ not in {"png", "pdf"}:
        raise BadRequestError(text("picture.format", format=format_[:20]))
    pixels = scene.width * scene.height * (scene.page.pixels * scale) ** 2
    if format_ == "png" and pixels > MOST_PIXELS:
        raise BadRequestError(text("picture.size", low=LOW, high=HIGH, pixels=MOST_PIXELS // 10**6))
    from mapapp.pictures.stills import draw

    return draw(scene, "png" if format_ == "png" else "pdf", scale, transparent)
