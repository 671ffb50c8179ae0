"""Still pictures and slides of what a selection shows, made without a browser.

Everything heavy is imported when the first picture is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from geodata.atlas.selection import Selection
    from mapapp.pictures.scene import Look, Scene, Theme

Format = Literal["png", "svg", "pdf"]


def build_scene(
    selection: Selection, *, page: str = "16:9", theme: Theme = "light", look: Look = "slide"
) -> Scene:
    """Everything on the page as plain values: see `mapapp.pictures.scene`."""
    from mapapp.pictures.build import build_scene as build

    return build(selection, page=page, theme=theme, look=look)


def picture(
    selection: Selection,
    format: Format,
    *,
    page: str = "16:9",
    scale: float = 1,
    transparent: bool = False,
    theme: Theme = "light",
    look: Look = "slide",
) -> bytes:
    """What is selected as a PNG, SVG or PDF file.

    ``page`` is 16:9, 4:3, 1:1, a4-portrait, a4-landscape or WIDTHxHEIGHT in pixels; ``scale``, from
    1 to 4, multiplies a PNG's pixels. BadRequestError, in one line, for what cannot be drawn.
    """
    from mapapp.pictures.render import render

    scene = build_scene(selection, page=page, theme=theme, look=look)
    return render(scene, format, scale=scale, transparent=transparent)


def deck(
    selections: Sequence[Selection],
    *,
    title: str,
    public_url: str | None = None,
    theme: Theme = "light",
    left_out: Sequence[str] = (),
) -> bytes:
    """The selections as a presentation of editable slides, one each (PPTX).

    ``left_out`` are lines on what is not in it, for the slides of sources.
    """
    from mapapp.pictures.decks.build import build_deck

    return build_deck(
        selections, title=title, public_url=public_url, theme=theme, left_out=left_out
    )
