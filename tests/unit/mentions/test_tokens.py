"""Words keep their place in the text, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.mentions.tokens import tokenise


@given(st.text())
def test_every_word_is_where_it_says(text: str) -> None:
    tokens = tokenise(text)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == word.text
    assert tokens.starts == sorted(tokens.starts)


@given(st.text())
def test_words_and_gaps_make_up_the_text(text: str) -> None:
    tokens = tokenise(text)
    words = [*(word.text for word in tokens.words), ""]
    assert "".join(map("".join, zip(tokens.gaps, words, strict=True))) == text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Iran’s plan", ["iran", "s", "plan"]),
        ("the U.S. and D.C.", ["the", "us", "and", "dc"]),
        ("Xi'an, Nur-Sultan", ["xian", "nur", "sultan"]),
        ("Türkiye, Łódź", ["turkiye", "lodz"]),
        ("Sa\u0303o Paulo", ["sao", "paulo"]),
    ],
)
def test_words_fold_as_names_do(text: str, keys: list[str]) -> None:
    assert [word.key for word in tokenise(text).words] == keys


def test_a_name_goes_on_over_a_line_break_but_not_over_a_paragraph() -> None:
    broken, parted = tokenise("New\r\nYork"), tokenise("New\n\nYork")
    assert broken.linked(1)
    assert not parted.linked(1)


@pytest.mark.parametrize(
    ("text", "linked"), [("St. Petersburg", True), ("Moscow. Petersburg", False), ("A, B", False)]
)
def test_stops_and_commas_part_names_except_after_abbreviations(text: str, linked: bool) -> None:
    assert tokenise(text).linked(1) is linked
