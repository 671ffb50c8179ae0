"""Other languages are noticed; English is never mistaken for one, whatever it is about."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents import is_foreign, language
from tests.unit.atlas.gold import SEEDS

EVAL = Path(__file__).parents[2] / "eval"
WORDS = Path(language.__file__).parents[1] / "mentions" / "data" / "ordinary.txt.gz"
FOREIGN = tomllib.loads((Path(__file__).parent / "foreign.toml").read_text(encoding="utf-8"))
ENGLISH = {
    "municipalities": "Municipalities: Santa Cruz de la Sierra, San Juan de los Lagos, Puerto de la"
    " Cruz, Villa de Reyes, San Pedro de las Colonias, Santiago de los Caballeros, San Miguel de"
    " Allende, Ciudad del Este, Barra do Garças, São José dos Campos, Feira de Santana, Mogi das"
    " Cruzes, Vitória da Conquista, Reggio nell'Emilia, Torre del Greco, San Benedetto del Tronto,"
    " Boulogne sur Mer, Châlons en Champagne, Neustadt an der Weinstraße, Alphen aan den Rijn.",
    "table": "| Ward | Dem | Rep | Oth |\n" + "| Precinct | 431 | 402 | 12 |\n" * 40,
    "fixtures": "\n".join(f"{d} Nov: Bayern München {d} Real Madrid 0" for d in range(1, 29)),
    "menu": "Lunch at the Quebec club is coq au vin, boeuf bourguignon and tarte aux pommes;"
    " dinner, on Friday, is une soupe à l'oignon avec du pain. Nous sommes là pour vous, says"
    " the sign at the door, which the owner, Marie, had painted by her son before the bridge was"
    " closed. The mayor of the town said that more than forty guests had come for it.",
    "headlines": "POLICE: MAN, 43, SHOT NEAR MILL STREET\n" * 20,
    "numbers": "4 5 6 " * 200,
    "empty": "",
}


def english() -> Iterator[tuple[str, str]]:
    """What the tests and the shipped folder hold in English, whole and by paragraph."""
    for path in sorted(SEEDS.glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted(EVAL.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "text" in record:
                yield f"{path.name} {record.get('id')}", record["text"]
    yield from ENGLISH.items()


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_noticed(code: str) -> None:
    assert is_foreign(FOREIGN[code])
    assert is_foreign(f"By a reporter in London. {FOREIGN[code] * 5}")


def test_english_is_english() -> None:
    for name, text in english():
        parts = [text, text.upper(), text.lower(), *text.split("\n\n")]
        assert not any(map(is_foreign, parts)), name


def test_english_that_quotes_another_language_is_english() -> None:
    texts = dict(english())
    for name, text in texts.items():
        if name.startswith("00"):
            assert not is_foreign(f"{text[:2_000]} “{FOREIGN['fr']}” {text[2_000:4_000]}")


@given(st.lists(st.sampled_from(gzip.decompress(WORDS.read_bytes()).decode().split())))
def test_lists_of_english_words_are_english(words: list[str]) -> None:
    assert not is_foreign(" ".join(words * 3))


@given(st.text(max_size=59))
def test_what_is_short_is_left_alone(text: str) -> None:
    assert not is_foreign(text)
