"""A curated corridor drawn leg by leg: stops -> network or points -> lines."""

from __future__ import annotations

from functools import cache
from itertools import groupby, pairwise

from geodata.geodesy import length_km
from geodata.model import Corridor, Leg, Mode, Stop
from geodata.routes.curated import CuratedCorridor, CuratedLeg, load_corridors
from geodata.routes.lines import (
    Line,
    great_circle,
    simplified,
    split_at_antimeridian,
)
from geodata.routes.networks import land_line, sea_line


def corridor_ids() -> tuple[str, ...]:
    """The place ids of all curated corridors, in the file's order."""
    return tuple(load_corridors())


@cache
def route_corridor(place_id: str) -> Corridor | None:
    """The corridor with the lines of its legs, or None where the curated list lacks it."""
    curated = load_corridors().get(place_id)
    return None if curated is None else draw_corridor(curated)


def draw_corridor(curated: CuratedCorridor) -> Corridor:
    """Route every leg; within a branch the legs are numbered from 1."""
    legs: list[Leg] = []
    for _, branch in groupby(curated.legs, key=lambda leg: leg.branch):
        drawn: list[Leg] = []
        for leg in branch:
            drawn += _draw(leg, first=len(drawn) + 1)
        legs += drawn
    return Corridor(
        place_id=curated.place_id,
        name=curated.name,
        note=f"{curated.note} To check: {curated.source}",
        legs=tuple(legs),
        aliases=curated.aliases,
    )


def _cut(lon: float, lat: float) -> Stop:
    """Where a leg crosses the antimeridian; the latitude tells two crossings of one way apart."""
    return Stop(f"180° meridian, {abs(lat):.1f}° {'N' if lat >= 0 else 'S'}", lon, lat)


def _draw(leg: CuratedLeg, first: int) -> list[Leg]:
    """The leg as drawn: one, or two that meet where it crosses the antimeridian."""
    line, routed_on = _line(leg)
    pieces = split_at_antimeridian(line)
    cuts = [_cut(*piece[-1]) for piece in pieces[:-1]]
    lengths = [length_km(piece) for piece in pieces]
    scale = leg.km / sum(lengths) if leg.km else 1.0
    stops = pairwise([leg.origin, *cuts, leg.destination])
    return [
        Leg(
            branch=leg.branch,
            order=first + index,
            mode=leg.mode,
            status=leg.status,
            origin=origin,
            destination=destination,
            km=round(km * scale, 1),
            routed_on=routed_on,
            coordinates=simplified(piece),
            note=leg.note,
        )
        for index, (piece, km, (origin, destination)) in enumerate(
            zip(pieces, lengths, stops, strict=True)
        )
    ]


def _line(leg: CuratedLeg) -> tuple[Line, str]:
    """The leg's full line and the network that gave it."""
    ends = ((leg.origin.lon, leg.origin.lat), (leg.destination.lon, leg.destination.lat))
    points = (ends[0], *leg.via, ends[1])
    line = _on_network(leg.mode, points) if leg.follow == "network" else None
    if line is not None:
        return line, "searoute" if leg.mode == "sea" else f"osm-{leg.mode}"
    known = leg.follow == "points" or leg.via
    return great_circle(points), "curated" if known else "great circle"


@cache
def _on_network(mode: Mode, points: Line) -> Line | None:
    """Kept, because branches share their trunks."""
    if mode == "sea":
        return sea_line(points)
    return land_line(mode, points) if mode in ("rail", "road") else None
