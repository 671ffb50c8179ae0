"""Names that no list has but that are clearly places: "Readington Township", "Highway 19".

They are candidates like the gazetteer's names, flagged ``OTHER``; the model decides. Resolution
finds no place for them, or the town that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.gazetteer import NameFlag
from geodata.mentions.lexicon import Word
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens

_LONGEST = 4
_STATES = int(NameFlag.STATE | NameFlag.COUNTRY)
_OTHER = int(NameFlag.OTHER)


def unlisted(tokens: Tokens, keys: Mapping[str, int]) -> Iterator[Span]:
    """Spans that are written like places and are not among the gazetteer's names."""
    for i, word in enumerate(tokens.words):
        if not word.starts_name:
            continue
        if "after" in word.classes and (span := _ending(tokens, i, keys)):
            yield span
        if "before" in word.classes and (span := _beginning(tokens, i, keys)):
            yield span
        if "road" in word.classes and (span := _numbered(tokens, i)):
            yield span
        if word.key not in keys and (span := _alone(tokens, i, keys)):
            yield span


def _capitals(tokens: Tokens, first: int, last: int) -> bool:
    """Words ``first`` up to ``last`` are one run of capitals."""
    words = range(first, last)
    return all(tokens.words[i].starts_name for i in words) and all(
        tokens.linked(i) for i in words if i > first
    )


def _span(tokens: Tokens, first: int, last: int, keys: Mapping[str, int]) -> Span | None:
    key = " ".join(tokens.words[i].key for i in range(first, last))
    return None if key in keys else Span(first, last, key, _OTHER)


def _ending(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """ "Neches River", "Dolly Sods Wilderness": the run of capitals before a kind of place."""
    first = at
    while first and at - first < _LONGEST and tokens.gaps[first] == " ":
        before = tokens.words[first - 1]
        if before.shape not in ("title", "mixed", "initial") or "article" in before.classes:
            break
        if "title" in before.classes and before.key not in ("st", "saint"):
            break
        first -= 1
    return _span(tokens, first, at + 1, keys) if first < at else None


def _beginning(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """ "Lake Lanier", "Fort Apache": a kind of place before one capital."""
    if at + 1 >= len(tokens) or not _capitals(tokens, at, at + 2):
        return None
    return _span(tokens, at, at + 2, keys)


def _numbered(tokens: Tokens, at: int) -> Span | None:
    """ "Highway 19", "I-95"."""
    if at + 1 >= len(tokens) or tokens.gaps[at + 1] not in (" ", "-"):
        return None
    if tokens.words[at + 1].shape != "digit":
        return None
    return Span(at, at + 2, f"{tokens.words[at].key} #", _OTHER)


def _alone(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """One unknown capitalised word after "in", or before ", Texas"."""
    word = tokens.words[at]
    if word.shape not in ("title", "mixed") or word.ordinary or word.classes:
        return None
    if _placed(tokens, at) or _qualified(tokens, at + 1, keys):
        return Span(at, at + 1, word.key, _OTHER)
    return None


def _placed(tokens: Tokens, at: int) -> bool:
    if at == 0 or tokens.gaps[at] != " ":
        return False
    before: Word = tokens.words[at - 1]
    return "inside" in before.classes or "toward" in before.classes


def _qualified(tokens: Tokens, after: int, keys: Mapping[str, int]) -> bool:
    if after >= len(tokens) or tokens.gaps[after] != ", ":
        return False
    return bool(keys.get(tokens.words[after].key, 0) & _STATES)
