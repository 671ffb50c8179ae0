"""Lines on the globe: geodesic arcs, the antimeridian, fewer points.

Points are (lon, lat) pairs in EPSG:4326.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import floor

from shapely.geometry import LineString

from geodata.geodesy import Point, between, length_km

Line = tuple[Point, ...]

_ARC_STEP_KM = 100.0


def great_circle(points: Sequence[Point]) -> Line:
    """The geodesic through all points, with a point at least every 100 km; continuous."""
    line: list[Point] = [points[0]]
    for start, end in pairwise(points):
        steps = int(length_km((start, end)) / _ARC_STEP_KM)
        line += [*between(start, end, steps), end]
    return continuous(line)


def continuous(line: Sequence[Point]) -> Line:
    """Let longitudes run on past 180 degrees, so that no two neighbours are half a world apart."""
    shifted = [line[0]]
    for lon, lat in line[1:]:
        turns = round((shifted[-1][0] - lon) / 360)
        shifted.append((lon + 360 * turns, lat))
    return tuple(shifted)


def split_at_antimeridian(line: Line) -> tuple[Line, ...]:
    """Cut a continuous line at 180 degrees into pieces within [-180, 180], as GeoJSON asks."""
    cut = [line[0]]
    for start, end in pairwise(line):
        cut += [*_crossing(start, end), end]
    pieces = []
    for turn, steps in groupby(pairwise(cut), key=_turn):
        points = [point for index, step in enumerate(steps) for point in step[index > 0 :]]
        # Turning back leaves a longitude a hair beside itself, or outside.
        back = ((round(x - 360 * turn, 9), y) for x, y in points)
        pieces.append(tuple((min(180.0, max(-180.0, x)), y) for x, y in back))
    return tuple(pieces)


def simplified(line: Line, tolerance: float = 0.005) -> Line:
    """Douglas-Peucker in degrees; the ends stay exactly as they are, the rest is rounded."""
    kept = LineString(line).simplify(tolerance).coords
    inner = [(round(lon, 3), round(lat, 3)) for lon, lat in kept[1:-1]]
    return (line[0], *inner, line[-1])


def _crossing(start: Point, end: Point) -> list[Point]:
    """Where a step of less than half a world crosses the antimeridian, if it does."""
    (west, _), (east, _) = sorted((start, end))
    edge = 360 * (floor((west + 180) / 360) + 1) - 180.0
    if not edge < east:
        return []
    share = (edge - start[0]) / (end[0] - start[0])
    return [(edge, start[1] + share * (end[1] - start[1]))]


def _turn(step: tuple[Point, Point]) -> int:
    """How many times round the world from [-180, 180) the middle of a step lies."""
    return floor(((step[0][0] + step[1][0]) / 2 + 180) / 360)
