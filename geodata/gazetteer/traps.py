"""Which names do not count: alternates that would find the wrong thing in almost every text.

A place's own name and chosen aliases always count. Alternates fall where they are airport codes
and the like (up to three Latin letters), common words or demonyms, or the name of a country or,
for a small place, of a great city: "The" is an alternate of Teresina, "Iraq" one of Arak, "Tunis"
the name of Tunisia in several languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.gazetteer.names import fold_name
from geodata.gazetteer.rows import Match, Row

SHORT = 3  # letters of a Latin name that counts only as it is written
_WORDS = 8  # longest name worth looking for
_BIG = 300_000  # people of a city whose name no lesser place may borrow


# Words that names are as often written with as without: "St. Louis", "Mt. Fuji", "Suffolk Co."
_SWAPS = {
    "saint": "st", "st": "saint", "mount": "mt", "mt": "mount", "fort": "ft", "ft": "fort",
    "county": "co",
}  # fmt: skip


def _swapped(key: str) -> str:
    return " ".join(_SWAPS.get(word, word) for word in key.split())


def is_short(key: str) -> bool:
    """Up to three Latin letters; names in other scripts are whole at two."""
    return len(key) <= SHORT and key.isascii()


@dataclass(frozen=True, slots=True)
class Screen:
    """Decides which names of a row are looked for; all sets hold folded names."""

    stop: frozenset[str]
    demonyms: frozenset[str]
    countries: frozenset[str]
    cities: frozenset[str]

    def keys(self, row: Row) -> dict[str, tuple[Match, list[str]]]:
        """Folded name -> what it is to the place and its spellings; the first match counts."""
        found: dict[str, tuple[Match, list[str]]] = {}
        for written, match in row.names():
            key = fold_name(written)
            if key in found:
                found[key][1].append(written)
            elif key and self._counts(key, match, row):
                found[key] = match, [written]
                if match != "demonym" and not _SWAPS.keys().isdisjoint(key.split()):
                    found.setdefault(_swapped(key), (match, [written]))
        return found

    def _counts(self, key: str, match: Match, row: Row) -> bool:
        if match != "alternate":
            return True
        if is_short(key) or key in self.stop or key.isdigit() or key.count(" ") >= _WORDS:
            return False
        if row.place.kind == "country":
            return key not in self.cities
        if key in self.countries or key in self.demonyms:
            return False
        return key not in self.cities or row.place.rank <= 2


def screen(stop: Iterable[str], rows: Iterable[Row]) -> Screen:
    """The screen for all rows, which know what the great names are."""
    demonyms: set[str] = set()
    countries: set[str] = set()
    cities: set[str] = set()
    for row in rows:
        demonyms.update(map(fold_name, row.demonyms))
        if row.place.kind == "country":
            countries.update(map(fold_name, (row.place.name, *row.aliases)))
        elif row.place.kind == "city" and row.place.population >= _BIG:
            cities.add(fold_name(row.place.name))
    own = cities - countries
    return Screen(frozenset(stop), frozenset(demonyms), frozenset(countries), frozenset(own))
