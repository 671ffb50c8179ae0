"""Evidence -> probability of each candidate: a conditional logit in two passes.

Pass one weighs each candidate by itself; pass two weighs it with how it fits what pass one made
likely, and is done twice so that a name that became clear helps the others. The weights are
``data/weights.json``, trained by ``scripts/train_places.py``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geodata.places.evidence import COLUMNS, ITSELF, Evidence, Name
from geodata.places.groups import Matrix

_WEIGHTS = Path(__file__).parent / "data" / "weights.json"
PASSES = 2


@cache
def load_weights(path: Path = _WEIGHTS) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of pass one (as ITSELF) and of pass two (as COLUMNS)."""
    table = json.loads(path.read_text(encoding="utf-8"))
    first, second = table["itself"], table["all"]
    return (
        np.array([first.get(column, 0.0) for column in ITSELF]),
        np.array([second.get(column, 0.0) for column in COLUMNS]),
    )


def softmax(scores: Matrix) -> Matrix:
    """Scores as chances that add up to one."""
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


def evidence(names: Sequence[Name]) -> list[Matrix]:
    """All evidence for each name's candidates (columns as COLUMNS) after the last pass."""
    weighed, _ = _weigh(names)
    return weighed.groups.split(weighed.table)


def rank(names: Sequence[Name]) -> list[Matrix]:
    """The probability of each candidate of each name of one document."""
    weighed, likely = _weigh(names)
    return weighed.groups.split(likely)


def _weigh(names: Sequence[Name]) -> tuple[Evidence, Matrix]:
    """The evidence of the last pass, and what it makes of all candidates."""
    first, second = load_weights()
    found = Evidence(names)
    likely = found.groups.softmax(found.itself @ first)
    for _ in range(PASSES):
        found.fit(likely)
        likely = found.groups.softmax(found.table @ second)
    return found, likely
