"""Sentences: cut where people would, never inside an abbreviation, for any text at all."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.atlas.sentences import LONGEST, passage_of, sentences
from tests.unit.atlas.gold import gold_documents


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_cuts_at_stops_and_keeps_quotes_with_their_sentence() -> None:
    assert cut("“We agreed.” Nobody did. Why? (See below.) Because!") == [
        "“We agreed.”",
        "Nobody did.",
        "Why?",
        "(See below.)",
        "Because!",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Putin met U.S. President Biden in St. Petersburg.",
        "J. R. Smith of the U.N. Security Council left at 5 p.m. Moscow time.",
        "See No. 5 of the list, e.g. Iran vs. Iraq on Jan. 5 near Mt. Ararat.",
    ],
)
def test_does_not_cut_at_the_stop_of_an_abbreviation(sentence: str) -> None:
    assert cut(f"{sentence} Then it ended.") == [sentence, "Then it ended."]


def test_a_short_word_at_the_end_still_ends_its_sentence() -> None:
    assert cut("He said no. Then plan A. Then plan B failed.")[0] == "He said no."


def test_a_quote_in_markdown_flows_on_over_its_lines() -> None:
    quote = "> Officials in Tehran said that the railway to Astara\n> will be finished."
    assert cut(f"{quote}\n>\n> And more.") == [quote, ">", "> And more."]


def test_headings_and_bullets_stand_alone_but_wrapped_lines_flow_on() -> None:
    text = (
        "Summary\n- Putin invites Pezeshkian\n- Talks go on\n\n"
        "The two leaders met in Ashgabat on Friday, as tension\n"
        "rose in the region, and agreed on the corridor through\nIran."
    )
    assert cut(text) == [
        "Summary",
        "- Putin invites Pezeshkian",
        "- Talks go on",
        "The two leaders met in Ashgabat on Friday, as tension\n"
        "rose in the region, and agreed on the corridor through\nIran.",
    ]


def test_text_without_stops_is_cut_to_a_length_that_can_be_shown() -> None:
    spans = sentences("corridor through Iran and " * 1_000)
    assert len(spans) > 30
    assert max(end - start for start, end in spans) <= LONGEST


def test_every_mention_of_the_seeds_lies_in_one_short_passage() -> None:
    for parsed in gold_documents():
        spans = sentences(parsed.document.text)
        for found in (r.mention for r in parsed.resolutions):
            start, end = passage_of(spans, found.start, found.end)
            assert start <= found.start < found.end <= end
            assert end - start <= LONGEST


@given(st.text(st.sampled_from('Ab. !?\n\t…"”()-5。é\u2028'), max_size=300))
def test_spans_are_ordered_stripped_and_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    between = [
        (a[1], b[0]) for a, b in zip([(0, 0), *spans], [*spans, (len(text),) * 2], strict=True)
    ]
    assert all(not text[start:end].strip() for start, end in between)


@given(st.text(max_size=100), st.integers(0, 100), st.integers(1, 100))
def test_a_passage_always_holds_its_mention(text: str, start: int, length: int) -> None:
    first, last = passage_of(sentences(text), start, start + length)
    assert first <= start < start + length <= last


@pytest.mark.parametrize("part", ["a", ".", "a. ", "! \n", '."', ". (", " "])
def test_hostile_repetition_takes_linear_time(part: str) -> None:
    before = time.process_time()
    sentences(part * (2_000_000 // len(part)))
    assert time.process_time() - before < 5
