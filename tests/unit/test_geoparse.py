"""The whole way on the real articles, scored against their annotations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.documents import read_path
from geodata.gazetteer import Gazetteer
from geodata.geoparse import as_json, geoparse
from geodata.model import Document, Mention
from tests.eval import score

ROOT = Path(__file__).parents[2]
EVAL = ROOT / "tests" / "eval"


@pytest.fixture(scope="module")
def scored(gazetteer: Gazetteer) -> dict[str, object]:
    predictions, routes = {}, {}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        for document in read_path(path, path.parent):
            assert isinstance(document, Document)
            row = as_json(geoparse(document, gazetteer))
            predictions[row["doc"]], routes[row["doc"]] = row["mentions"], row["routes"]
    gold = [
        json.loads(line)
        for line in (EVAL / "seeds.gold.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    countries = json.loads((EVAL / "countries.json").read_text(encoding="utf-8"))
    return score.run(gold, predictions, countries, routes_by_doc=routes)


def test_the_seeds_are_read_at_least_as_well_as_promised(scored: dict) -> None:
    _, _, exact = score.prf(scored["T"]["exact"])
    resolved, _, asked = scored["res"]
    assert exact >= 0.93
    assert resolved / asked >= 0.90


def test_readings_of_the_seeds_are_told_apart(scored: dict) -> None:
    assert score.macro(scored["reading"]) >= 0.85


def test_each_mention_says_where_it_stands_and_what_it_is(gazetteer: Gazetteer) -> None:
    text = "Ships left Baku for Aktau over the Caspian Sea."
    row = as_json(geoparse(text, gazetteer))
    baku = row["mentions"][0]
    assert text[baku["start"] : baku["end"]] == baku["surface"] == "Baku"
    assert baku["geonameid"] == 587084
    assert (baku["kind"], baku["precision"], baku["geometry"]) == ("city", "city", "point")
    assert json.loads(json.dumps(row)) == row


def test_a_text_without_places_is_a_result(gazetteer: Gazetteer) -> None:
    assert as_json(geoparse("nothing here", gazetteer))["mentions"] == []
    assert as_json(geoparse("", gazetteer))["mentions"] == []


def test_a_mention_of_another_kind_is_the_same_else() -> None:
    mention = Mention(
        "d", 1, 5, "Oslo", "city", "literal", "names", 0.5, "h", (1, 2), (("in", 1, 2),)
    )
    assert mention.of_kind("admin") == replace(mention, kind="admin")
    assert mention.of_kind("city") is mention


def test_a_sign_that_is_no_letter_stops_no_sentence(gazetteer: Gazetteer) -> None:
    parsed = geoparse("Oil flows from Iran to Iraq,ʼ he said.", gazetteer)
    assert [r.mention.surface for r in parsed.resolutions] == ["Iran", "Iraq"]
    assert len(parsed.routes) == 1
