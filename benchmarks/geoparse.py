"""Accuracy, speed and memory of the geoparser on annotated corpora, beside the plain assembly.

    python benchmarks/geoparse.py CORPORA [--leave-out] [--spacy MODEL] [--json OUT]

CORPORA holds ``NAME.docs.jsonl`` and ``NAME.gold.jsonl``. ``--leave-out`` trains anew for each
corpus without it (the honest figure; needs the ``train`` extra); without it the shipped weights
are measured, which have seen these corpora. ``--spacy`` adds the plain assembly: a spaCy model's
GPE, LOC and FAC spans, each taken for the most populous place of its name.

Speed is that of the first pass: "words/s" of recognition and resolution, "with reading" of these
and of what comes before, the metadata and dates of a text. Garbage is collected as seldom as the
commands have it.
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
from dataclasses import replace
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
from geodata.model import Document  # noqa: E402
from geodata.places import ranker  # noqa: E402
from geodata.spread import collect_seldom  # noqa: E402
from tests.eval import score  # noqa: E402

CORPORA = train_mentions.CORPORA
Parse = Callable[[Document], dict[str, Any]]


def ours(gazetteer: Gazetteer) -> Parse:
    """The project's geoparser; a document's spans are gold spans to be resolved only."""
    return lambda document: as_json(geoparse(document, gazetteer))


def plain(gazetteer: Gazetteer, name: str) -> Parse:
    """spaCy's spans, each the most populous place of its name."""
    import spacy

    nlp = spacy.load(name, exclude=["lemmatizer", "tagger", "attribute_ruler", "parser"])

    def parse(document: Document) -> dict[str, Any]:
        text, spans = document.text, document.spans
        if spans is None:
            places = (e for e in nlp(text).ents if e.label_ in ("GPE", "LOC", "FAC"))
            spans = tuple((e.start_char, e.end_char) for e in places)
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


def measure(parse: Parse, texts: list[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    """The figures of one parser on one corpus."""
    countries = json.loads((ROOT / "tests/eval/countries.json").read_text(encoding="utf-8"))
    gold = [row for _, row in texts]
    parse(document_from_text(texts[0][0]))
    start = time.perf_counter()
    documents = [document_from_text(text) for text, _ in texts]
    read = time.perf_counter()
    rows = {row["doc"]: parse(document) for document, row in zip(documents, gold, strict=True)}
    end = time.perf_counter()
    found = {doc: row["mentions"] for doc, row in rows.items()}
    routes = {doc: row["routes"] for doc, row in rows.items()}
    result = score.run(gold, found, countries, routes_by_doc=routes)
    given = [tuple((m["start"], m["end"]) for m in row["mentions"]) for row in gold]
    on_gold = {
        row["doc"]: parse(replace(document, spans=spans))["mentions"]
        for document, row, spans in zip(documents, gold, given, strict=True)
    }
    of_given = score.run(gold, on_gold, countries)
    words = sum(len(text.split()) for text, _ in texts)
    return {
        "exact": score.prf(result["T"]["exact"])[2],
        "overlap": score.prf(result["T"]["overlap"])[2],
        "end to end": score.div(result["res"][0], result["res"][2]),
        "on gold spans": score.div(of_given["res"][0], of_given["res"][2]),
        "reading": score.macro(result["reading"]) or 0.0,
        "words/s": words / (end - read),
        "with reading": words / (end - start),
    }


def report(name: str, figures: dict[str, dict[str, float]]) -> None:
    """One table of a parser, a row a corpus."""
    accuracy = ("exact", "overlap", "end to end", "on gold spans", "reading")
    columns = (*accuracy, "words/s", "with reading")
    print(f"\n**{name}**\n\n| corpus | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for corpus, row in figures.items():
        cells = [_cell(row[c]) if c in accuracy else f"{row[c]:,.0f}" for c in columns]
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
    parse(document_from_text("Warm up in Paris."))
    print(f"Loaded in {time.perf_counter() - start:.2f} s")
    collect_seldom()
    figures = {}
    for name in CORPORA:
        documents = list(train_mentions.read_corpus(options.corpora, name))
        if options.leave_out:
            with left_out(options.corpora, name, gazetteer):
                figures[name] = measure(parse, documents)
        else:
            figures[name] = measure(parse, documents)
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
