"""Named places that no list has, put where their document is: "Main Street" in its town.

A name that holds another is where that is: "Hartford Hospital" in Hartford, if the text names
Hartford itself or other cities near it. A local story names its town again and again; what it
names besides stands in or near it. So any other unlisted name takes the city that speaks loudest
around it, with the precision "city", and only in a document whose cities lie together; a name that
does not say what it is ("Anttila") only where the city is named again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan

from geodata.gazetteer.names import fold_name
from geodata.geodesy import distance_km
from geodata.mentions.lexicon import word
from geodata.model import Candidate, Kind, Mention, Resolution

_CLOSE = 300  # characters: about a paragraph
_CLOSE_VOTE = 2.0
_TOGETHER_KM = 200
_MOST_APART = 0.5  # share of a document's cities that may lie elsewhere
_CHANCE = 0.5
_OFTEN = 2  # times that a local story names its town
_OF_PLACES = frozenset(("after", "before", "facility", "road"))
_KIND_OF_ENDING: dict[str, Kind] = {
    "river": "water", "creek": "water", "lake": "water", "pond": "water", "bay": "water",
    "county": "admin", "township": "admin", "parish": "admin", "district": "admin",
    "mountain": "landform", "hill": "landform", "island": "landform", "valley": "landform",
}  # fmt: skip


def place_local(resolutions: Sequence[Resolution], inner: Mapping[int, bool]) -> list[Resolution]:
    """The same resolutions, those without a place of their own put at another's.

    ``inner`` are the starts of the mentions that were resolved by the name in them, and whether
    the text has that name by itself, too.
    """
    own = [r for r in resolutions if r.mention.start not in inner]
    told = Cities([r for r in own if r.place and r.place.kind == "city" and r.probability > 0.3])
    return [
        r
        if (r.place and r.mention.start not in inner) or r.mention.kind == "corridor"
        else told.place_inside(r, sure=inner[r.mention.start])
        if r.mention.start in inner
        else told.place(r)
        for r in resolutions
    ]


class Cities:
    """The cities of one document, as often and where they are named."""

    def __init__(self, cities: Sequence[Resolution]) -> None:
        self.starts = [r.mention.start for r in cities]
        self.named = [r.place for r in cities if r.place]
        self.places = {place.place_id: place for place in self.named}
        self.votes = Counter(place.place_id for place in self.named)
        self._shares: dict[str, float] = {}

    def place_inside(self, resolution: Resolution, *, sure: bool) -> Resolution:
        """A name at the place of the name in it, unless all cities are far from that."""
        mention, place = resolution.mention, resolution.place
        if place is None or not (sure or not self.places or self._apart(place) < 1):
            return self.place(unplaced(mention))
        local = mention.of_kind(_kind(mention.surface))
        return replace(resolution, mention=local, place=_site(mention, place), runners_up=())

    def place(self, resolution: Resolution) -> Resolution:
        """A name at the city that speaks loudest around it, if all cities lie together."""
        if not self.places:
            return resolution
        mention = resolution.mention
        city = self.places[self._loudest(mention.start)]
        local_story = self.votes[city.place_id] >= _OFTEN or _says_kind(mention.surface)
        if not local_story or self._apart(city) > _MOST_APART:
            return resolution
        local = mention.of_kind(_kind(mention.surface))
        return Resolution(local, _site(mention, city), _CHANCE, "city", reason=resolution.reason)

    def _loudest(self, start: int) -> str:
        first = bisect_left(self.starts, start - _CLOSE)
        last = bisect_right(self.starts, start + _CLOSE)
        close = Counter(place.place_id for place in self.named[first:last])
        loudest = max(self.votes, key=self.votes.__getitem__)
        return max(
            (*close, loudest),
            key=lambda place_id: self.votes[place_id] + _CLOSE_VOTE * close[place_id],
        )

    def _apart(self, city: Candidate) -> float:
        """The share of the document's cities that are far from a place."""
        if city.place_id not in self._shares:
            far = sum(_km(city, place) > _TOGETHER_KM for place in self.places.values())
            self._shares[city.place_id] = far / len(self.places)
        return self._shares[city.place_id]


def unplaced(mention: Mention) -> Resolution:
    """A name that no list has."""
    return Resolution(mention, None, 0.0, "unknown", reason="no place of this name is known")


def _km(a: Candidate, b: Candidate) -> float:
    if a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return nan
    return distance_km((a.lon, a.lat), (b.lon, b.lat))


def _says_kind(surface: str) -> bool:
    """A word of the name says what it is: "Main Street", "Fort Apache", not "Anttila"."""
    return any(not _OF_PLACES.isdisjoint(word(part).classes) for part in surface.split())


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
