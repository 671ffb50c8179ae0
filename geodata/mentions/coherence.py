"""Do the places a name may mean lie where the text's other names lie?

A local story names towns of one state. So the areas of a name's places are held against those that
the text's clear names are or lie in: a "Jackson" in a text on Mississippi is more likely a town.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geodata.gazetteer import NameFlag
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import NameIndex

_PLACE = ~int(NameFlag.DEMONYM | NameFlag.OTHER | NameFlag.CASED)
_AREA = int(NameFlag.COUNTRY | NameFlag.STATE)


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of a name's places: those that they are, and the provinces and countries around."""

    own: tuple[str, ...]
    provinces: tuple[str, ...]
    countries: tuple[str, ...]


_NOWHERE = Areas((), (), ())


@lru_cache(maxsize=40_000)
def areas_of(codes: str) -> Areas:
    """The areas in the gazetteer's spelling of them."""
    own = tuple(code[1:] for code in codes.split() if code[0] == "=")
    inside = {code.lstrip("=") for code in codes.split()}
    provinces = tuple(code for code in inside if "." in code)
    return Areas(own, provinces, tuple({code.partition(".")[0] for code in inside}))


class Coherence:
    """The areas that one text speaks of, for as many of its names as are clear.

    ``counts`` and ``placed`` are its names by folded form: how often they stand, and how often
    after a preposition of place; ``sure`` has the flags of those that hardly mean else.
    """

    def __init__(
        self, counts: Mapping[str, int], placed: Mapping[str, int], sure: int, index: NameIndex
    ) -> None:
        self._areas: dict[str, Areas] = {}
        self._named: dict[str, int] = {}
        self._implied: dict[str, int] = {}
        self._naming: set[str] = set()
        self._implying: set[str] = set()
        self._known: dict[str, Facts] = {}
        for key in counts:
            codes = index.areas.get(key)
            if not codes:
                continue
            flags = index.keys.get(key, 0)
            areas = self._areas[key] = areas_of(codes)
            if flags & _AREA:
                _count(self._named, areas.own)
                self._naming.add(key)
            if flags & _PLACE and (flags & sure or placed.get(key)):
                _count(self._implied, areas.provinces)
                _count(self._implied, areas.countries)
                self._implying.add(key)

    def of(self, key: str, fame: str, length: int) -> Facts:
        """What the other names of the text say of a name."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._facts(key, fame, length)
        return found

    def _facts(self, key: str, fame: str, length: int) -> Facts:
        areas = self._areas.get(key, _NOWHERE)
        mine, self_implied = areas.own if key in self._naming else (), key in self._implying
        inside, near = self._told(areas.provinces, mine, self_implied)
        country, abroad = self._told(areas.countries, mine, self_implied)
        return (
            "coherent", inside, country, fame, min(length, 2),
            _bucket(len(areas.provinces)), _bucket(near - self_implied),
            _bucket(len(areas.countries)), _bucket(abroad - self_implied),
        )  # fmt: skip

    def _told(self, codes: tuple[str, ...], mine: tuple[str, ...], least: int) -> tuple[bool, int]:
        """Whether others name one of the areas, and how many imply the one implied most."""
        named, implied = self._named, self._implied
        told, most = False, least
        for code in codes:
            if code in named and named[code] > (code in mine):
                told = True
            if code in implied and implied[code] > most:
                most = implied[code]
        return told, most


def _count(counts: dict[str, int], codes: tuple[str, ...]) -> None:
    """Count codes in; for so few a Counter's own update takes ten times as long."""
    for code in codes:
        counts[code] = counts.get(code, 0) + 1


def coherence_cues(
    inside: bool, country: bool, fame: str, length: int,
    provinces: int, near: int, countries: int, abroad: int,
) -> Cues:  # fmt: skip
    return (
        f"coherent={inside:d}{country:d}&{fame}&{provinces}",
        f"coherent:province={near}&{provinces}&{length}",
        f"coherent:country={abroad}&{countries}",
    )


def _bucket(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3 if count < 9 else 4
