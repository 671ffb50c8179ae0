"""Places without a name: the noun phrase of a thing through its location, and what it hangs on.

"a drone production factory in neighboring Tajikistan" is the site *drone production factory in
neighboring Tajikistan* with the anchor *Tajikistan*; "the transit route from Russia to India" is a
route with two ends. A thing that hangs on no place is no mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.gazetteer import NameFlag
from geodata.mentions.heads import Heads
from geodata.mentions.leads import Leads
from geodata.mentions.lines import Ends, Lines
from geodata.mentions.locations import Locations
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_LINKED = frozenset((" ", "-", "‑", "–", "\u00a0", " (", ") ", "’ ", "' "))
_MOST_COORDINATED = 4
_PLAIN = frozenset(("in", "at", "on", "across"))
_GOVERNING = frozenset(("inside", "toward", "of", "against"))
_OF_ADJECTIVES = (
    "ent",
    "ant",
    "al",
    "ic",
    "ous",
    "ive",
    "ern",
    "ary",
    "an",
    "ish",
    "able",
    "ful",
    "est",
)
_CLOSE_BY = 3  # words: "in the upper Tyrol" is plain, "in the hills above Trieste" is a spot


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
        self.heads = Heads(tokens, names, index)
        self.lines = Lines(tokens, names, index)
        self.locations = Locations(Leads(tokens, names, index, self._line_ahead))
        self.told: dict[str, Ends] = {}  # where the sites told of so far are, by their heads
        self.name_from = {span.first: span for span in names}
        self.name_to = self.heads.name_to

    def find(self) -> list[Described]:
        """All described sites, lines and routes, in text order."""
        found: list[Described] = []
        words, heads = self.tokens.words, self.nouns.heads
        for at in self.tokens.where(heads):
            if words[at].shape == "lower" and at not in self.heads.inside:
                noun = self.heads.noun_at(at)
                if noun is None or (noun.must_follow and not self.locations.may_open(at + 1)):
                    continue
                described = self._describe(at, noun)
                if described and not (found and described.first < found[-1].last):
                    found.append(described)
        return found

    def _describe(self, at: int, noun: Noun) -> Described | None:
        if noun.group == "stand-in":
            return self._stand_in(at, noun)
        first, definite = self.heads.start(at, noun)
        if noun.group == "line":
            start, last, ends = self.lines.find(first, at, noun)
            if self._places_name(start, noun):
                return None
            head = self.heads.name(first, at, noun)
            return Described(start, last, noun, tuple(ends), head) if ends else None
        if noun.group == "route":
            return self._route(first, at, noun, definite=definite)
        return self._site(first, at, noun, definite=definite)

    def _places_name(self, first: int, noun: Noun) -> bool:
        """A coast only tells where a name lies: "Turbo, on Colombia's Caribbean coast"."""
        at = first - 1
        if at >= 0 and self.tokens.words[at].key == "the":
            at -= 1
        coast = noun.singular.startswith(("coast", "shore")) and at >= 0
        on = coast and self.tokens.words[at].key == "on" and self.tokens.gaps[at] == ", "
        return on and at in self.name_to

    def _route(self, first: int, at: int, noun: Noun, *, definite: bool) -> Described | None:
        last, ends = self.locations.after(at + 1, noun)
        modifiers = {self.tokens.words[i].key for i in range(first, at)}
        whole = {"from", "to"} <= {role for role, _ in ends}
        if noun.never & modifiers or (noun.wants(modifiers) and not whole):
            return None
        if ends and not any(role == "from" for role, _ in ends):
            ends = [*ends, *self.heads.adjectives(first, at)]
        named_before = noun.singular == "corridor" and definite and len(modifiers) > 1
        if len(ends) < noun.ends and not named_before:
            return None
        return Described(first, last, noun, tuple(ends), self.heads.name(first, at, noun))

    def _site(self, first: int, at: int, noun: Noun, *, definite: bool) -> Described | None:
        words = self.tokens.words
        modifiers = {words[i].key for i in range(first, at)}
        wants = noun.wants(modifiers)
        bare = first == at and words[at].key == noun.singular and not self._article(at)
        before = {words[at - 1].key} if at else set()
        if noun.never & (modifiers | before) or (wants and (not noun.placed or bare)):
            return None
        if wants and self._is_verb(first, at):
            return None
        head = self.heads.name(first, at, noun)
        last, ends = self.locations.after(self._coordinated(at + 1), noun)
        if wants and not (ends and self._is_thing(first, at, noun, ends)):
            return None
        if not ends and len(modifiers) > 1 and self._stays(noun):
            ends = self.heads.adjectives(first, at)
        ends = ends or self._earlier(first)
        if not ends and definite and " " in head:  # "the drone factory", told of before
            ends = self._told_of(head)
        if not ends:
            return None
        names = [(role, name) for role, name in ends if name.first in self.name_from]
        self.told[head] = names if self.told.get(head, names) == names else []
        return Described(first, last, noun, tuple(ends), head)

    def _told_of(self, head: str) -> Ends:
        """Where the one thing is that was told of as this, or as "coal-fired" this."""
        same = [ends for told, ends in self.told.items() if f" {told}".endswith(f" {head}")]
        return same[0] if all(ends == same[0] for ends in same) and same else []

    def _is_thing(self, first: int, at: int, noun: Noun, ends: Ends) -> bool:
        """Its words make a thing on its spot of a noun that wants them.

        "A wooden mosque in" and "a school below" are no institutions; "caves in Uganda" are a kind.
        """
        if any(self.tokens.words[i].key in self.words["built"] for i in range(first, at)):
            return True
        told = self.tokens.words[at].key == noun.singular.rpartition(" ")[2] or any(
            self.heads.counts(i) for i in range(max(at - 3, 0), at)
        )
        name = ends[0][1]
        plain = ends[0][0] in _PLAIN and name.first - at <= _CLOSE_BY
        if not noun.civic:
            many = self.tokens.words[at].key != noun.singular.rpartition(" ")[2]
            return not (many and plain and name.flags & NameFlag.COUNTRY)
        return told and (not plain or (not noun.spot and self._is_new(first, name)))

    def _is_new(self, first: int, name: Span) -> bool:
        """ "A hospital in Mocha", "two schools in Gao": first told of, in a town, and itself.

        Who is taken "to a hospital in Mocha" is told of, not the hospital.
        """
        words = self.tokens.words
        before = first - 1
        if before >= 0 and words[before].key in ("a", "an"):
            before -= 1
        elif not self.heads.counts(first):
            return False
        whereabouts = before >= 0 and words[before].key in ("to", "at")
        return bool(name.flags & NameFlag.CITY) and not whereabouts

    def _stays(self, noun: Noun) -> bool:
        """Whose it is tells where it is: "Iranian gas fields", but "French garrisons" go abroad."""
        return noun.singular.rpartition(" ")[2] not in self.words["abroad"]

    def _is_verb(self, first: int, at: int) -> bool:
        """A plural that is rather a verb: "the ship docks in", "and stations troops in"."""
        words = self.tokens.words
        if words[at].key not in self.words["verbal"] or at == 0:
            return False
        if words[at - 1].key.endswith(_OF_ADJECTIVES) or self.heads.counts(first):
            return False
        if first < at:
            return not self.heads.modifies(at - 1, len(words))
        return not (self._article(first) or _GOVERNING.intersection(words[at - 1].classes))

    def _article(self, first: int) -> bool:
        return first > 0 and self.tokens.words[first - 1].key in self.words["article"]

    def _coordinated(self, at: int) -> int:
        """The end of "gas fields and six oil fields", whose first noun ends before word ``at``."""
        words, gaps = self.tokens.words, self.tokens.gaps
        if at >= len(words) or words[at].key != "and" or gaps[at] != " ":
            return at
        for i in range(at + 1, min(at + 2 + _MOST_COORDINATED, len(words))):
            if gaps[i] not in _LINKED:
                return at
            noun = self.heads.noun_at(i)
            if noun and noun.group == "site":
                modifiers = {words[k].key for k in range(at, i)}
                return at if noun.wants(modifiers) else i + 1
            if not self.heads.modifies(i, len(words)):
                return at
        return at

    def _stand_in(self, at: int, noun: Noun) -> Described | None:
        """ "Iranian capital": an adjective right before the noun, and nothing else."""
        if at == 0 or self.tokens.gaps[at] != " " or at - 1 in self.heads.inside:
            return None
        key = self.tokens.words[at - 1].key
        if (
            not self.tokens.words[at - 1].starts_name
            or not self.index.keys.get(key, 0) & NameFlag.DEMONYM
        ):
            return None
        span = Span(at - 1, at, key, self.index.keys[key])
        return Described(at - 1, at + 1, noun, (("of", span),), noun.singular)

    def _line_ahead(self, at: int) -> Described | None:
        """The border or coast of "the Lebanese border", "the coast of Denmark"."""
        noun_at = self.lines.ahead(at)
        noun = None if noun_at is None else self.heads.noun_at(noun_at)
        return None if noun_at is None or noun is None else self._describe(noun_at, noun)

    def _earlier(self, first: int) -> Ends:
        """The place of "in Tajikistan, where it has a ... base": the name before "where"."""
        words = self.tokens.words
        for i in range(first - 1, max(first - 7, 0), -1):
            if self.tokens.opens[i]:
                return []
            if words[i].key == "where" and (name := self.name_to.get(i)):
                return [("in", name)]
        return []
