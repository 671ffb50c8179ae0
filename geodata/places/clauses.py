"""Sentences as items, so that a grammar can see who sends what to whom.

An item is a word, or the whole name or adjective of a place. Only sentences that may tell of a
transfer are taken apart.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from geodata.gazetteer import Gazetteer, NameFlag
from geodata.mentions.lexicon import Word
from geodata.mentions.lines import adjective
from geodata.mentions.nouns import plural
from geodata.mentions.spans import name_index
from geodata.mentions.tokens import Tokens, tokenise
from geodata.model import Candidate, Document, Resolution

_TABLE = Path(__file__).parent / "data" / "transfers.toml"
_NOUNS = frozenset(
    ("goods", "supply_noun", "supply_noun_weak", "receive_noun", "strike_noun", "receiver", "way",
     "carrier_noun", "person", "abstract", "unit", "section")
)  # fmt: skip
_TRIGGERS = frozenset(
    ("goods", "supply_strong", "supply_weak", "receive", "carry", "supply_noun", "receive_noun",
     "supply_noun_weak", "strike_noun", "way", "carrier_noun", "haul", "made_surely",
     "connect", "section")
)  # fmt: skip
_NAME, _NOTHING = frozenset(("name",)), frozenset[str]()
_NAMED_WAY = frozenset(("name", "named_way"))
_CAPITALISED = frozenset(("brand", "calendar"))
_DEMONYM = int(NameFlag.DEMONYM)
_GOING = frozenset(("move", "arrive", "leave", "reach", "stretch"))
_PRONOUNS = frozenset(("it", "they", "these", "most", "some", "half", "its", "their"))
_SUBJECT_REACH = 6
_TAKEN_UP = frozenset(("goods", "carrier_noun", "way", "scheme", "named_way", "section"))
_REACH = 60  # words of a sentence before and behind a word
_ANTECEDENT_REACH = 45
_OPENING_GAPS = frozenset(("; ", ": ", " — ", " – ", ", ", " “", ", “"))
_NUMBER_GAPS = frozenset((".", ","))
_END_KINDS = frozenset(("country", "region", "city", "admin", "landform", "site", "water", "other"))


class Item(NamedTuple):
    """A word, or a name ("Iran") or adjective ("Iranian") with its place.

    ``gap`` is what stands before; an ``owner`` has a possessive 's; an ``actor`` was read as its
    government.
    """

    key: str
    start: int
    end: int
    gap: str
    tags: frozenset[str]
    place: Candidate | None = None
    role: Literal["", "name", "adjective"] = ""
    owner: bool = False
    actor: bool = False


Items = Sequence[Item]


@cache
def tags() -> dict[str, frozenset[str]]:
    """Folded word -> its classes of ``transfers.toml``."""
    found: dict[str, set[str]] = {}
    for name, listed in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items():
        for word in listed.split():
            for form in _forms(word) if name in _NOUNS else (word,):
                found.setdefault(form, set()).add(name.removesuffix("_mass"))
    return {word: frozenset(names) for word, names in found.items()}


def _forms(noun: str) -> tuple[str, ...]:
    return (noun, plural(noun), noun + "es") if noun.endswith("o") else (noun, plural(noun))


def _known(word: Word, opens: bool) -> frozenset[str]:
    """The classes of a word; a name that is no place has none but "name"."""
    known = tags().get(word.key)
    if word.shape == "lower":
        return known or _NOTHING
    if word.shape == "title" and not opens:
        if known and "named_way" in known:
            return _NAMED_WAY
        return known if known and known & _CAPITALISED else _NAME
    if known is None:
        named = word.shape == "title" and (not word.ordinary or word.first_name > 1)
        return _NAME if named or word.shape in ("upper", "mixed", "initial") else _NOTHING
    return known


@cache
def _triggers() -> frozenset[str]:
    return frozenset(word for word, names in tags().items() if names & _TRIGGERS) | {"from"}


@cache
def _singulars() -> dict[str, str]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {form: word for word in table["goods"].split() for form in _forms(word)}


def singular_goods(word: str | None) -> str | None:
    """The name of goods in the singular: "drones" are "drone"; a measure ("bcm") has none."""
    if word is None or "measure" in tags().get(word, _NOTHING):
        return None
    return _singulars().get(word, word)


def _moves(words: Sequence[Word]) -> bool:
    """A verb of going is among the words."""
    known = tags()
    return any(not _GOING.isdisjoint(known.get(word.key, ())) for word in words)


class Sentences:
    """The sentences of one document that may tell of a transfer, as items."""

    def __init__(
        self, document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer
    ) -> None:
        self.gazetteer = gazetteer
        self.text = document.text
        self.keys = name_index(gazetteer).keys
        self.names = {
            r.mention.start: r
            for r in resolutions
            if r.place
            and r.place.kind in _END_KINDS
            and (r.mention.head is None or r.mention.kind in ("city", "country"))
        }
        self.corridors = {
            r.mention.start: r.mention.end
            for r in resolutions
            if r.mention.kind == "corridor" and r.mention.head is None
        }

    def __iter__(self) -> Iterator[list[Item]]:
        tokens, triggers = tokenise(self.text), _triggers()
        words, starts = tokens.words, sorted(self.names)
        last = 0
        for i in tokens.where(triggers):
            if i >= last:
                first, last = sentence_around(tokens, i)
                span = tokens.starts[first], tokens.ends[last - 1]
                names = bisect_left(starts, span[1]) - bisect_left(starts, span[0])
                if (names > 1 or self._has_adjectives(tokens, first, last, 2 - names)) and (
                    words[i].key != "from" or _moves(words[first:last])
                ):
                    yield self._sentence(tokens, first, last)
                elif words[i].key == "from":
                    last = i + 1

    def _has_adjectives(self, tokens: Tokens, first: int, last: int, least: int) -> bool:
        """Of the words ``first`` up to ``last``, so many are adjectives of places."""
        capitals = tokens.capitals
        among = capitals[bisect_left(capitals, first) : bisect_left(capitals, last)]
        found = (i for i in among if adjective(tokens, self.keys, i))
        return len(among) >= least and len(list(islice(found, least))) == least

    def _sentence(self, tokens: Tokens, first: int, last: int) -> list[Item]:
        items = self._subject_before(tokens, first) if tokens.words[first].key in _PRONOUNS else []
        i = first
        while i < last:
            word, start = tokens.words[i], tokens.starts[i]
            if tokens.gaps[i] == " " and word.shape == "lower" and start not in self.names:
                known = tags().get(word.key, _NOTHING)  # most words, and quickly
                items.append(Item(word.key, start, tokens.ends[i], " ", known))
                i += 1
                continue
            item, i = self._item(tokens, i, last)
            if item.key == "s" and item.gap in ("’", "'", "ʼ") and items:
                items[-1] = items[-1]._replace(owner=True, end=item.end)
            elif item.gap in _NUMBER_GAPS and items and item.key[:1].isdigit():
                items[-1] = items[-1]._replace(end=item.end)  # "180,000", "1.9m"
            else:
                if items and item.gap in ("’ ", "' ") and items[-1].role == "name":
                    items[-1] = items[-1]._replace(owner=True)
                items.append(item)
        return items

    def _subject_before(self, tokens: Tokens, first: int) -> list[Item]:
        """The goods or line that opens the sentence before: "it" or "they" at ``first``."""
        if not first:
            return []
        for i in range(sentence_around(tokens, first - 1)[0], first)[:_SUBJECT_REACH]:
            item, _ = self._item(tokens, i, first)
            if item.tags & _TAKEN_UP:
                return [item]
            if item.place or item.tags & {"person", "name", "stop", "place_preposition"}:
                break
        return []

    def _item(self, tokens: Tokens, i: int, last: int) -> tuple[Item, int]:
        """The item at word i, and the word after it."""
        start, gap = tokens.starts[i], tokens.gaps[i]
        if r := self.names.get(start):
            after = i
            while after < last and tokens.starts[after] < r.mention.end:
                after += 1
            actor = r.mention.reading == "associative"
            key = self.text[start : r.mention.end].casefold()
            name = Item(key, start, r.mention.end, gap, _NOTHING, r.place, "name", actor=actor)
            return name, max(after, i + 1)
        if end := self.corridors.get(start):
            after = i + 1
            while after < last and tokens.starts[after] < end:
                after += 1
            key = self.text[start:end].casefold()
            return Item(key, start, end, gap, _NAMED_WAY), after
        word = tokens.words[i]
        for words in (2, 1) if word.starts_name else ():
            if i + words <= last and (place := self._adjective(tokens, i, words)):
                end = tokens.ends[i + words - 1]
                key = self.text[start:end].casefold()
                return Item(key, start, end, gap, _NOTHING, place, "adjective"), i + words
        return Item(word.key, start, tokens.ends[i], gap, _known(word, tokens.opens[i])), i + 1

    def _adjective(self, tokens: Tokens, i: int, words: int) -> Candidate | None:
        """The place of an adjective or people of one word or two ("South Korean")."""
        last = i + words - 1
        if not tokens.words[last].starts_name or tokens.starts[last] in self.names:
            return None
        if words > 1 and tokens.gaps[last] not in (" ", "-", "\u00a0"):
            return None
        key = " ".join([word.key for word in tokens.words[i : last + 1]])
        if not self.keys.get(key, 0) & _DEMONYM:
            return None
        named = self.gazetteer.candidates(key)
        return next((c for c in named if c.match == "demonym" and c.kind in _END_KINDS), None)


def sentence_around(tokens: Tokens, i: int) -> tuple[int, int]:
    """The first word of the sentence of word i, and the word after it."""
    opens, first, last = tokens.opens, i, i + 1
    while i - first < _REACH and not opens[first]:
        first -= 1
    while last - i < _REACH and not opens[last]:
        last += 1
    return first, last


def antecedent(items: Sequence[Item], at: int) -> int | None:
    """The item that "its" or "their" at ``at`` takes up: the last subject or owner before it."""
    for i in range(at - 1, max(at - _ANTECEDENT_REACH, -1), -1):
        if items[i].place and (items[i].owner or opens_clause(items, i)):
            return i
    return None


def opens_clause(items: Sequence[Item], i: int) -> bool:
    """Item i stands where a subject stands: at the start of its clause."""
    if i and items[i - 1].key in ("the", "both"):
        i -= 1
    return i == 0 or "opener" in items[i - 1].tags or items[i].gap in _OPENING_GAPS


def flat(items: Sequence[Item], i: int) -> bool:
    """Item i follows the one before it in the same phrase."""
    return items[i].gap.strip(" \u00a0\r\n‘’“”\"'-‐‑–()[]") == ""
