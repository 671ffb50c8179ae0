"""Mentions of one document -> resolutions, together."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.geodesy import distance_km
from geodata.mentions.lexicon import word
from geodata.model import Candidate, Document, Kind, Mention, Precision, Resolution, Route
from geodata.places.evidence import Name, contains
from geodata.places.groups import Matrix
from geodata.places.local import place_local
from geodata.places.names import gather
from geodata.places.ranker import rank
from geodata.places.sites import place_described

RUNNERS_UP = 4
_HOPELESS = 0.01  # chance below which a runner-up is not told
_SEAT_CHANCE = 0.05  # below that the text speaks for the province
_SEAT_KM = 60  # a province that is hardly more than its city
_PRECISION: dict[Kind, Precision] = {
    "city": "city", "country": "country", "admin": "admin", "region": "region", "water": "region",
    "landform": "region", "corridor": "region", "site": "exact", "other": "unknown",
}  # fmt: skip


def resolve_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Resolution]:
    """One resolution for each name (mentions without a ``head``), in the mentions' order."""
    named = [m for m in mentions if m.head is None]
    names, of_mention = gather(document.text, named, gazetteer)
    chances = rank(names) if names else []
    ranked = [_ranked(name, its) for name, its in zip(names, chances, strict=True)]
    resolutions = [
        unresolved(mention, "no place of this name is known")
        if at is None or _is_unknown_line(mention, names[at])
        else _resolved(mention, ranked[at])
        for mention, at in zip(named, of_mention, strict=True)
    ]
    inner = {
        mention.start: names[at].weight > 0 or _is_part(mention.surface, names[at].key)
        for mention, at in zip(named, of_mention, strict=True)
        if at is not None
        and names[at].key != fold_name(mention.surface)
        and mention.kind != "corridor"
    }
    return place_local(resolutions, inner)


def _is_unknown_line(mention: Mention, name: Name) -> bool:
    """A corridor that no list has: the place in its name does not tell where it runs."""
    return mention.kind == "corridor" and name.key != fold_name(mention.surface)


def _is_part(surface: str, key: str) -> bool:
    """A direction alone stands before the name in it: "East Greenland"."""
    before = fold_name(surface).removesuffix(key).split()
    return fold_name(surface).endswith(key) and all("direction" in word(w).classes for w in before)


def resolve_described(
    document: Document,
    mentions: Sequence[Mention],
    names: Sequence[Resolution],
    corridors: Sequence[Route],
    gazetteer: Gazetteer,
) -> list[Resolution]:
    """One resolution for each described place, by its document's ``names`` and ``corridors``."""
    by_span = {(r.mention.start, r.mention.end): r for r in names}
    return [
        place_described(m, document.text, by_span, corridors, gazetteer) for m in mentions if m.head
    ]


def unresolved(mention: Mention, reason: str) -> Resolution:
    """A mention of which no place can be told, and why."""
    return Resolution(mention, None, 0.0, "unknown", reason=reason)


def seated(candidates: Sequence[Candidate], chances: list[float], cue: Kind | None) -> list[float]:
    """Let a city or country take over the chance of the province that has its name from it.

    Without "province" beside it the name means the whole: "in Tbilisi", "Taiwan", "Mexico".
    """
    best, *others = by_chance(chances)
    area = candidates[best]
    if area.kind != "admin" or cue == "admin":
        return chances
    for i in others:
        if chances[i] >= _SEAT_CHANCE and _is_namesake(area, candidates[i]):
            joined = chances.copy()
            joined[i] += joined[best]
            joined[best] = 0.0
            return joined
    return chances


def by_chance(chances: list[float]) -> list[int]:
    """The numbers of candidates, the likeliest first."""
    return sorted(range(len(chances)), key=chances.__getitem__, reverse=True)


def _is_namesake(area: Candidate, place: Candidate) -> bool:
    """The country around a province, or the city that it is hardly more than."""
    if place.kind == "country":
        return place.country == area.country
    return place.kind == "city" and contains(area, place) and _km_apart(area, place) <= _SEAT_KM


def _km_apart(a: Candidate, b: Candidate) -> float:
    if a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return float("inf")
    return distance_km((a.lon, a.lat), (b.lon, b.lat))


def _ranked(name: Name, chances: Matrix) -> list[tuple[Candidate, float]]:
    """What a name most likely means, and the runners-up that are not hopeless."""
    seats = seated(name.candidates, chances.tolist(), name.cue)
    first, *others = by_chance(seats)
    told = [first, *(i for i in others[:RUNNERS_UP] if seats[i] >= _HOPELESS)]
    return [(name.candidates[i], round(seats[i], 4)) for i in told]


def _resolved(mention: Mention, ranked: Sequence[tuple[Candidate, float]]) -> Resolution:
    place, chance = ranked[0]
    return Resolution(
        mention.of_kind(place.kind),
        place,
        chance,
        _PRECISION[place.kind],
        basis=place.basis,
        runners_up=tuple(ranked[1:]),
    )
