"""What a whole text says of its names: how they stand elsewhere, and which names hold others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geodata.gazetteer import NameFlag
from geodata.mentions.coherence import Coherence
from geodata.mentions.lexicon import Word
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

OTHER = int(NameFlag.OTHER)
SURE = int(NameFlag.COUNTRY | NameFlag.GREAT | NameFlag.STATE | NameFlag.REGION | NameFlag.WATER)


class DocumentCues:
    """What the whole text says of its names; made once a document."""

    def __init__(self, tokens: Tokens, spans: Sequence[Span], index: NameIndex) -> None:
        self.tokens = tokens
        self.lower = {w.key for w in tokens.words if w.shape == "lower"}
        self.flags_from = _longest_at(spans, start=True)
        self.flags_to = _longest_at(spans, start=False)
        self.counts = Counter(span.key for span in spans)
        self.persons = self._persons()
        self.seconds = self._seconds()
        self.placed = self._placed(spans)
        self.coherence = Coherence(self.counts, self.placed, SURE, index)
        self.alone = self._alone()
        self.extended = self._extended(spans)
        self.around = _longest_around(spans)
        self.listed_from = _longest_at([s for s in spans if not s.flags & OTHER], start=True)

    def _persons(self) -> set[str]:
        """Words that end a run of capitals after a title or a first name."""
        words, found = self.tokens.words, set()
        for i in range(1, len(words)):
            before = words[i - 1]
            if (
                words[i].starts_name
                and before.starts_name
                and self.tokens.gaps[i] in (" ", ". ")
                and ("title" in before.classes or before.first_name or before.shape == "initial")
                and not words[i].ordinary
            ):
                found.add(words[i].key)
        return found

    def _seconds(self) -> set[str]:
        """Words that end a run of two or three capitals that are no ordinary words."""
        words, gaps, found = self.tokens.words, self.tokens.gaps, set()
        for i in range(1, len(words)):
            word, before = words[i], words[i - 1]
            if (
                word.shape == "title"
                and gaps[i] == " "
                and before.shape in ("title", "initial", "mixed")
                and not (before.classes or before.ordinary or word.classes)
                and not (i + 1 < len(words) and gaps[i + 1] == " " and words[i + 1].starts_name)
            ):
                found.add(word.key)
        return found

    def _alone(self) -> set[str]:
        """Names of one word that follow and precede no other capital: surnames are among them."""
        words, gaps, found = self.tokens.words, self.tokens.gaps, set()
        for i, word in enumerate(words):
            if word.shape == "title" and not word.ordinary:
                joined = gaps[i] == " " and i and words[i - 1].starts_name
                joins = i + 1 < len(words) and gaps[i + 1] == " " and words[i + 1].starts_name
                if not joined and not joins:
                    found.add(word.key)
        return found

    def _extended(self, spans: Sequence[Span]) -> dict[str, str]:
        """Names that begin or end a longer one, and how: "Henderson" in "Henderson County"."""
        words = self.tokens.words
        found: dict[str, str] = {}
        for span in spans:
            if len(span) > 1:
                how, first = headed(words[span.last - 1]), words[span.first]
                if len(span) == 2 and "before" in first.classes and how == "name":
                    found.setdefault(words[span.last - 1].key, "before")
                elif found.get(first.key) != "place":
                    found[first.key] = how
                if how == "name":
                    for word in words[span.first + 1 : span.last]:
                        found.setdefault(word.key, "end")
        return found

    def _placed(self, spans: Sequence[Span]) -> Counter[str]:
        """How often each name stands right after a preposition of place."""
        words = self.tokens.words
        return Counter(
            span.key
            for span in spans
            if span.first
            and self.tokens.gaps[span.first] == " "
            and ("inside" in (c := words[span.first - 1].classes) or "toward" in c)
        )


def headed(word: Word) -> str:
    """What the last word of a longer name makes it: a place, a site, or some other name."""
    if "after" in word.classes:
        return "place"
    return "site" if "facility" in word.classes else "name"


def _longest_at(spans: Sequence[Span], *, start: bool) -> dict[int, int]:
    """Word index -> flags of the longest span that starts there (or ends before it)."""
    longest: dict[int, Span] = {}
    for span in spans:
        at = span.first if start else span.last
        if at not in longest or len(span) > len(longest[at]):
            longest[at] = span
    return {at: span.flags for at, span in longest.items()}


def _longest_around(spans: Sequence[Span]) -> dict[int, Span]:
    """Word index -> the longest span of several words that covers it."""
    around: dict[int, Span] = {}
    for span in spans:
        if len(span) > 1:
            for at in range(span.first, span.last):
                if at not in around or len(span) > len(around[at]):
                    around[at] = span
    return around
