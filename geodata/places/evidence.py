"""What speaks for a candidate: one row of numbers a candidate, one column a kind of evidence.

The names of a document vouch for each other: a country or a province that is named lends weight to
places in it, a place that is certain lends weight to places near it. So evidence is gathered for
all names of a document at once, in two passes: first what each candidate is by itself, then, with
what that made likely, how it fits the rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geodata.geodesy import sphere_km
from geodata.model import Candidate, Kind

Matrix = NDArray[np.float64]
_KINDS: tuple[Kind, ...] = (
    "city", "country", "admin", "region", "water", "landform", "corridor", "site", "other",
)  # fmt: skip
ITSELF = (
    *(f"kind:{kind}" for kind in _KINDS),
    "population", "population:admin", "population:share", "first", "rank", "alternate",
    "abbreviation", "kind:cued",
    "kind:uncued",
)  # fmt: skip
_AGREEMENT = (
    "country:named", "country:implied", "country:share",
    "admin:named", "admin:implied", "admin:share", "county:named", "county:implied",
)  # fmt: skip
FIT = (
    *_AGREEMENT,
    "near:60km", "near:200km", "near:800km",
    "qualified", "qualified:not", "qualifies",
    "listed:alike", "listed:country",
    "world:population", "world:rank", "world:great", "world:admin",
    "world:country:implied", "world:near:200km",
)  # fmt: skip
_AT = {column: i for i, column in enumerate(FIT)}
COLUMNS = ITSELF + FIT
_GREAT = 2  # the rank of capitals and of cities that the world knows


@dataclass(slots=True)
class Name:
    """One name of a document, all its mentions together, with what it may mean.

    ``cue`` is the kind that the text says ("X County", "the city of X"); ``qualifiers`` are the
    names that follow it as in "Naples, Florida"; ``listed`` those beside it in a list ("Georgia
    and Armenia"); ``weight`` is how often it stands by itself, not in a longer name.
    """

    key: str
    candidates: tuple[Candidate, ...]
    cue: Kind | None = None
    qualifiers: list[int] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    weight: int = 1


def itself(name: Name) -> Matrix:
    """The evidence of each candidate by itself: rows as ``name.candidates``, columns as ITSELF."""
    people = np.array([c.population for c in name.candidates], dtype=float)
    total = people.sum()
    rows = np.zeros((len(name.candidates), len(ITSELF)))
    at = {column: i for i, column in enumerate(ITSELF)}
    for row, c in zip(rows, name.candidates, strict=True):
        row[at[f"kind:{c.kind}"]] = 1
        row[at["rank"]] = c.rank / 9
        row[at["alternate"]] = c.match == "alternate"
        row[at["abbreviation"]] = c.match == "abbreviation"
        if name.cue:
            row[at["kind:cued" if c.kind == name.cue else "kind:uncued"]] = 1
    rows[:, at["population"]] = np.log10(people + 1) / 7
    rows[:, at["population:admin"]] = rows[:, at["population"]] * rows[:, at["kind:admin"]]
    rows[:, at["population:share"]] = people / total if total else 0
    rows[0, at["first"]] = 1
    return rows


@dataclass(slots=True)
class Votes:
    """How much the names of a document speak for each country and admin area; by name index."""

    named: dict[str, dict[int, float]]
    implied: dict[str, dict[int, float]]
    total: float | None = None
    by_name: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))

    def count(self, table: dict[str, dict[int, float]], area: str, besides: int) -> float:
        """Saturating count of the votes for an area by other names."""
        votes = table.get(area)
        if not votes:
            return 0.0
        count = sum(votes.values()) - votes.get(besides, 0.0)
        return count / (count + 0.5) if count > 0 else 0.0

    def all(self, area: str, besides: int) -> tuple[float, float, float]:
        """Whether an area is named, is implied, and its share of what is implied."""
        return (
            self.count(self.named, area, besides),
            self.count(self.implied, area, besides),
            self.share(area, besides),
        )

    def share(self, area: str, besides: int) -> float:
        """The share of an area among all that the other names imply."""
        if self.total is None:
            self.total = sum(sum(votes.values()) for votes in self.implied.values())
            self.by_name = defaultdict(float)
            for votes in self.implied.values():
                for name, vote in votes.items():
                    self.by_name[name] += vote
        rest = self.total - self.by_name[besides]
        votes = self.implied.get(area, {})
        if not votes or rest <= 0:
            return 0.0
        return (sum(votes.values()) - votes.get(besides, 0.0)) / rest


def _area(c: Candidate) -> str | None:
    return f"{c.country}.{c.admin1}" if c.country and c.admin1 else None


def _county(c: Candidate) -> str | None:
    return f"{c.country}.{c.admin1}.{c.admin2}" if c.admin2 else None


def _vote(names: list[Name], likely: list[Matrix]) -> tuple[Votes, Votes, Votes]:
    """Votes for countries, states and counties, from what each name probably means."""
    countries, areas, counties = (Votes(defaultdict(dict), defaultdict(dict)) for _ in range(3))
    for i, (name, chances) in enumerate(zip(names, likely, strict=True)):
        for c, p in zip(name.candidates, chances, strict=True):
            if p < 0.05 or c.country is None:
                continue
            whole = countries.named if c.kind == "country" else countries.implied
            whole[c.country][i] = whole[c.country].get(i, 0.0) + float(p)
            if area := _area(c):
                part = areas.named if c.kind == "admin" else areas.implied
                part[area][i] = part[area].get(i, 0.0) + float(p)
            if county := _county(c):
                part = counties.named if c.kind == "admin" else counties.implied
                part[county][i] = part[county].get(i, 0.0) + float(p)
    return countries, areas, counties


def fit(names: list[Name], likely: list[Matrix]) -> list[Matrix]:
    """How each candidate fits the other names: columns as FIT; ``likely``: first chances."""
    countries, areas, counties = _vote(names, likely)
    near = _nearness(names, likely)
    world = _world(names, likely)
    tables = []
    for i, name in enumerate(names):
        table = np.zeros((len(name.candidates), len(FIT)))
        table[:, : len(_AGREEMENT)] = _agreement(name, i, countries, areas, counties)
        table[:, _AT["near:60km"] : _AT["near:800km"] + 1] = near[i]
        if name.qualifiers:
            qualified = [_qualified(c, name, names, likely) for c in name.candidates]
            table[:, _AT["qualified"] : _AT["qualified:not"] + 1] = qualified
        if name.listed:
            listed = slice(_AT["listed:alike"], _AT["listed:country"] + 1)
            table[:, listed] = _listed(name, names, likely)
        _in_world(table, name, world)
        tables.append(table)
    _qualifying(names, tables)
    return tables


def _agreement(
    name: Name, besides: int, countries: Votes, areas: Votes, counties: Votes
) -> list[list[float]]:
    """What the other names say of the country, state and county of each candidate.

    A county speaks for its towns, its towns for the county. Rows as ``name.candidates``, columns
    as _AGREEMENT; candidates share their areas, so that each is counted once.
    """
    whole: dict[str, tuple[float, float, float]] = {}
    part: dict[str, tuple[float, float, float]] = {}
    rows = []
    for c in name.candidates:
        row = [0.0] * len(_AGREEMENT)
        if c.country:
            if c.country not in whole:
                whole[c.country] = countries.all(c.country, besides)
            row[:3] = whole[c.country]
            if c.kind == "country":
                row[0] = 0.0
        if (area := _area(c)) and (c.kind != "admin" or c.admin2):
            if area not in part:
                part[area] = areas.all(area, besides)
            row[3:6] = part[area]
        if county := _county(c):
            if c.kind == "admin":
                row[7] = counties.count(counties.implied, county, besides)
            else:
                row[6] = counties.count(counties.named, county, besides)
        rows.append(row)
    return rows


def _in_world(table: Matrix, name: Name, world: float) -> None:
    """In a text on many countries, names are the places that the world knows by them."""
    if not world:
        return
    people = np.array([c.population for c in name.candidates], dtype=float)
    ranks = np.array([c.rank for c in name.candidates], dtype=float)
    cities = np.array([c.kind == "city" for c in name.candidates])
    table[:, _AT["world:population"]] = world * np.log10(people + 1) / 7
    table[:, _AT["world:rank"]] = world * ranks / 9
    table[:, _AT["world:great"]] = world * (cities & (ranks <= _GREAT))
    table[:, _AT["world:admin"]] = world * np.array([c.kind == "admin" for c in name.candidates])
    for column in ("country:implied", "near:200km"):
        table[:, _AT[f"world:{column}"]] = world * table[:, _AT[column]]


def contains(area: Candidate, c: Candidate) -> bool:
    """An area (country, admin area) holds a place, as far as their codes tell."""
    if area.place_id == c.place_id or area.country is None or area.country != c.country:
        return False
    if area.kind == "country":
        return True
    return area.kind == "admin" and area.admin1 == c.admin1 and area.admin2 in (None, c.admin2)


def _qualified(
    c: Candidate, name: Name, names: list[Name], likely: list[Matrix]
) -> tuple[float, float]:
    """How likely a following "..., Florida" holds the candidate, and how likely it does not."""
    held = max(
        sum(
            float(p)
            for area, p in zip(names[q].candidates, likely[q], strict=True)
            if contains(area, c)
        )
        for q in name.qualifiers
    )
    return held, 1.0 - held


def _listed(name: Name, names: list[Name], likely: list[Matrix]) -> Matrix:
    """How alike each candidate is to what stands beside it in a list: in kind, and in country."""
    table = np.zeros((len(name.candidates), 2))
    for row, c in zip(table, name.candidates, strict=True):
        for other in name.listed:
            pairs = list(zip(names[other].candidates, likely[other], strict=True))
            row[0] = max(row[0], sum(p for o, p in pairs if o.kind == c.kind))
            if c.kind != "country":
                row[1] = max(row[1], sum(p for o, p in pairs if o.country == c.country))
    return table


def _world(names: list[Name], likely: list[Matrix]) -> float:
    """How much of the world a document spans: 0 for a local story, towards 1 for many countries.

    A name in a text on many countries is the place that the world knows by it.
    """
    countries = {
        name.candidates[int(np.argmax(chances))].country
        for name, chances in zip(names, likely, strict=True)
        if name.candidates[int(np.argmax(chances))].kind == "country"
    }
    return len(countries) / (len(countries) + 3)


def _qualifying(names: list[Name], rows: list[Matrix]) -> None:
    """A qualifier is the area that holds what it qualifies: "Naples, Florida" names the state."""
    for name in names:
        for q in name.qualifiers:
            for row, area in zip(rows[q], names[q].candidates, strict=True):
                if any(contains(area, c) for c in name.candidates):
                    row[_AT["qualifies"]] = 1.0


def _nearness(names: list[Name], likely: list[Matrix]) -> list[Matrix]:
    """Saturating weight of other names' likely places within 60, 200 and 800 km."""
    spots = [
        (i, c.lon, c.lat, float(p))
        for i, (name, chances) in enumerate(zip(names, likely, strict=True))
        for c, p in zip(name.candidates, chances, strict=True)
        if p >= 0.5
        and c.lon is not None
        and c.lat is not None
        and c.kind in ("city", "admin", "site")
    ]
    if not spots:
        return [np.zeros((len(name.candidates), 3)) for name in names]
    owner = np.array([s[0] for s in spots])
    weight = np.array([s[3] for s in spots])
    lon, lat = np.radians([s[1] for s in spots]), np.radians([s[2] for s in spots])
    found = []
    for i, name in enumerate(names):
        at = np.array(
            [(c.lon, c.lat) if c.lon is not None else (np.nan, np.nan) for c in name.candidates],
            float,
        )
        km = sphere_km(np.radians(at[:, :1]), np.radians(at[:, 1:]), lon, lat)
        voice = weight * (owner != i)
        sums = np.stack([(voice * (km <= reach)).sum(axis=1) for reach in (60, 200, 800)], axis=1)
        found.append(sums / (sums + 0.5))
    return found
