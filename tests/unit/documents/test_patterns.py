"""Patterns that are quick to search for find what plain ones do."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.patterns import any_of

WORDS = ("May", "Mar", "March", "1[5-9]", "a")
QUICK = re.compile(f"(?:{any_of(WORDS, end='x?')})y?")
PLAIN = re.compile(rf"(?<!\w)(?:{'|'.join(f'{word}x?' for word in WORDS)})y?")


@given(st.text(st.sampled_from("MayrchxX 1569-é_"), max_size=40))
def test_what_stands_before_counts_as_if_it_were_looked_at_first(text: str) -> None:
    assert [m.span() for m in QUICK.finditer(text)] == [m.span() for m in PLAIN.finditer(text)]


def test_other_signs_may_be_ruled_out_before_a_word() -> None:
    pattern = re.compile(any_of(("19", "20"), r"\d\d\b", behind=r"\w/."))
    assert pattern.findall("in 1999, no.2010, 1/2001, a2002, (2003)") == ["1999", "2003"]
