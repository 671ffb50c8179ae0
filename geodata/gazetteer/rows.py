"""What a source hands to the builder: one place with its names, and the flags names carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import Literal

from shapely.geometry.base import BaseGeometry

from geodata.model import Candidate, Kind, Precision

Match = Literal["primary", "alternate", "abbreviation", "demonym"]
MATCHES: tuple[Match, ...] = ("primary", "alternate", "abbreviation", "demonym")


class NameFlag(IntFlag):
    """What the places behind a name are; one name may be many of them.

    ``CASED`` names are mentions only as they are written: names of up to three Latin letters and
    names that are nothing but abbreviations; ``Gazetteer.cased`` lists their spellings. ``TOWN``,
    ``BIG`` and ``GREAT`` mark cities of 10,000, 100,000 and a million people or more, ``GREAT``
    capitals too; ``STATE`` marks first-level admin areas. ``MAIN`` says that some place has it as
    a proper name of its own, not only as one of its alternates.
    """

    COUNTRY = 1
    CITY = 2
    ADMIN = 4
    WATER = 8
    REGION = 16
    LANDFORM = 32
    SITE = 64
    CORRIDOR = 128
    DEMONYM = 256
    CASED = 512
    BIG = 1024
    OTHER = 2048
    MAIN = 4096
    TOWN = 8192
    GREAT = 16384
    STATE = 32768


FLAG_OF_KIND: dict[Kind, NameFlag] = {
    "country": NameFlag.COUNTRY,
    "city": NameFlag.CITY,
    "admin": NameFlag.ADMIN,
    "water": NameFlag.WATER,
    "region": NameFlag.REGION,
    "landform": NameFlag.LANDFORM,
    "site": NameFlag.SITE,
    "corridor": NameFlag.CORRIDOR,
    "other": NameFlag.OTHER,
}


@dataclass(frozen=True, slots=True)
class KnownSite:
    """Outside knowledge of a site that texts describe: "a drone factory in Tajikistan".

    It speaks of one of the ``heads`` nouns with one of the ``modifiers`` words (lower case) on
    the place whose id is ``anchor``; ``place`` says where that is, to that ``precision``.
    """

    place: Candidate
    heads: tuple[str, ...]
    modifiers: tuple[str, ...]
    anchor: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Row:
    """One place as a source knows it.

    ``alternates`` are any other names, in any language, screened for traps by the builder;
    ``aliases`` are chosen ones that are taken as they are; ``abbreviations`` count only as
    written; ``demonyms`` are adjectives and peoples. ``geometry`` is for measuring and drawing
    near by, ``coarse`` for a map of the world (EPSG:4326). ``members`` are the ISO 3166-1
    alpha-2 codes of the countries that a region consists of.
    """

    place: Candidate
    aliases: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    geometry: BaseGeometry | None = None
    coarse: BaseGeometry | None = None
    members: tuple[str, ...] = ()
    known: KnownSite | None = None
    capital: bool = False

    def names(self) -> Iterator[tuple[str, Match]]:
        """Every name as written, with what it is to the place, its own name first."""
        yield self.place.name, "primary"
        yield from ((name, "primary") for name in self.aliases)
        yield from ((name, "abbreviation") for name in self.abbreviations)
        yield from ((name, "demonym") for name in self.demonyms)
        yield from ((name, "alternate") for name in self.alternates)
