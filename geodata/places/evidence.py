"""What speaks for a candidate: one row of numbers a candidate, one column a kind of evidence.

The names of a document vouch for each other: a country or a province that is named lends weight to
places in it, a place that is certain lends weight to places near it. So evidence is gathered for
all names of a document at once, in two passes: first what each candidate is by itself, then, with
what that made likely, how it fits the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from geodata.model import Candidate, Kind
from geodata.places.agreement import AGREEMENT, Agreement
from geodata.places.groups import Groups, Matrix
from geodata.places.nearness import NEAR, Nearness

_KINDS: tuple[Kind, ...] = (
    "city", "country", "admin", "region", "water", "landform", "corridor", "site", "other",
)  # fmt: skip
ITSELF = (
    *(f"kind:{kind}" for kind in _KINDS),
    "population", "population:admin", "population:share", "first", "rank", "alternate",
    "abbreviation", "kind:cued",
    "kind:uncued",
)  # fmt: skip
_QUALIFIED = ("qualified", "qualified:not")
_LISTED = ("listed:alike", "listed:country")
_GREAT = "world:great"
# What counts for more in a text on many countries: all but the great are columns themselves.
_WORLD = {
    "world:population": "population", "world:rank": "rank", _GREAT: _GREAT,
    "world:admin": "kind:admin", "world:country:implied": "country:implied",
    "world:near:200km": "near:200km",
}  # fmt: skip
FIT = (*AGREEMENT, *NEAR, *_QUALIFIED, "qualifies", *_LISTED, *_WORLD)
COLUMNS = ITSELF + FIT
_AT = {column: i for i, column in enumerate(COLUMNS)}
_KIND_AT = {kind: i for i, kind in enumerate(_KINDS)}
_CITY, _COUNTRY = _KIND_AT["city"], _KIND_AT["country"]


def _part(columns: tuple[str, ...]) -> slice:
    return slice(_AT[columns[0]], _AT[columns[-1]] + 1)


_OF_AGREEMENT, _OF_NEAR = _part(AGREEMENT), _part(NEAR)
_OF_QUALIFIED, _OF_LISTED, _OF_WORLD = map(_part, (_QUALIFIED, _LISTED, tuple(_WORLD)))
_SEEN_BY_WORLD = [_AT[column] for column in _WORLD.values()]
_GREAT_RANK = 2  # of capitals and of cities that the world knows


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


class Evidence:
    """The evidence of one document in one ``table``: a row a candidate, columns as COLUMNS."""

    def __init__(self, names: Sequence[Name]) -> None:
        candidates = [c for name in names for c in name.candidates]
        first: dict[str, int] = {}
        kin = [first.setdefault(name.key, i) for i, name in enumerate(names)]
        self.groups = Groups([len(name.candidates) for name in names], kin)
        self._names = names
        self._agreement = Agreement(candidates, self.groups)
        self._nearness = Nearness(candidates, self.groups)
        self._kinds = np.array([_KIND_AT[c.kind] for c in candidates])
        self._countries = self._agreement.countries
        self.table = np.zeros((len(candidates), len(COLUMNS)))
        self._fill(candidates)
        self._great = (self._kinds == _CITY) & np.array([c.rank <= _GREAT_RANK for c in candidates])
        self._held = self._hold()

    @property
    def itself(self) -> Matrix:
        """The evidence of each candidate by itself, columns as ITSELF."""
        return self.table[:, : len(ITSELF)]

    def fit(self, likely: Matrix) -> None:
        """Fill in how each candidate fits the other names, given all candidates' chances."""
        table = self.table
        table[:, _OF_AGREEMENT] = self._agreement.columns(likely)
        table[:, _OF_NEAR] = self._nearness.columns(likely)
        for rows, areas in self._held:
            held = np.max([holds @ likely[area] for area, holds in areas], axis=0)
            table[rows, _OF_QUALIFIED] = np.column_stack((held, 1 - held))
        for rows, name in zip(self.groups.rows, self._names, strict=True):
            if name.listed:
                table[rows, _OF_LISTED] = self._alike(rows, name, likely)
        spread = self._spread(likely)
        table[:, _OF_WORLD] = spread * table.take(_SEEN_BY_WORLD, 1)
        table[:, _AT[_GREAT]] = spread * self._great

    def _fill(self, candidates: Sequence[Candidate]) -> None:
        """Fill in what each candidate is by itself."""
        table, groups = self.table, self.groups
        people = np.array([c.population for c in candidates], float)
        cue = np.array([_KIND_AT[name.cue] if name.cue else -1 for name in self._names])
        cue = cue[groups.owners]
        table[groups.every, self._kinds] = 1
        population = np.log10(people + 1) / 7
        table[:, _AT["population"]] = population
        table[:, _AT["population:admin"]] = population * table[:, _AT["kind:admin"]]
        table[:, _AT["population:share"]] = people / np.maximum(groups.sums(people), 1)
        table[groups.starts, _AT["first"]] = 1
        table[:, _AT["rank"]] = np.array([c.rank for c in candidates]) / 9
        table[:, _AT["alternate"]] = [c.match == "alternate" for c in candidates]
        table[:, _AT["abbreviation"]] = [c.match == "abbreviation" for c in candidates]
        table[:, _AT["kind:cued"]] = self._kinds == cue
        table[:, _AT["kind:uncued"]] = (self._kinds != cue) & (cue >= 0)

    def _hold(self) -> list[tuple[slice, list[tuple[slice, Matrix]]]]:
        """The rows of each qualified name, with those of its qualifiers and which hold which.

        A qualifier is the area that holds what it qualifies: "Naples, Florida" names the state.
        """
        qualified = []
        for rows, name in zip(self.groups.rows, self._names, strict=True):
            areas = []
            for q in name.qualifiers:
                places, area = self._names[q].candidates, self.groups.rows[q]
                holds = np.array(
                    [[contains(place, c) for place in places] for c in name.candidates]
                )
                self.table[area, _AT["qualifies"]] += holds.any(axis=0)
                areas.append((area, holds.astype(float)))
            if areas:
                qualified.append((rows, areas))
        np.minimum(self.table[:, _AT["qualifies"]], 1, out=self.table[:, _AT["qualifies"]])
        return qualified

    def _alike(self, rows: slice, name: Name, likely: Matrix) -> Matrix:
        """How alike each candidate is to what stands beside it in a list: in kind, in country."""
        table = np.zeros((len(name.candidates), len(_LISTED)))
        for other in (self.groups.rows[listed] for listed in name.listed):
            for column, of in enumerate((self._kinds, self._countries)):
                alike = (of[rows, None] == of[other]) @ likely[other]
                np.maximum(table[:, column], alike, out=table[:, column])
        table[:, 1] *= self._kinds[rows] != _COUNTRY
        return table

    def _spread(self, likely: Matrix) -> float:
        """How much of the world a document spans: 0 if it is local, towards 1 for many countries.

        A name in a text on many countries is the place that the world knows by it.
        """
        first = (likely == self.groups.largest(likely)) & (self._kinds == _COUNTRY)
        countries = len(set(self._countries[first].tolist()))
        return countries / (countries + 3)


def contains(area: Candidate, c: Candidate) -> bool:
    """An area (country, admin area) holds a place, as far as their codes tell."""
    if area.place_id == c.place_id or area.country is None or area.country != c.country:
        return False
    if area.kind == "country":
        return True
    return area.kind == "admin" and area.admin1 == c.admin1 and area.admin2 in (None, c.admin2)
