"""Corridors as lines: the curated list, and the networks that its legs follow."""

from geodata.routes.corridors import corridor_ids, draw_corridor, route_corridor
from geodata.routes.curated import CuratedCorridor, CuratedLeg, load_corridors

__all__ = [
    "CuratedCorridor",
    "CuratedLeg",
    "corridor_ids",
    "draw_corridor",
    "load_corridors",
    "route_corridor",
]
