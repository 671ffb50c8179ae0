"""Words -> candidate spans: every run of words that the gazetteer knows as a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geodata.gazetteer import Gazetteer
from geodata.mentions.lexicon import Word
from geodata.mentions.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` up to, not including, ``last``; ``flags`` is what the name can be."""

    first: int
    last: int
    key: str
    flags: int

    def __len__(self) -> int:
        return self.last - self.first


class NameIndex:
    """The gazetteer's folded names, in the form in which a text is searched for them."""

    def __init__(self, keys: Mapping[str, int], cased: Mapping[str, frozenset[str]]) -> None:
        self.keys = keys
        self.cased = cased
        self.longest: dict[str, int] = {}
        for key in keys:
            start, _, rest = key.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if length > self.longest.get(start, 0):
                self.longest[start] = length

    def spans(self, tokens: Tokens) -> Iterator[Span]:
        """All names in the text, overlapping ones included, by their first word."""
        longest = self.longest
        for first, word in enumerate(tokens.words):
            if word.starts_name:
                start = word.key.partition(" ")[0]
                if start in longest:
                    yield from self._from(tokens, first, longest[start])

    def _from(self, tokens: Tokens, first: int, longest: int) -> Iterator[Span]:
        words, key = tokens.words, ""
        for last in range(first, min(first + longest, len(words))):
            if last > first and not tokens.linked(last):
                return
            key = f"{key} {words[last].key}" if key else words[last].key
            flags = self.keys.get(key)
            if (
                flags is not None
                and _ends_name(words[last])
                and self._written(tokens, first, last, key)
            ):
                yield Span(first, last + 1, key, flags)

    def _written(self, tokens: Tokens, first: int, last: int, key: str) -> bool:
        """A short name counts only as it is written: "US" is a country, "us" and "Us" are not."""
        spellings = self.cased.get(key)
        if spellings is None:
            return True
        start, end = tokens.starts[first], tokens.ends[last]
        written, stopped = tokens.text[start:end], tokens.text[start : end + 1]
        return bool(spellings.intersection((written, written.replace(".", ""), stopped)))


def _ends_name(word: Word) -> bool:
    """A name ends with a capital, or with a kind of place: "Zangezur corridor", "Caspian sea"."""
    return word.starts_name or "after" in word.classes


@lru_cache(maxsize=4)
def name_index(gazetteer: Gazetteer) -> NameIndex:
    """The index of one gazetteer, made once a process."""
    return NameIndex(gazetteer.keys(), gazetteer.cased)
