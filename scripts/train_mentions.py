"""Train the recognition and reading models and write their weights.

    python scripts/train_mentions.py CORPORA [--leave-out NAME]

CORPORA holds ``NAME.docs.jsonl`` and ``NAME.gold.jsonl`` (the seeds' texts come from ``seeds/``).
``invented/`` beside this file holds further texts, which belong to the project. Needs scikit-learn
(``pip install -e .[train]``). Only weights are written, never texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from marked_texts import INVENTED, read_marked

from geodata.gazetteer import Gazetteer, NameFlag
from geodata.mentions.cues import DocumentCues
from geodata.mentions.features import features
from geodata.mentions.find import given_spans
from geodata.mentions.names import blocs, candidate_spans, may_be_place
from geodata.mentions.reading import ReadingCues
from geodata.mentions.spans import Span, name_index
from geodata.mentions.tokens import Tokens, tokenise
from geodata.mentions.unlisted import is_unlisted

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "geodata" / "mentions" / "data" / "weights.json.gz"
CORPORA = ("lgl", "geovirus", "geowebnews-a", "seeds")
READ = ("geowebnews-a", "seeds", "invented")  # those that tell readings
PIECE = 160  # characters
GROUPS = ("mentions", "adjectives", "embedded", "optional")
MIN_COUNT = 4

Gold = dict[str, Any]
Example = tuple[list[str], bool]
Weights = dict[str, dict[str, float]]


def read_corpus(folder: Path, name: str) -> Iterator[tuple[str, Gold]]:
    """Texts of one corpus with their gold."""
    gold = [json.loads(line) for line in (folder / f"{name}.gold.jsonl").open(encoding="utf-8")]
    if name == "seeds":
        texts = {
            p.name: p.open(encoding="utf-8", newline="").read()
            for p in (ROOT / "seeds").glob("*.txt")
        }
    else:
        rows = map(json.loads, (folder / f"{name}.docs.jsonl").open(encoding="utf-8"))
        texts = {row["id"]: row["text"] for row in rows}
    for row in gold:
        yield texts[row["doc"]], row


def gold_spans(row: Gold) -> set[tuple[int, int]]:
    return {
        span
        for m in row["mentions"]
        for span in [(m["start"], m["end"]), *map(tuple, m.get("alt_spans", []))]
    }


def neutral(row: Gold, start: int, end: int) -> bool:
    """The guidelines leave these out of the count."""
    return any(
        start < x["end"] and x["start"] < end
        for group in ("adjectives", "embedded", "optional")
        for x in row.get(group, [])
        if group != "embedded"  # a place inside an organisation's name is no place: learn it
    )


def pieces(text: str, row: Gold) -> Iterator[tuple[str, Gold]]:
    """The paragraphs of a document as texts of their own, so that short texts are learnt too."""
    start = 0
    for end in [m.end() for m in re.finditer(r"\n\s*\n|(?<=[.!?][\s”\"])(?=[A-Z])", text)] + [
        len(text)
    ]:
        if end - start >= PIECE or end == len(text):
            inside = {group: _within(row.get(group, []), start, end) for group in GROUPS}
            yield text[start:end], inside
            start = end


def _within(spans: list[Gold], start: int, end: int) -> list[Gold]:
    return [
        {**x, "start": x["start"] - start, "end": x["end"] - start,
         "alt_spans": [[a - start, b - start] for a, b in x.get("alt_spans", [])]}
        for x in spans
        if start <= x["start"] and x["end"] <= end
    ]  # fmt: skip


def buildings(spans: list[Span], tokens: Tokens, wanted: set[tuple[int, int]]) -> set[Span]:
    """Unlisted names of buildings that hold a place of the gold.

    Some corpora count "Whitestown" in "Whitestown Town Hall"; the guidelines count all of it.
    """
    found = set()
    for span in filter(is_unlisted, spans):
        start, end = span.offsets(tokens)
        if "facility" in tokens.words[span.last - 1].classes and any(
            start <= a and b <= end for a, b in wanted
        ):
            found.add(span)
    return found


def name_examples(text: str, row: Gold, gazetteer: Gazetteer) -> Iterator[Example]:
    """Every candidate span of a text, and whether the gold has it."""
    tokens = tokenise(text)
    index = name_index(gazetteer)
    spans = candidate_spans(tokens, index)
    cues = DocumentCues(tokens, spans, index)
    wanted = gold_spans(row)
    taken = blocs(spans, index)
    whole = buildings(spans, tokens, wanted)
    for span in filter(may_be_place, spans):
        if not taken.isdisjoint(range(span.first, span.last)):
            continue
        if any(w.first <= span.first and span.last <= w.last and w != span for w in whole):
            continue
        start, end = span.offsets(tokens)
        is_place = span in whole or (start, end) in wanted
        # Lines and names that end in lower case ("Anbar province") have priors instead: some texts
        # leave the former out, most the end of the latter.
        ends_lower = len(span) > 1 and tokens.words[span.last - 1].shape == "lower"
        left_open = ends_lower or span.flags & NameFlag.CORRIDOR or neutral(row, start, end)
        if is_place or not left_open:
            yield features(span, cues), is_place


def reading_examples(text: str, row: Gold, gazetteer: Gazetteer) -> Iterator[Example]:
    """Every gold mention with a reading that is sure, and whether it is literal."""
    tokens, index = tokenise(text), name_index(gazetteer)
    gold = [m for m in row["mentions"] if not m.get("described")]
    spans = given_spans(tokens, [(m["start"], m["end"]) for m in gold], index)
    cues = ReadingCues(tokens, [span for span, _, _ in spans])
    by_offsets = {(start, end): span for span, start, end in spans}
    for m in gold:
        span = by_offsets.get((m["start"], m["end"]))
        if span and not m.get("borderline"):
            yield cues.of(span), m["reading"] == "literal"


def fit(examples: list[Example], strength: float, *, balanced: bool = False) -> dict[str, float]:
    """Logistic regression over the cues that occur often enough."""
    from scipy.sparse import csr_matrix  # here: what only reads the corpora does without them
    from sklearn.linear_model import LogisticRegression

    counts = Counter(cue for cues, _ in examples for cue in set(cues))
    column = {
        cue: i for i, cue in enumerate(sorted(c for c, n in counts.items() if n >= MIN_COUNT))
    }
    rows: list[int] = []
    columns: list[int] = []
    for i, (cues, _) in enumerate(examples):
        known = {column[cue] for cue in cues if cue in column}
        columns.extend(known)
        rows.extend([i] * len(known))
    x = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(examples), len(column)))
    model = LogisticRegression(
        C=strength,
        max_iter=2000,
        fit_intercept=False,
        solver="liblinear",
        class_weight="balanced" if balanced else None,
    )
    model.fit(x, [label for _, label in examples])
    return {
        cue: round(float(w), 3)
        for cue, w in zip(column, model.coef_[0], strict=True)
        if abs(w) >= 0.005
    }


def train(corpora: Path, gazetteer: Gazetteer, leave_out: str | None = None) -> Weights:
    """The weights of both models, learnt from all corpora but one and from the invented texts."""
    texts = [
        (name, *document)
        for name in CORPORA
        if name != leave_out
        for document in read_corpus(corpora, name)
    ] + [("invented", *document) for document in read_marked(INVENTED)]
    names: list[Example] = []
    readings: list[Example] = []
    for name, text, row in texts:
        for part in ((text, row), *pieces(text, row)):
            names.extend(name_examples(*part, gazetteer))
        if name in READ:
            readings.extend(reading_examples(text, row, gazetteer))
    return {"names": fit(names, 0.3), "reading": fit(readings, 0.4, balanced=True)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--leave-out", choices=CORPORA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    weights = train(options.corpora, Gazetteer.open(), options.leave_out)
    data = json.dumps(weights, sort_keys=True, separators=(",", ":")).encode()
    packed = gzip.compress(data, 9, mtime=0)
    options.out.write_bytes(packed)
    print(f"{sum(map(len, weights.values())):,} weights, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
