"""What described places hang on, and the words from which they have their names and ids."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.model import Candidate, Mention, Resolution

_CAPITAL = " capital"
Resolved = Mapping[tuple[int, int], Resolution]


def anchor_place(
    span: tuple[int, int], mention: Mention, resolved: Resolved, gazetteer: Gazetteer
) -> Candidate | None:
    """The place of a name in a description; an adjective there stands for its country.

    "Ukrainian capital" is Kyiv.
    """
    if known := resolved.get(span):
        return known.place
    start, end = span[0] - mention.start, span[1] - mention.start
    if not 0 <= start < end <= len(mention.surface):
        return None
    words = mention.surface[start:end]
    named = (*gazetteer.candidates(words), *gazetteer.candidates(words.split()[0]))
    country = next((c for c in named if c.match == "demonym"), None)
    if country and country.country and words.endswith(_CAPITAL):
        return gazetteer.capital(country.country)
    return country


def last_word(mention: Mention) -> str:
    return (mention.head or "").rpartition(" ")[2]


def capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def slug(head: str) -> str:
    return fold_name(head).replace(" ", "-")
