"""How near the likely places of a document lie to each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geodata.geodesy import EARTH_KM, unit_vectors
from geodata.model import Candidate
from geodata.places.groups import Groups, Matrix

NEAR = ("near:60km", "near:200km", "near:800km")
_REACHES = np.cos(np.array((60, 200, 800)) / EARTH_KM)  # the cosines of these arcs
_SPOTS = frozenset(("city", "admin", "site"))
_LIKELY = 0.5  # chance of a candidate that others may be near to
_HALF = 0.5  # places that count half of what any number of places can
_MOST_AT_ONCE = 200_000  # distances, each held against every reach


class Nearness:
    """Where the candidates of a document are, and which of them are spots, not wide areas."""

    def __init__(self, candidates: Sequence[Candidate], groups: Groups) -> None:
        lon, lat = ([c.lon for c in candidates], [c.lat for c in candidates])
        self._at = unit_vectors(np.array((lon, lat), float).T)  # nan where no point is known
        spots = [c.kind in _SPOTS and c.lon is not None for c in candidates]
        self._spots = np.array(spots)
        self._kin = groups.kin

    def columns(self, likely: Matrix) -> Matrix:
        """Saturating weight of other names' likely places in reach, given the chances of all.

        Rows are candidates, columns as NEAR.
        """
        sums = np.zeros((len(likely), len(NEAR)))
        spots = np.flatnonzero(self._spots & (likely >= _LIKELY))
        step = _MOST_AT_ONCE // max(len(spots), 1) + 1
        for first in range(0, len(likely) if len(spots) else 0, step):
            rows = slice(first, first + step)
            cosines = self._at[rows] @ self._at[spots].T  # nan is in no reach
            others = self._kin[rows, None] != self._kin[spots]
            voices = others * likely[spots]
            within = cosines[:, None] >= _REACHES[:, None]
            sums[rows] = (within * voices[:, None]).sum(axis=2)
        return np.asarray(sums / (sums + _HALF))
