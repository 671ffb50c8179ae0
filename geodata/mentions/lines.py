"""Borders and coasts in a text: whose they are, and where their phrase starts and ends.

"Iran's border with Azerbaijan", "the Polish-Ukrainian border", "the shores of Lake Chad",
"Yemen's Red Sea coast".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.gazetteer import NameFlag
from geodata.mentions.nouns import Noun, load_nouns
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens

_DEMONYM = int(NameFlag.DEMONYM)  # an enum's operators are slow
Ends = list[tuple[str, Span]]
_OWNING_GAPS = frozenset((" ", "\u00a0", "] ", "-", "‑", "–", " ["))
_AS_VERB = frozenset(("that", "which", "who", "to", "they", "we", "countries", "states"))
_ARTICLES = frozenset(("the", "its", "their", "a", "s"))
_FILLERS = 5


def adjective(tokens: Tokens, keys: Mapping[str, int], i: int) -> Span | None:
    """The adjective of a place that ends with word i: "Iranian", "South Korean"."""
    words = tokens.words
    word = words[i]
    if not word.starts_name:
        return None
    if i and tokens.gaps[i] == " " and words[i - 1].starts_name:
        key = f"{words[i - 1].key} {word.key}"
        if keys.get(key, 0) & _DEMONYM:
            return Span(i - 1, i + 1, key, keys[key])
    flags = keys.get(word.key, 0)
    return Span(i, i + 1, word.key, flags) if flags & _DEMONYM else None


class Lines:
    """The owners of the borders and coasts of one text."""

    def __init__(self, tokens: Tokens, names: Sequence[Span], index: NameIndex) -> None:
        self.tokens = tokens
        self.keys = index.keys
        self.words = load_nouns().words
        self._passed = self.words["filler"] | _ARTICLES
        self.name_from = {span.first: span for span in names}
        self.name_to = {span.last: span for span in names}

    def find(self, first: int, at: int, noun: Noun) -> tuple[int, int, Ends]:
        """The phrase of the noun at ``at``, whose modifiers start at ``first``, and its owners.

        Roles: "of" an owner, "with" the place on the other side, or the sea of a coast.
        """
        if at and self.tokens.words[at - 1].key in _AS_VERB:  # "countries that border Chad"
            return first, at + 1, []
        start, owners = self._before(first, at)
        last, behind = self._behind(at + 1, noun)
        spans = [*owners, *behind][:2]
        roles = ("of", "with")
        return start, last, list(zip(roles, spans, strict=False))

    def _before(self, first: int, at: int) -> tuple[int, list[Span]]:
        """Adjectives in the phrase, or the names that own it: "Iran-Iraq", "Yemen's Red Sea"."""
        found = (self._adjective(i) for i in range(first, at))
        adjectives = [span for span in found if span]
        start = first
        names: list[Span] = []
        while len(names) < 2 and (name := self._owner(start)):
            names.insert(0, name)
            start = name.first
            if not (self._owned(start) or self.tokens.gaps[start] in ("-", "‑", "–")):
                break
        return (start, [*names, *adjectives]) if names else (first, adjectives)

    def _owner(self, first: int) -> Span | None:
        """The name right before a phrase, or before its 's."""
        if self._owned(first):
            return self.name_to.get(first - 1)
        return self.name_to.get(first) if self.tokens.gaps[first] in _OWNING_GAPS else None

    def _owned(self, first: int) -> bool:
        return bool(first) and self.tokens.words[first - 1].key == "s"

    def _adjective(self, i: int) -> Span | None:
        return adjective(self.tokens, self.keys, i)

    def _behind(self, at: int, noun: Noun) -> tuple[int, list[Span]]:
        """The places of "between A and B", "with A", "of A" behind the noun."""
        words = self.tokens.words
        if at >= len(words) or self.tokens.gaps[at] not in (" ", "\u00a0"):
            return at, []
        key = words[at].key
        if key == "between":
            first = self._name(at + 1)
            if first and first.last < len(words) and words[first.last].key == "and":
                second = self._name(first.last + 1)
                if second:
                    return second.last, [first, second]
        elif key == "of" or (key == "with" and noun.singular in ("border", "frontier")):
            name = self._name(at + 1)
            if name:
                return name.last, [name]
        return at, []

    def _name(self, at: int) -> Span | None:
        for i in range(at, min(at + 3, len(self.tokens))):
            if name := self.name_from.get(i):
                return name
            if self.tokens.words[i].key not in self.words["filler"]:
                return None
        return None

    def ahead(self, at: int) -> int | None:
        """The noun of the line that a location phrase leads to: "along the Lebanese border"."""
        nouns, words = load_nouns().by_form, self.tokens.words
        i = at
        while i < len(words) and i - at < _FILLERS and not self.tokens.opens[i]:
            noun = nouns.get(words[i].key)
            if noun and noun.group == "line" and words[i].shape == "lower":
                return i
            if name := self.name_from.get(i):
                i = name.last
            elif words[i].key in self._passed or self._adjective(i):
                i += 1
            else:
                return None
        return None
