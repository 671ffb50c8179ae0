"""Named corridors that no list has: "the Trans-Foobar pipeline", "Kobbie Interconnector".

A run of capitals before a noun like "pipeline" is a name if it tells more than places do: "the
Russian pipeline" and "the Lusaka-Ndola railway" are none. And companies, which have the names of
lines in theirs: "Nord Stream AG" is no corridor, whether a list has the line or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from geodata.gazetteer import NameFlag
from geodata.mentions.cues import SURE
from geodata.mentions.lexicon import Word, word_classes
from geodata.mentions.spans import Span, key_of
from geodata.mentions.tokens import Tokens

_CORRIDOR = int(NameFlag.CORRIDOR)
_KNOWN = NameFlag.BIG | NameFlag.TOWN | NameFlag.DEMONYM | NameFlag.ADMIN
_PLACE = SURE | int(_KNOWN | NameFlag.CORRIDOR)  # "IMEC corridor" is IMEC
# Words of these classes of ``words.toml`` stand in no name.
_GRAMMAR = frozenset(
    ("article", "inside", "toward", "of", "against", "joiner", "relative", "day", "month", "title")
)
_LONGEST = 5
_BEHIND = 4
_SHORT = 4  # letters


def named_corridors(tokens: Tokens, keys: Mapping[str, int]) -> Iterator[Span]:
    """Spans that are written like the name of a line, and are not among the gazetteer's names."""
    nouns, modifiers, words = _words("noun"), _words("modifier"), tokens.words
    for at in tokens.where(nouns):
        if not at or not (words[at - 1].starts_name or words[at - 1].key in modifiers):
            continue  # most of them: "the road"
        first, end = _run_before(tokens, at)
        if first == end:
            continue
        key = key_of(tokens, first, at + 1)
        if (
            key not in keys
            and _is_name(tokens, first, end, at, keys)
            and not names_company(tokens, at + 1)
            and (not words[at].key.startswith("cable") or _tells_of_cables(tokens))
        ):
            yield Span(first, at + 1, key, _CORRIDOR)


@cache
def _words(sort: str) -> frozenset[str]:
    return frozenset(word for word, sorts in word_classes("corridors").items() if sort in sorts)


def _tells_of_cables(tokens: Tokens) -> bool:
    return any(word.key in _words("laid") for word in tokens.words)


def names_company(tokens: Tokens, last: int) -> bool:
    """A company's ending stands behind a name that ends before word ``last``: "Nord Stream AG"."""
    for i in range(last, min(last + _BEHIND, len(tokens))):
        word, gap = tokens.words[i], tokens.gaps[i]
        if gap not in (" ", ", ") or not (word.starts_name or word.shape == "digit"):
            return False
        if word.key in _words("company"):
            return gap == " " or len(word.key) <= _SHORT  # ", Inc."
        if gap == ", " or not (word.shape == "digit" or word.key in _words("business")):
            return False
    return False


def begins_company(tokens: Tokens, last: int) -> bool:
    """The name of a company that lays lines goes on behind: "Canada" in "Canada Pipelines Ltd"."""
    after = tokens.words[last] if last < len(tokens) else None
    return (
        after is not None
        and tokens.gaps[last] == " "
        and after.starts_name
        and after.key in _words("business")
        and names_company(tokens, last)
    )


def _run_before(tokens: Tokens, at: int) -> tuple[int, int]:
    """Where the capitals before a noun begin and end; lower-case modifiers may stand between."""
    words, gaps = tokens.words, tokens.gaps
    end = at
    while end and words[end - 1].shape == "lower" and words[end - 1].key in _words("modifier"):
        if gaps[end] not in (" ", "-"):
            return end, end
        end -= 1
    first = end
    while first and end - first < _LONGEST and gaps[first] in (" ", "-", "–"):
        if not _may_name(words[first - 1]):
            break
        first -= 1
    if first < end and tokens.opens[first] and words[first].ordinary and end - first > 1:
        first += gaps[first + 1] == " "  # "Repaired Kobbie pipeline"
    while first < end and words[first].shape == "digit":
        first += 1
    return first, end


def _may_name(word: Word) -> bool:
    return (word.starts_name or word.shape == "digit") and _GRAMMAR.isdisjoint(word.classes)


def _is_name(tokens: Tokens, first: int, end: int, at: int, keys: Mapping[str, int]) -> bool:
    """The capitals before a noun are more than places, a company or somebody."""
    words = tokens.words
    unknown = _beyond_places(tokens, first, end, keys)
    if not unknown or _is_pair(tokens, first, end, keys):
        return False
    if not {"after", "facility"}.isdisjoint(words[end - 1].classes):  # "Fork River corridor"
        return False
    if words[at].shape != "lower":
        known = _words("modifier")  # "the Undersea Cable"
        proper = any(not words[i].ordinary and words[i].key not in known for i in unknown)
        return words[at].key in _words("titled") and (proper or end - first > 1)
    if at + 1 < len(words) and tokens.gaps[at + 1] == " " and words[at + 1].key in _words("head"):
        return False
    somebody = words[first].first_name > 1 and end - first == 2
    if somebody or "organisation" in words[end - 1].classes:
        return False
    return any(not (words[i].ordinary or words[i].classes) for i in unknown)


def _beyond_places(tokens: Tokens, first: int, end: int, keys: Mapping[str, int]) -> list[int]:
    """The words of a run that are in the name of no well-known place."""
    unknown, i = [], first
    while i < end:
        known = (j for j in range(end, i, -1) if _is_place(tokens, i, j, keys))
        if found := next(known, None):
            i = found
        else:
            if tokens.words[i].shape != "digit":
                unknown.append(i)
            i += 1
    return unknown


def _is_place(tokens: Tokens, first: int, last: int, keys: Mapping[str, int]) -> bool:
    """A well-known place, no ordinary word that some town has for a name ("Green")."""
    key = key_of(tokens, first, last)
    ordinary = tokens.words[first].ordinary or key in _words("modifier")
    return bool(keys.get(key, 0) & (SURE if last - first == 1 and ordinary else _PLACE))


def _is_pair(tokens: Tokens, first: int, end: int, keys: Mapping[str, int]) -> bool:
    """Places are joined: "Lusaka-Ndola"; "Trans-Canada" is one name."""
    joined = any(tokens.gaps[i] in ("-", "–") for i in range(first + 1, end))
    if not joined or tokens.words[first].key in _words("joining"):
        return False
    return any(keys.get(tokens.words[i].key, 0) & _PLACE for i in range(first, end))
