"""Words -> candidate spans: every run of words that the gazetteer knows as a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from geodata.gazetteer import Gazetteer, NameFlag
from geodata.mentions.lexicon import Word
from geodata.mentions.tokens import Tokens

_CORRIDOR = int(NameFlag.CORRIDOR)
_WATER = int(NameFlag.WATER)


@dataclass(slots=True, unsafe_hash=True)  # frozen ones take thrice as long to make
class Span:
    """Words ``first`` up to, not including, ``last``; ``flags`` is what the name can be.

    ``front`` and ``back`` move its offsets against those of its words: out over the stop of an
    abbreviation ("Ill."), in from an affix ("Ankara'dan").
    """

    first: int
    last: int
    key: str
    flags: int
    front: int = 0
    back: int = 0

    def __len__(self) -> int:
        return self.last - self.first

    def offsets(self, tokens: Tokens) -> tuple[int, int]:
        """Where it stands in the text, half open."""
        return tokens.starts[self.first] + self.front, tokens.ends[self.last - 1] + self.back


class NameIndex:
    """The gazetteer's folded names, in the form in which a text is searched for them."""

    def __init__(
        self,
        keys: Mapping[str, int],
        cased: Mapping[str, frozenset[str]],
        areas: Mapping[str, str],
    ) -> None:
        self.keys = keys
        self.cased = cased
        self.areas = areas
        self.longest: dict[str, int] = {}  # words, of names of several, by their first
        for key in keys:
            if " " in key:
                start, length = key.partition(" ")[0], key.count(" ") + 1
                if length > self.longest.get(start, 1):
                    self.longest[start] = length

    def spans(self, tokens: Tokens) -> Iterator[Span]:
        """All names in the text, overlapping ones included, by their first word."""
        longest = self.longest
        for first in tokens.capitals:
            word = tokens.words[first]
            start = word.key.partition(" ")[0]
            reach = longest.get(start, 1)
            if tokens.is_possessive(first + 1):
                reach = max(reach, longest.get(start + "s", 1))
            if reach > 1 or word.key in self.keys:
                yield from self._from(tokens, first, reach)
            if first and (river := self._river(tokens, first)):
                yield river
            if word.bases and word.key not in self.keys:
                yield from self._inflected(first, word)

    def _from(self, tokens: Tokens, first: int, longest: int) -> Iterator[Span]:
        words, gaps, key, length = tokens.words, tokens.gaps, "", 0
        for last in range(first, len(words)):
            joined = last == first or gaps[last] == " "
            owned = not joined and tokens.is_possessive(last)
            length += not owned
            if length > longest or not (joined or owned or tokens.linked(last)):
                return
            before, part = key, words[last].key
            key = f"{key}s" if owned else f"{key} {part}" if key else part
            flags = self.keys.get(key)
            if flags is None:
                continue
            # "St. John's, Antigua" is a name, "St. John's mayor" is rather somebody of St. John.
            whole = length > 1 and (before not in self.keys or gaps[last + 1] != " ")
            if whole if owned else _ends_name(words[last], words[first], flags):
                span = Span(first, last + 1, key, flags)
                if key not in self.cased:
                    yield span
                elif written := self._as_written(tokens, span):
                    yield written

    def _river(self, tokens: Tokens, at: int) -> Span | None:
        """ "The Naf": a river that the gazetteer has as "Naf River" alone."""
        word = tokens.words[at]
        if tokens.words[at - 1].key != "the" or tokens.gaps[at] != " " or word.key in self.keys:
            return None
        flags = self.keys.get(f"{word.key} river", 0) & _WATER
        known = word.ordinary or word.classes
        return Span(at, at + 1, word.key, flags) if flags and not known else None

    def _inflected(self, at: int, word: Word) -> Iterator[Span]:
        """The first name that one word may be a form of."""
        for key, front, back in word.bases:
            flags = self.keys.get(key, 0)
            if flags and key not in self.cased:
                yield Span(at, at + 1, key, flags, front, back)
                return

    def _as_written(self, tokens: Tokens, span: Span) -> Span | None:
        """A short name counts only as it is written: "US" is a country, "us" and "Us" are not."""
        spellings = self.cased[span.key]
        start, end = span.offsets(tokens)
        written, stopped = tokens.text[start:end], tokens.text[start : end + 1]
        if stopped in spellings and stopped != written:
            return replace(span, back=1)
        return span if written in spellings or written.replace(".", "") in spellings else None


def key_of(tokens: Tokens, first: int, last: int) -> str:
    """The folded name that words make, as the gazetteer has it: "coxs bazar"."""
    key = tokens.words[first].key
    for i in range(first + 1, last):
        key += "s" if tokens.is_possessive(i) else f" {tokens.words[i].key}"
    return key


def _ends_name(word: Word, first: Word, flags: int) -> bool:
    """A name ends with a capital, or with a kind of place: "Caspian sea"; a corridor's anyhow.

    "The village" is one in the dictionary alone.
    """
    if word.starts_name or flags & _CORRIDOR:
        return True
    return "after" in word.classes and "article" not in first.classes


@lru_cache(maxsize=4)
def name_index(gazetteer: Gazetteer) -> NameIndex:
    """The index of one gazetteer, made once a process."""
    return NameIndex(gazetteer.keys(), gazetteer.cased, gazetteer.areas())
