"""Named places that no list has, put where their document is: "Main Street" in its town.

A local story names its town again and again; what it names besides stands in or near it. So an
unlisted name takes the city that speaks loudest around it, with the precision "city", and only in
a document whose cities lie together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from geodata.gazetteer.names import fold_name
from geodata.model import Candidate, Kind, Mention, Resolution
from geodata.places.evidence import great_circle_km

_CLOSE = 300  # characters: about a paragraph
_CLOSE_VOTE = 2.0
_TOGETHER_KM = 200
_MOST_APART = 0.5  # share of a document's cities that may lie elsewhere
_CHANCE = 0.5
_KIND_OF_ENDING: dict[str, Kind] = {
    "river": "water", "creek": "water", "lake": "water", "pond": "water", "bay": "water",
    "county": "admin", "township": "admin", "parish": "admin", "district": "admin",
    "mountain": "landform", "hill": "landform", "island": "landform", "valley": "landform",
}  # fmt: skip


def place_local(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The same resolutions, those without a candidate placed at their document's city."""
    cities = [r for r in resolutions if r.place and r.place.kind == "city" and r.probability > 0.3]
    return [r if r.place or not cities else _placed(r, cities) for r in resolutions]


def _placed(resolution: Resolution, cities: Sequence[Resolution]) -> Resolution:
    mention = resolution.mention
    votes: dict[str, float] = {}
    places: dict[str, Candidate] = {}
    for city in cities:
        place = city.place
        assert place is not None
        close = abs(city.mention.start - mention.start) < _CLOSE
        votes[place.place_id] = votes.get(place.place_id, 0.0) + 1 + _CLOSE_VOTE * close
        places[place.place_id] = place
    best = places[max(votes, key=lambda place_id: votes[place_id])]
    apart = sum(_km(best, place) > _TOGETHER_KM for place in places.values())
    if apart > _MOST_APART * len(places):
        return resolution
    return Resolution(
        _as_local(mention), _site(mention, best), _CHANCE, "city", reason=resolution.reason
    )


def _km(a: Candidate, b: Candidate) -> float:
    spots = np.radians(np.array([(a.lon, a.lat), (b.lon, b.lat)], dtype=float))
    return float(great_circle_km(spots[0, 0], spots[0, 1], spots[1, 0], spots[1, 1]))


def _as_local(mention: Mention) -> Mention:
    return replace(mention, kind=_kind(mention.surface))


def _kind(surface: str) -> Kind:
    return _KIND_OF_ENDING.get(surface.rpartition(" ")[2].casefold(), "site")


def _site(mention: Mention, city: Candidate) -> Candidate:
    slug = fold_name(mention.surface).replace(" ", "-")
    return Candidate(
        place_id=f"site:{slug}@{city.place_id}",
        name=f"{mention.surface}, {city.name}",
        kind=_kind(mention.surface),
        lon=city.lon,
        lat=city.lat,
        country=city.country,
        admin1=city.admin1,
        admin2=city.admin2,
    )
