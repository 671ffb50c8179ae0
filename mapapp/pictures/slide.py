"""The text of a slide at its place: a column beside the map, or bands above and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from geopandas import GeoDataFrame

from geodata.atlas.quotes import Quote as Passage
from geodata.atlas.selection import Selection
from mapapp.legend import GROUND, Entry, foremost
from mapapp.pictures import fonts
from mapapp.pictures.column import (
    Subject,
    block,
    caption_of,
    figure_of,
    passage_of,
    quote_line,
    quoted,
    rule,
    sources_of,
    title_of,
)
from mapapp.pictures.layout import MARGIN, Layout
from mapapp.pictures.look import Palette, Type
from mapapp.pictures.scene import Box, Key, Legend, Page, Quote, Shape, Style, TextBlock
from mapapp.pictures.swatches import legend_of

TITLE = Type(38, "sans", 600, leading=43)
SMALLER_TITLE = Type(30, "sans", 600, leading=35)
CAPTION = Type(19.5, "sans", leading=26)
FIGURE = Type(44, "sans", 600, leading=46)
NOTE = Type(17, "sans", leading=22)
QUOTE = Type(18.5, "serif", leading=26)
SMALL = Type(14, "sans", leading=19)
ROW, TIGHT_ROW, LEGEND = 29.0, 25.0, 17.0
DENSE_ROW, DENSE_LEGEND = 20.0, 15.0
POINT_SYMBOLS = {"literal", "associative", "stop", "confirmed", "corrected"}
"""What goes from the legend after the areas when the column is full."""
QUOTE_INDENT = 18.0


@dataclass(frozen=True)
class Told:
    """Everything that stands beside a map; fields of `Scene` by the same names."""

    column: tuple[Shape, ...] = ()
    title: TextBlock | None = None
    caption: TextBlock | None = None
    legend: Legend | None = None
    figure: Key | None = None
    quote: Quote | None = None
    sources: TextBlock | None = None

    def fields(self) -> dict[str, Any]:
        names = ("column", "title", "caption", "legend", "figure", "quote", "sources")
        return {name: getattr(self, name) for name in names}


def head_of(
    selection: Selection, subject: Subject, left: float, top: float, width: float, palette: Palette
) -> tuple[TextBlock, TextBlock | None]:
    """Title and caption; a long title is set smaller."""
    words = title_of(selection, subject)
    style = (
        TITLE if len(fonts.wrapped(words, TITLE, width, 6)) <= 4 and width > 380 else SMALLER_TITLE
    )
    title = block(words, style, palette.ink, left, top, width, 4)
    caption = caption_of(selection, subject)
    if not caption:
        return title, None
    return title, block(caption, CAPTION, palette.ink2, left, title.box[3] + 12, width, 4)


def wide(
    selection: Selection,
    subject: Subject,
    layout: Layout,
    entries: Sequence[Entry],
    palette: Palette,
    legs: GeoDataFrame,
    left_out: int,
) -> Told:
    """From the top: title, caption, legend, figure, quote; sources at the foot."""
    x0, top, x1, bottom = layout.column
    panel = Shape(
        "column", "box", (((0.0, 0.0), (layout.frame[0], bottom + 1e4)),), Style(fill=palette.panel)
    )
    title, caption = head_of(selection, subject, x0, top, x1 - x0, palette)
    sources = _sources(subject, legs, layout.column, palette, left_out)
    y = (caption or title).box[3]
    room = sources.box[1] - y - 34
    parts = _fitting(selection, subject, entries, x1 - x0, room)
    spare = max(0.0, room - parts.height) / (parts.blocks + 1)
    gap = min(26.0, spare)
    told = Told(title=title, caption=caption, sources=sources)
    rules = [rule(x0, x1, sources.box[1] - 16, palette)]
    y += 22 + gap / 2
    if parts.entries:
        legend = legend_of(parts.entries, (x0, y, x1, y), parts.size, parts.row, palette)
        told, y = replace(told, legend=legend), legend.box[3]
    if parts.figure:
        y += 20 + gap
        rules.append(rule(x0, x1, y, palette))
        figure = _figure(parts.figure, x0, y + 18 + gap / 2, x1, palette)
        told, y = replace(told, figure=figure), max(figure.value.box[3], figure.note.box[3])
    if parts.quote:
        quote = _quote(parts.quote, parts.quote_lines, x0, y + 24 + gap, x1, palette)
        told = replace(told, quote=quote)
    return replace(told, column=(panel, *rules))


@dataclass(frozen=True)
class _Parts:
    """What of the middle of the column fits."""

    entries: tuple[Entry, ...]
    row: float
    size: float
    figure: tuple[str, str] | None
    quote: Passage | None
    quote_lines: int
    height: float
    blocks: int


_Key = tuple[Sequence[Entry], float, float]
_Choice = tuple[tuple[str, str] | None, Passage | None, int, Sequence[Entry], float, float]


def _fitting(
    selection: Selection,
    subject: Subject,
    entries: Sequence[Entry],
    width: float,
    room: float,
) -> _Parts:
    """As much as there is room for: the key is whole as long as a quote, if shortened, fits too.

    Then areas go from it, then points; then the quote goes, then the figure.
    """
    passage = passage_of(selection)
    figure = figure_of(selection, subject)
    said = [(passage, n) for n in (8, 6, 5, 4) if passage]
    no_ground = tuple(entry for entry in entries if entry.symbol not in GROUND)
    lines_only = tuple(entry for entry in no_ground if entry.symbol not in POINT_SYMBOLS)
    tight, dense = (TIGHT_ROW, LEGEND), (DENSE_ROW, DENSE_LEGEND)
    keys: list[_Key] = [(entries, ROW, LEGEND), (entries, *tight), (entries, *dense)]
    keys += [(kept, *looks) for kept in (no_ground, lines_only) for looks in (tight, dense)]
    choices: list[_Choice] = [(figure, *words, *key) for key in keys for words in said]
    choices += [(told, None, 0, *key) for told in (figure, None) for key in keys]
    for chosen, quote, lines, kept, row, size in choices:
        height, blocks = 22 + row * len(kept), 1
        if chosen:
            height, blocks = height + 38 + FIGURE.height, blocks + 1
        if quote:
            words, _ = quoted(quote, QUOTE, width - QUOTE_INDENT, lines)
            needed = len(fonts.wrapped(words, QUOTE, width - QUOTE_INDENT, lines))
            height, blocks = height + 24 + needed * QUOTE.height + 26, blocks + 1
        if height <= room:
            return _Parts(tuple(kept), row, size, chosen, quote, lines, height, blocks)
    most = max(0, int((room - 22) / TIGHT_ROW))
    height = 22 + TIGHT_ROW * most
    return _Parts(foremost(entries, most), *tight, None, None, 0, height, 1)


def _sources(
    subject: Subject, legs: GeoDataFrame, column: Box, palette: Palette, left_out: int
) -> TextBlock:
    """At the foot of the column, growing upwards."""
    x0, _, x1, bottom = column
    words = sources_of(subject, legs, left_out)
    made = block(words, SMALL, palette.ink2, x0, 0, x1 - x0, 9)
    height = made.box[3]
    return replace(made, box=(x0, bottom - height, x1, bottom))


def _figure(told: tuple[str, str], x0: float, y: float, x1: float, palette: Palette) -> Key:
    value = block(told[0], FIGURE, palette.ink, x0, y, (x1 - x0) * 0.6, 1)
    left = x0 + fonts.width(value.text, FIGURE) + 16
    note = block(told[1], NOTE, palette.ink, left, y, x1 - left, 3)
    middle = y + FIGURE.height / 2 + 3
    height = note.box[3] - note.box[1]
    return Key(value, replace(note, box=(left, middle - height / 2, x1, middle + height / 2)))


def _quote(passage: Passage, most: int, x0: float, y: float, x1: float, palette: Palette) -> Quote:
    left = x0 + QUOTE_INDENT
    words, marks = quoted(passage, QUOTE, x1 - left, most)
    said = block(words, QUOTE, palette.ink, left, y, x1 - left, most, marks)
    source = block(
        quote_line(passage.document), SMALL, palette.ink2, left, said.box[3] + 5, x1 - left, 1
    )
    corners = ((x0, y - 2), (x0 + 4, said.box[3] + 2))
    bar = Shape("column", "box", (corners,), Style(fill=palette.yellow))
    return Quote(said, source, bar)


# Tall pages


@dataclass(frozen=True)
class Bands:
    """How high the bands above and below the map of a tall page are."""

    top: float
    bottom: float


def bands(
    selection: Selection, subject: Subject, entries: Sequence[Entry], page: Page, palette: Palette
) -> Bands:
    """The heights that the words need; the map keeps at least half of the page."""
    width = page.width - 2 * MARGIN
    title, caption = head_of(selection, subject, MARGIN, 40, width, palette)
    top = (caption or title).box[3] + 26
    left = max(3, min(len(entries), 7)) * 26.0
    right = FIGURE.height + 30 + (QUOTE.height * 4 + 40 if passage_of(selection) else 0)
    sources = _sources(subject, selection.legs, (MARGIN, 0, page.width - MARGIN, 0), palette, 0)
    foot = max(left, right) + 30 + (sources.box[3] - sources.box[1]) + 62
    return Bands(top, min(foot, page.height * 0.5 - top))


def tall(
    selection: Selection,
    subject: Subject,
    layout: Layout,
    entries: Sequence[Entry],
    palette: Palette,
    legs: GeoDataFrame,
    left_out: int,
) -> Told:
    """Title above the map; legend beside figure and quote below it, sources at the foot."""
    x0, _, x1, bottom = layout.column
    page_top, page_bottom = layout.frame[1], layout.frame[3]
    panels = tuple(
        Shape("column", "box", (corners,), Style(fill=palette.panel))
        for corners in (
            ((-10.0, -10.0), (layout.frame[2] + 10, page_top)),
            ((-10.0, page_bottom), (layout.frame[2] + 10, bottom + 200)),
        )
    )
    title, caption = head_of(selection, subject, x0, 40, x1 - x0, palette)
    sources = _sources(subject, legs, layout.column, palette, left_out)
    top, foot = page_bottom + 26, sources.box[1] - 30
    middle = x0 + (x1 - x0) * 0.44
    kept = foremost(entries, int((foot - top) / 26))
    legend = legend_of(kept, (x0, top, middle - 20, top), 15.5, 26, palette) if kept else None
    told = Told(title=title, caption=caption, legend=legend, sources=sources)
    left = middle + 10 if kept else x0
    y, passage = top, passage_of(selection)
    number = figure_of(selection, subject)
    if number and foot - y > FIGURE.height:
        figure = _figure(number, left, y, x1, palette)
        told, y = replace(told, figure=figure), max(figure.value.box[3], figure.note.box[3]) + 16
    lines = int((foot - y - 26) / QUOTE.height)
    if passage and lines >= 2:
        told = replace(told, quote=_quote(passage, min(lines, 8), left, y, x1, palette))
    return replace(told, column=(*panels, rule(x0, x1, sources.box[1] - 14, palette)))
