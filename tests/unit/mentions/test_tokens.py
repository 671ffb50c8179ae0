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


ADDRESSES = (
    "https://a.example/b",
    "www.c.example",
    "d.e@f.example",
    "g.test/h",
    "@i",
    "j.",
    "(",
)


@given(
    st.lists(
        st.tuples(st.sampled_from(("Oslo", *ADDRESSES)), st.sampled_from((" ", "\n", ", ", "")))
    )
)
def test_capitals_in_addresses_are_those_of_the_addresses_of_each_word(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(word + gap for word, gap in pieces)
    parts = text.replace("\n", " ").split(" ")
    alone = sum(len(tokenise(part).capitals) for part in parts)
    assert len(tokenise(text).capitals) == alone


def test_no_name_begins_in_an_address() -> None:
    text = "Oslo (https://x.example/Oslo) mail Oslo@Bergen.example or x.test/Oslo, Oslo"
    tokens = tokenise(text)
    assert [tokens.starts[i] for i in tokens.capitals] == [0, text.rindex("Oslo")]
