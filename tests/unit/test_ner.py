"""Another recogniser's entities are one more cue: they move what is in doubt, and only that."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from geodata.documents import document_from_text
from geodata.errors import GeodataError
from geodata.explain import explain
from geodata.gazetteer import Gazetteer
from geodata.mentions import find_mentions
from geodata.mentions.model import probability
from geodata.ner import annotator
from mapapp.cli import cli

TEXT = "Jackson met the Zzyzx of Qwertia in Paris."


@dataclass
class Pipeline:
    """What a spaCy pipeline is to us: a callable with ``max_length`` whose result has ``ents``."""

    labels: dict[str, str]
    max_length: int = 10

    def __call__(self, text: str) -> SimpleNamespace:
        assert len(text) <= self.max_length
        return SimpleNamespace(
            ents=[
                SimpleNamespace(
                    start_char=text.index(words), end_char=text.index(words) + len(words), label_=x
                )
                for words, x in self.labels.items()
            ]
        )


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    def install(labels: dict[str, str]) -> None:
        def load(name: str, exclude: list[str]) -> Pipeline:
            if name != "news" or "ner" in exclude:
                raise OSError(f"[E050] Can't find model {name!r}.")
            return Pipeline(labels)

        spacy = ModuleType("spacy")
        spacy.load = load  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "spacy", spacy)

    return install


def test_its_places_are_candidates_and_its_people_are_not(
    installed: Callable[[dict[str, str]], None], gazetteer: Gazetteer
) -> None:
    installed({"Jackson": "PERSON", "Paris": "GPE", "the Zzyzx of Qwertia": "LOC", "met": "LOC"})
    document = document_from_text(TEXT)
    plain = {m.surface: m.confidence for m in find_mentions(document, gazetteer)}
    hinted = annotator("news")(document)
    found = {m.surface: m.confidence for m in find_mentions(hinted, gazetteer)}
    assert found.get("Jackson", 0.0) <= plain.get("Jackson", 0.0)
    assert found["Paris"] > plain["Paris"]
    assert "met" not in found
    assert document.hints == ()


def test_the_explanation_counts_it(
    installed: Callable[[dict[str, str]], None], gazetteer: Gazetteer
) -> None:
    installed({"Paris": "GPE"})
    hinted = annotator("news")(document_from_text(TEXT))
    (paris,) = [e for e in explain(hinted, gazetteer) if e.resolution.mention.surface == "Paris"]
    assert "what the other recogniser takes it for" in {reason.words for reason in paris.taken}
    total = sum(reason.weight for reason in paris.taken)
    assert probability(total) == pytest.approx(paris.resolution.mention.confidence, abs=1e-4)


def test_spans_of_the_document_stay_as_they_are(gazetteer: Gazetteer) -> None:
    document = replace(document_from_text(TEXT), spans=((36, 41),), hints=((0, 7, "place"),))
    assert [m.surface for m in find_mentions(document, gazetteer)] == ["Paris"]


def test_what_is_missing_is_said_in_one_line(
    installed: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed({})
    with pytest.raises(GeodataError, match="no spaCy model 'other'"):
        annotator("other")
    monkeypatch.setitem(sys.modules, "spacy", None)
    result = CliRunner().invoke(cli, ["geoparse", "--ner", "news", "-"], input=TEXT)
    assert result.exit_code == 1
    assert result.stderr.strip() == (
        "mapapp: --ner needs spaCy, which is not installed: pip install 'mapapp[ner]'."
    )
