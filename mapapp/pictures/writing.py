"""Every text of a scene as glyph runs at their places, and the scene's parts in drawing order.

What PNG, PDF and SVG have in common: a renderer walks over `pieces_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

import numpy as np

from mapapp.pictures import fonts
from mapapp.pictures.lines import at, distances
from mapapp.pictures.look import PALETTES, Palette, Type
from mapapp.pictures.scene import (
    Box,
    Inset,
    Label,
    Path,
    Point,
    ScaleBar,
    Scene,
    Shape,
    Style,
    TextBlock,
)

MIDDLE = 0.345
"""How far the baseline is below the middle of a line, in parts of the size: half of a capital."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of text in one font, from (x, y) on the baseline, turned clockwise by ``angle``."""

    text: str
    font: FilePath
    x: float
    y: float
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is written; ``plain`` is what it says."""

    plain: str
    type: Type
    colour: str
    glyphs: tuple[Glyphs, ...]
    halo: str | None = None
    back: str | None = None
    back_box: Box = (0, 0, 0, 0)
    leader: Path | None = None
    layer: str = ""
    place_id: str | None = None

    @property
    def size(self) -> float:
        return self.type.size


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page: shapes, then words, cut to a box."""

    name: str
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    clip: Box | None = None


def pieces_of(scene: Scene) -> Iterator[Piece]:
    """The parts of a scene in drawing order."""
    palette = PALETTES[scene.theme]
    words = tuple(word for label in scene.labels for word in words_of(label))
    yield Piece("map", scene.shapes, words, scene.map_frame)
    for inset in scene.insets:
        yield from _inset(inset, palette)
    if scene.scale_bar:
        yield _scale_bar(scene.scale_bar)
    if scene.column:
        yield Piece("column", scene.column, ())
    if scene.legend:
        yield _legend(scene)
    blocks = [scene.title, scene.caption, scene.sources, scene.attribution]
    if scene.figure:
        blocks += [scene.figure.value, scene.figure.note]
    shapes: tuple[Shape, ...] = ()
    if scene.quote:
        blocks += [scene.quote.words, scene.quote.source]
        shapes = (scene.quote.bar, *_marked(scene.quote.words, palette))
    words = tuple(w for b in blocks if b for w in block_words(b, palette.on_yellow))
    yield Piece("text", shapes, words)


def _inset(inset: Inset, palette: Palette) -> Iterator[Piece]:
    words = tuple(word for label in inset.labels for word in words_of(label))
    frame = Style(stroke=palette.ink, width=2.0)
    x0, y0, x1, y1 = inset.frame
    yield Piece(f"inset {inset.tag}", inset.shapes, words, inset.frame)
    shapes = [Shape("inset", "box", (((x0, y0), (x1, y1)),), frame)]
    ox0, oy0, ox1, oy1 = inset.outline
    shapes.append(
        Shape("inset", "box", (((ox0, oy0), (ox1, oy1)),), Style(stroke=palette.ink, width=1.6))
    )
    tags: list[Words] = []
    style = Type(17, "sans", 600)
    for corner, y in ((x0, y0), (ox0, oy0 - 26)):
        shapes.append(
            Shape("inset", "box", (((corner, y), (corner + 26, y + 26)),), Style(fill=palette.ink))
        )
        left = corner + 13 - fonts.width(inset.tag, style) / 2
        tags.append(line_words(inset.tag, style, palette.panel, left, y + 13))
    yield Piece(f"frame {inset.tag}", tuple(shapes), tuple(tags))


def _scale_bar(bar: ScaleBar) -> Piece:
    x0, x1, y = bar.x, bar.x + bar.length, bar.y
    line = ((x0, y - 5), (x0, y), (x1, y), (x1, y - 5))
    halo = Shape("scale", "line", (line,), Style(stroke=bar.halo, width=5, opacity=0.8))
    body = Shape("scale", "line", (line,), Style(stroke=bar.colour, width=1.6, cap="butt"))
    words = line_words(bar.text, Type(14, "condensed"), bar.colour, x0 + 5, y - 11, halo=bar.halo)
    return Piece("scale", (halo, body), (words,))


def _legend(scene: Scene) -> Piece:
    legend = scene.legend
    assert legend is not None
    style = Type(legend.size, "sans")
    card = (legend.card,) if legend.card else ()
    shapes = tuple(shape for entry in legend.entries for shape in entry.swatch)
    words = tuple(
        line_words(entry.text, style, legend.colour, entry.x, entry.y) for entry in legend.entries
    )
    return Piece("legend", (*card, *shapes), words)


