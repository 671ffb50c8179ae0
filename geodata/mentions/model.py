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
Facts = tuple[str | int | tuple[str, ...], ...]  # what they are about, then what is known of it
_MOST_FACTS = 200_000  # kept at once: some 100 MB a process


class LinearModel:
    """Logistic regression; a cue without a weight counts nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._weighed: _Weighed | None = None

    def score(self, cues: Iterable[str]) -> float:
        """Log odds of the cues together."""
        return sum(map(self.weights.get, cues, repeat(0.0)))

    def score_facts(self, facts: Iterable[Facts], cues_of: Callable[[Facts], Cues]) -> float:
        """Log odds of the cues of some facts together; the same facts are weighed once.

        ``cues_of`` is the same for all facts that one model ever weighs.
        """
        if self._weighed is None:
            self._weighed = _Weighed(self, cues_of)
        return sum(map(self._weighed.__getitem__, facts))


class _Weighed(dict[Facts, float]):
    """Facts with the log odds of their cues, which are weighed when first asked for."""

    def __init__(self, model: LinearModel, cues_of: Callable[[Facts], Cues]) -> None:
        super().__init__()
        self._model, self._cues_of = model, cues_of

    def __missing__(self, facts: Facts) -> float:
        if len(self) >= _MOST_FACTS:
            self.clear()
        weight = self[facts] = self._model.score(self._cues_of(facts))
        return weight


def probability(log_odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


@cache
def load_models(path: Path = _WEIGHTS) -> dict[str, LinearModel]:
    """The shipped models by name: "names" (is it a place) and "reading" (is it literal)."""
    tables = json.loads(gzip.decompress(path.read_bytes()))
    return {name: LinearModel(weights) for name, weights in tables.items()}
