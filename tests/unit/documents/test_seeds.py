"""The five articles against what was annotated by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geodata.documents import iter_paths, read_path
from geodata.model import Document

ROOT = Path(__file__).parents[3]
GOLD: dict[str, dict[str, Any]] = {
    record["doc"]: record
    for record in map(
        json.loads, (ROOT / "tests/eval/seeds.gold.jsonl").read_text("utf-8").splitlines()
    )
}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Document]:
    documents = [d for file in iter_paths([ROOT / "seeds"]) for d in read_path(*file)]
    return {document.name: document for document in documents if isinstance(document, Document)}


def test_all_are_read_to_the_character(seeds: dict[str, Document]) -> None:
    assert seeds.keys() == GOLD.keys()
    for name, document in seeds.items():
        with (ROOT / "seeds" / name).open(encoding="utf-8", newline="") as file:
            assert document.text == file.read()


@pytest.mark.parametrize("name", GOLD)
def test_fields_and_body(name: str, seeds: dict[str, Document]) -> None:
    document, gold = seeds[name], GOLD[name]
    for field in ("title", "publisher", "author", "published", "url"):
        assert getattr(document, field) == gold[field]
    assert document.body == (gold["body_start"], gold["body_end"])


@pytest.mark.parametrize("name", GOLD)
def test_dates(name: str, seeds: dict[str, Document]) -> None:
    """Every date is found; its value is the annotated one or, where that is not told, None."""
    found = {(date.start, date.end): date for date in seeds[name].dates}
    gold = {(date["start"], date["end"]): date for date in GOLD[name]["dates"]}
    assert found.keys() == gold.keys()
    told_elsewhere = {
        span for span, date in gold.items() if found[span].iso is None and date["iso"]
    }
    assert all(found[span].iso == gold[span]["iso"] for span in gold.keys() - told_elsewhere)
    assert len(told_elsewhere) == {"002": 2, "004": 4}.get(name[:3], 0)
