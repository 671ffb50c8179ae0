"""What the gazetteer's flags say of a name: the kinds of place it can be, and how known it is."""

from __future__ import annotations

from functools import lru_cache

from geodata.gazetteer import NameFlag
from geodata.mentions.cues import SURE

# Plain integers: an enum's operators cost more than all the rest.
_PLACE_KINDS = tuple(
    (name, int(flag))
    for name, flag in (
        ("country", NameFlag.COUNTRY),
        ("city", NameFlag.CITY),
        ("admin", NameFlag.ADMIN),
        ("water", NameFlag.WATER),
        ("region", NameFlag.REGION),
        ("landform", NameFlag.LANDFORM),
        ("site", NameFlag.SITE),
        ("corridor", NameFlag.CORRIDOR),
        ("demonym", NameFlag.DEMONYM),
        ("town", NameFlag.TOWN),
        ("big", NameFlag.BIG),
        ("great", NameFlag.GREAT),
        ("state", NameFlag.STATE),
        ("cased", NameFlag.CASED),
        ("main", NameFlag.MAIN),
    )
)
_BIG, _TOWN = int(NameFlag.BIG), int(NameFlag.TOWN)


def known(flags: int) -> str:
    """How well known the best known bearer of a name is."""
    if flags & SURE:
        return "sure"
    return "big" if flags & _BIG else "town" if flags & _TOWN else "small"


@lru_cache(maxsize=4096)
def places(flags: int) -> tuple[str, ...]:
    """The kinds of place a name can be."""
    return tuple(name for name, flag in _PLACE_KINDS if flags & flag)


@lru_cache(maxsize=4096)
def kinds(flags: int) -> str:
    """The same as one short string."""
    return "+".join(places(flags))
