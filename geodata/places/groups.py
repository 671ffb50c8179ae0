"""The candidates of a document in one table, the rows of one name after those of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Indices = NDArray[np.intp]


class Groups:
    """Which rows belong to which name; ``sizes`` are how many each has, at least one.

    ``kin`` numbers the names so that senses of one name ("Paris, Texas" and "Paris") have one
    number: they do not vouch for each other. ``every`` numbers the rows.
    """

    def __init__(self, sizes: Sequence[int], kin: Sequence[int] | None = None) -> None:
        ends: Indices = np.array(sizes, np.intp).cumsum()
        self.starts: Indices = ends - np.array(sizes, np.intp)
        self.owners: Indices = np.arange(len(sizes)).repeat(sizes)
        self.every: Indices = np.arange(len(self.owners))
        alone = kin is None or len(set(kin)) == len(sizes)
        self.kin: Indices = self.owners if alone else np.repeat(np.array(kin), sizes)
        self.rows = [slice(*pair) for pair in zip(self.starts.tolist(), ends.tolist(), strict=True)]

    def sums(self, values: Matrix) -> Matrix:
        """For each row the sum over its name, a column at a time."""
        return np.add.reduceat(values, self.starts).take(self.owners, 0)

    def kin_sums(self, values: Matrix) -> Matrix:
        """For each row the sum over all senses of its name, a column at a time."""
        if self.kin is self.owners:
            return self.sums(values)
        sums = np.zeros((self.kin.max() + 1, values.shape[1]))
        np.add.at(sums, self.kin, values)
        return np.asarray(sums[self.kin])

    def largest(self, values: Matrix) -> Matrix:
        """For each row the largest value of its name."""
        return np.maximum.reduceat(values, self.starts).take(self.owners, 0)

    def softmax(self, scores: Matrix) -> Matrix:
        """Scores as chances, which add up to one for each name."""
        chances = np.exp(scores - self.largest(scores))
        return np.asarray(chances / self.sums(chances))

    def split(self, table: Matrix) -> list[Matrix]:
        """The rows of each name."""
        return [table[rows] for rows in self.rows]
