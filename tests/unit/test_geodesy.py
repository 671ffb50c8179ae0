"""Distances and directions against figures that anyone can look up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from geodata.geodesy import (
    EARTH_KM,
    between,
    destination,
    distance_km,
    length_km,
    unit_vectors,
)

MOSCOW, TEHRAN = (37.6173, 55.7558), (51.389, 35.6892)


def test_distances() -> None:
    assert distance_km(MOSCOW, TEHRAN) == pytest.approx(2467, abs=5)
    there_and_back = length_km([MOSCOW, TEHRAN, MOSCOW])
    assert there_and_back == pytest.approx(2 * distance_km(MOSCOW, TEHRAN))


def test_a_destination_is_as_far_as_asked_and_on_its_side() -> None:
    lon, lat = destination((19.1, 17.9), 315, 60)
    assert lon < 19.1
    assert lat > 17.9
    assert distance_km((19.1, 17.9), (lon, lat)) == pytest.approx(60)


def test_points_between_are_equally_far_apart() -> None:
    steps = [MOSCOW, *between(MOSCOW, TEHRAN, 3), TEHRAN]
    each = [distance_km(a, b) for a, b in pairwise(steps)]
    assert each == pytest.approx([distance_km(MOSCOW, TEHRAN) / 4] * 4)
    assert between(MOSCOW, TEHRAN, 0) == []


def test_the_sphere_is_close_to_the_ellipsoid_and_keeps_what_is_unknown() -> None:
    a, b, unknown = unit_vectors(np.array([MOSCOW, TEHRAN, (np.nan, np.nan)]))
    assert np.arccos(a @ b) * EARTH_KM == pytest.approx(distance_km(MOSCOW, TEHRAN), rel=0.005)
    assert np.isnan(a @ unknown)
