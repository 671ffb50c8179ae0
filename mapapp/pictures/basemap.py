"""The ground of a picture: countries, waters, coasts and borders of the map's own basemap files.

`scripts/extract_basemap.py` describes the files' format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely

from mapapp.pictures.clip import Window, clip_line, clip_ring, longitudes_about, signed_area
from mapapp.pictures.projection import Frame, Points

FOLDER = Path(__file__).parent.parent / "static" / "map"
FINE_BELOW = 18.0
"""Degrees across a picture below which the finer file is read."""
WORLD_EDGE = 179.9999

Level = Literal["basemap.json", "basemap-fine.json"]


@dataclass(frozen=True)
class Land:
    """A country or a water; ``rings`` fill by the even-odd rule. ``rank`` 0 is the largest."""

    id: str
    name: str
    label: tuple[float, float]
    rank: int
    rings: tuple[Points, ...]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        every = np.concatenate(self.rings)
        return (*every.min(axis=0).tolist(), *every.max(axis=0).tolist())


@dataclass(frozen=True)
class Basemap:
    """One level of detail, in degrees."""

    countries: dict[str, Land]
    waters: dict[str, Land]
    coast: tuple[Points, ...]
    border: tuple[Points, ...]


@lru_cache(maxsize=2)
def basemap(level: Level = "basemap.json") -> Basemap:
    """The basemap, read once."""
    data = json.loads((FOLDER / level).read_text("utf-8"))
    arcs = [_arc(flat, data["quantum"]) for flat in data["arcs"]]
    return Basemap(
        countries={record["id"]: _land(record, arcs) for record in data["countries"]},
        waters={record["id"]: _land(record, arcs) for record in data["waters"]},
        coast=tuple(arcs[i] for i in data["lines"]["coast"]),
        border=tuple(arcs[i] for i in data["lines"]["border"]),
    )


def basemap_for(frame: Frame) -> Basemap:
    """The basemap as fine as a frame can show it."""
    west, _, east, _ = frame.extent
    return basemap("basemap-fine.json" if east - west < FINE_BELOW else "basemap.json")


def _arc(flat: list[int], quantum: float) -> Points:
    return np.cumsum(np.array(flat, dtype=np.float64).reshape(-1, 2), axis=0) * quantum


def _land(record: dict[str, Any], arcs: list[Points]) -> Land:
    rings = [_ring(parts, arcs) for parts in record["rings"]]
    lon, lat = record["label"]
    return Land(record["id"], record["name"], (lon, lat), record["rank"], _turned(rings))


def _ring(parts: list[int], arcs: list[Points]) -> Points:
    """The arcs of a ring in a row; each begins where the one before ends."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in parts]
    return np.concatenate([piece[:-1] for piece in pieces] + [pieces[-1][-1:]])


def _turned(rings: list[Points]) -> tuple[Points, ...]:
    """Outer rings one way round and holes the other, for renderers that fill by winding."""
    rings = sorted(rings, key=lambda ring: -abs(signed_area(ring)))
    shapes = [shapely.Polygon(ring) for ring in rings]
    tree = shapely.STRtree(shapes)
    turned = []
    for index, ring in enumerate(rings):
        point = shapely.points(ring[0] * 0.999 + ring[len(ring) // 2] * 0.001)
        around = [i for i in tree.query(point, predicate="intersects") if i < index]
        outer = len(around) % 2 == 0
        turned.append(ring if (signed_area(ring) > 0) == outer else ring[::-1])
    return tuple(turned)


def rings_in(rings: Sequence[Points], frame: Frame) -> tuple[Points, ...]:
    """Rings in degrees as closed rings in page units, clipped to the frame."""
    found = []
    for ring, window in _turned_to(rings, frame):
        cut = clip_ring(ring, window)
        if len(cut) < 4:
            continue
        drawn = frame.project(_dense(cut))
        drawn = clip_ring(drawn[np.isfinite(drawn).all(axis=1)], frame.box)
        if len(drawn) >= 4:
            found.append(_thinned(drawn))
    return tuple(ring for ring in found if len(ring) >= 4)


def lines_in(lines: Sequence[Points], frame: Frame) -> tuple[Points, ...]:
    """Lines in degrees as lines in page units, clipped to the frame."""
    found: list[Points] = []
    for line, window in _turned_to(lines, frame):
        for part in clip_line(line, window):
            drawn = frame.project(_dense(part))
            found += clip_line(drawn[np.isfinite(drawn).all(axis=1)], frame.box)
    return tuple(_thinned(line) for line in found if len(line) >= 2)


def _turned_to(lines: Sequence[Points], frame: Frame) -> Iterator[tuple[Points, Window]]:
    """Lines that touch what of the degrees can be in the frame, turned around the world to it."""
    window = _window(frame)
    for turn in longitudes_about(window):
        for line in lines:
            turned = line + np.array([turn, 0.0])
            (x0, y0), (x1, y1) = turned.min(axis=0), turned.max(axis=0)
            if x1 > window[0] and x0 < window[2] and y1 > window[1] and y0 < window[3]:
                yield turned, window


def _window(frame: Frame) -> Window:
    """What of the degrees can be in the frame, well beyond its edges."""
    west, south, east, north = frame.extent
    margin = max(2.0, 0.15 * (east - west))
    centre = frame.central_lon
    return (
        max(west - margin, centre - WORLD_EDGE),
        max(-90.0, south - margin),
        min(east + margin, centre + WORLD_EDGE),
        min(90.0, north + margin),
    )


def _dense(points: Points, most: float = 1.0) -> Points:
    """The same line with no step longer than ``most`` degrees: edges bend when projected."""
    steps = np.abs(np.diff(points, axis=0)).max(axis=1, initial=0.0)
    counts = np.maximum(1, np.ceil(steps / most)).astype(int)
    if counts.sum() == len(steps):
        return points
    starts = np.repeat(points[:-1], counts, axis=0)
    deltas = np.repeat(np.diff(points, axis=0) / counts[:, None], counts, axis=0)
    index = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    dense: Points = np.concatenate([starts + deltas * index[:, None], points[-1:]])
    return dense


def _thinned(points: Points, step: float = 0.35) -> Points:
    """Without points that lie closer than ``step`` units to the one before."""
    if len(points) < 20:
        return points
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    cells = np.floor(walked / step)
    keep = np.concatenate([[True], cells[1:] != cells[:-1]])
    keep[-1] = True
    thinned: Points = points[keep]
    return thinned


def globe_outline(frame: Frame) -> Points:
    """The edge of the world in page units, clipped to the frame."""
    centre = frame.central_lon
    lat = np.linspace(-90, 90, 181)
    east = np.column_stack([np.full_like(lat, centre + WORLD_EDGE), lat])
    west = np.column_stack([np.full_like(lat, centre - WORLD_EDGE), lat[::-1]])
    ring: Points = np.concatenate([east, west, east[:1]])
    return clip_ring(frame.project(ring), frame.box)
