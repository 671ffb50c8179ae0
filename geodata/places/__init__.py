"""Mention -> Resolution: which place is meant, how sure that is, how precisely it is known."""

from geodata.places.between import flow_id
from geodata.places.borders import bounding_line
from geodata.places.flows import find_flows, find_named
from geodata.places.manner import manner_of
from geodata.places.resolve import resolve_described, resolve_names
from geodata.places.unite import unite

__all__ = [
    "bounding_line",
    "find_flows",
    "find_named",
    "flow_id",
    "manner_of",
    "resolve_described",
    "resolve_names",
    "unite",
]
