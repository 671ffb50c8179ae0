"""A scene as PNG or PDF, drawn by matplotlib.

matplotlib's fonts and settings belong to the process: one picture is drawn at a time.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MplPath
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from mapapp.pictures.hatch import stripes
from mapapp.pictures.look import PALETTES
from mapapp.pictures.scene import (
    POINTS_PER_UNIT,
    Box,
    Path,
    Scene,
    Shape,
)
from mapapp.pictures.stroke import HALO, HATCH_OPACITY, HATCH_WIDTH, LEADER
from mapapp.pictures.writing import Words, pieces_of, rounded_box

SETTINGS: Any = {
    "lines.scale_dashes": False,
    "path.simplify": False,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "pdf.use14corefonts": False,
    "text.parse_math": False,
    "text.usetex": False,
}
_one_at_a_time = Lock()


def draw(scene: Scene, format_: Literal["png", "pdf"], scale: float, transparent: bool) -> bytes:
    """The file's bytes; the same scene gives the same bytes."""
    with _one_at_a_time, matplotlib.rc_context(SETTINGS):
        inches = np.array([scene.width, scene.height]) * POINTS_PER_UNIT / 72
        figure = Figure(figsize=tuple(inches), facecolor="none" if transparent else scene.paper)
        figure.set_dpi(72 / POINTS_PER_UNIT * scale * scene.page.pixels if format_ == "png" else 72)
        for artist in Drawing(figure, scene, as_text=format_ == "pdf").artists():
            figure.add_artist(artist)
        out = io.BytesIO()
        if format_ == "png":
            canvas: Any = FigureCanvasAgg(figure)
            canvas.print_png(out, metadata={"Software": None, "Title": _title(scene)})
        else:
            dates = {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None}
            canvas = FigureCanvasPdf(figure)
            canvas.print_pdf(out, metadata={**dates, "Title": _title(scene)})
        return out.getvalue()


def _title(scene: Scene) -> str:
    return scene.title.text if scene.title else ""


class Drawing:
    """A scene's parts as matplotlib's artists, from the bottom up."""

    def __init__(self, figure: Figure, scene: Scene, *, as_text: bool) -> None:
        self.scene = scene
        self.palette = PALETTES[scene.theme]
        self.as_text = as_text
        flip = Affine2D().scale(1, -1).translate(0, scene.height)
        self.page = flip.scale(POINTS_PER_UNIT / 72) + figure.dpi_scale_trans

    def artists(self) -> Iterable[Artist]:
        """Everything in drawing order."""
        for order, artist in enumerate(self._parts()):
            artist.set_zorder(order)
            yield artist

    def _parts(self) -> Iterable[Artist]:
        for piece in pieces_of(self.scene):
            clip = self._clip(piece.clip) if piece.clip else None
            for shape in piece.shapes:
                for artist in self._shape(shape):
                    if clip is not None:
                        artist.set_clip_box(clip)
                    yield artist
            for words in piece.words:
                for artist in self._words(words):
                    if clip is not None:
                        artist.set_clip_box(clip)
                    yield artist

    def _clip(self, box: Box) -> TransformedBbox:
        return TransformedBbox(Bbox.from_extents(*box), self.page)

    # Shapes

    def _shape(self, shape: Shape) -> Iterable[Artist]:
        style = shape.style
        path = _outline(shape)
        yield self._patch(
            path, style.fill, style.stroke, style.width, style.dash, style.dash_at,
            style.cap, style.opacity,
        )  # fmt: skip
        if style.hatch:
            lines = _compound(stripes(shape.paths), closed=False)
            yield self._patch(
                lines, None, style.hatch, HATCH_WIDTH, (), 0, "butt", HATCH_OPACITY * style.opacity
            )

    def _patch(
        self,
        path: MplPath,
        fill: str | None,
        stroke: str | None,
        width: float,
        dash: Sequence[float] = (),
        dash_at: float = 0.0,
        cap: str = "round",
        opacity: float = 1.0,
    ) -> PathPatch:
        patch = PathPatch(
            path,
            facecolor=fill or "none",
            edgecolor=stroke or "none",
            linewidth=width * POINTS_PER_UNIT if stroke else 0,
            capstyle="round" if cap == "round" else "butt",
            joinstyle="round",
            alpha=opacity,
            transform=self.page,
        )
        if dash:
            lengths = tuple(d * POINTS_PER_UNIT for d in dash)
            patch.set_linestyle((dash_at * POINTS_PER_UNIT, lengths))
        return patch

    # Words

    def _words(self, words: Words) -> Iterable[Artist]:
        if words.back:
            path = _compound([rounded_box(words.back_box, 6)], closed=True)
            yield self._patch(path, words.back, None, 0)
        if words.leader:
            yield self._patch(_compound([words.leader], closed=False), None, words.colour, LEADER)
        glyphs = [_glyph_path(g.text, str(g.font), words.size) for g in words.glyphs]
        placed = [
            path.transformed(Affine2D().rotate_deg(g.angle).translate(g.x, g.y))
            for path, g in zip(glyphs, words.glyphs, strict=True)
            if np.size(path.vertices)
        ]
        if not placed:
            return
        every = MplPath.make_compound_path(*placed)
        if words.halo:
            yield self._patch(every, None, words.halo, HALO)
        if not self.as_text:
            yield self._patch(every, words.colour, None, 0)
            return
        for glyph in words.glyphs:
            yield Text(
                glyph.x,
                glyph.y,
                glyph.text,
                color=words.colour,
                fontproperties=FontProperties(
                    fname=str(glyph.font), size=words.size * POINTS_PER_UNIT
                ),
                rotation=-glyph.angle,
                rotation_mode="anchor",
                ha="left",
                va="baseline",
                parse_math=False,
                transform=self.page,
            )


def _glyph_path(text: str, font: str, size: float) -> MplPath:
    """The outlines of a text about its baseline's start, in units, y down."""
    path = TextPath((0, 0), text, size=size, prop=FontProperties(fname=font))
    return path.transformed(Affine2D().scale(1, -1))


def _outline(shape: Shape) -> MplPath:
    if shape.kind == "point":
        (x, y) = shape.paths[0][0]
        r = shape.radius
        if shape.marker == "circle":
            return MplPath.circle((x, y), r)
        corners = {
            "diamond": ((x, y - r), (x + r, y), (x, y + r), (x - r, y)),
            "square": ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
        }[shape.marker]
        return _compound([(*corners, corners[0])], closed=True)
    if shape.kind == "box":
        (x0, y0), (x1, y1) = shape.paths[0]
        return _compound([rounded_box((x0, y0, x1, y1), shape.radius)], closed=True)
    return _compound(shape.paths, closed=shape.kind == "area")


def _compound(paths: Iterable[Path], *, closed: bool) -> MplPath:
    vertices, codes = [], []
    for path in paths:
        own = np.full(len(path), MplPath.LINETO, dtype=np.uint8)
        own[0] = MplPath.MOVETO
        if closed:
            own[-1] = MplPath.CLOSEPOLY
        vertices.append(np.asarray(path, dtype=float))
        codes.append(own)
    if not vertices:
        return MplPath(np.zeros((0, 2)))
    return MplPath(np.concatenate(vertices), np.concatenate(codes))
