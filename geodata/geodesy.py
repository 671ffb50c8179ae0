"""Distances and directions on the globe.

Points are (lon, lat) in EPSG:4326, lengths kilometres, azimuths degrees clockwise from north. On
the ellipsoid WGS 84, except for `unit_vectors`, which is for many points at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

Point = tuple[float, float]
Matrix = NDArray[np.float64]

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""
_GEOD = Geod(ellps="WGS84")


def distance_km(a: Point, b: Point) -> float:
    """Length of the geodesic between two points."""
    return float(_GEOD.inv(*a, *b)[2]) / 1000


def length_km(line: Sequence[Point]) -> float:
    """Length of a line of geodesics."""
    lons, lats = zip(*line, strict=True)
    return float(_GEOD.line_length(lons, lats)) / 1000


def between(a: Point, b: Point, count: int) -> list[Point]:
    """``count`` points, equally far apart, on the geodesic between two."""
    return [(lon, lat) for lon, lat in _GEOD.npts(*a, *b, count)] if count else []


def destination(start: Point, azimuth: float, km: float) -> Point:
    """Where one comes to in a direction."""
    lon, lat, _ = _GEOD.fwd(*start, azimuth, km * 1000)
    return float(lon), float(lat)


def unit_vectors(points: Matrix) -> Matrix:
    """Points on the sphere, rows of (lon, lat), as vectors from its middle; nan stays nan.

    The product of two is the cosine of the arc between them, good to half a per cent of its length.
    """
    angles = np.radians(points)
    (cos_lon, cos_lat), (sin_lon, sin_lat) = np.cos(angles).T, np.sin(angles).T
    return np.array((cos_lat * cos_lon, cos_lat * sin_lon, sin_lat)).T
