"""Flows on a map: arcs that keep off cities; a country's end stands free inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.pictures.clip import Points
from mapapp.pictures.corridors import along_spots
from mapapp.pictures.draft import Draft, Feature, Row, size
from mapapp.pictures.lines import arc, at, length, section
from mapapp.pictures.look import SCALE, status_look
from mapapp.pictures.placement import Spot
from mapapp.pictures.scene import Style

BENDS = (0.14, -0.14, 0.2, -0.2, 0.1, -0.1, 0.25, -0.25)
GOLDEN = np.pi * (3 - np.sqrt(5))
SPOTS = 90
MOST_FLOWS = 150
SHORTEST = 26 * SCALE
KEEP_OFF = 24 * SCALE  # of a country's end from any city


@dataclass(frozen=True)
class Arc:
    """A flow laid out; ``line`` is in page units."""

    feature: Feature
    row: Row
    line: Points


def laid_out(
    draft: Draft,
    rows: Sequence[tuple[Feature, Row, Points]],
    areas: dict[str, BaseGeometry],
    cities: Points,
    crowd: Points,
) -> list[Arc]:
    """Arcs of flows, most mentioned first; ``areas`` are the drawn polygons of their countries.

    ``rows`` hold both ends in degrees; ``cities`` and ``crowd`` are page points to keep off.
    """
    found: list[Arc] = []
    ends: list[Points] = []
    taken = np.zeros((0, 2))
    for feature, row, lonlat in rows[:MOST_FLOWS]:
        a, b = draft.frame.project(lonlat)[[0, -1]]
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            continue
        if not (draft.frame.holds(a[0], a[1], -400) or draft.frame.holds(b[0], b[1], -400)):
            continue
        avoid = (cities, np.array(ends).reshape(-1, 2), crowd)
        start = _free_end(draft, a, b, areas.get(str(row["from_id"])), avoid, None)
        side = -_side(start, a, b)
        end = _free_end(draft, b, a, areas.get(str(row["to_id"])), avoid, side)
        ends += [start, end]
        if np.hypot(*(start - end)) < SHORTEST:
            continue
        line = _least_crowded(start, end, cities, taken)
        taken = np.concatenate([taken, line[4:-4:2]])
        found.append(Arc(feature, row, line))
    return found


def _side(point: Points, at_: Points, other: Points) -> float:
    """How far a point stands to the side of the way from one end to the other."""
    way = other - at_
    cross = (point[1] - at_[1]) * way[0] - (point[0] - at_[0]) * way[1]
    return float(cross / (np.hypot(*way) or 1))


def _free_end(
    draft: Draft,
    end: Points,
    other: Points,
    area: BaseGeometry | None,
    avoid: tuple[Points, Points, Points],
    side: float | None,
) -> Points:
    """A point near ``end`` within its country, off cities, other ends and lines.

    ``side`` is where the flow's first end stands: keeping to it, flows between two countries do
    not cross.
    """
    cities, ends, crowd = avoid
    if area is None:
        return _off_city(end, other, cities)
    way = other - end
    far = float(np.hypot(*way)) or 1.0
    reach = min(150 * SCALE, far * 0.45)
    i = np.arange(SPOTS)
    r = reach * np.sqrt(i / SPOTS)
    spots = end + np.column_stack([r * np.cos(i * GOLDEN), r * np.sin(i * GOLDEN)])
    inside = shapely.contains_xy(area, spots)
    x0, y0, x1, y1 = draft.placer.box
    inside &= (spots > (x0 + 20, y0 + 20)).all(axis=1) & (spots < (x1 - 20, y1 - 20)).all(axis=1)
    if not inside.any():
        return end
    spots, r = spots[inside], r[inside]
    forward = (spots - end) @ way / far
    cost = r * 0.12 - forward * 0.18
    if side is not None:
        aside = np.array([abs(_side(spot, end, other) - side) for spot in spots])
        cost += np.minimum(aside, 90 * SCALE) * 0.25
    cost += _near(spots, cities, KEEP_OFF * 1.25) * 80 + _near(spots, ends, 34 * SCALE) * 30
    cost += _near(spots, crowd, 16 * SCALE) * 14
    best: Points = spots[int(cost.argmin())]
    return best


def _near(points: Points, others: Points, reach: float) -> Points:
    """How close points are to the nearest of others: 0 beyond ``reach``, 1 on top."""
    if not len(others):
        return np.zeros(len(points))
    gaps = np.hypot(*np.moveaxis(points[:, None] - others[None], -1, 0)).min(axis=1)
    near: Points = np.clip(1 - gaps / reach, 0, 1)
    return near


def _off_city(end: Points, other: Points, cities: Points) -> Points:
    """A city's end stands at the rim of its symbol, on the side of the other end."""
    on_city = len(cities) and np.hypot(*(cities - end).T).min() < 4 * SCALE
    if not on_city:
        return end
    way = other - end
    return end + way * min(0.4, 17 * SCALE / (float(np.hypot(*way)) or 1))


