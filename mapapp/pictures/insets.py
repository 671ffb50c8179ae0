"""Insets: what is too small to read on a map is drawn again, larger, in a corner of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import shapely

from geodata.atlas.selection import Selection
from mapapp.pictures import corridors
from mapapp.pictures.basemap import basemap
from mapapp.pictures.clip import Points
from mapapp.pictures.draft import Draft
from mapapp.pictures.projection import Frame
from mapapp.pictures.scene import Box

SMALL_STRETCH, SMALL_GAP = 36.0, 60.0
"""Units below which a stretch that is not simply operating, and a missing one, cannot be read."""
SMALL_CORRIDOR = 150.0
LARGEST_PART = 0.24
"""Of the frame's shorter side: what is larger needs no inset."""
SMALLEST_FACTOR = 2.0
SHARES = (0.40, 0.34, 0.28, 0.24)
"""Of the frame's shorter side that an inset may take."""
MOST_COVERED = (0.01, 0.06)
"""Of what is drawn, under an inset: rather a small inset than a covered line."""
PAD = 30.0
MOST_LAND = (0.0, 0.1)
"""On a map of the world, where continents are what people look for: the share of an inset that may
lie on land. Where no spot is so free, there is none."""
STEP = 24.0  # units between the spots of an inset, and the points that stand for land
LEAST_POINTS = 20  # of a coast: smaller islands are no land that is missed
SOUTHERNMOST = -60.0  # degrees; Antarctica may be covered


@dataclass(frozen=True)
class Enlarged:
    """Where the part lies on the map, and where it is drawn larger."""

    outline: Box
    frame: Frame


def find(draft: Draft, selection: Selection, crowd: Points, foot: float) -> Enlarged | None:
    """The part of the map that most wants enlarging, if a corner has room for it.

    ``foot`` units at the lower edge are taken by words.
    """
    x0, y0, x1, y1 = draft.frame.box
    shorter = min(x1 - x0, y1 - y0)
    part = _part(_small(draft, selection), LARGEST_PART * shorter)
    if part is None:
        return None
    is_world = draft.frame.whole_world
    land = _land_points(draft.frame) if is_world else np.zeros((0, 2))
    limits = MOST_LAND if is_world else (1.0,)
    for dry, most, share in product(limits, MOST_COVERED, SHARES):
        height = share * shorter * 1.1
        width = height * 1.1
        outline = _shaped(part, width / height, draft.frame.box)
        factor = width / (outline[2] - outline[0])
        if factor < SMALLEST_FACTOR:
            continue
        spots = (_everywhere if is_world else _corners)((x0, y0, x1, y1 - foot), width, height)
        free = [box for box in spots if not _overlap(box, outline)]
        allowed = most * len(crowd), dry * width * height / STEP**2
        spot = _freest(free, (crowd, land), allowed)
        if spot:
            return Enlarged(outline, draft.frame.enlarged(outline, spot))
    return None


def _small(draft: Draft, selection: Selection) -> list[tuple[Box, int]]:
    """Boxes of what is too small, with how much it matters; of a selected corridor alone."""
    rows = (
        selection.layers["corridors"].to_dict("records") if "corridors" in selection.layers else []
    )
    found = []
    for corridor in corridors.read(
        [{str(k): v for k, v in row.items()} for row in rows], selection.legs
    ):
        mine = draft.is_selected(corridor.row["place_id"])
        if draft.selected is not None and not mine and not _near_selected(selection):
            continue
        stretches = corridors.laid_out(corridor, draft)
        lines = [stretch.drawn for stretch in stretches]
        if lines and _span(lines) < SMALL_CORRIDOR and len(stretches) > 1:
            found.append((_box(lines), 2 + 2 * mine))
            continue
        for stretch in stretches:
            special = stretch.status != "operating" or stretch.mode == "road"
            missing = stretch.status == "missing"
            if special and _span([stretch.drawn]) < (SMALL_GAP if missing else SMALL_STRETCH):
                found.append((_box([stretch.drawn]), 1 + missing + 2 * mine))
    inside = draft.frame.box
    return [(box, weight) for box, weight in found if _within(box, inside)]


def _near_selected(selection: Selection) -> bool:
    """Whether the selected place is a corridor: then others beside it are part of the story."""
    frame = selection.layers.get("corridors")
    return frame is not None and bool((frame["place_id"] == selection.view.place).any())


def _span(lines: Sequence[Points]) -> float:
    every = np.concatenate(list(lines))
    return float(np.ptp(every, axis=0).max())


def _box(lines: Sequence[Points]) -> Box:
    every = np.concatenate(list(lines))
    (x0, y0), (x1, y1) = every.min(axis=0), every.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _within(box: Box, other: Box) -> bool:
    return box[0] > other[0] and box[1] > other[1] and box[2] < other[2] and box[3] < other[3]


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _part(small: list[tuple[Box, int]], largest: float) -> Box | None:
    """The group of small things that weighs most and still fits an inset."""
    best, best_weight = None, 0
    for seed, _ in small:
        box, weight = seed, 0
        for other, more in sorted(small, key=lambda item: _gap(seed, item[0])):
            both = _union(box, other)
            if max(both[2] - both[0], both[3] - both[1]) <= largest:
                box, weight = both, weight + more
        if weight > best_weight:
            best, best_weight = box, weight
    return best


