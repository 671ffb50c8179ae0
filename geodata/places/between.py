"""Described routes -> resolutions: the corridor that one takes up, or the way between its ends."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.geodesy import between
from geodata.mentions.nouns import load_nouns
from geodata.model import Candidate, Mention, Resolution, Route
from geodata.places.anchors import Resolved, anchor_place, capital, last_word

_APPOSITION = 6  # characters of ", the "


def place_route(
    mention: Mention, resolved: Resolved, corridors: Sequence[Route], gazetteer: Gazetteer
) -> Resolution:
    """The corridor that it takes up, or the way between its two ends."""
    if not mention.ends:
        return _taken_up(mention, resolved)
    if named := _in_apposition(mention, resolved):
        return named
    origin, destination, _ = route_ends(mention, resolved, gazetteer)
    if named := _named_between(mention, origin, destination, corridors, resolved):
        return named
    middle = _middle(origin, destination)
    if origin is None or destination is None or middle is None:
        return Resolution(
            mention, None, 0.0, "unknown", reason="the text tells only one of its ends"
        )
    lon, lat = middle
    place = Candidate(
        place_id=flow_id(origin.place_id, destination.place_id, goods_of(mention.head)),
        name=f"{capital(mention.head or 'route')}, {origin.name} – {destination.name}",
        kind="corridor",
        lon=lon,
        lat=lat,
    )
    return Resolution(mention, place, mention.confidence, "region")


def _middle(a: Candidate | None, b: Candidate | None) -> tuple[float, float] | None:
    """The (lon, lat) half way along the geodesic between two places that have points."""
    if a is None or b is None or a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return None
    return between((a.lon, a.lat), (b.lon, b.lat), 1)[0]


def flow_id(origin: str, destination: str, goods: str | None) -> str:
    """One id for all the passages that tell of the same way with the same goods."""
    return f"flow:{origin}>{destination}" + (f":{goods}" if goods else "")


def goods_of(head: str | None) -> str | None:
    """What a described route carries: a "grain export" grain; a "transit route" does not say."""
    goods = load_nouns().words["goods"]
    return next((word for word in (head or "").split() if word in goods), None)


def route_ends(
    mention: Mention, resolved: Resolved, gazetteer: Gazetteer
) -> tuple[Candidate | None, Candidate | None, tuple[Candidate, ...]]:
    """Origin, destination and via points of a described route, as far as its phrase gives them.

    Where it has no "to", the last place that it passes stands for the destination.
    """
    places: dict[str, list[Candidate]] = {}
    for role, start, end in mention.ends:
        if place := anchor_place((start, end), mention, resolved, gazetteer):
            places.setdefault(role, []).append(place)
    via = places.get("via", [])
    origin = next(iter(places.get("from") or places.get("of") or []), None)
    destination = next(iter(places.get("to") or via[-1:]), None)
    return origin, destination, tuple(p for p in via if p is not destination)


def _named_between(
    mention: Mention,
    origin: Candidate | None,
    destination: Candidate | None,
    corridors: Sequence[Route],
    resolved: Resolved,
) -> Resolution | None:
    """The corridor of the same document that runs between the same two ends, if one is named."""
    if origin is None or destination is None or last_word(mention) not in load_nouns().words["way"]:
        return None
    ends = {origin.place_id, destination.place_id}
    for corridor in corridors:
        its_ends = {end.place_id for end in (corridor.origin, corridor.destination) if end}
        if its_ends == ends:
            named = resolved[(corridor.start, corridor.end)]
            return Resolution(mention, named.place, 0.7, "region", basis=named.basis)
    return None


def _in_apposition(mention: Mention, resolved: Resolved) -> Resolution | None:
    """The corridor of "TAPI, a gas pipeline to India", which is named right before."""
    if last_word(mention) not in load_nouns().words["way"]:
        return None
    for (_, end), r in resolved.items():
        if r.place and r.place.kind == "corridor" and 2 < mention.start - end <= _APPOSITION:
            return Resolution(mention, r.place, 0.7, "region", basis=r.basis)
    return None


def _taken_up(mention: Mention, resolved: Resolved) -> Resolution:
    """The last corridor that was named before a "the ... corridor"."""
    before = [
        r for r in resolved.values()
        if r.place and r.place.kind == "corridor" and r.mention.start < mention.start
    ]  # fmt: skip
    if not before:
        return Resolution(
            mention, None, 0.0, "unknown", reason="the corridor it takes up is not named before"
        )
    named = max(before, key=lambda r: r.mention.start)
    return Resolution(mention, named.place, 0.7, "region", basis=named.basis)
