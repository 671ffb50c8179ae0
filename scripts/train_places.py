"""Train the ranker's weights on resolved corpora and write ``geodata/places/data/weights.json``.

    python scripts/train_places.py CORPORA [--leave-out NAME]

A conditional logit a pass: the log chance of the right candidates (within the gold's tolerance),
summed over the names of a document, with a small quadratic penalty. Needs the ``train`` extra.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from geopy.distance import great_circle
from marked_texts import INVENTED, read_marked
from train_mentions import CORPORA, ROOT, pieces, read_corpus

from geodata.gazetteer import Gazetteer
from geodata.model import Candidate, Mention
from geodata.places.evidence import COLUMNS, ITSELF, Evidence, Name
from geodata.places.groups import Matrix
from geodata.places.names import gather
from geodata.places.ranker import PASSES, softmax

OUT = ROOT / "geodata" / "places" / "data" / "weights.json"
PENALTY = 0.1
Case = tuple[Matrix, np.ndarray]


def is_right(c: Candidate, gold: dict[str, Any]) -> bool:
    """The candidate is the gold's place, or as near as its tolerance, or in the area it names."""
    if gold.get("area"):
        country, _, province = gold["area"].partition("-")
        return c.country == country and province in ("", c.admin1)
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
    gold = [m for m in row["mentions"] if _is_placed(m) and not m.get("described")]
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


def _is_placed(m: dict[str, Any]) -> bool:
    return m.get("lat") is not None or bool(m.get("area"))


def learn(cases: Sequence[Case], width: int) -> np.ndarray:
    """Weights that give the right candidates of all cases the greatest chance."""
    from scipy.optimize import minimize  # here: what only reads the corpora does without it

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
    known = [(Evidence(names), right) for names, right in documents if names]
    first = learn(
        [case for found, right in known for case in _cases(found, found.itself, right)],
        len(ITSELF),
    )
    likely = [found.groups.softmax(found.itself @ first) for found, _ in known]
    second = np.zeros(len(COLUMNS))
    for _ in range(PASSES):
        for (found, _right), chances in zip(known, likely, strict=True):
            found.fit(chances)
        second = learn(
            [case for found, right in known for case in _cases(found, found.table, right)],
            len(COLUMNS),
        )
        likely = [found.groups.softmax(found.table @ second) for found, _ in known]
    return first, second


def _cases(found: Evidence, table: Matrix, right: list[np.ndarray]) -> Iterator[Case]:
    """The rows of each name of a document with which of them are right."""
    return zip(found.groups.split(table), right, strict=True)


def train_without(
    corpora: Path, gazetteer: Gazetteer, leave_out: str | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Weights of both passes, learnt from all corpora but one and from the invented texts."""
    texts = [
        part
        for name in CORPORA
        if name != leave_out
        for whole in read_corpus(corpora, name)
        for part in (whole, *pieces(*whole))
    ]
    return train([document(text, row, gazetteer) for text, row in (*texts, *read_marked(INVENTED))])


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