def _gap(a: Box, b: Box) -> float:
    return abs(a[0] + a[2] - b[0] - b[2]) + abs(a[1] + a[3] - b[1] - b[3])


def _shaped(part: Box, ratio: float, frame: Box) -> Box:
    """The part with a margin, in the shape of the inset, within the frame."""
    margin = 0.22 * max(part[2] - part[0], part[3] - part[1], 40)
    width, height = part[2] - part[0] + 2 * margin, part[3] - part[1] + 2 * margin
    width, height = max(width, height * ratio), max(height, width / ratio)
    cx, cy = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    cx = min(max(cx, frame[0] + width / 2 + 2), frame[2] - width / 2 - 2)
    cy = min(max(cy, frame[1] + height / 2 + 28), frame[3] - height / 2 - 2)
    return cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2


def _corners(frame: Box, width: float, height: float) -> list[Box]:
    x0, y0, x1, y1 = frame
    left, top, right, bottom = x0 + PAD, y0 + PAD, x1 - PAD - width, y1 - PAD - height
    spots = [(right, top), (right, bottom), (left, top), (left, bottom)]
    return [(x, y, x + width, y + height) for x, y in spots]


def _everywhere(frame: Box, width: float, height: float) -> list[Box]:
    """Boxes all over the frame, those of the corners first."""
    x0, y0, x1, y1 = frame
    xs = np.arange(x0 + PAD, x1 - PAD - width, STEP).tolist()
    ys = np.arange(y0 + PAD, y1 - PAD - height, STEP).tolist()
    between = [(x, y, x + width, y + height) for x in xs for y in ys]
    return [*_corners(frame, width, height), *between]


def _freest(
    boxes: Sequence[Box], covered: Sequence[Points], allowed: Sequence[float]
) -> Box | None:
    """Of the boxes that cover no more points of each kind than allowed, that with the fewest."""
    counts = {box: tuple(points_in(box, points) for points in covered) for box in boxes}
    fitting = [
        box for box in boxes if all(n <= most for n, most in zip(counts[box], allowed, strict=True))
    ]
    return min(fitting, key=lambda box: counts[box], default=None)


def _land_points(frame: Frame) -> Points:
    """Page points that stand for land, ``STEP`` apart both ways."""
    x0, y0, x1, y1 = frame.box
    grid = np.stack(np.meshgrid(np.arange(x0, x1, STEP), np.arange(y0, y1, STEP)), axis=-1)
    points = grid.reshape(-1, 2)
    lonlat = frame.unproject(points)
    points = points[np.isfinite(lonlat).all(axis=1)]
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    lonlat[:, 0] = (lonlat[:, 0] + 180) % 360 - 180
    rings = [ring for country in basemap().countries.values() for ring in country.rings]
    tree = shapely.STRtree([shapely.Polygon(ring) for ring in rings if len(ring) > LEAST_POINTS])
    on_land, _ = tree.query(shapely.points(lonlat), predicate="intersects")
    inside = np.isin(np.arange(len(points)), on_land) & (lonlat[:, 1] > SOUTHERNMOST)
    land: Points = points[inside]
    return land


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] + 20 and a[2] > b[0] - 20 and a[1] < b[3] + 20 and a[3] > b[1] - 20


def points_in(box: Box, crowd: Points) -> int:
    """How many points of a crowd lie in a box."""
    if not len(crowd):
        return 0
    x, y = crowd[:, 0], crowd[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def crowd_of(frame: Frame, selection: Selection) -> Points:
    """Page points that stand for what is drawn: along corridors and flows, at cities and places."""
    found = [np.zeros((0, 2))]
    flows = selection.layers.get("flows")
    lines = (
        selection.legs.geometry if flows is None else [*selection.legs.geometry, *flows.geometry]
    )
    for shape in lines:
        line = frame.project(np.array(shape.coords))
        found.append(_every(line[np.isfinite(line).all(axis=1)], 10.0))
    for name in ("cities", "sites", "areas", "waters"):
        layer = selection.layers.get(name)
        if layer is not None:
            located = layer[layer.geom_type == "Point"].head(400)
            places = frame.project(located[["lon", "lat"]].to_numpy(dtype=float))
            found.append(np.repeat(places[np.isfinite(places).all(axis=1)], 3, axis=0))
    points = np.concatenate(found)
    x0, y0, x1, y1 = frame.box
    inside = (points > (x0, y0)).all(axis=1) & (points < (x1, y1)).all(axis=1)
    return points[inside]


def _every(line: Points, step: float) -> Points:
    """Points about every ``step`` units along a line."""
    from mapapp.pictures.lines import length, resampled

    return resampled(line, step) if len(line) > 1 and length(line) > 0 else line[:0]
