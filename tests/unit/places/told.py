"""What a text tells of ways, as pairs of names."""

from __future__ import annotations

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse

Pair = tuple[str, str]


def pairs(text: str, gazetteer: Gazetteer) -> set[Pair]:
    """Origin and destination of each route that has both."""
    routes = geoparse(text, gazetteer).routes
    return {(r.origin.name, r.destination.name) for r in routes if r.origin and r.destination}
