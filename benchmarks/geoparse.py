"""Accuracy, speed and memory of the geoparser on annotated corpora, beside the plain assembly.

    python benchmarks/geoparse.py CORPORA [--leave-out] [--spacy MODEL] [--json OUT]

CORPORA holds ``NAME.docs.jsonl`` and ``NAME.gold.jsonl``. ``--leave-out`` trains anew for each
corpus without it (the honest figure; needs the ``train`` extra); without it the shipped weights
are measured, which have seen these corpora. ``--spacy`` adds the plain assembly: a spaCy model's
GPE, LOC and FAC spans, each taken for the most populous place of its name.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import train_mentions  # noqa: E402
import train_places  # noqa: E402

from geodata.documents import document_from_text  # noqa: E402
from geodata.gazetteer import Gazetteer  # noqa: E402
from geodata.geoparse import as_json, geoparse  # noqa: E402
from geodata.mentions import find, model  # noqa: E402
from geodata.places import ranker  # noqa: E402
from tests.eval import score  # noqa: E402

CORPORA = train_mentions.CORPORA
Parse = Callable[[str, list[list[int]] | None], dict[str, Any]]


def ours(gazetteer: Gazetteer) -> Parse:
    """The project's geoparser; ``spans`` are gold spans to be resolved only."""

    def parse(text: str, spans: list[list[int]] | None) -> dict[str, Any]:
        given = tuple((a, b) for a, b in spans) if spans is not None else None
        return as_json(geoparse(document_from_text(text, spans=given), gazetteer))

    return parse


def plain(gazetteer: Gazetteer, name: str) -> Parse:
    """spaCy's spans, each the most populous place of its name."""
    import spacy

    nlp = spacy.load(name, exclude=["lemmatizer", "tagger", "attribute_ruler", "parser"])

    def parse(text: str, spans: list[list[int]] | None) -> dict[str, Any]:
        if spans is None:
            found = nlp(text).ents
            spans = [[e.start_char, e.end_char] for e in found if e.label_ in ("GPE", "LOC", "FAC")]
        return {"mentions": [_most_populous(gazetteer, text, a, b) for a, b in spans], "routes": []}

    return parse


def _most_populous(gazetteer: Gazetteer, text: str, start: int, end: int) -> dict[str, Any]:
    places = [c for c in gazetteer.candidates(text[start:end]) if c.match != "demonym"]
    best = max(places, key=lambda c: c.population, default=None)
    point = {"lat": best.lat, "lon": best.lon, "geonameid": best.geonameid} if best else {}
    return {"start": start, "end": end, "lat": None, "lon": None, **point}


@contextmanager
def left_out(corpora: Path, name: str, gazetteer: Gazetteer) -> Iterator[None]:
    """The models trained without one corpus, for as long as the block runs."""
    weights = train_mentions.train(corpora, gazetteer, leave_out=name)
    tables = train_places.train_without(corpora, gazetteer, leave_out=name)
    gc.collect()  # what training leaves is not the parser's to carry
    kept = find.load_models, ranker.load_weights
    models = {key: model.LinearModel(table) for key, table in weights.items()}
    find.load_models = lambda: models  # type: ignore[assignment]
    ranker.load_weights = lambda: tables  # type: ignore[assignment]
    try:
        yield
    finally:
        find.load_models, ranker.load_weights = kept  # type: ignore[assignment]


def measure(
    parse: Parse, documents: list[tuple[str, dict[str, Any]]], reads: Callable[[str], object] = len
) -> dict[str, float]:
    """The figures of one parser on one corpus; ``reads`` is what it does before it parses."""
    countries = json.loads((ROOT / "tests/eval/countries.json").read_text(encoding="utf-8"))
    gold = [row for _, row in documents]
    parse(documents[0][0], None)
    read = time.perf_counter()
    for text, _ in documents:
        reads(text)
    start = time.perf_counter()
    rows = {row["doc"]: parse(text, None) for text, row in documents}
    # Recognition and resolution alone: reading metadata and dates is another room's work.
    seconds = time.perf_counter() - start - (start - read)
    found = {doc: row["mentions"] for doc, row in rows.items()}
    routes = {doc: row["routes"] for doc, row in rows.items()}
    result = score.run(gold, found, countries, routes_by_doc=routes)
    on_gold = {
        row["doc"]: parse(text, [[m["start"], m["end"]] for m in row["mentions"]])["mentions"]
        for text, row in documents
    }
    given = score.run(gold, on_gold, countries)
    words = sum(len(text.split()) for text, _ in documents)
    return {
        "exact": score.prf(result["T"]["exact"])[2],
        "overlap": score.prf(result["T"]["overlap"])[2],
        "end to end": score.div(result["res"][0], result["res"][2]),
        "on gold spans": score.div(given["res"][0], given["res"][2]),
        "reading": score.macro(result["reading"]) or 0.0,
        "words/s": words / seconds,
    }


def report(name: str, figures: dict[str, dict[str, float]]) -> None:
    """One table of a parser, a row a corpus."""
    columns = ("exact", "overlap", "end to end", "on gold spans", "reading", "words/s")
    print(f"\n**{name}**\n\n| corpus | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for corpus, row in figures.items():
        cells = [f"{row[c]:,.0f}" if c == "words/s" else _cell(row[c]) for c in columns]
        print(f"| {corpus} | " + " | ".join(cells) + " |")


def _cell(figure: float) -> str:
    """A corpus that tells no readings has none to measure."""
    return f"{figure:.3f}" if figure else "–"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--spacy", metavar="MODEL")
    options = parser.parse_args()
    start = time.perf_counter()
    gazetteer = Gazetteer.open()
    parse = ours(gazetteer)
    parse("Warm up in Paris.", None)
    print(f"Loaded in {time.perf_counter() - start:.2f} s")
    figures = {}
    for name in CORPORA:
        documents = list(train_mentions.read_corpus(options.corpora, name))
        if options.leave_out:
            with left_out(options.corpora, name, gazetteer):
                figures[name] = measure(parse, documents, document_from_text)
        else:
            figures[name] = measure(parse, documents, document_from_text)
    report("geodata" + (", the corpus left out" if options.leave_out else ""), figures)
    print(f"\nPeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if options.spacy:
        plainly = plain(gazetteer, options.spacy)
        report(
            f"spaCy {options.spacy} and the most populous",
            {
                n: measure(plainly, list(train_mentions.read_corpus(options.corpora, n)))
                for n in CORPORA
            },
        )


if __name__ == "__main__":
    main()
