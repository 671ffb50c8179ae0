"""Texts that nobody had seen when the rules were made: ``unseen.jsonl`` and ``prose.jsonl``."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from tests.eval import sentences

Counts = dict[str, dict[str, sentences.Count]]


@pytest.fixture(scope="module")
def counts(gazetteer: Gazetteer) -> Counts:
    names = ("unseen", "prose")
    return {name: sentences.tally(sentences.rows(f"{name}.jsonl"), gazetteer) for name in names}


@pytest.mark.parametrize(
    ("name", "kind", "share"),
    [
        ("unseen", "sites", 0.85),
        ("unseen", "corridors", 0.9),
        ("unseen", "routes", 0.75),
        ("prose", "sites", 0.85),
        ("prose", "corridors", 0.85),
        ("prose", "routes", 0.75),
    ],
)
def test_most_are_found_and_few_are_none(
    name: str, kind: str, share: float, counts: Counts
) -> None:
    count = counts[name][kind]
    assert count.told > 40
    assert count.found >= share * count.told
    assert count.resolved >= 0.85 * count.found
    assert count.false <= 0.15 * count.found
