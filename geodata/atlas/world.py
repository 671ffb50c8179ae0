"""The geometries of the layers: polygons and points from the gazetteer, corridors from routes."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from geodata.gazetteer import Gazetteer
from geodata.geoparse import version
from geodata.model import Candidate, Corridor
from geodata.places.borders import bounding_line
from geodata.places.sites import LINES
from geodata.routes import route_corridor


class KnownWorld:
    """The `World` that this project knows; its version tells when parses are out of date."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.version = version(gazetteer.version)

    def geometry(self, place_id: str) -> BaseGeometry | None:
        head, _, anchor = place_id.removeprefix("site:").partition("@")
        words = tuple(head.split("-"))
        if anchor and words[-1] in LINES:
            return bounding_line(self._gazetteer, anchor, words)
        return self._gazetteer.geometry(place_id)

    def place(self, place_id: str) -> Candidate | None:
        return self._gazetteer.place(place_id)

    def corridor(self, place_id: str) -> Corridor | None:
        return route_corridor(place_id)
