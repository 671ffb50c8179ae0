"""How far the names of a document agree on countries, states and counties.

What is named or likely in an area lends weight to what else lies in it. No name vouches for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import count

import numpy as np

from geodata.model import Candidate
from geodata.places.groups import Groups, Indices, Matrix

AGREEMENT = (
    "country:named", "country:implied", "country:share",
    "admin:named", "admin:implied", "admin:share", "county:named", "county:implied",
)  # fmt: skip
_LEAST = 0.05  # chance of a candidate that has a vote
_HALF = 0.5  # votes that count half of what any number of votes can
_NO_VOTES = 1e-9
_MOST_OWN = 20_000  # areas of names, up to which each has its urns whether it has candidates or not
_COUNTRY, _STATE, _COUNTY, _ELSE = range(4)
# By level: whether it lies in a country, a state, a county.
_LIES_IN = np.array(((0, 1, 1), (1, 0, 0), (1, 0, 0), (1, 1, 1)), bool)
# By level, columns as AGREEMENT: a country is not in itself, a state neither; a county speaks for
# its towns, its towns for the county.
_HEARD = np.array(
    (
        (0, 1, 1, 1, 1, 1, 1, 0),
        (1, 1, 1, 0, 0, 0, 0, 1),
        (1, 1, 1, 1, 1, 1, 0, 1),
        (1, 1, 1, 1, 1, 1, 1, 0),
    ),
    float,
)


class Agreement:
    """The areas that the candidates of a document are or lie in.

    Votes for an area go to one of two urns: by what is the area, and by what lies in it. Arrays
    are candidates x levels (country, state, county) x urns. ``countries`` are numbers, 0 for none.
    """

    def __init__(self, candidates: Sequence[Candidate], groups: Groups) -> None:
        areas, levels = _areas(candidates)
        own = _by_name(areas, groups)  # to tell a name's own votes from those of others
        lies_in = _LIES_IN.take(levels, 0)
        self.countries = areas[:, 0]
        self._groups = groups
        self._votes = areas > 0
        self._implies = self._votes & lies_in
        self._areas, self._own_areas = areas, own
        self._cast_in, self._own_cast_in = ((2 * n + lies_in).ravel() for n in (areas, own))
        self._counts = 2 * areas.max() + 2, 2 * own.max() + 2
        self._heard = _HEARD.take(levels, 0)

    def columns(self, likely: Matrix) -> Matrix:
        """The evidence of each candidate, given their chances; columns as AGREEMENT."""
        votes = np.where(likely >= _LEAST, likely, 0.0)[:, None] * self._votes
        count, own_count = self._counts
        urns = np.bincount(self._cast_in, votes.ravel(), count).reshape(-1, 2)
        own = np.bincount(self._own_cast_in, votes.ravel(), own_count).reshape(-1, 2)
        others = np.maximum(urns.take(self._areas, 0) - own.take(self._own_areas, 0), 0.0)
        implied = votes * self._implies
        by_others = implied.sum(axis=0) - self._groups.kin_sums(implied)
        shares = others[..., 1] / np.where(by_others > _NO_VOTES, by_others, np.inf)
        table = np.concatenate((others / (others + _HALF), shares[..., None]), axis=2)
        table = table.reshape(len(likely), -1)
        return np.asarray(table[:, : len(AGREEMENT)] * self._heard)


def _areas(candidates: Sequence[Candidate]) -> tuple[Indices, Indices]:
    """Numbers of each candidate's country, state and county (0: it has none), and its level."""
    numbers: defaultdict[Hashable, int] = defaultdict(count(1).__next__)
    found: list[int] = []
    levels: list[int] = []
    for c in candidates:
        country, state, county = c.country, c.admin1, c.admin2
        found += (
            numbers[country] if country else 0,
            numbers[country, state] if country and state else 0,
            numbers[country, state, county] if country and county else 0,
        )
        levels.append(_ELSE if c.kind == "city" else _level(c))  # most are cities
    return np.array(found).reshape(-1, 3), np.array(levels)


def _level(c: Candidate) -> int:
    if c.kind == "country":
        return _COUNTRY
    if c.kind == "admin":
        return _COUNTY if c.admin2 else _STATE
    return _ELSE


def _by_name(areas: Indices, groups: Groups) -> Indices:
    """Numbers for the same areas, another for each name."""
    numbers = groups.kin[:, None] * (areas.max() + 1) + areas
    if numbers.max() < _MOST_OWN:
        return np.asarray(numbers)
    return np.unique(numbers, return_inverse=True)[1].reshape(areas.shape)
