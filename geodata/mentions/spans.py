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
        self.longest: dict[str, int] = {}  # words, of names of several, by their first two
        for key in keys:
            first, *others = key.split(" ", 2)
            if others:
                start = f"{first} {others[0]}"
                length = 2 if len(others) == 1 else others[1].count(" ") + 3
                if length > self.longest.get(start, 1):
                    self.longest[start] = length

    def spans(self, tokens: Tokens) -> Iterator[Span]:
        """All names in the text, overlapping ones included, by their first word."""
        keys, words, gaps = self.keys, tokens.words, tokens.gaps
        for first in tokens.capitals:
            word = words[first]
            key = word.key
            flags = keys.get(key)
            if self._may_go_on(tokens, first):
                yield from self._from(tokens, first)
            elif flags is not None:
                span = self._as_written(tokens, Span(first, first + 1, key, flags))
                if span is not None:
                    yield span
            if flags is None:
                if first and gaps[first] == " " and words[first - 1].key == "the":
                    yield from self._river(first, word)
                if word.bases:
                    yield from self._inflected(first, word)

    def _may_go_on(self, tokens: Tokens, first: int) -> bool:
        """A name of several words may begin at a word: few do, and most are told by the second."""
        gaps, words, second = tokens.gaps, tokens.words, first + 1
        key = words[first].key
        if second >= len(words) or not key:  # a sign alone is no word of a name
            return False
        if gaps[second] != " " or " " in key:
            return tokens.is_possessive(second) or tokens.linked(second)
        start = f"{key} {words[second].key}"
        if gaps[second + 1] == " " or not tokens.is_possessive(second + 1):
            return start in self.longest
        return start in self.longest or f"{start}s" in self.longest

    def _from(self, tokens: Tokens, first: int) -> Iterator[Span]:
        """The names that begin at a word."""
        keys, words, gaps = self.keys, tokens.words, tokens.gaps
        key, length, reach = "", 0, None  # the first two words tell how far it can reach
        for last in range(first, len(words)):
            joined = last == first or gaps[last] == " "
            owned = not joined and tokens.is_possessive(last)
            length += not owned
            if not (joined or owned or tokens.linked(last)) or length > (reach or 2):
                return
            before, part = key, words[last].key
            key = f"{key}s" if owned else f"{key} {part}" if key else part
            if reach is None and " " in key:
                reach = self._reach(key, owned=tokens.is_possessive(last + 1))
            flags = keys.get(key)
            if flags is None:
                continue
            # "St. John's, Antigua" is a name, "St. John's mayor" is rather somebody of St. John.
            whole = length > 1 and (before not in keys or gaps[last + 1] != " ")
            if whole if owned else _ends_name(words[last], words[first], flags):
                span = self._as_written(tokens, Span(first, last + 1, key, flags))
                if span is not None:
                    yield span

    def _reach(self, key: str, *, owned: bool) -> int:
        """The words of the longest name that begins as a key does, which may get an 's."""
        start = _first_two(key)
        reach = self.longest.get(start, 0)
        return max(reach, self.longest.get(f"{start}s", 0)) if owned else reach

    def _river(self, at: int, word: Word) -> Iterator[Span]:
        """ "The Naf": a river that the gazetteer has as "Naf River" alone."""
        flags = self.keys.get(f"{word.key} river", 0) & _WATER
        if flags and not (word.ordinary or word.classes):
            yield Span(at, at + 1, word.key, flags)

    def _inflected(self, at: int, word: Word) -> Iterator[Span]:
        """The first name that one word may be a form of."""
        for key, front, back in word.bases:
            flags = self.keys.get(key, 0)
            if flags and key not in self.cased:
                yield Span(at, at + 1, key, flags, front, back)
                return

    def _as_written(self, tokens: Tokens, span: Span) -> Span | None:
        """A short name counts only as it is written: "US" is a country, "us" and "Us" are not."""
        spellings = self.cased.get(span.key)
        if spellings is None:
            return span
        start, end = span.offsets(tokens)
        written, stopped = tokens.text[start:end], tokens.text[start : end + 1]
        if stopped in spellings and stopped != written:
            return replace(span, back=1)
        return span if written in spellings or written.replace(".", "") in spellings else None


def _first_two(key: str) -> str:
    first, _, rest = key.partition(" ")
    return f"{first} {rest.partition(' ')[0]}"


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
    keys, areas = gazetteer.words()
    return NameIndex(keys, gazetteer.cased, areas)