def words_of(label: Label) -> Iterator[Words]:
    """A label, line by line; its leader and back come with the first."""
    style = Type(label.size, label.face, label.weight, label.italic, label.spacing)  # type: ignore[arg-type]
    lines = label.text.split("\n")
    leading = label.leading or label.size * 1.16
    for i, line in enumerate(lines):
        middle = label.y + (i - (len(lines) - 1) / 2) * leading
        if label.run is not None:
            glyphs = _along(line, style, label.run)
        else:
            wide = fonts.width(line, style)
            x = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
            glyphs = _straight(line, style, x, middle + MIDDLE * label.size)
        x0, y0, x1, y1 = label.box
        yield Words(
            line, style, label.colour, glyphs, label.halo,
            label.back if i == 0 else None, (x0 - 6, y0 - 2, x1 + 6, y1 + 2),
            label.leader if i == 0 else None, label.layer, label.place_id,
        )  # fmt: skip


def line_words(
    text: str, style: Type, colour: str, x: float, middle: float, halo: str | None = None
) -> Words:
    """A line of text whose height's middle is given."""
    glyphs = _straight(text, style, x, middle + MIDDLE * style.size)
    return Words(text, style, colour, glyphs, halo)


def block_words(block: TextBlock, on_mark: str = "") -> Iterator[Words]:
    """Running text, line by line; what stands on yellow in the colour for that."""
    style = Type(block.size, block.face, block.weight, block.italic)  # type: ignore[arg-type]
    start = 0
    for i, line in enumerate(block.lines):
        x, middle = block.box[0], block.box[1] + (i + 0.5) * block.leading
        start = max(block.text.find(line, start), 0)
        for part, marked in _parted(line, start, block.marks):
            colour = on_mark if marked else block.colour
            yield line_words(part, style, colour, x, middle)
            x += fonts.width(part, style)
        start += len(line)


def _parted(line: str, start: int, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A line that begins at ``start`` of its text, cut where marks begin and end."""
    at_ = 0
    for first, last in marks:
        first, last = max(first - start, at_), min(last - start, len(line))
        if first < last:
            if at_ < first:
                yield line[at_:first], False
            yield line[first:last], True
            at_ = last
    if at_ < len(line):
        yield line[at_:], False


def _straight(text: str, style: Type, x: float, baseline: float) -> tuple[Glyphs, ...]:
    parts = list(text) if style.spacing else None
    found = []
    for path, run in fonts.runs(text, fonts.of(style).path):
        for part in (parts and list(run)) or [run]:
            if part.strip():
                found.append(Glyphs(part, path, x, baseline))
            x += fonts.width(part, style) + (style.spacing if parts else 0)
    return tuple(found)


def _along(text: str, style: Type, run: Path) -> tuple[Glyphs, ...]:
    """Each glyph at its own width along the run, the text centred on it."""
    line = np.array(run)
    start = (distances(line)[-1] - fonts.width(text, style)) / 2
    found = []
    for path, part in fonts.runs(text, fonts.of(style).path):
        for character in part:
            wide = fonts.width(character, style)
            back, middle, ahead = at(
                line, np.array([start - 5, start + wide / 2, start + wide + 5])
            )
            angle = float(np.arctan2(*(ahead - back)[::-1]))
            ux, uy = np.cos(angle), np.sin(angle)
            x = middle[0] - ux * wide / 2 - uy * MIDDLE * style.size
            y = middle[1] - uy * wide / 2 + ux * MIDDLE * style.size
            if character.strip():
                found.append(Glyphs(character, path, float(x), float(y), float(np.degrees(angle))))
            start += wide
    return tuple(found)


def _marked(block: TextBlock, palette: Palette) -> Iterator[Shape]:
    """Yellow behind the marked spans, line by line."""
    style = Type(block.size, block.face, block.weight, block.italic)  # type: ignore[arg-type]
    start = 0
    for i, line in enumerate(block.lines):
        start = max(block.text.find(line, start), 0)
        for mark in block.marks:
            first, last = max(mark[0] - start, 0), min(mark[1] - start, len(line))
            if first >= last:
                continue
            x0 = block.box[0] + fonts.width(line[:first], style)
            x1 = block.box[0] + fonts.width(line[:last], style)
            y, half = block.box[1] + (i + 0.5) * block.leading, block.size * 0.62
            corners = ((x0 - 3, y - half), (x1 + 3, y + half))
            yield Shape("column", "box", (corners,), Style(fill=palette.yellow), radius=3)
        start += len(line)


def rounded_box(box: Box, radius: float) -> Path:
    """A closed ring: a box with round corners."""
    x0, y0, x1, y1 = box
    r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    if r <= 0:
        return (x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)
    ring: list[Point] = []
    centres = (
        (x1 - r, y0 + r, -90),
        (x1 - r, y1 - r, 0),
        (x0 + r, y1 - r, 90),
        (x0 + r, y0 + r, 180),
    )
    for cx, cy, start in centres:
        for turn in np.radians(np.linspace(start, start + 90, 9)):
            ring.append((float(cx + r * np.cos(turn)), float(cy + r * np.sin(turn))))
    return (*ring, ring[0])
