"""Names that no list has but that are clearly places: "Readington Township", "Highway 19".

They are candidates like the gazetteer's names, flagged ``OTHER``; the model decides. Resolution
finds no place for them, or the town that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.gazetteer import NameFlag
from geodata.mentions.cues import SURE
from geodata.mentions.lexicon import Word
from geodata.mentions.spans import Span, key_of
from geodata.mentions.tokens import Tokens

_LONGEST = 5
_LONGEST_PLACED = 3
_STATES = int(NameFlag.STATE | NameFlag.COUNTRY)
_STATE_ROAD = int(NameFlag.STATE | NameFlag.CASED)  # "KY" in "KY 52"
_OTHER = int(NameFlag.OTHER)
_HEADS = frozenset(("after", "facility"))
_HELD = frozenset(("before", "facility"))
# Words of these classes begin no name, even with a capital.
_GRAMMAR = frozenset(
    ("article", "inside", "toward", "of", "against", "joiner", "relative", "day", "month")
)
_STOPPED = frozenset(
    ("st", "ave", "blvd", "rd", "dr", "ln", "hwy", "pkwy", "twp", "co", "mt", "ft")
)
_KEEPERS = frozenset(("state", "county", "us", "farm", "ranch", "forest", "township"))
_ORDINALS = ("st", "nd", "rd", "th")


def is_unlisted(span: Span) -> bool:
    """A candidate that is written like a place, not one of the gazetteer's names."""
    return span.flags == _OTHER


def unlisted(tokens: Tokens, keys: Mapping[str, int]) -> list[Span]:
    """Spans that are written like places and are not among the gazetteer's names."""
    return list(dict.fromkeys(_patterns(tokens, keys)))


def _patterns(tokens: Tokens, keys: Mapping[str, int]) -> Iterator[Span]:
    words, gaps, end = tokens.words, tokens.gaps, len(tokens)
    for i in tokens.capitals:
        classes = words[i].classes
        if classes:
            if not _HEADS.isdisjoint(classes):
                yield from _ending(tokens, i, keys)
            if "before" in classes and (span := _beginning(tokens, i, keys)):
                yield span
            if not _HELD.isdisjoint(classes) and (span := _held(tokens, i, keys)):
                yield span
        if i + 1 < end and words[i + 1].shape == "digit" and (span := _numbered(tokens, i, keys)):
            yield span
        # A preposition must stand before what is placed, or a comma behind it: few have either.
        told = (i and words[i - 1].classes) or ", " in gaps[i + 1 : i + 1 + _LONGEST_PLACED]
        if told and _opens(tokens, i):
            yield from _placed(tokens, i, keys)


def _capital(word: Word) -> bool:
    """A word that may stand inside a name."""
    if word.shape == "digit":
        return word.key.endswith(_ORDINALS)
    return word.shape != "lower" and (not word.classes or _GRAMMAR.isdisjoint(word.classes))


def _span(tokens: Tokens, first: int, last: int, keys: Mapping[str, int]) -> Span | None:
    key = key_of(tokens, first, last)
    if key in keys:
        return None
    stopped = (
        tokens.words[last - 1].key in _STOPPED
        and tokens.text[tokens.ends[last - 1] : tokens.ends[last - 1] + 1] == "."
    )
    return Span(first, last, key, _OTHER, back=int(stopped))


