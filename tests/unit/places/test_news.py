"""Described routes and sites in sentences as world news writes them.

``tests/eval/described.jsonl``: sentences with the routes ("from", "to", "via", "status", "goods",
"mode") and described sites ("span", "anchor") that they tell of. The rules were made on the half
"dev"; the half "held" was scored when they were done.
"""

from __future__ import annotations

from typing import Any

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Parsed
from tests.eval import sentences
from tests.eval.sentences import runs

SPLITS = ("dev", "held")


@pytest.fixture(scope="module", params=SPLITS)
def read(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> list[tuple[Any, Parsed]]:
    rows = sentences.rows("described.jsonl", split=request.param)
    return [(row, geoparse(row["text"], gazetteer)) for row in rows]


def test_most_routes_are_found_and_hardly_a_false_one(
    read: list[tuple[Any, Parsed]], gazetteer: Gazetteer
) -> None:
    told = [(want, p.routes) for row, p in read for want in row["routes"]]
    hits = [next((r for r in found if runs(r, want, gazetteer)), None) for want, found in told]
    false = [
        route
        for row, p in read
        for route in p.routes
        if not any(runs(route, want, gazetteer) for want in row["routes"])
    ]
    right = [(w, r) for (w, _), r in zip(told, hits, strict=True) if r]
    assert len(right) >= 0.9 * len(told)
    assert len(false) <= 0.05 * len(told)
    assert sum(r.status == w.get("status") for w, r in right) >= 0.85 * len(right)


def test_most_sites_are_found_whole(read: list[tuple[Any, Parsed]]) -> None:
    told = found = false = 0
    for row, parsed in read:
        spans = {r.mention.surface for r in parsed.resolutions if r.mention.head}
        wanted = {site["span"] for site in row["sites"]}
        told, found = told + len(wanted), found + len(wanted & spans)
        false += 0 if row["routes"] else len(spans - wanted)
    assert found >= 0.9 * told
    assert false <= 0.1 * told
