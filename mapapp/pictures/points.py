"""Points on a map: cities, sites, stops, what is known of them from elsewhere, radius circles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mapapp.pictures.areas import head_of
from mapapp.pictures.basemap import lines_in
from mapapp.pictures.corridors import Stop
from mapapp.pictures.draft import Draft, Feature, Row, size
from mapapp.pictures.extent import circle
from mapapp.pictures.look import SCALE, symbol_radius
from mapapp.pictures.placement import Spot, around, far_around
from mapapp.pictures.scene import Role

SITE, PROVINCE, STOP, AREA = 6.5, 11.0, 2.7, 3.0  # px
VAGUE = ("admin", "region")
"""Precisions of a site that is a point only because no shape of its area is known."""
MOST_POINTS = 250
CROWD = 120  # cities from which the smaller ones give way
CELL = 9 * SCALE
DIAGONALS = ((1, -1), (1, 1), (-1, 1), (-1, -1))
BIG = 4  # mentions from which a city's name is large
STOPS_APART = 150.0  # units between stops that a line only passes

Call = tuple[Stop, float, float]
"""A stop and where it is drawn, in page units."""


@dataclass(frozen=True)
class Dot:
    """A point feature where it is drawn; ``r`` is its radius in page units."""

    feature: Feature
    row: Row
    x: float
    y: float
    r: float


def lay_out_cities(draft: Draft, rows: Sequence[tuple[Feature, Row]]) -> tuple[list[Dot], int]:
    """Cities in the frame, the largest where they crowd, and how many are left out."""
    dots = []
    places = np.array([[row["lon"], row["lat"]] for _, row in rows]).reshape(-1, 2)
    for (feature, row), (x, y) in zip(rows, draft.frame.project(places), strict=True):
        r = symbol_radius(row["literal"] + row["associative"]) * SCALE
        if _is_seen(draft, x, y, r + 1):
            dots.append(Dot(feature, row, float(x), float(y), r))
    dots.sort(key=lambda dot: (not draft.is_selected(dot.feature.place_id), -dot.r))
    kept = _thinned(dots) if len(dots) > CROWD else dots
    return kept[:MOST_POINTS], len(dots) - len(kept[:MOST_POINTS])


def _is_seen(draft: Draft, x: float, y: float, r: float) -> bool:
    """Whether a symbol is on the map as a whole."""
    return bool(np.isfinite(x)) and draft.frame.holds(x, y, r) and not draft.is_covered(x, y, r)


def _thinned(dots: Sequence[Dot]) -> list[Dot]:
    """Where points crowd, the larger stand."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for dot in dots:
        column, row, reach = (
            int(dot.x // CELL),
            int(dot.y // CELL),
            int(np.ceil(1.5 * dot.r / CELL)),
        )
        if (column, row) in taken:
            continue
        kept.append(dot)
        span = range(-reach, reach + 1)
        taken.update((column + i, row + j) for i in span for j in span)
    return kept


def draw_city(draft: Draft, dot: Dot) -> None:
    """Ring by all mentions, disc by the literal ones; only literal: disc, only named: ring."""
    palette, row, r = draft.palette, dot.row, dot.r / SCALE
    selected = draft.is_selected(dot.feature.place_id)
    if selected:
        _selection(draft, dot)
    literal, associative = int(row["literal"]), int(row["associative"])
    if associative:
        fill = palette.yellow if selected else palette.panel
        draft.dot(dot.feature, dot.x, dot.y, r, fill=fill, stroke=palette.ink, width=1.5)
    elif not selected:
        draft.dot(dot.feature, dot.x, dot.y, r + 1.4, fill=palette.land, role="halo")
    if literal:
        inner = min(symbol_radius(literal), r - 2.6) if associative else r
        role: Role = "mark" if associative else "body"
        draft.dot(dot.feature, dot.x, dot.y, max(inner, 1.2), fill=_ink(draft, selected), role=role)
    _badge(draft, dot)


def _ink(draft: Draft, selected: bool) -> str:
    return draft.palette.on_yellow if selected else draft.palette.ink


def _selection(draft: Draft, dot: Dot) -> None:
    r = dot.r / SCALE
    draft.dot(dot.feature, dot.x, dot.y, r + 6, fill=draft.palette.yellow_edge, role="selection")
    draft.dot(dot.feature, dot.x, dot.y, r + 5.2, fill=draft.palette.yellow, role="selection")


def lay_out_sites(
    draft: Draft, rows: Sequence[tuple[Feature, Row]], cities: Sequence[Dot]
) -> list[Dot]:
    """Sites with a position; one on another symbol steps out of it, so that both are seen."""
    dots: list[Dot] = []
    for feature, row in rows:
        x, y = draft.frame.point(row["lon"], row["lat"])
        r = (PROVINCE if row["precision"] in VAGUE else SITE) * SCALE
        if not _is_seen(draft, x, y, r):
            continue
        x, y = _beside(x, y, [*cities, *dots])
        dots.append(Dot(feature, row, x, y, r))
    return dots


def _beside(x: float, y: float, taken: Sequence[Dot]) -> tuple[float, float]:
    """The place itself, or the first free spot around what stands there."""
    for other in taken:
        gap = other.r + SITE * SCALE + 1
        if np.hypot(x - other.x, y - other.y) >= gap:
            continue
        spots = [(other.x + 0.8 * gap * dx, other.y + 0.8 * gap * dy) for dx, dy in DIAGONALS]
        return next((spot for spot in spots if _is_free(*spot, taken)), spots[0])
    return x, y


def _is_free(x: float, y: float, taken: Sequence[Dot]) -> bool:
    return all(np.hypot(x - dot.x, y - dot.y) > dot.r + SITE for dot in taken)


def draw_site(draft: Draft, dot: Dot) -> None:
    """A diamond; within a province hollow in a dashed ring, exact with a light centre."""
    palette = draft.palette
    selected = draft.is_selected(dot.feature.place_id)
    hue = palette.on_yellow if selected else palette.site
    _radius_circle(draft, dot)
    if selected:
        _selection(draft, dot)
    else:
        draft.dot(dot.feature, dot.x, dot.y, SITE, marker="diamond", fill=palette.land,
                  stroke=palette.land, width=3, role="halo")  # fmt: skip
    if dot.row["precision"] in VAGUE:
        draft.dot(
            dot.feature,
            dot.x,
            dot.y,
            SITE,
            marker="diamond",
            fill=palette.land,
            stroke=hue,
            width=1.8,
        )
        draft.dot(
            dot.feature, dot.x, dot.y, PROVINCE, stroke=hue, width=1.2, dash=(2.5, 2.5), role="mark"
        )
    else:
        draft.dot(dot.feature, dot.x, dot.y, SITE, marker="diamond", fill=hue)
        if dot.row["precision"] == "exact":
            draft.dot(dot.feature, dot.x, dot.y, 1.8, fill=palette.panel, role="mark")
    _badge(draft, dot)


def _radius_circle(draft: Draft, dot: Dot) -> None:
    """How uncertain a position is: a circle of so many kilometres around it."""
    km = dot.row.get("radius_km")
    if not isinstance(km, int | float) or not np.isfinite(km) or km <= 0:
        return
    centre = (float(dot.row["lon"]), float(dot.row["lat"]))
    ring = lines_in([circle(centre, float(km), steps=72)], draft.frame)
    draft.line(dot.feature, ring, draft.palette.site, 1.2, dash=(2, 4), role="mark")


def lay_out_areas(
    draft: Draft, rows: Sequence[tuple[Feature, Row]], taken: Sequence[Dot]
) -> tuple[list[Dot], int]:
    """Middles of areas that the basemap does not name, and how many are left out."""
    dots: list[Dot] = []
    r = AREA * SCALE
    for feature, row in rows:
        x, y = draft.frame.point(row["lon"], row["lat"])
        if _is_seen(draft, x, y, r):
            dots.append(Dot(feature, row, *_beside(x, y, [*taken, *dots[:MOST_POINTS]]), r))
    return dots[:MOST_POINTS], len(dots) - len(dots[:MOST_POINTS])


def draw_area(draft: Draft, dot: Dot) -> None:
    """A small square, of water a disc: it says where the name belongs, not where the edge is."""
    palette, water = draft.palette, dot.feature.layer == "waters"
    selected = draft.is_selected(dot.feature.place_id)
    if selected:
        _selection(draft, dot)
    edge = palette.on_yellow if selected else palette.water_name if water else palette.ink2
    draft.dot(
        dot.feature, dot.x, dot.y, AREA, marker="circle" if water else "square",
        fill=palette.mentioned_water if water else palette.panel, stroke=edge, width=1.4,
    )  # fmt: skip


def draw_known(draft: Draft, feature: Feature, x: float, y: float) -> None:
    """Outside knowledge: the same diamond with a second outline."""
    land, site = draft.palette.land, draft.palette.site
    draft.dot(feature, x, y, 9.5, marker="diamond", fill=land, stroke=site, width=1.2, role="mark")
    draft.dot(feature, x, y, 5.5, marker="diamond", stroke=site, width=1.8, role="mark")


def _badge(draft: Draft, dot: Dot) -> None:
    """A person's word, upper right: a tick when confirmed, a solid pencil when corrected."""
    decision = dot.row.get("decision")
    if not decision:
        return
    palette = draft.palette
    x, y = dot.x + 0.75 * dot.r + 3 * SCALE, dot.y - 0.75 * dot.r - 3 * SCALE
    corrected = decision == "corrected"
    fill, ink = (palette.ink, palette.panel) if corrected else (palette.panel, palette.ink)
    draft.dot(dot.feature, x, y, 5.5, fill=fill, stroke=palette.ink, width=1.1, role="mark")
    tick = [(-2.2, 2.2), (2.2, -2.2)] if corrected else [(-2.6, 0.2), (-0.6, 2.2), (2.8, -2)]
    points = np.array([[x, y]]) + np.array(tick) * SCALE
    draft.line(dot.feature, [points], ink, 1.4, role="mark")


def stops_shown(
    draft: Draft, stops: Sequence[Stop], cities: Sequence[Dot], others: Sequence[Call]
) -> list[Call]:
    """Ends, branches and changes of mode, then calls with room between; none on a city.

    Where one of the ``others``, of corridors before this one, is drawn, it stands for both.
    """
    shown: list[Call] = []
    for stop in sorted(stops, key=lambda stop: stop.rank):
        x, y = draft.frame.point(stop.lon, stop.lat)
        if not _is_seen(draft, x, y, 6):
            continue
        if any(_is_same(stop.name, x, y, d.x, d.y, d.r, d.row["name"]) for d in cities):
            continue
        if any(_is_same(stop.name, x, y, ox, oy, 0, other.name) for other, ox, oy in others):
            continue
        apart = STOPS_APART if stop.rank else 5 * SCALE
        if all(np.hypot(ox - x, oy - y) > apart for _, ox, oy in shown):
            shown.append((stop, x, y))
    return shown


def _is_same(name: str, x: float, y: float, ox: float, oy: float, r: float, other: object) -> bool:
    """Whether a stop is what is drawn already, with radius r: stations lie some way off."""
    gap = float(np.hypot(ox - x, oy - y))
    return gap < r + 5 * SCALE or (gap < 60 and name == other)


def draw_stop(draft: Draft, feature: Feature, x: float, y: float) -> None:
    lit = draft.is_selected(feature.place_id)
    fill, ink = (
        ("#FFFFFF", draft.palette.yellow_edge) if lit else (draft.palette.panel, draft.palette.ink)
    )
    draft.dot(feature, x, y, STOP * 1.15, fill=fill, stroke=ink, width=1.6, role="mark")


# Names


def wish_city(draft: Draft, dot: Dot, halo: str) -> None:
    mentions = float(dot.row["mentions"])
    selected = draft.is_selected(dot.feature.place_id)
    if draft.in_inset(dot.x, dot.y) and mentions < BIG and not selected:
        return
    kind = "city_big" if mentions >= BIG or selected else "city"
    rank = (0.0,) if selected else (1.0 if mentions >= BIG else 2.0, -mentions)
    _wish(draft, dot, str(dot.row["name"]), kind, draft.palette.ink, halo, rank, selected)


def wish_site(draft: Draft, dot: Dot, halo: str) -> None:
    selected = draft.is_selected(dot.feature.place_id)
    rank = (0.0,) if selected else (1.5, -float(dot.row["mentions"]))
    _wish(draft, dot, head_of(dot.row), "city", draft.palette.site, halo, rank, selected)


def wish_area(draft: Draft, dot: Dot, halo: str) -> None:
    selected = draft.is_selected(dot.feature.place_id)
    hues = {"waters": draft.palette.water_name, "countries": draft.palette.country}
    colour = hues.get(dot.feature.layer, draft.palette.ink2)
    rank = (0.0,) if selected else (2.5, -float(dot.row["mentions"]))
    _wish(draft, dot, str(dot.row["name"]), "area", colour, halo, rank, selected)


def _wish(
    draft: Draft, dot: Dot, name: str, kind: str, colour: str, halo: str,
    rank: tuple[float, ...], selected: bool,
) -> None:  # fmt: skip
    width, height = size(name, kind)
    r = dot.r + (6 * SCALE if selected else 0)

    def spots() -> Iterable[Spot]:
        return [
            *around(dot.x, dot.y, r, width, height),
            *far_around(dot.x, dot.y, r, width, height),
        ]

    back = draft.palette.yellow if selected else None
    shown = draft.palette.on_yellow if selected else colour
    draft.wish(
        rank, name, kind, shown, spots, dot.feature, halo=None if selected else halo, back=back
    )


def wish_stop(draft: Draft, feature: Feature, stop: Stop, x: float, y: float) -> None:
    if draft.in_inset(x, y):
        return
    name = stop.name.split(" (")[0]
    width, height = size(name, "stop")

    def spots() -> Iterable[Spot]:
        return around(x, y, STOP * SCALE, width, height)

    draft.wish((3.5 + stop.rank,), name, "stop", draft.palette.ink, spots, feature)


def wish_known(draft: Draft, feature: Feature, note: str, x: float, y: float) -> None:
    width, height = size(note, "area")

    def spots() -> Iterable[Spot]:
        return around(x, y, 10 * SCALE, width, height)

    draft.wish((0.5,), note, "area", draft.palette.site, spots, feature)