def _ending(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Iterator[Span]:
    """ "Neches River", "Dolly Sods Wilderness": the run of capitals before a kind of place.

    A possessive in it may be its own ("St. Mary's Cemetery") or not ("Derry's Foyle Street").
    """
    first = at
    while first and at - first < _LONGEST:
        if tokens.is_possessive(first - 1) and tokens.gaps[first] == " ":
            if first < at and (span := _span(tokens, first, at + 1, keys)):
                yield span
            if first < 2 or not _names_with_s(tokens, first - 2, keys):
                return
            first -= 2
        elif _continues(tokens, first):
            first -= 1
        else:
            break
    if first < at and (span := _span(tokens, first, at + 1, keys)):
        yield span


def _names_with_s(tokens: Tokens, at: int, keys: Mapping[str, int]) -> bool:
    """Word ``at`` with its 's is part of a name: "St. Mary's Cemetery", not "Ohio's Mad River"."""
    word = tokens.words[at]
    return _capital(word) and not keys.get(word.key, 0) & SURE


def _continues(tokens: Tokens, first: int) -> bool:
    """The name that begins at a word may begin one word earlier."""
    gap, before = tokens.gaps[first], tokens.words[first - 1]
    if gap == ". ":
        return before.shape == "initial" or before.key in ("st", "dr", "mt", "ft")
    title = "title" in before.classes and before.key not in ("st", "saint")
    return gap in (" ", "-", "’ ", "' ") and _capital(before) and not title


def _beginning(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """ "Lake Lanier", "Fort Apache": a kind of place before one capital."""
    if at + 1 >= len(tokens) or not tokens.linked(at + 1) or not tokens.words[at + 1].starts_name:
        return None
    return _span(tokens, at, at + 2, keys)


def _held(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """ "University of Santo Tomas", "Isle of Palms": a kind of place, "of" and capitals."""
    words, gaps = tokens.words, tokens.gaps
    i = at + 2
    if i >= len(words) or words[at + 1].key != "of" or gaps[at + 1] != " ":
        return None
    if words[i].key == "the" and i + 1 < len(words) and gaps[i] == " ":
        i += 1
    last = i
    while last < len(words) and last - i < 3 and gaps[last] == " " and _capital(words[last]):
        last += 1
    return _span(tokens, at, last, keys) if last > i and words[last - 1].shape != "digit" else None


def _numbered(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Span | None:
    """ "Highway 19", "I-95", "State Route 7", "County Road 43", "W.Va. 61": a number follows."""
    word = tokens.words[at]
    if tokens.gaps[at + 1] not in (" ", "-", ". "):
        return None
    before = tokens.words[at - 1].key if at and tokens.gaps[at] == " " else ""
    abbreviated = word.shape != "title" and keys.get(word.key, 0) & _STATE_ROAD == _STATE_ROAD
    if not ("road" in word.classes or (word.key == "road" and before in _KEEPERS) or abbreviated):
        return None
    first = at - 1 if before in _KEEPERS else at
    return Span(first, at + 2, f"{word.key} #", _OTHER)


def _opens(tokens: Tokens, at: int) -> bool:
    """A name may begin at a word: no capital stands right before it."""
    word = tokens.words[at]
    if word.shape not in ("title", "mixed") or not _GRAMMAR.isdisjoint(word.classes):
        return False
    before = tokens.words[at - 1] if at and tokens.gaps[at] == " " else None
    return before is None or not before.starts_name or not _capital(before)


def _placed(tokens: Tokens, at: int, keys: Mapping[str, int]) -> Iterator[Span]:
    """A run of capitals after "in", or before ", Texas"; no capital stands right before it."""
    words, gaps, last = tokens.words, tokens.gaps, at + 1
    while (
        last - at < _LONGEST_PLACED
        and gaps[last] == " "
        and last < len(words)
        and words[last].shape in ("title", "mixed")
        and _capital(words[last])
    ):
        last += 1
    word = words[at]
    several = last > at + 1
    before = words[at - 1].classes if at and gaps[at] == " " else ()
    placed = "inside" in before or (not several and "toward" in before)
    if not placed and (gaps[last] != ", " or not _qualified(tokens, last, keys)):
        return
    if (several and _person(tokens, at)) or (
        not several
        and (word.key in keys or word.ordinary or word.classes or word.key.endswith("ly"))
    ):
        return
    if span := _span(tokens, at, last, keys):
        yield span


def _person(tokens: Tokens, at: int) -> bool:
    """A first name or a title begins a run."""
    word = tokens.words[at]
    return word.first_name > 0 or "title" in word.classes


def _qualified(tokens: Tokens, after: int, keys: Mapping[str, int]) -> bool:
    """A state or a country stands behind the comma before a word."""
    if after >= len(tokens):
        return False
    return bool(keys.get(tokens.words[after].key, 0) & _STATES)
