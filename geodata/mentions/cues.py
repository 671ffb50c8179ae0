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
        # Of spans at one word the longest comes last; of those the one that was found first.
        growing = list(reversed(spans))
        growing.sort(key=_length)
        self.flags_from = {span.first: span.flags for span in growing}
        self.flags_to = {span.last: span.flags for span in growing}
        self.listed_from = {span.first: span.flags for span in growing if not span.flags & OTHER}
        self.around = {
            at: span
            for span in growing
            if span.last - span.first > 1
            for at in range(span.first, span.last)
        }
        self.counts = Counter([span.key for span in spans])
        self.persons: set[str] = set()
        self.seconds: set[str] = set()
        self.alone: set[str] = set()
        self._people()
        self.placed = self._placed(spans)
        self.coherence = Coherence(self.counts, self.placed, SURE, index)
        self.extended = self._extended(spans)

    def _people(self) -> None:
        """What the runs of capitals say of people, by the folded forms of their words.

        ``persons`` follow a title or a first name, ``seconds`` end a run after no known word, and
        ``alone`` are names of one word that stand by themselves: surnames are among them.
        """
        words, gaps, last = self.tokens.words, self.tokens.gaps, len(self.tokens) - 1
        for i in self.tokens.capitals:
            word = words[i]
            before = words[i - 1] if i and words[i - 1].starts_name else None
            joins = i < last and gaps[i + 1] == " " and words[i + 1].starts_name
            if before and gaps[i] in (" ", ". ") and not word.ordinary and _begins_person(before):
                self.persons.add(word.key)
            if word.shape != "title":
                continue
            if before and gaps[i] == " ":
                unknown = before.shape in ("title", "initial", "mixed") and not before.ordinary
                if not joins and unknown and not (before.classes or word.classes):
                    self.seconds.add(word.key)
            elif not joins and not word.ordinary:
                self.alone.add(word.key)

    def _extended(self, spans: Sequence[Span]) -> dict[str, str]:
        """Names that begin or end a longer one, and how: "Henderson" in "Henderson County"."""
        words = self.tokens.words
        found: dict[str, str] = {}
        for span in spans:
            length = span.last - span.first
            if length > 1:
                how, first = headed(words[span.last - 1]), words[span.first]
                if length == 2 and "before" in first.classes and how == "name":
                    found.setdefault(words[span.last - 1].key, "before")
                elif found.get(first.key) != "place":
                    found[first.key] = how
                if how == "name":
                    for word in words[span.first + 1 : span.last]:
                        found.setdefault(word.key, "end")
        return found

    def _placed(self, spans: Sequence[Span]) -> Counter[str]:
        """How often each name stands right after a preposition of place."""
        words, gaps = self.tokens.words, self.tokens.gaps
        return Counter(
            [
                span.key
                for span in spans
                if gaps[span.first] == " "
                and span.first
                and (c := words[span.first - 1].classes)
                and ("inside" in c or "toward" in c)
            ]
        )


def _length(span: Span) -> int:
    """As len() of it, which goes over two calls."""
    return span.last - span.first


def _begins_person(word: Word) -> bool:
    return "title" in word.classes or word.first_name > 0 or word.shape == "initial"


def headed(word: Word) -> str:
    """What the last word of a longer name makes it: a place, a site, or some other name."""
    if "after" in word.classes:
        return "place"
    return "site" if "facility" in word.classes else "name"
