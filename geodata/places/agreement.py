"""How far the names of a document agree on countries, states and counties.

What is named or likely in an area lends weight to what else lies in it. No name vouches for itself.
"""

from __future__ import annotations

from collections.abc import Sequence

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


class Agreement:
    """The areas that the candidates of a document are or lie in.

    Votes for an area go to one of two urns: by what is the area, and by what lies in it. Arrays
    are candidates x levels (country, state, county) x urns.
    """

    def __init__(self, candidates: Sequence[Candidate], groups: Groups) -> None:
        areas, own = _areas(candidates, groups)
        country = np.array([c.kind == "country" for c in candidates])
        admin = np.array([c.kind == "admin" for c in candidates])
        state = admin & [not c.admin2 for c in candidates]
        lies_in = ~np.column_stack((country, admin, admin))
        self._groups = groups
        self._votes = areas > 0
        self._implies = self._votes & lies_in
        self._urns, self._own_urns = (2 * n[..., None] + np.arange(2) for n in (areas, own))
        self._cast_in, self._own_cast_in = ((2 * n + lies_in).ravel() for n in (areas, own))
        self._counts = 2 * areas.max() + 2, 2 * own.max() + 2
        self._heard = np.ones((len(candidates), len(AGREEMENT)))
        self._heard[country, 0] = 0  # a country is not in itself, a state neither
        self._heard[state, 3:6] = 0
        self._heard[admin, 6] = 0  # a county speaks for its towns, its towns for the county
        self._heard[~admin, 7] = 0

    def columns(self, likely: Matrix) -> Matrix:
        """The evidence of each candidate, given their chances; columns as AGREEMENT."""
        votes = np.where(likely >= _LEAST, likely, 0.0)[:, None] * self._votes
        count, own_count = self._counts
        urns = np.bincount(self._cast_in, votes.ravel(), count)
        own = np.bincount(self._own_cast_in, votes.ravel(), own_count)
        others = np.maximum(urns[self._urns] - own[self._own_urns], 0.0)
        implied = votes * self._implies
        by_others = implied.sum(axis=0) - self._groups.kin_sums(implied)
        shares = others[..., 1] / np.where(by_others > _NO_VOTES, by_others, np.inf)
        table = np.concatenate((others / (others + _HALF), shares[..., None]), axis=2)
        table = table.reshape(len(likely), -1)
        return np.asarray(table[:, : len(AGREEMENT)] * self._heard)


def _areas(candidates: Sequence[Candidate], groups: Groups) -> tuple[Indices, Indices]:
    """Numbers of each candidate's country, state and county; 0: it has none.

    And numbers of the same by name, to tell a name's own votes from those of others.
    """
    numbers: dict[tuple[str | None, ...], int] = {(): 0}
    own: dict[tuple[int, int], int] = {}
    rows, own_rows = [], []
    for c, owner in zip(candidates, groups.kin.tolist(), strict=True):
        country = (c.country,) if c.country else ()
        state = (c.country, c.admin1) if c.country and c.admin1 else ()
        county = (c.country, c.admin1, c.admin2) if c.country and c.admin2 else ()
        row = [numbers.setdefault(area, len(numbers)) for area in (country, state, county)]
        rows.append(row)
        own_rows.append([own.setdefault((owner, number), len(own)) for number in row])
    return np.array(rows), np.array(own_rows)
