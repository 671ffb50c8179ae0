"""Places without a name: the noun phrase of a thing through its location, and what it hangs on.

"a drone production factory in neighboring Tajikistan" is the site *drone production factory in
neighboring Tajikistan* with the anchor *Tajikistan*; "the transit route from Russia to India" is a
route with two ends. A thing that hangs on no place is no mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.gazetteer import NameFlag
from geodata.mentions.lines import Ends, Lines, adjective
from geodata.mentions.locations import Locations
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_PHRASE_GAPS = frozenset(
    (" ", "-", "‑", "–", " ‘", " “", ' "', " (", ") ", "\u00a0", " [", "] ", ", ")
)
_MOST_MODIFIERS = 8
_MOST_UNLISTED = 2
_MOST_COORDINATED = 4
# Words of these classes end a noun phrase.
_GRAMMAR = frozenset(
    ("inside", "toward", "of", "against", "article", "joiner", "say", "act", "relative", "move")
)


@dataclass(frozen=True, slots=True)
class Described:
    """Words ``first`` up to ``last``, the head noun, and the names it hangs on, in their roles.

    ``ends`` pairs a role ("in", "from", "to", "via", "of", "with") with a name of the text; the
    role is "border" or "coast" where the thing lies on that line of the place. ``head`` is the noun
    with the modifiers that tell it from others.
    """

    first: int
    last: int
    noun: Noun
    ends: tuple[tuple[str, Span], ...]
    head: str


class Describer:
    """Finds the described places of one text; ``names`` are the places already found there."""

    def __init__(self, tokens: Tokens, names: Sequence[Span], index: NameIndex) -> None:
        self.tokens = tokens
        self.index = index
        self.nouns = load_nouns()
        self.words = self.nouns.words
        self.modifiers = self.words["modifier"] | self.words["telling"]
        self.lines = Lines(tokens, names, index)
        self.locations = Locations(tokens, names, index, self._line_ahead)
        self.told: dict[str, Ends] = {}  # where the sites told of so far are, by their heads
        self.name_from = {span.first: span for span in names}
        self.name_to = {span.last: span for span in names}
        self.inside = {i for span in names for i in range(span.first, span.last)}

    def find(self) -> list[Described]:
        """All described sites, lines and routes, in text order."""
        found: list[Described] = []
        words, heads = self.tokens.words, self.nouns.heads
        for at in [i for i, word in enumerate(words) if word.key in heads]:
            if words[at].shape == "lower" and at not in self.inside:
                noun = self._noun_at(at)
                described = noun and self._describe(at, noun)
                if described and not (found and described.first < found[-1].last):
                    found.append(described)
        return found

    def _noun_at(self, at: int) -> Noun | None:
        words = self.tokens.words
        if at + 1 < len(words) and self.tokens.gaps[at + 1] == " ":
            following = self.nouns.by_form.get(words[at + 1].key)
            if following and words[at + 1].shape == "lower":  # "gas pipeline": the last noun heads
                return None
            if words[at + 1].key in self.words["compound"]:  # "coast guard", "border town"
                return None
        if at and (two := self.nouns.by_form.get(f"{words[at - 1].key} {words[at].key}")):
            return two
        return self.nouns.by_form.get(words[at].key)

    def _describe(self, at: int, noun: Noun) -> Described | None:
        if noun.group == "stand-in":
            return self._stand_in(at, noun)
        first, definite = self._phrase_start(at, noun)
        if noun.group == "line":
            start, last, ends = self.lines.find(first, at, noun)
            head = self._head(first, at, noun)
            return Described(start, last, noun, tuple(ends), head) if ends else None
        if noun.group == "route":
            return self._route(first, at, noun, definite=definite)
        return self._site(first, at, noun, definite=definite)

    def _route(self, first: int, at: int, noun: Noun, *, definite: bool) -> Described | None:
        last, ends = self.locations.after(at + 1, noun)
        modifiers = {self.tokens.words[i].key for i in range(first, at)}
        whole = {"from", "to"} <= {role for role, _ in ends}
        if noun.never & modifiers or (noun.wants(modifiers) and not whole):
            return None
        if ends and not any(role == "from" for role, _ in ends):
            ends = [*ends, *self._adjectives(first, at)]
        named_before = noun.singular == "corridor" and definite and len(modifiers) > 1
        if len(ends) < noun.ends and not named_before:
            return None
        return Described(first, last, noun, tuple(ends), self._head(first, at, noun))

    def _site(self, first: int, at: int, noun: Noun, *, definite: bool) -> Described | None:
        modifiers = {self.tokens.words[i].key for i in range(first, at)}
        wants = noun.wants(modifiers)
        bare = first == at and self.tokens.words[at].key == noun.singular and not self._article(at)
        if noun.never & modifiers or (wants and (not noun.placed or bare)):
            return None
        head = self._head(first, at, noun)
        last, ends = self.locations.after(self._coordinated(at + 1), noun)
        if wants and not ends:
            return None
        if not ends and len(modifiers) > 1:  # "American factories" may stand anywhere
            ends = self._adjectives(first, at)
        ends = ends or self._earlier(first)
        if not ends and definite and " " in head:  # "the drone factory", told of before
            ends = self.told.get(head, [])
        if not ends:
            return None
        names = [(role, name) for role, name in ends if name.first in self.name_from]
        self.told[head] = names if self.told.get(head, names) == names else []
        return Described(first, last, noun, tuple(ends), head)

    def _article(self, first: int) -> bool:
        return first > 0 and self.tokens.words[first - 1].key in self.words["article"]

    def _coordinated(self, at: int) -> int:
        """The end of "gas fields and six oil fields", whose first noun ends before word ``at``."""
        words, gaps = self.tokens.words, self.tokens.gaps
        if at >= len(words) or words[at].key != "and" or gaps[at] != " ":
            return at
        for i in range(at + 1, min(at + 2 + _MOST_COORDINATED, len(words))):
            if gaps[i] not in _PHRASE_GAPS or "," in gaps[i]:
                return at
            noun = self._noun_at(i)
            if noun and noun.group == "site":
                modifiers = {words[k].key for k in range(at, i)}
                return at if noun.wants(modifiers) else i + 1
            if not self._modifies(i):
                return at
        return at

    def _stand_in(self, at: int, noun: Noun) -> Described | None:
        """ "Iranian capital": an adjective right before the noun, and nothing else."""
        if at == 0 or self.tokens.gaps[at] != " " or at - 1 in self.inside:
            return None
        key = self.tokens.words[at - 1].key
        if (
            not self.tokens.words[at - 1].starts_name
            or not self.index.keys.get(key, 0) & NameFlag.DEMONYM
        ):
            return None
        span = Span(at - 1, at, key, self.index.keys[key])
        return Described(at - 1, at + 1, noun, (("of", span),), noun.singular)

    def _head(self, first: int, at: int, noun: Noun) -> str:
        """The noun with the modifiers that tell it from others of its kind: "drone factory"."""
        before = range(max(first, at - noun.singular.count(" ") - 3), at - noun.singular.count(" "))
        last = at - noun.singular.count(" ") - 1
        telling = [self.tokens.words[i].key for i in before if self._tells(i, noun, i == last)]
        return " ".join((*telling, noun.singular))

    def _tells(self, i: int, noun: Noun, last: bool) -> bool:
        word = self.tokens.words[i]
        if noun.group == "line":
            return word.shape == "lower" and word.key in self.words["direction"]
        unlisted = last and word.shape == "lower" and word.key not in self.words["modifier"]
        return unlisted or word.key in self.words["telling"]

    def _phrase_start(self, at: int, noun: Noun) -> tuple[int, bool]:
        """The first word of the noun phrase, and whether "the" stands before it."""
        words, gaps = self.tokens.words, self.tokens.gaps
        sure = at - noun.singular.count(" ")
        i = known = sure
        unlisted = 0
        while i > 0 and sure - i < _MOST_MODIFIERS and gaps[i] in _PHRASE_GAPS:
            before = words[i - 1]
            if before.key in self.words["article"]:
                return i, before.key in self.words["definite"]
            if self._modifies(i - 1) and known == i:
                known -= 1
            elif self._may_modify(i - 1) and unlisted < _MOST_UNLISTED:
                unlisted += not self._modifies(i - 1)
            else:
                break
            i -= 1
        return known, False

    def _may_modify(self, i: int) -> bool:
        """Word i might be a modifier that no list has: it is one if an article stands before."""
        word = self.tokens.words[i]
        return (
            word.shape == "lower"
            and i not in self.inside
            and word.key not in self.words["particle"]
            and not self._acts(i)
            and not _GRAMMAR.intersection(word.classes)
        )

    def _acts(self, i: int) -> bool:
        """A participle behind a noun is a verb: "the army attacked depots"."""
        key, before = self.tokens.words[i].key, self.tokens.words[i - 1]
        participle = key.endswith("ed") or key in self.words["past"]
        noun_before = before.key not in self.words["article"] and not before.key.endswith("ly")
        return participle and noun_before and before.shape == "lower"

    def _modifies(self, i: int) -> bool:
        """Word i can stand inside a noun phrase before its head."""
        word = self.tokens.words[i]
        if i in self.inside:
            return False
        if word.key in self.modifiers or word.shape == "digit":
            return True
        if self._acts(i) and self.tokens.gaps[i] == " ":
            return False
        if word.key == "and":
            return i > 0 and self.tokens.words[i - 1].key in self.modifiers
        if self.index.keys.get(word.key, 0) & NameFlag.DEMONYM and word.starts_name:
            return True
        return word.shape == "lower" and word.key.endswith(("ly", "sized", "equipped", "built"))

    def _line_ahead(self, at: int) -> Described | None:
        """The border or coast of "the Lebanese border", "the coast of Denmark"."""
        noun_at = self.lines.ahead(at)
        noun = None if noun_at is None else self._noun_at(noun_at)
        return None if noun_at is None or noun is None else self._describe(noun_at, noun)

    def _adjectives(self, first: int, at: int) -> Ends:
        """Whose it is, by an adjective in its phrase: "Iranian gas fields"."""
        found = (adjective(self.tokens, self.index.keys, i) for i in range(first, at))
        return [("of", span) for span in found if span][:1]

    def _earlier(self, first: int) -> Ends:
        """The place of "in Tajikistan, where it has a ... base": the name before "where"."""
        words = self.tokens.words
        for i in range(first - 1, max(first - 7, 0), -1):
            if self.tokens.opens[i]:
                return []
            if words[i].key == "where" and (name := self.name_to.get(i)):
                return [("in", name)]
        return []
