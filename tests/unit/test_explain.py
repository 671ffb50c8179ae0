"""Explanations are the models' own sums, in words."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodata.documents import document_from_text
from geodata.explain import Explanation, explain
from geodata.explain.reasons import Setting, why_name, why_place, why_reading
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.mentions.lexicon import word_classes
from geodata.mentions.model import load_models, probability
from geodata.model import Candidate
from geodata.places.evidence import COLUMNS
from mapapp.cli import cli

SEED = next((Path(__file__).parents[2] / "seeds").glob("001_*.txt"))
STORM = "A storm hit Naples, Florida, and a drone factory in Tajikistan. Tehran warned Iraq."


def weight(reasons: tuple[object, ...]) -> float:
    return sum(reason.weight for reason in reasons)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def storm(gazetteer: Gazetteer) -> dict[str, Explanation]:
    return {e.resolution.mention.surface: e for e in explain(STORM, gazetteer)}


@pytest.fixture(scope="module")
def seed(gazetteer: Gazetteer) -> list[Explanation]:
    return explain(SEED.read_text(encoding="utf-8"), gazetteer)


def test_every_resolution_is_explained_and_none_is_changed(
    seed: list[Explanation], gazetteer: Gazetteer
) -> None:
    parsed = geoparse(SEED.read_text(encoding="utf-8"), gazetteer)
    assert [e.resolution for e in seed] == list(parsed.resolutions)
    assert all(e.notes or (e.taken and e.read) for e in seed)


def test_reasons_for_a_name_add_up_to_its_confidence(seed: list[Explanation]) -> None:
    taken = [e for e in seed if e.taken]
    assert len(taken) > 50
    for e in taken:
        assert probability(weight(e.taken)) == pytest.approx(
            e.resolution.mention.confidence, abs=1e-4
        )


def test_reasons_for_a_reading_decide_it(seed: list[Explanation]) -> None:
    read = [e for e in seed if e.read]
    assert {e.resolution.mention.reading for e in read} == {"literal", "associative"}
    for e in read:
        assert (weight(e.read) > 0) == (e.resolution.mention.reading == "literal")


def test_reasons_against_the_runner_up_add_up_to_the_odds(storm: dict[str, Explanation]) -> None:
    naples = storm["Naples"]
    (best, p), (second, q), *_ = naples.candidates
    assert (best.country, second.country, naples.rival) == ("US", "IT", second)
    assert weight(naples.ranked) == pytest.approx(log(p / q), abs=0.02)
    assert naples.ranked[0].words == "the text qualifies it"


def test_what_a_described_place_hangs_on_is_told(storm: dict[str, Explanation]) -> None:
    factory = storm["drone factory in Tajikistan"]
    assert not factory.taken
    assert any("in “Tajikistan”" in note for note in factory.notes)


def test_what_is_named_after_a_place_is_said_to_be_there(gazetteer: Gazetteer) -> None:
    found = explain("She was born in Hartford Hospital in Hartford, Connecticut.", gazetteer)
    hospital = next(e for e in found if e.resolution.mention.surface == "Hartford Hospital")
    assert "the place of the name in it" in hospital.notes[-1]


def test_words_of_the_text_are_quoted(storm: dict[str, Explanation]) -> None:
    assert "what follows it: “warned”" in {reason.words for reason in storm["Tehran"].read}


def test_spans_that_the_document_brings_are_said_to_be_its_own(gazetteer: Gazetteer) -> None:
    document = replace(document_from_text("Smith went to Naples."), spans=((14, 20),))
    (found,) = explain(document, gazetteer)
    assert "The document says itself" in found.notes[0]


def test_the_command_prints_a_block_for_each_mention() -> None:
    text = "A \x1b storm hit Naples, Florida on Monday."
    result = CliRunner().invoke(cli, ["geoparse", "--explain", "-"], input=text)
    assert result.exit_code == 0
    naples, florida = result.stdout.strip().split("\n\n")
    assert "[Naples], Florida" in naples
    assert "= Naples, FL, United States (city) [geonames:4165565]" in naples
    assert "\n  Rather than Naples, Italy (city)\n" in naples
    assert re.search(r"\n    \+\d\.\d  the text qualifies it\n", naples)
    assert "Others: Naples, Italy" in naples
    assert florida.startswith("-:22: Florida")
    assert "\x1b" not in result.stdout


def test_every_cue_and_column_has_words() -> None:
    setting = Setting("in", "{before}", "city")
    models = load_models()
    for cue in models["names"].weights:
        assert why_name(cue, setting)
    for cue in models["reading"].weights:
        assert why_reading(cue, setting)
    place = Candidate("x:1", "X", "city", 0.0, 0.0)
    assert all(why_place(column, place, place) for column in COLUMNS)


def test_a_word_of_the_clause_is_told_as_what_it_says() -> None:
    setting = Setting("in", "", "city")
    for name in {name for names in word_classes("clauses").values() for name in names}:
        for cue in (f"clause-before={name}&on", f"clause-after={name}&2"):
            assert why_reading(cue, setting).endswith("stands in its clause")
    assert why_reading("clause-before=attack", setting) == "a word of attack stands in its clause"
    assert "“of”" in why_name("of:organisation&run", setting)


def test_words_of_a_text_fill_in_nothing_themselves() -> None:
    assert why_reading("after=has", Setting("x", "{before}", "")).endswith("“{before}”")
