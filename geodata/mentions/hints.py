"""What another recogniser takes the words of a text for: one more cue, never the last word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from geodata.gazetteer import NameFlag
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens
from geodata.model import Hint

_PLACE = 1.5  # log odds
_PERSON = -1.5


class Hints:
    """The hints of one text, by its words."""

    def __init__(self, tokens: Tokens, hints: Sequence[Hint]) -> None:
        self._tokens = tokens
        self._places: set[tuple[int, int]] = set()
        self._persons: set[int] = set()
        for start, end, what in hints:
            first = bisect_right(tokens.ends, start)
            last = bisect_left(tokens.starts, end)
            if first < last and what == "place":
                self._places.add((self._past_article(first, last), last))
            elif first < last:
                self._persons.update(range(first, last))

    def _past_article(self, first: int, last: int) -> int:
        article = "article" in self._tokens.words[first].classes
        return first + 1 if article and first + 1 < last else first

    def spans(self, found: Sequence[Span], keys: Mapping[str, int]) -> Iterator[Span]:
        """Places of the hints that are not among the candidates ``found``."""
        known = {(span.first, span.last) for span in found}
        words = self._tokens.words
        for first, last in sorted(self._places - known):
            key = " ".join(word.key for word in words[first:last])
            if words[first].starts_name:
                yield Span(first, last, key, keys.get(key, int(NameFlag.OTHER)))

    def prior(self, span: Span) -> float:
        """What the hints speak for a span being a place, in log odds."""
        if (span.first, span.last) in self._places:
            return _PLACE
        return _PERSON if self._persons.issuperset(range(span.first, span.last)) else 0.0
