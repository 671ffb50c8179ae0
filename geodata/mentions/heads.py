"""The noun phrase before its location: which noun heads it, where it starts, what it is called.

"A cluster of antennas", "three methamphetamine laboratories", "a $28bn chip factory",
"Chinese-owned cement works": it starts behind the article, with its first number or modifier.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import NameFlag
from geodata.mentions.lines import Ends, adjective
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_DEMONYM = int(NameFlag.DEMONYM)  # an enum's operators are slow
_PHRASE_GAPS = frozenset(
    (" ", "-", "‑", "–", " ‘", " “", ' "', " (", ") ", "\u00a0", " [", "] ", ", ", "’ ", "' ", "’",
     "'", " $", " €", " £", " ¥")
)  # fmt: skip
_HYPHENS = frozenset("-‐‑–")
_PAIRED = _HYPHENS | {" ", "\u00a0", "\n", "\r\n"}
_MOST_MODIFIERS = 8
_MOST_UNLISTED = 2
_MOST_UNITS = 3  # modifiers, hyphened ones as one, from which a thing has its name
_AFFIXES = (
    "sized", "equipped", "built", "powered", "fired", "owned", "run", "backed", "funded", "led",
    "style", "era", "grade", "scale", "controlled", "held", "operated", "made", "linked",
)  # fmt: skip
# Words of these classes end a noun phrase.
_GRAMMAR = frozenset(
    ("inside", "toward", "of", "against", "article", "joiner", "say", "act", "relative", "move")
)
_YEARS = ("19", "20")


class Heads:
    """Reads the noun phrases that heads end in one text; ``names`` are the places found there."""

    def __init__(self, tokens: Tokens, names: Sequence[Span], index: NameIndex) -> None:
        self.tokens = tokens
        self.keys = index.keys
        self.nouns = load_nouns()
        self.words = self.nouns.words
        self.name_to = {span.last: span for span in names}
        self.inside = {i for span in names for i in range(span.first, span.last)}

    def noun_at(self, at: int) -> Noun | None:
        """The noun that heads a phrase with word ``at``: "gas pipeline" has its last noun."""
        words = self.tokens.words
        if at + 1 < len(words) and self.tokens.gaps[at + 1] == " ":
            following = self.nouns.by_form.get(words[at + 1].key)
            if following and words[at + 1].shape == "lower":
                return None
            if words[at + 1].key in self.words["compound"]:  # "coast guard", "border town"
                return None
        pair = f"{words[at - 1].key} {words[at].key}"
        if at and self.tokens.gaps[at] in _PAIRED and (two := self.nouns.by_form.get(pair)):
            return two
        return self.nouns.by_form.get(words[at].key)

    def start(self, at: int, noun: Noun) -> tuple[int, bool]:
        """The first word of the phrase whose head is ``at``, and whether "the" stands before it."""
        first, definite = self._start(at - noun.singular.count(" "))
        if first >= 2 and self.tokens.words[first - 1].key == "of":  # "a row of silos"
            many = self.tokens.words[first - 2]
            if many.key in self.words["collective"] and many.shape == "lower":
                return self._start(first - 2)
        return first, definite

    def _start(self, sure: int) -> tuple[int, bool]:
        words, gaps = self.tokens.words, self.tokens.gaps
        i = known = sure
        unlisted = 0
        while i > 0 and sure - i < _MOST_MODIFIERS and gaps[i] in _PHRASE_GAPS:
            before = words[i - 1]
            if before.key in self.words["article"] or self.tokens.is_possessive(i - 1):
                return i, before.key in self.words["definite"] or before.key == "s"
            if (span := self.name_to.get(i)) and gaps[i] in _HYPHENS:  # "US-funded"
                i = span.first
                known = i if known == span.last else known
                continue
            if self.counts(i - 1):
                known = i = self._number(i - 1)
                continue
            if self.modifies(i - 1, sure) and (known == i or before.starts_name):
                known = i - 1
            elif self.modifies(i - 1, sure) or (
                self._may_modify(i - 1) and unlisted < _MOST_UNLISTED
            ):
                unlisted += not self.modifies(i - 1, sure)
            else:
                break
            i -= 1
        return known, False

    def counts(self, i: int) -> bool:
        """Word i is a number before what it counts: no year, no unit."""
        word = self.tokens.words[i]
        if word.shape == "digit":
            return not (len(word.key) == 4 and word.key.startswith(_YEARS))
        return word.key in self.words["number"]

    def _number(self, i: int) -> int:
        """The first word of the number that ends with word i: "1,200"."""
        words = self.tokens.words
        while i and self.tokens.gaps[i] in (",", ".") and words[i - 1].shape == "digit":
            i -= 1
        return i

    def _may_modify(self, i: int) -> bool:
        """Word i might be a modifier that no list has: it is one if an article stands before."""
        word = self.tokens.words[i]
        return (
            word.shape == "lower"
            and i not in self.inside
            and (word.key not in self.words["particle"] or self.tokens.gaps[i] in _HYPHENS)
            and not self._acts(i)
            and (_GRAMMAR.isdisjoint(word.classes) or self._is_made(i))
        )

    def _is_made(self, i: int) -> bool:
        """Word i is the participle of "a deeply buried hall"."""
        words = self.tokens.words
        return i > 0 and words[i].key.endswith("ed") and words[i - 1].key.endswith("ly")

    def _acts(self, i: int) -> bool:
        """A participle behind a noun is a verb: "the army attacked depots"."""
        if i == 0:
            return False
        key, before = self.tokens.words[i].key, self.tokens.words[i - 1]
        participle = key.endswith("ed") or key in self.words["past"]
        noun_before = before.key not in self.words["article"] and not before.key.endswith("ly")
        return participle and noun_before and before.shape == "lower"

    def modifies(self, i: int, head: int) -> bool:
        """Word i can stand inside a noun phrase before its head."""
        word, words = self.tokens.words[i], self.tokens.words
        if i in self.inside:
            return False
        if word.key in self.words["modifies"] or word.shape == "digit":
            return True
        if i and words[i - 1].shape == "digit" and word.shape != "lower":  # "49 MW"
            return True
        if self._acts(i) and self.tokens.gaps[i] == " ":
            return False
        if word.key == "and":
            return i > 0 and words[i - 1].key in self.words["modifies"]
        if self.keys.get(word.key, 0) & _DEMONYM and word.starts_name:
            return True
        if word.shape != "lower":
            return False
        if word.key.endswith("ly"):  # "relatively large", not "importantly, lock"
            return i + 1 < head and self.tokens.gaps[i + 1] == " "
        return word.key.endswith(_AFFIXES)

    def adjectives(self, first: int, at: int) -> Ends:
        """Whose it is, by an adjective in its phrase: "Iranian gas fields"."""
        found = (adjective(self.tokens, self.keys, i) for i in range(first, at))
        return [("of", span) for span in found if span][:1]

    def name(self, first: int, at: int, noun: Noun) -> str:
        """The noun with the modifiers that tell it from others of its kind: "drone factory".

        Of modifiers that say little of the kind, none; where no telling one is left, the last.
        """
        end = at - noun.singular.count(" ")
        units = self._units(first, end)[-_MOST_UNITS:]
        if noun.group == "line":
            kept = [unit for unit in units if self._points(unit)]
        else:
            kept = [unit for unit in units if self._tells(unit)]
            if units and units[-1] not in kept and self._names(units[-1], bool(kept)):
                kept.append(units[-1])
        return " ".join((*map(self._written, kept), noun.singular))

    def _units(self, first: int, end: int) -> list[range]:
        """The modifiers of a phrase, those joined by hyphens as one."""
        units: list[range] = []
        for i in range(first, end):
            if units and self.tokens.gaps[i] in _HYPHENS:
                units[-1] = range(units[-1].start, i + 1)
            else:
                units.append(range(i, i + 1))
        return units

    def _written(self, unit: range) -> str:
        """A modifier as in a name: "palm-oil"."""
        return "-".join(self.tokens.words[i].key for i in unit)

    def _points(self, unit: range) -> bool:
        word = self.tokens.words[unit.start]
        return len(unit) == 1 and word.shape == "lower" and word.key in self.words["direction"]

    def _tells(self, unit: range) -> bool:
        telling = self.words["telling"]
        return any(self.tokens.words[i].key in telling for i in unit) and not self._digits(unit)

    def _digits(self, unit: range) -> bool:
        return any(self.tokens.words[i].key[:1].isdigit() for i in unit)

    def _names(self, unit: range, told: bool) -> bool:
        """A modifier right before its noun is part of the name, if it is no passing word.

        One that tells how a thing is made or used ("assembly") only where nothing else tells.
        """
        words = [self.tokens.words[i] for i in unit]
        if self._digits(unit) or any(word.key in self.words["passing"] for word in words):
            return False
        if words[0].shape != "lower" or words[-1].key.endswith("ly"):  # "Chinese-built"
            return False
        return not told or words[-1].key not in self.words["modifier"]
