"""Sentences that nobody had seen when the rules were made: ``tests/eval/unseen.jsonl``."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from tests.eval import sentences


@pytest.fixture(scope="module")
def counts(gazetteer: Gazetteer) -> dict[str, sentences.Count]:
    return sentences.tally(sentences.rows("unseen.jsonl"), gazetteer)


@pytest.mark.parametrize(("kind", "share"), [("sites", 0.85), ("corridors", 0.9), ("routes", 0.75)])
def test_most_are_found_and_few_are_none(
    kind: str, share: float, counts: dict[str, sentences.Count]
) -> None:
    count = counts[kind]
    assert count.told > 40
    assert count.found >= share * count.told
    assert count.resolved >= 0.85 * count.found
    assert count.false <= 0.15 * count.found
