"""Train the ranker's weights on resolved corpora and write ``geodata/places/data/weights.json``.

    python scripts/train_places.py CORPORA [--leave-out NAME]

A conditional logit a pass: the log chance of the right candidates (within the gold's tolerance),
summed over the names of a document, with a small quadratic penalty. Needs the ``train`` extra.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from geopy.distance import great_circle
from scipy.optimize import minimize
from train_mentions import CORPORA, ROOT, pieces, read_corpus

from geodata.gazetteer import Gazetteer
from geodata.model import Candidate, Mention
from geodata.places.evidence import COLUMNS, ITSELF, Matrix, Name, fit, itself
from geodata.places.names import gather
from geodata.places.ranker import PASSES, softmax

OUT = ROOT / "geodata" / "places" / "data" / "weights.json"
PENALTY = 0.1
Case = tuple[Matrix, np.ndarray]


def is_right(c: Candidate, gold: dict[str, Any]) -> bool:
    """The candidate is the gold's place, or as near as its tolerance."""
    if gold.get("geonameid") and c.geonameid == gold["geonameid"]:
        return True
    if gold.get("country"):
        return c.kind == "country" and c.country == gold["country"]
    if c.lon is None or c.lat is None:
        return False
    # The middle of an area is a matter of taste: a gold point on the other side of it is still it.
    reach = {"country": 1500.0, "region": 1500.0, "admin": 500.0}.get(c.kind, 0.0)
    km = great_circle((c.lat, c.lon), (gold["lat"], gold["lon"])).km
    return bool(km <= max(reach, gold["tolerance_km"]))


def document(
    text: str, row: dict[str, Any], gazetteer: Gazetteer
) -> tuple[list[Name], list[np.ndarray]]:
    """A document's names, and for each which candidates are right."""
    gold = [m for m in row["mentions"] if m.get("lat") is not None and not m.get("described")]
    mentions = [
        Mention(
            "x", m["start"], m["end"], text[m["start"] : m["end"]], "other", "literal", "gold", 1.0
        )
        for m in gold
    ]
    names, of_mention = gather(text, mentions, gazetteer)
    right = [np.zeros(len(name.candidates), bool) for name in names]
    for m, at in zip(gold, of_mention, strict=True):
        if at is not None:
            right[at] |= [is_right(c, m) for c in names[at].candidates]
    return names, right


def learn(cases: Sequence[Case], width: int) -> np.ndarray:
    """Weights that give the right candidates of all cases the greatest chance."""
    cases = [(rows, right) for rows, right in cases if right.any() and not right.all()]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = PENALTY * weights @ weights, 2 * PENALTY * weights
        for rows, right in cases:
            chances = softmax(rows @ weights)
            mass = chances[right].sum() + 1e-12
            total -= np.log(mass)
            slope += rows.T @ (chances - np.where(right, chances / mass, 0.0))
        return total, slope

    return np.asarray(minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x)


def train(
    documents: Sequence[tuple[list[Name], list[np.ndarray]]],
) -> tuple[np.ndarray, np.ndarray]:
    """Weights of both passes; the second sees what the first, then itself, made likely."""
    alone = [[itself(name) for name in names] for names, _ in documents]
    first = learn(
        [
            case
            for rows, (_, right) in zip(alone, documents, strict=True)
            for case in zip(rows, right, strict=True)
        ],
        len(ITSELF),
    )
    likely = [[softmax(rows @ first) for rows in table] for table in alone]
    second = np.zeros(len(COLUMNS))
    for _ in range(PASSES):
        cases: list[Case] = []
        tables: list[list[Matrix]] = []
        for (names, right), table, chances in zip(documents, alone, likely, strict=True):
            rows = (
                [np.hstack(pair) for pair in zip(table, fit(names, chances), strict=True)]
                if names
                else []
            )
            tables.append(rows)
            cases.extend(zip(rows, right, strict=True))
        second = learn(cases, len(COLUMNS))
        likely = [[softmax(rows @ second) for rows in table] for table in tables]
    return first, second


def train_without(
    corpora: Path, gazetteer: Gazetteer, leave_out: str | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Weights of both passes, learnt from all corpora but one."""
    return train(
        [
            document(text, row, gazetteer)
            for name in CORPORA
            if name != leave_out
            for whole in read_corpus(corpora, name)
            for text, row in (whole, *pieces(*whole))
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--leave-out", choices=CORPORA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    first, second = train_without(options.corpora, Gazetteer.open(), options.leave_out)
    table = {
        "itself": dict(zip(ITSELF, np.round(first, 3).tolist(), strict=True)),
        "all": dict(zip(COLUMNS, np.round(second, 3).tolist(), strict=True)),
    }
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"{len(COLUMNS)} weights")


if __name__ == "__main__":
    main()
