"""Evidence -> probability of each candidate: a conditional logit in two passes.

Pass one weighs each candidate by itself; pass two weighs it with how it fits what pass one made
likely, and is done twice so that a name that became clear helps the others. The weights are
``data/weights.json``, trained by ``scripts/train_places.py``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geodata.places.evidence import COLUMNS, ITSELF, Matrix, Name, fit, itself

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


def evidence(names: list[Name]) -> list[Matrix]:
    """All evidence for each name's candidates (columns as COLUMNS) after the last pass."""
    first, second = load_weights()
    alone = [itself(name) for name in names]
    likely = [softmax(rows @ first) for rows in alone]
    rows: list[Matrix] = []
    for _ in range(PASSES):
        fits = fit(names, likely)
        rows = [np.hstack(pair) for pair in zip(alone, fits, strict=True)]
        likely = [softmax(row @ second) for row in rows]
    return rows


def rank(names: list[Name]) -> list[Matrix]:
    """The probability of each candidate of each name of one document."""
    _, second = load_weights()
    return [softmax(rows @ second) for rows in evidence(names)]
