"""Literal or associative: does something happen at a place, or does it stand for its people?

"in Moscow" is the city, "Moscow warned" its government. Cues of the clause as short strings, for
the model "reading"; what governs a name governs the names listed with it ("in Egypt and Iraq").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress, count

from geodata.gazetteer import NameFlag
from geodata.mentions.features.kinds import known
from geodata.mentions.lexicon import Word
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens

_REACH = 6  # words
_SENTENCE_REACH = 40  # words
_LONGEST_LIST = 12  # names
_DATELINE_REACH = 4  # words before a name, and half of those behind it
_DASHES = ("–", "—", "--", " - ")
_OPENING, _CLOSING = frozenset(("from", "between")), frozenset(("to", "and", "into", "towards"))
_ARTICLES = frozenset(
    ("the", "neighbouring", "neighboring", "nearby", "southern", "northern", "eastern", "western",
     "central")
)  # fmt: skip
# Classes that tell of names, not of clauses.
_OF_NAMES = frozenset(("body", "holder", "local", "road"))
# The first that fits: capitals and great cities stand for governments more than others do.
_MAIN_KINDS = tuple(
    (name, int(flag))
    for name, flag in (
        ("country", NameFlag.COUNTRY),
        ("great", NameFlag.GREAT),
        ("region", NameFlag.REGION),
        ("state", NameFlag.STATE),
        ("city", NameFlag.CITY),
    )
)


def clause_classes(word: Word) -> tuple[str, ...]:
    """The classes of a word that say what happens in its clause."""
    return _clausal(word.classes) if word.classes else ()


@cache
def _clausal(classes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(c for c in classes if c not in _OF_NAMES)


@lru_cache(maxsize=4096)
def main_kind(flags: int) -> str:
    """What a name most likely is, in the few words that matter for its reading."""
    return next((name for name, flag in _MAIN_KINDS if flags & flag), "other")


def _tag(word: Word) -> str:
    return word.key if word.shape == "lower" else word.shape


class ReadingCues:
    """The cues of the readings in one text; ``names`` are its mentions in order."""

    def __init__(self, tokens: Tokens, names: Sequence[Span]) -> None:
        self.tokens = tokens
        self.names = names
        self.firsts = [span.first for span in names]
        self.openings = list(compress(count(), tokens.opens))
        self.to = {span.last: span for span in names}
        self.start = {span.first: span for span in names}

    def of(self, span: Span) -> list[str]:
        """All cues of one mention."""
        kind = main_kind(span.flags)
        found = ["bias", f"kind={kind}", f"length={min(len(span), 3)}"]
        found.append(f"fame={kind}&{known(span.flags)}")
        first = self._list_start(span.first)
        self._before(found, span, first, kind)
        self._after(found, span)
        self._beside(found, span, kind)
        self._frame(found, span, first)
        if line := self._dateline_words(span):
            found.append(f"dateline={'first' if line[0] == span.first else 'later'}")
        self._around(found, span)
        self._clause(found, span, first)
        return found

    def _before(self, found: list[str], span: Span, first: int, kind: str) -> None:
        """What governs the name, or the list that it stands in, from word ``first`` on."""
        tokens = self.tokens
        listed = "list" if first != span.first else "direct"
        found.append(f"listed={listed}")
        governor = "start"
        if not tokens.opens[first]:
            if (article := tokens.words[first - 1].key) in _ARTICLES:
                found.append(f"article={article}")
                first -= 1
            governor = "none" if tokens.opens[first] else self._governor(found, first, listed)
        found += (f"governor={governor}", f"governor={governor}&{kind}")

    def _governor(self, found: list[str], first: int, listed: str) -> str:
        """The word before word ``first`` with that before it: "bound for", "talks with"."""
        tokens = self.tokens
        word, sign = tokens.words[first - 1], tokens.gaps[first].strip() or "space"
        found.append(f"governor:gap={sign}")
        for c in clause_classes(word):
            found.append(f"governor:class={c}")
        if not tokens.opens[first - 1]:
            second, lower = tokens.words[first - 2], word.shape == "lower"
            tag = _tag(second)
            found.append(f"governor2{'' if second.shape == 'lower' else ':shape'}={tag}")
            governed = word.key if lower else "*"
            for c in clause_classes(second) or ("plain",):
                found.append(f"governor2:class={c}&{governed}")
            if lower:
                found.append(f"governors={tag}&{governed}")
                for c in second.clause:
                    found.append(f"governors:clause={c}&{governed}")
        return f"{_tag(word)}&{listed}"

    def _list_start(self, first: int) -> int:
        """The first word of the list "A, B and C" that ends with the name at a word."""
        for _ in range(_LONGEST_LIST):
            if first == 0:
                break
            gap, before = self.tokens.gaps[first], self.tokens.words[first - 1]
            if gap in (", ", "/") and first in self.to:
                first = self.to[first].first
            elif (gap == " " and before.key in ("and", "or", "the") and first - 1 in self.to) or (
                gap == " "
                and before.key == "and"
                and self.tokens.gaps[first - 1] == ", "
                and first - 1 in self.to
            ):
                first = self.to[first - 1].first
            else:
                return first
        return first

    def _after(self, found: list[str], span: Span) -> None:
        last = span.last
        if self.tokens.opens[last]:
            found.append("after=end")
            return
        gap, word = self.tokens.gaps[last], self.tokens.words[last]
        sign = gap.strip() or "space"
        found.append(f"after:gap={sign[:2]}")
        if word.key == "s" and sign in ("’", "'"):
            found.append("after=possessive")
            self._next(found, "owned", last + 1)
        elif gap == " ":
            self._next(found, "after", last)
        elif gap == ", ":
            found.append(f"comma={'name' if last in self.start else _tag(word)}")
        elif sign in "-–":
            found.append(f"hyphen={'name' if last in self.start else word.key}")

    def _next(self, found: list[str], side: str, at: int) -> None:
        word = self._word(at)
        if word is None:
            return
        found.append(f"{side}={_tag(word)}")
        classes = clause_classes(word)
        for c in classes or ("plain",):
            found.append(f"{side}:class={c}")
        if word.shape == "lower" and not classes:
            found.append(f"{side}:ending={word.key[-2:]}")

    def _beside(self, found: list[str], span: Span, kind: str) -> None:
        """The kinds of the names next to it: "Lagos, Nigeria" is a place and where it is."""
        gaps, first, last = self.tokens.gaps, span.first, span.last
        if gaps[first] == ", " and first in self.to:
            found.append(f"behind={main_kind(self.to[first].flags)}&{kind}")
        if gaps[last] == ", " and last in self.start:
            found.append(f"ahead={kind}&{main_kind(self.start[last].flags)}")

    def _frame(self, found: list[str], span: Span, first: int) -> None:
        """Which end it is of "from A to B", "between A and B"."""
        words, last = self.tokens.words, span.last
        joiner = words[first - 1].key if first else ""
        if joiner in _OPENING and last + 1 in self.start and words[last].key in _CLOSING:
            found.append(f"frame={joiner}..{words[last].key}")
        if joiner in _CLOSING and (other := self.to.get(first - 1)) and other.first:
            opening = words[other.first - 1].key
            if opening in _OPENING and not self.tokens.opens[other.first]:
                found.append(f"frame={opening}-{joiner}")

    def is_dateline(self, span: Span) -> bool:
        """It tells where a report was written: "AWAZA, Turkmenistan, 28 August -"."""
        line = self._dateline_words(span)
        if not line:
            return False
        words, gaps = self.tokens.words, self.tokens.gaps
        shouted = words[line[0]].shape == "upper"
        return shouted or any("(" in gaps[i] or words[i].shape == "digit" for i in line)

    def _dateline_words(self, span: Span) -> range:
        """The words from the start of a paragraph over the name up to a dash, if it opens one."""
        words, gaps, first = self.tokens.words, self.tokens.gaps, span.first
        least = max(span.first - _DATELINE_REACH, 0)
        while first > least and "\n" not in gaps[first]:
            first -= 1
        if first and "\n" not in gaps[first]:
            return range(0)
        for i in range(span.last, min(span.last + 2 * _DATELINE_REACH, len(words))):
            if "\n" in gaps[i] or any(dash in gaps[i] for dash in _DASHES):
                return range(0) if "\n" in gaps[i] else range(first, i + 1)
            if not (words[i].starts_name or words[i].shape == "digit"):
                break
        return range(0)

    def _around(self, found: list[str], span: Span) -> None:
        """How many other names the sentence has."""
        first, last = self._sentence(span)
        others = bisect_left(self.firsts, last) - bisect_left(self.firsts, first) - 1
        found.append(f"others={min(others, 4)}")

    def _clause(self, found: list[str], span: Span, first: int) -> None:
        """What happens in the clause, before the list of names with its preposition, and behind."""
        words, opens, governor = self.tokens.words, self.tokens.opens, ""
        for i in range(first - 1, max(first - _REACH - 1, -1), -1):
            if opens[i + 1]:
                break
            word = words[i]
            if not governor and word.shape == "lower" and "article" not in word.classes:
                governor = word.key
            for c in word.clause:
                found += (f"clause-before={c}", f"clause-before={c}&{governor}")
        for i in range(span.last, min(span.last + _REACH, len(words))):
            if opens[i]:
                break
            for c in words[i].clause:
                found.append(f"clause-after={c}&{min(i - span.last, 2)}")

    def _sentence(self, span: Span) -> tuple[int, int]:
        """The words of its sentence, as far as they are in reach."""
        first = self.openings[bisect_right(self.openings, span.first) - 1]
        last = self.openings[bisect_left(self.openings, span.last)]
        return max(first, span.first - _SENTENCE_REACH), min(last, span.last + _SENTENCE_REACH)

    def _word(self, at: int) -> Word | None:
        return self.tokens.words[at] if 0 <= at < len(self.tokens) else None
