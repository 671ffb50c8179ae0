"""What leads from a described thing to a name: prepositions, landscape and directions, chained.

"In the mountains east of Hoeryong", "on the quay at Vlissingen", "not far from the Gulf of Izmit",
"halfway between Nouakchott and Nouadhibou", "two hours' drive from Erbil".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from geodata.gazetteer import NameFlag
from geodata.mentions.lines import adjective
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_DEMONYM = int(NameFlag.DEMONYM)  # an enum's operators are slow
_INTO = frozenset(("in", "within", "inside"))  # "within Russian borders" is on no border
_WHITHER = frozenset(("from", "to"))
_AFTER_MEASURE = frozenset(("of", "from", "off", "outside", "inside", "into", "beyond", "within"))
_INSIDE = frozenset(("inside", "into", "within"))
_GAPS = frozenset((" ", " [", "-", "\u00a0", "‑", "’ ", "' ", "’", "'"))
_JOINED = frozenset((" ", " [", "\u00a0"))
_GRAMMAR = frozenset(
    ("inside", "toward", "of", "against", "article", "joiner", "say", "act", "relative")
)
_FIRST_OF_TWO = frozenset(("in", "out", "down", "over", "off"))
_GLUED = re.compile(r"\d+(?:km|m|mi)")
_MOST_WORDS = 14
_MOST_NEARLY = 3
_MOST_UNLISTED = 2
_MEASURE_REACH = 12


class Line(Protocol):
    """A border or coast, with the word after it and whose it is."""

    @property
    def last(self) -> int: ...
    @property
    def noun(self) -> Noun: ...
    @property
    def ends(self) -> tuple[tuple[str, Span], ...]: ...


@dataclass(frozen=True, slots=True)
class Lead:
    """Where words lead: by the preposition ``role`` to a name, or to a line on which a thing is."""

    role: str
    name: Span | None = None
    line: Line | None = None


@dataclass(slots=True)
class _Path:
    """How far a reader has come on the way to a name.

    ``governed``: a preposition stands before, so that a name or a noun phrase may come; ``aside``:
    a direction does, so that "of", "from" or "to" may. ``noun`` is the last part of a landscape
    since, ``whose`` an adjective before it. Other ``things`` may be on the way, too.
    """

    role: str
    governed: bool = True
    aside: bool = False
    noun: str = ""
    whose: Span | None = None
    unlisted: int = 0
    things: bool = True


class Leads:
    """Reads what leads to the names of a text; ``line_at`` finds the line that begins at a word."""

    def __init__(
        self,
        tokens: Tokens,
        names: Sequence[Span],
        index: NameIndex,
        line_at: Callable[[int], Line | None],
    ) -> None:
        nouns = load_nouns()
        self.tokens = tokens
        self.keys = index.keys
        self.words = nouns.words
        self.line_at = line_at
        self.name_from = {span.first: span for span in names}
        self._things = nouns.by_form

    def after(self, at: int) -> Lead | None:
        """What the words from ``at`` on lead to, if they say where something is."""
        return self._measured(at) or self._from(self._past_nearly(at))

    def governed(self, at: int) -> Span | None:
        """The name that the preposition at a word governs."""
        lead = self._chain(at + 1, _Path("", things=False))
        return lead.name if lead else None

    def _past_nearly(self, at: int) -> int:
        """The word after "not", "just", "some"."""
        i = at
        while i - at < _MOST_NEARLY and i < len(self.tokens):
            key = self.tokens.words[i].key
            if key not in self.words["nearly"] or (
                key in self.words["opens"] and not self._opens(i + 1)
            ):
                break
            i += 1
        return i

    def _opens(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens.words[i].key in self.words["opens"]

    def _from(self, at: int) -> Lead | None:
        """The chain "in the hills north of X" that the preposition or direction at a word opens."""
        words = self.tokens.words
        if at >= len(words) or words[at].key not in self.words["opens"]:
            return None
        role = words[at].key
        aside = role not in self.words["locating"]
        if not aside and (line := self._line(at)):
            return line
        return self._chain(at + 1, _Path(role, governed=not aside, aside=aside))

    def _line(self, at: int) -> Lead | None:
        """The border or coast that a preposition governs."""
        key = self.tokens.words[at].key
        line = self.line_at(at + 1) if key not in _INTO else None
        return Lead(key, line=line) if line else None

    def _chain(self, at: int, path: _Path) -> Lead | None:
        """The name at the end of noun phrases and prepositions from a word on."""
        words, i = self.tokens.words, at
        while i < len(words) and i - at < _MOST_WORDS and self.tokens.gaps[i] in _GAPS:
            if (name := self.name_from.get(i)) and not self._describes(name):
                return self._ended(path, name)
            if self._links(i, path):
                if line := self._line(i):
                    return line
                role = "between" if words[i].key == "between" else path.role
                path = _Path(role, things=path.things)
            elif not self._goes_on(i, path):
                break
            i += 1
        return self._of(path, i)

    def _ended(self, path: _Path, name: Span) -> Lead | None:
        """A name ends the path if a preposition governs it: "river" may stand between."""
        apart = path.noun and path.noun not in self.words["generic"]
        if not path.governed or (apart and not self._is_district(name.first - 1)):
            return None
        return Lead(path.role, name) if self.tokens.gaps[name.first] in _JOINED else None

    def _goes_on(self, i: int, path: _Path) -> bool:
        """Word i, which is no preposition, may stand before a name; ``path`` takes note of it."""
        key = self.tokens.words[i].key
        if key in self.words["aside"]:
            path.aside = True
            return True
        if not path.governed:
            return False
        if self._is_land(i, things=path.things):
            path.noun, path.aside, path.unlisted = key, False, 0
        elif span := adjective(self.tokens, self.keys, i):
            path.whose = span
        elif not self._fills(i):
            path.unlisted += 1
            return path.unlisted <= _MOST_UNLISTED and self._land_ahead(i)
        return True

    def _of(self, path: _Path, at: int) -> Lead | None:
        """The landscape that an adjective names: "in the Patagonian desert"."""
        whose = path.whose
        end = at if whose and at - whose.last == 1 else at - 1
        if whose is None or end - whose.last != 1:
            return None
        land = self.tokens.words[whose.last]
        if land.shape != "lower" or land.key not in self.words["owned"]:
            return None
        article = self.tokens.words[whose.first - 1].key in ("a", "an")
        if article and land.key == "state" and not path.role:  # "the road to a Palestinian state"
            return None
        return Lead(path.role, Span(whose.first, whose.last + 1, f"{whose.key} {land.key}", 0))

    def _links(self, i: int, path: _Path) -> bool:
        """Word i is a preposition, and what stands before it takes one."""
        key, before = self.tokens.words[i].key, self.tokens.words[i - 1].key
        if key in _WHITHER:
            return before in self.words["leading"] and (path.aside or bool(path.noun))
        if key == "of":
            return path.aside or bool(path.noun)
        if key not in self.words["locating"]:
            return False
        if path.aside or path.noun or not path.governed:
            return True
        return before in _FIRST_OF_TWO

    def _describes(self, name: Span) -> bool:
        """A name of one word that is an adjective here: "the Chadian town of"."""
        return (
            len(name) == 1
            and bool(name.flags & _DEMONYM)
            and name.last < len(self.tokens)
            and self.tokens.gaps[name.last] == " "
            and self._is_land(name.last)
            and name.last + 1 < len(self.tokens)
            and self.tokens.words[name.last + 1].key in self.words["opens"] | {"of"}
        )

    def _is_land(self, i: int, *, things: bool = True) -> bool:
        """Word i is a part of a landscape or town, or a thing itself: "in a free zone outside"."""
        word = self.tokens.words[i]
        if word.shape != "lower":
            return False
        thing = self._things.get(word.key) if things else None
        return word.key in self.words["land"] or bool(thing and thing.group == "site")

    def _is_district(self, i: int) -> bool:
        word = self.tokens.words[i]
        return word.shape == "lower" and word.key in self.words["district"]

    def _fills(self, i: int) -> bool:
        word = self.tokens.words[i]
        return word.key in self.words["fills"] or word.shape == "digit"

    def _land_ahead(self, i: int) -> bool:
        """Words from i on may describe a part of a landscape that follows: "a wooded bank"."""
        words = self.tokens.words
        for k in range(i, min(i + _MOST_UNLISTED + 1, len(words))):
            if self._is_land(k):
                return True
            if words[k].shape != "lower" or _GRAMMAR.intersection(words[k].classes):
                return False
            if self.tokens.gaps[k + 1] not in (" ", "-"):
                return False
        return False

    def _measured(self, at: int) -> Lead | None:
        """The end of "60 km north-west of Faya", "two hours' drive from Erbil"."""
        words, told = self.tokens.words, False
        if at + 1 < len(words) and words[at].key == "within" and self._measures(at + 1):
            at += 1
        for i in range(at, min(at + _MEASURE_REACH, len(words))):
            key = words[i].key
            if i > at and self.tokens.opens[i]:
                return None
            if told and key in _AFTER_MEASURE:
                if line := self.line_at(i + 1):
                    return Lead(key, line=line)
                return self._chain(i + 1, _Path("in" if key in _INSIDE else "off"))
            by = key == "by" and i + 1 < len(words) and self._measures(i + 1)  # "by car"
            if told and key in self.words["locating"] and not by:
                return self._from(i)
            if not (self._measures(i) or self._spans(i)):
                return None
            told = told or key in self.words["length"] or _GLUED.fullmatch(key) is not None
        return None

    def _spans(self, i: int) -> bool:
        """Word i is the "to" of "300 to 400 km", "60 km to the east"."""
        words = self.tokens.words
        if words[i].key != "to" or i + 1 >= len(words):
            return False
        return words[i + 1].key == "the" or words[i + 1].key[:1].isdigit()

    def _measures(self, i: int) -> bool:
        word = self.tokens.words[i]
        return word.key[:1].isdigit() or word.key in self.words["measures"]