def _least_crowded(start: Points, end: Points, cities: Points, taken: Points) -> Points:
    """The arc that keeps off the cities and off the arcs before it."""

    def cost(bend: float) -> float:
        line = arc(start, end, bend)
        near_cities = _near(cities, line, 20 * SCALE).sum() * 8
        return abs(bend) * 30 + float(near_cities + _near(taken, line, 16 * SCALE).sum() * 2)

    return arc(start, end, min(BENDS, key=cost))


def draw(draft: Draft, flow: Arc) -> None:
    """Halo, body with the status's dash, open ring at the origin, head at the end."""
    feature, line = flow.feature, flow.line
    selected = draft.is_selected(feature.place_id)
    palette = draft.palette
    hue = draft.light.flow if selected else palette.flow
    body = [section(line, 4 * SCALE, max(6 * SCALE, length(line) - 9 * SCALE))]
    if selected:
        draft.line(feature, body, palette.yellow_edge, 9.4, role="selection")
        draft.line(feature, body, palette.yellow, 8, role="selection")
    else:
        draft.line(feature, body, palette.land, 5, opacity=0.9, role="halo")
    dash = status_look(flow.row.get("status")).dash
    draft.line(feature, body, hue, 2, dash=dash, round_cap=not dash)
    ground = palette.yellow if selected else palette.land
    if draft.frame.holds(*line[0]):
        draft.dot(
            feature, line[0][0], line[0][1], 3.2, fill=ground, stroke=hue, width=1.6, role="mark"
        )
    if draft.frame.holds(*line[-1]):
        edge = palette.yellow_edge if selected else palette.land
        draft.add(
            feature, "area", [arrowhead(line, 12 * SCALE)],
            Style(fill=hue, stroke=edge, width=1.2 * SCALE), role="mark",
        )  # fmt: skip


def arrowhead(line: Points, size_: float) -> Points:
    """A closed ring: a barbed head whose tip is the line's end."""
    tip, tail = line[-1], at(line, length(line) - size_)[0]
    along = (tip - tail) / (np.hypot(*(tip - tail)) or 1) * size_
    across = np.array([-along[1], along[0]]) * 0.42
    ring = [tip, tip - along + across, tip - along * 0.72, tip - along - across, tip]
    return np.array(ring)


def wish_name(draft: Draft, flow: Arc) -> None:
    """The flow's name along its arc; without room it goes unnamed, the legend explains it."""
    name = str(flow.row["name"])
    width, height = size(name, "flow")
    selected = draft.is_selected(flow.feature.place_id)
    if draft.selected and not selected:
        return

    def spots() -> Iterable[Spot]:
        return along_spots(draft, [flow.line], width, height, [6 * SCALE + height / 2])

    rank = (3.0, 0.0 if selected else 1.0, -float(flow.row["mentions"]))
    draft.wish(rank, name, "flow", draft.palette.flow, spots, flow.feature, limit=90.0, heed=1.6)
