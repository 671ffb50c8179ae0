"""A linear model over named cues: small enough to read, fast enough for any text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

_WEIGHTS = Path(__file__).parent / "data" / "weights.json.gz"


Cues = tuple[str, ...]
# What makes cues, and of what.
Facts = tuple[Callable[..., Cues], *tuple[str | int | tuple[str, ...], ...]]
_MOST_FACTS = 500_000


class LinearModel:
    """Logistic regression; a cue without a weight counts nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._weighed = _Weighed(self)

    def score(self, cues: Iterable[str]) -> float:
        """Log odds of the cues together."""
        return sum(map(self.weights.get, cues, repeat(0.0)))

    def score_facts(self, facts: Iterable[Facts]) -> float:
        """Log odds of the cues that are made of facts; the same facts are weighed once."""
        return sum(map(self._weighed.__getitem__, facts))


class _Weighed(dict[Facts, float]):
    """Facts with the weight of their cues, which is found when it is first asked for."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model

    def __missing__(self, facts: Facts) -> float:
        if len(self) >= _MOST_FACTS:
            self.clear()
        make, *of = facts
        weight = self[facts] = self._model.score(make(*of))
        return weight


def probability(log_odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


@cache
def load_models(path: Path = _WEIGHTS) -> dict[str, LinearModel]:
    """The shipped models by name: "names" (is it a place) and "reading" (is it literal)."""
    tables = json.loads(gzip.decompress(path.read_bytes()))
    return {name: LinearModel(weights) for name, weights in tables.items()}
