"""Where a described thing is: the phrases behind its head noun, and the names in them by role.

"in neighboring Tajikistan", "in the Iraqi province of Anbar", "60 km north-west of Faya", "on the
outskirts of Krasnodar", "from Lothair in South Africa to Sidvokodvo", "off the coast of Denmark".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from geodata.gazetteer import NameFlag
from geodata.mentions.lines import Ends, adjective
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_TWO_ENDED = frozenset(("between", "connecting", "linking"))
_INTO = frozenset(("in", "within", "inside"))  # "within Russian borders" is on no border
_LINE_ROLES = {
    "border": "border", "frontier": "border", "coast": "coast", "coastline": "coast",
    "shore": "coast", "shoreline": "coast",
}  # fmt: skip
_SITE_ROLES = {"between": "border"}  # a buffer zone between two countries is on their border
_WITHIN, _LISTED = ("in", "near"), ("and",)
_JOINED = frozenset((" ", " [", "\u00a0"))
_MOST_BETWEEN = 3  # words between a preposition's noun and what it governs
_MOST_FILLERS = 8
_DISTANCE_REACH = 7
_OF = frozenset(("of", "from", "to"))


class Line(Protocol):
    """A border or coast, with the word after it and whose it is."""

    @property
    def last(self) -> int: ...
    @property
    def noun(self) -> Noun: ...
    @property
    def ends(self) -> tuple[tuple[str, Span], ...]: ...


class Locations:
    """Reads location phrases of one text; ``line_at`` finds the line that begins at a word."""

    def __init__(
        self,
        tokens: Tokens,
        names: Sequence[Span],
        index: NameIndex,
        line_at: Callable[[int], Line | None],
    ) -> None:
        self.tokens = tokens
        self.keys = index.keys
        self.words = load_nouns().words
        self.line_at = line_at
        self.name_from = {span.first: span for span in names}

    def after(self, at: int, noun: Noun) -> tuple[int, Ends]:
        """The phrases that follow a head from word ``at`` on: where they end, and their names."""
        route = noun.group == "route"
        accepted = self.words["routing" if route else "locating"]
        ends: Ends = []
        last, role, opening = at, "", ""
        at = at if route else self._past_participle(at)
        while at < len(self.tokens) and self._continues(at):
            word = self.tokens.words[at].key
            if not route and (line := self._on_line(at, accepted)):
                ends.extend((_LINE_ROLES[line.noun.singular], span) for _, span in line.ends)
                at = last = line.last
            elif route and word in accepted and (line := self.line_at(at + 1)):
                role = _role(word, opening, role)  # "to the Chinese border at Zamyn-Uud"
                place = self._qualifying(line.last, ("at", "near"))
                ends.append((role, place or line.ends[-1][1]))
                at = last = place.last if place else line.last
            elif name := self._name_after(at, accepted) or self._inside_of(at, accepted):
                opening = opening if word in ("and", "with") else word
                role = _role(word, opening, role)
                ends.append((role if route else _SITE_ROLES.get(opening, role), name))
                at = last = name.last
                if self._owns(name):  # "in Iraq's Anbar"
                    ends.append((role, self.name_from[at + 1]))
                    at = last = ends[-1][1].last
            elif not route and word == "with" and (name := self._across(at, noun)):
                ends.append(("border", name))
                at = last = name.last
            elif not route and (name := self._distance(at)):
                ends.append(("off", name))
                at = last = name.last
            elif ends and (name := self._qualifying(at, _WITHIN if route else _LISTED)):
                if not route:  # "refineries in Slovakia and Hungary"
                    ends.append((ends[-1][0], name))
                at = last = name.last
            else:
                break
        return last, ends

    def _past_participle(self, at: int) -> int:
        """The word after "under construction", "located", "currently being built"."""
        words = self.tokens.words[at : at + 2]
        i = at + 2 if [word.key for word in words] == ["under", "construction"] else at
        while i < len(self.tokens) and i - at < _MOST_BETWEEN and self.tokens.gaps[i] == " ":
            if self.tokens.words[i].key not in self.words["between"]:
                break
            i += 1
        return i

    def _qualifying(self, at: int, accepted: tuple[str, ...]) -> Span | None:
        """Where a route's end is ("from Lothair in South Africa"), or another place of a site."""
        if at + 1 >= len(self.tokens) or self.tokens.words[at].key not in accepted:
            return None
        name = self.name_from.get(at + 1)
        return name if name and self.tokens.gaps[at + 1] in _JOINED else None

    def _owns(self, name: Span) -> bool:
        """ "'s" and another name follow a name."""
        at = name.last
        return (
            at + 1 < len(self.tokens)
            and self.tokens.words[at].key == "s"
            and (at + 1) in self.name_from
        )

    def _on_line(self, at: int, accepted: frozenset[str]) -> Line | None:
        """The border or coast of "along the Lebanese border", "off the coast of Denmark"."""
        return self.line_at(at + 1) if self.tokens.words[at].key in accepted - _INTO else None

    def _continues(self, at: int) -> bool:
        return self.tokens.gaps[at] in (" ", "\u00a0", "’ ", "” ", '" ', "' ")

    def _name_after(self, at: int, accepted: frozenset[str]) -> Span | None:
        """The name behind the preposition at a word, past what may stand between."""
        words, gaps = self.tokens.words, self.tokens.gaps
        aside = words[at].key in self.words["towards"]
        if words[at].key not in accepted and not aside:
            return None
        i = at + 1
        while i < len(words) and i - at <= _MOST_FILLERS and i not in self.name_from:
            if gaps[i] not in (" ", " [", "-", "\u00a0") or not self._fills(i):
                return None
            i += 1
        if aside and (i == at + 1 or words[i - 1].key not in _OF):
            return None
        joined = i < len(words) and gaps[i] in _JOINED
        return self.name_from.get(i) if joined else None

    def _fills(self, i: int) -> bool:
        """Word i may stand between a preposition and its name: "the Iraqi province of"."""
        words = self.tokens.words
        key, before = words[i].key, words[i - 1].key
        if key in self.words["filler"] or key in self.words["towards"]:
            return True
        if key in _OF:
            return before in self.words["towards"] or (key == "of" and self._is_district(i - 1))
        return self._is_district(i) or adjective(self.tokens, self.keys, i) is not None

    def _is_district(self, i: int) -> bool:
        word = self.tokens.words[i]
        return word.shape == "lower" and word.key in self.words["district"]

    def _across(self, at: int, noun: Noun) -> Span | None:
        """Whose border it is on: "border crossings with Ukraine"."""
        crosses = noun.singular.startswith("border") or noun.singular == "crossing"
        return self._name_after(at, frozenset(("with",))) if crosses else None

    def _inside_of(self, at: int, accepted: frozenset[str]) -> Span | None:
        """The adjective and noun of "within Russian borders", "on Syrian soil"."""
        words = self.tokens.words
        if words[at].key not in accepted or at + 2 >= len(words) or self.tokens.opens[at + 2]:
            return None
        demonym = (
            self.keys.get(words[at + 1].key, 0) & NameFlag.DEMONYM and words[at + 1].starts_name
        )
        if not demonym or words[at + 2].key not in self.words["soil"]:
            return None
        return Span(at + 1, at + 3, f"{words[at + 1].key} {words[at + 2].key}", 0)

    def _distance(self, at: int) -> Span | None:
        """The name that ends "60 km north-west of Faya", "some 40 miles from Herat"."""
        words = self.tokens.words
        for i in range(at, min(at + _DISTANCE_REACH, len(words))):
            if self.tokens.opens[i] and i > at:
                return None
            if words[i].key in ("of", "from", "off", "outside") and i > at:
                units = {words[k].key for k in range(at, i)}
                told = units & self.words["unit"]
                return self._name_after(i, frozenset((words[i].key,))) if told else None
        return None


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
