"""The cues of names: told as facts, weighed once, spelt out for training and explanations."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.mentions.cues import DocumentCues
from geodata.mentions.features import cues_of, facts_of, features
from geodata.mentions.model import LinearModel, load_models
from geodata.mentions.names import candidate_spans
from geodata.mentions.spans import Span, name_index
from geodata.mentions.tokens import tokenise

TEXT = (
    "TULSA, Okla. - Mayor Jackson of Jackson, Mississippi, met Paris Hilton in Paris. The Henderson"
    " County Sheriff and Bank of England officials drove from Ellsworth to Riley counties, past"
    " Lake Lanier and (near Tulsa) the University of Kansas"
)


@pytest.fixture(scope="module")
def spans(gazetteer: Gazetteer) -> list[tuple[Span, DocumentCues]]:
    tokens, index = tokenise(TEXT), name_index(gazetteer)
    found = candidate_spans(tokens, index)
    cues = DocumentCues(tokens, found, index)
    return [(span, cues) for span in found]


def test_facts_weigh_what_their_cues_weigh(spans: list[tuple[Span, DocumentCues]]) -> None:
    model = load_models()["names"]
    assert len(spans) > 10
    for span, cues in spans:
        weight = model.score_facts(facts_of(span, cues), cues_of)
        assert weight == pytest.approx(model.score(features(span, cues)))


def test_each_model_has_its_own_weights(spans: list[tuple[Span, DocumentCues]]) -> None:
    span, cues = spans[0]
    for weight in (1.0, 2.0):
        model = LinearModel({"bias": weight})
        assert model.score_facts(facts_of(span, cues), cues_of) == weight


def test_the_same_facts_make_cues_once(spans: list[tuple[Span, DocumentCues]]) -> None:
    model, made = LinearModel({}), []
    for _ in range(2):
        for span, cues in spans:
            model.score_facts(facts_of(span, cues), lambda facts: made.append(facts) or ())
    assert len(made) == len(set(made)) > len(spans)
