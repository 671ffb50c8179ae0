"""Text -> words with exact offsets, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from geodata.mentions.lexicon import WORDS, Word

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c"
# Abbreviations with stops keep them; a hyphen parts words; a possessive 's is a word of its own.
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"([^\W_](?:\.(?<!\d\.)(?:{_LETTER}\.){{0,2}}{_LETTER}{{1,2}}\."
    rf"|\w*+(?:[{_MARKS}]\w*+|['’ʼ](?![sS]\b){_LETTER}\w*+)*+))"
)
_LINKS = re.compile(r"[^\S\n]{1,2}|[^\S\n]*\r?\n[^\S\n]*|[-‐‑–]|[-‐‑]\r?\n")
_SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’)\]]*\s|\n\s*\n|\n\s*[-*•]\s|[:;]\s*\n")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s)\]>\"]+"
    r"|(?<![\w.@])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}"
    r"|(?<![\w.@/])[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}\.[a-z]{2,6}/[^\s)\]>\"]+"
)
_SIGN = re.compile(r"://|www\.|@|\.[a-z]{2,6}/")  # one is in each address, and quickly found
_BLANK = re.compile(r"\s")
_APOSTROPHES = ("'", "’", "ʼ")
_ABBREVIATED = frozenset({"st", "ste", "ft", "mt", "pt"})


@dataclass(slots=True)
class Tokens:
    """The words of a text: ``starts[i]:ends[i]`` is ``words[i]``; ``gaps[i]`` stands before it.

    ``capitals`` are the indices of the words with which a name can begin or end; ``opens`` says
    which words are the first of a sentence, a heading or a list item. ``gaps`` and ``opens`` have
    one more: what stands behind the last word, where a sentence would begin.
    """

    text: str
    words: list[Word]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    capitals: list[int]
    opens: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def where(self, keys: Container[str]) -> list[int]:
        """The indices of the words whose folded forms are among some."""
        return [i for i, word in enumerate(self.words) if word.key in keys]

    def linked(self, i: int) -> bool:
        """Word i may continue a name that word i-1 begins or carries on."""
        gap = self.gaps[i]
        if gap == " " or _is_link(gap):
            return True
        if gap == ". ":
            return self.words[i - 1].key in _ABBREVIATED
        return gap == ", " and self.words[i].key == "dc"

    def is_possessive(self, i: int) -> bool:
        """Word i is the 's of the word before it."""
        return self.gaps[i] in _APOSTROPHES and i < len(self.words) and self.words[i].key == "s"


@lru_cache(maxsize=4096)
def _is_link(gap: str) -> bool:
    return _LINKS.fullmatch(gap) is not None


@lru_cache(maxsize=4096)
def _ends_sentence(gap: str) -> bool:
    return _SENTENCE_END.search(gap) is not None


@lru_cache(maxsize=2)  # recognition and flows read the same text one after the other
def tokenise(text: str) -> Tokens:
    """Split a text into words; ``text[start:end]`` is each word as written."""
    parts = _WORD.split(text)  # gap, word, gap, word, ... gap
    ends = list(accumulate(map(len, parts)))
    words, gaps = list(map(WORDS.__getitem__, parts[1::2])), parts[::2]
    starts = ends[:-1:2]
    capitals = _outside(_addresses(text), starts, [i for i, w in enumerate(words) if w.starts_name])
    opens = [gap != " " and _ends_sentence(gap) for gap in gaps]
    opens[0] = opens[-1] = True
    return Tokens(text, words, starts, ends[1::2], gaps, capitals, opens)


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses of pages and mail stand: no word in them is a name."""
    found: list[tuple[int, int]] = []
    first = last = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < last:
            continue
        first = sign.start()
        while first > last and not text[first - 1].isspace():
            first -= 1
        blank = _BLANK.search(text, sign.end())
        last = blank.start() if blank else len(text)
        found += [match.span() for match in _ADDRESS.finditer(text, first, last)]
    return found


def _outside(ranges: list[tuple[int, int]], starts: list[int], indices: list[int]) -> list[int]:
    """The words, of those with these indices, that begin in none of the ranges."""
    if not ranges:
        return indices
    inside = {
        i
        for start, end in ranges
        for i in range(bisect_left(starts, start), bisect_left(starts, end))
    }
    return [i for i in indices if i not in inside]
