"""A linear model over named cues: small enough to read, fast enough for any text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

_WEIGHTS = Path(__file__).parent / "data" / "weights.json.gz"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Logistic regression; a cue without a weight counts nothing."""

    weights: Mapping[str, float]

    def score(self, cues: Iterable[str]) -> float:
        """Log odds of the cues together."""
        return sum(map(self.weights.get, cues, repeat(0.0)))

    def strongest(self, cues: Iterable[str], count: int = 8) -> list[tuple[str, float]]:
        """The cues that speak loudest, for or against, for explanations."""
        weighed = [(cue, self.weights[cue]) for cue in set(cues) if cue in self.weights]
        return sorted(weighed, key=lambda pair: -abs(pair[1]))[:count]


def probability(log_odds: float) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


@cache
def load_models(path: Path = _WEIGHTS) -> dict[str, LinearModel]:
    """The shipped models by name: "names" (is it a place) and "reading" (is it literal)."""
    tables = json.loads(gzip.decompress(path.read_bytes()))
    return {name: LinearModel(weights) for name, weights in tables.items()}
