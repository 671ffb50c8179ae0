"""The legend: its swatches are drawn by the same hands as the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mapapp.legend import Entry
from mapapp.pictures import corridors, flows, fonts, points
from mapapp.pictures.draft import Draft, Feature, Row
from mapapp.pictures.lines import curved
from mapapp.pictures.look import DARK, LIGHT, SCALE, Palette, Type
from mapapp.pictures.placement import Placer
from mapapp.pictures.projection import Frame
from mapapp.pictures.scene import Box, Legend, LegendEntry, Shape, Style

WIDTH = 52.0  # of a swatch
GAP = 14.0
FEATURE = Feature("legend")
EVERYWHERE: Box = (-1e5, -1e5, 1e5, 1e5)


def legend_of(
    entries: Sequence[Entry], box: Box, size: float, row: float, palette: Palette, columns: int = 1
) -> Legend:
    """Entries from the top of ``box``, row by row, in columns where there are several."""
    style = Type(size, "sans")
    column = (box[2] - box[0]) / columns
    rows = -(-len(entries) // columns)
    made = []
    for i, entry in enumerate(entries):
        x = box[0] + (i // rows) * column
        y = box[1] + (i % rows + 0.5) * row
        words = fonts.shortened(fonts.clean(entry.text), style, column - WIDTH - GAP - 8)
        made.append(LegendEntry(words, x + WIDTH + GAP, y, _swatch(entry, x, y, palette)))
    return Legend((box[0], box[1], box[2], box[1] + rows * row), size, palette.ink, tuple(made))


def _swatch(entry: Entry, x: float, y: float, palette: Palette) -> tuple[Shape, ...]:
    frame = Frame("", EVERYWHERE, 1.0, (0.0, 0.0))
    draft = Draft(frame, palette, LIGHT if palette is LIGHT else DARK, Placer((0, 0, 1, 1)))
    _SYMBOLS.get(entry.symbol, _line)(draft, entry, x, y)
    return tuple(shape for shape in draft.shapes if shape.role != "halo")


def _line(draft: Draft, entry: Entry, x: float, y: float) -> None:
    line = np.array([[x, y], [x + WIDTH, y]])
    stretch = corridors.Stretch(
        "", entry.symbol, entry.status or "operating", True, False, 0, ("", ""), (), line
    )
    corridors.draw(draft, FEATURE, [stretch])


def _flow(draft: Draft, entry: Entry, x: float, y: float) -> None:
    line = np.array([[x + 5, y + 4], [x + WIDTH / 2, y - 2], [x + WIDTH - 2, y + 1]])
    row: Row = {"status": entry.status or None}
    flows.draw(draft, flows.Arc(FEATURE, row, curved(line)))


def _city(literal: int, associative: int) -> Callable[[Draft, Entry, float, float], None]:
    def draw(draft: Draft, _entry: Entry, x: float, y: float) -> None:
        row: Row = {"literal": literal, "associative": associative}
        points.draw_city(draft, points.Dot(FEATURE, row, x + WIDTH / 2, y, 5 * SCALE))

    return draw


def _site(precision: str) -> Callable[[Draft, Entry, float, float], None]:
    def draw(draft: Draft, _entry: Entry, x: float, y: float) -> None:
        row: Row = {"precision": precision}
        points.draw_site(draft, points.Dot(FEATURE, row, x + WIDTH / 2, y, points.SITE * SCALE))

    return draw


def _radius(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    turns = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack([x + WIDTH / 2 + 11 * np.cos(turns), y + 11 * np.sin(turns)])
    draft.line(FEATURE, [ring], draft.palette.site, 1.2, dash=(2, 3))
    draft.dot(FEATURE, x + WIDTH / 2, y, 4, marker="diamond", fill=draft.palette.site)


def _stop(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    points.draw_stop(draft, FEATURE, x + WIDTH / 2, y)


def _unrouted(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    line = np.array([[x, y], [x + WIDTH, y]])
    stretch = corridors.Stretch("", "rail", "operating", False, False, 0, ("", ""), (), line)
    corridors.draw(draft, FEATURE, [stretch])


def _course(layer: str) -> Callable[[Draft, Entry, float, float], None]:
    """A border, river or canal."""

    def draw(draft: Draft, _entry: Entry, x: float, y: float) -> None:
        line = np.array([[x, y], [x + WIDTH, y]])
        if layer == "waters":
            draft.line(FEATURE, [line], draft.palette.sea, 2)
        else:
            draft.line(FEATURE, [line], draft.palette.site, 2.4, dash=(7, 3), round_cap=False)

    return draw


def _area_point(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    fill, stroke = draft.palette.panel, draft.palette.ink2
    draft.dot(
        FEATURE, x + WIDTH / 2, y, points.AREA, marker="square", fill=fill, stroke=stroke, width=1.4
    )


def _water_point(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    fill, stroke = draft.palette.mentioned_water, draft.palette.water_name
    draft.dot(FEATURE, x + WIDTH / 2, y, points.AREA, fill=fill, stroke=stroke, width=1.4)


def _known(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    points.draw_known(draft, FEATURE, x + WIDTH / 2, y)


def _decided(decision: str) -> Callable[[Draft, Entry, float, float], None]:
    def draw(draft: Draft, _entry: Entry, x: float, y: float) -> None:
        row: Row = {"literal": 1, "associative": 0, "decision": decision}
        points.draw_city(draft, points.Dot(FEATURE, row, x + WIDTH / 2 - 4, y + 4, 3.5 * SCALE))

    return draw


def _somewhere(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    box = _box(x + 6, y)
    hatched = Style(fill=draft.palette.land, hatch=draft.palette.site)
    draft.add(FEATURE, "area", [box], hatched)
    draft.line(FEATURE, [np.array(box)], draft.palette.site, 1.2, dash=(4, 2.6), round_cap=False)


def _box(x: float, y: float) -> tuple[tuple[float, float], ...]:
    x1, y0, y1 = x + WIDTH - 12, y - 9, y + 9
    return (x, y0), (x1, y0), (x1, y1), (x, y1), (x, y0)


def _country(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    third = (WIDTH - 12) / 3
    for i, tint in enumerate(draft.palette.tints):
        corners = ((x + 6 + i * third, y - 9), (x + 6 + (i + 1) * third, y + 9))
        draft.add(FEATURE, "box", [corners], Style(fill=tint))
    draft.line(FEATURE, [np.array(_box(x + 6, y))], draft.palette.border, 0.9, role="edge")


def _water(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    draft.add(FEATURE, "area", [_box(x + 6, y)], Style(fill=draft.palette.mentioned_water))
    draft.line(FEATURE, [np.array(_box(x + 6, y))], draft.palette.coast, 0.9, role="edge")


def _area(draft: Draft, _entry: Entry, x: float, y: float) -> None:
    ring = [np.array(_box(x + 6, y))]
    draft.line(FEATURE, ring, draft.palette.ink2, 1, dash=(3, 3), round_cap=False)


_SYMBOLS: dict[str, Callable[[Draft, Entry, float, float], None]] = {
    "flows": _flow,
    "literal": _city(1, 0),
    "associative": _city(0, 1),
    "exact": _site("exact"),
    "province": _site("admin"),
    "somewhere": _somewhere,
    "known": _known,
    "confirmed": _decided("confirmed"),
    "corrected": _decided("corrected"),
    "countries": _country,
    "waters": _water,
    "outline": _area,
    "stop": _stop,
    "unrouted": _unrouted,
    "radius": _radius,
    "border": _course("sites"),
    "course": _course("waters"),
    "area-point": _area_point,
    "water-point": _water_point,
}
