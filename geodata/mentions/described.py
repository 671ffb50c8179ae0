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
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_PHRASE_GAPS = frozenset(
    (" ", "-", "‑", "–", " ‘", " “", ' "', " (", ") ", "\u00a0", " [", "] ", ", ")
)
_MOST_MODIFIERS = 8
_MOST_UNLISTED = 2
_MOST_COORDINATED = 4
_TWO_ENDED = frozenset(("between", "connecting", "linking"))
_INTO = frozenset(("in", "within", "inside"))  # "within Russian borders" is on no border
_LINE_ROLES = {
    "border": "border", "frontier": "border", "coast": "coast", "coastline": "coast",
    "shore": "coast", "shoreline": "coast",
}  # fmt: skip
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
        self.told: dict[str, Ends] = {}  # where the sites told of so far are, by their heads
        self.name_from = {span.first: span for span in names}
        self.name_to = {span.last: span for span in names}
        self.inside = {i for span in names for i in range(span.first, span.last)}

    def find(self) -> list[Described]:
        """All described sites, lines and routes, in text order."""
        found: list[Described] = []
        for at, word in enumerate(self.tokens.words):
            if word.shape == "lower" and at not in self.inside:
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
        last, ends = self._location(at + 1, noun)
        modifiers = {self.tokens.words[i].key for i in range(first, at)}
        whole = {"from", "to"} <= {role for role, _ in ends}
        if noun.needs and not noun.needs & modifiers and not whole:
            return None
        if ends and not any(role == "from" for role, _ in ends):
            ends = [*ends, *self._adjectives(first, at)]
        if not ends and not (noun.singular == "corridor" and definite and len(modifiers) > 1):
            return None
        return Described(first, last, noun, tuple(ends), self._head(first, at, noun))

    def _site(self, first: int, at: int, noun: Noun, *, definite: bool) -> Described | None:
        modifiers = {self.tokens.words[i].key for i in range(first, at)}
        if noun.needs and not noun.needs & modifiers:
            return None
        head = self._head(first, at, noun)
        last, ends = self._location(self._coordinated(at + 1), noun)
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
                return i + 1 if not noun.needs or noun.needs & modifiers else at
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

    def _location(self, at: int, noun: Noun) -> tuple[int, Ends]:
        """The location phrases that follow a head: where they end, and their names by role."""
        accepted = self.words["routing" if noun.group == "route" else "locating"]
        ends: Ends = []
        last, role, opening = at, "", ""
        while at < len(self.tokens) and self._continues(at):
            word = self.tokens.words[at].key
            if noun.group == "site" and (line := self._on_line(at, accepted)):
                ends.extend((_LINE_ROLES[line.noun.singular], span) for _, span in line.ends)
                at = last = line.last
            elif name := self._name_after(at, accepted) or self._inside_of(at, accepted):
                opening = opening if word in ("and", "with") else word
                role = _role(word, opening, role)
                ends.append((role, name))
                at = last = name.last
                if self._owns(name):  # "in Iraq's Anbar"
                    ends.append((role, self.name_from[at + 1]))
                    at = last = ends[-1][1].last
            elif noun.group == "site" and (name := self._distance(at)):
                ends.append(("off", name))
                at = last = name.last
            else:
                break
        return last, ends

    def _owns(self, name: Span) -> bool:
        """ "'s" and another name follow a name."""
        at = name.last
        return (
            at + 1 < len(self.tokens)
            and self.tokens.words[at].key == "s"
            and (at + 1) in self.name_from
        )

    def _on_line(self, at: int, accepted: frozenset[str]) -> Described | None:
        """The border or coast of "along the Lebanese border", "off the coast of Denmark"."""
        if self.tokens.words[at].key not in accepted - _INTO:
            return None
        noun_at = self.lines.ahead(at + 1)
        noun = None if noun_at is None else self._noun_at(noun_at)
        return None if noun_at is None or noun is None else self._describe(noun_at, noun)

    def _continues(self, at: int) -> bool:
        return self.tokens.gaps[at] in (" ", "\u00a0", "’ ", "” ", '" ', "' ")

    def _name_after(self, at: int, accepted: frozenset[str]) -> Span | None:
        """The name behind the preposition at a word, past articles and directions."""
        words = self.tokens.words
        if words[at].key not in accepted:
            return None
        i = at + 1
        while i < len(words) and i - at < 4 and i not in self.name_from:
            if words[i].key not in self.words["filler"] or self.tokens.gaps[i] not in (" ", " ["):
                return None
            i += 1
        joined = i < len(words) and self.tokens.gaps[i] in (" ", " [", "\u00a0")
        return self.name_from.get(i) if joined else None

    def _inside_of(self, at: int, accepted: frozenset[str]) -> Span | None:
        """The adjective and noun of "within Russian borders", "on Syrian soil"."""
        words, keys = self.tokens.words, self.index.keys
        if (
            words[at].key not in accepted
            or at + 2 >= len(words)
            or self.tokens.opens_sentence(at + 2)
        ):
            return None
        demonym = keys.get(words[at + 1].key, 0) & NameFlag.DEMONYM and words[at + 1].starts_name
        if not demonym or words[at + 2].key not in self.words["soil"]:
            return None
        return Span(at + 1, at + 3, f"{words[at + 1].key} {words[at + 2].key}", 0)

    def _distance(self, at: int) -> Span | None:
        """The name that ends "60 km north-west of Faya"."""
        words = self.tokens.words
        i = at
        while i < len(words) and i - at < 6:
            if words[i].key == "of" and i + 1 in self.name_from:
                units = {words[k].key for k in range(at, i)}
                return self.name_from[i + 1] if units & self.words["unit"] else None
            i += 1
        return None

    def _adjectives(self, first: int, at: int) -> Ends:
        """Whose it is, by an adjective in its phrase: "Iranian gas fields"."""
        found = (adjective(self.tokens, self.index.keys, i) for i in range(first, at))
        return [("of", span) for span in found if span][:1]

    def _earlier(self, first: int) -> Ends:
        """The place of "in Tajikistan, where it has a ... base": the name before "where"."""
        words = self.tokens.words
        for i in range(first - 1, max(first - 7, 0), -1):
            if self.tokens.opens_sentence(i):
                return []
            if words[i].key == "where" and (name := self.name_to.get(i)):
                return [("in", name)]
        return []


def _role(word: str, opening: str, role: str) -> str:
    """The part a name plays; ``opening`` is the first preposition of its list, ``role`` its part.

    "Between A and B" and "connecting A to B" have two ends; "via A and B" passes both.
    """
    if word in _TWO_ENDED:
        return "from"
    if word in ("and", "with"):
        return "to" if opening in _TWO_ENDED else role or "to"
    if word in ("into", "towards", "toward"):
        return "to"
    if word in ("through", "across"):
        return "via"
    return word
