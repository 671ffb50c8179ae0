"""A large atlas for the tests of size: as many cities as asked for, some named far more often."""

from __future__ import annotations

import hashlib
from pathlib import Path

from shapely.geometry import Point

from geodata.atlas import Atlas
from geodata.model import Candidate, Corridor, Document, Mention, Parsed, Resolution

IN_A_DOCUMENT = 1_000
FAMOUS = 200
"""Cities, the first ones, that every document names."""


def city_id(number: int) -> str:
    """The place id of a city."""
    return f"geonames:{9_000_000 + number}"


def city(number: int) -> Candidate:
    """A city of its own place; the first ones are spread as evenly as all of them (R2 sequence)."""
    lon = (number * 0.7548777 % 1) * 340 - 170
    lat = (number * 0.5698403 % 1) * 120 - 50
    return Candidate(city_id(number), f"Town {number}", "city", round(lon, 3), round(lat, 3), "IR")


class LargeWorld:
    """The cities' points."""

    def geometry(self, place_id: str) -> Point | None:
        """Where a city is."""
        found = self.place(place_id)
        assert found.lon is not None
        assert found.lat is not None
        return Point(found.lon, found.lat)

    def place(self, place_id: str) -> Candidate:
        """The city of that id."""
        return city(int(place_id.removeprefix("geonames:")) - 9_000_000)

    def corridor(self, place_id: str) -> Corridor | None:  # noqa: ARG002
        """There are none."""
        return None


def document(numbers: list[int], name: str) -> Parsed:
    """A document that names these cities, one after the other."""
    names = [city(number).name for number in numbers]
    text = ", ".join(names)
    sha256 = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    read = Document(sha256[:12], text, name, name, sha256, (0, len(text)))
    found, start = [], 0
    for number, written in zip(numbers, names, strict=True):
        end = start + len(written)
        mention = Mention(read.id, start, end, written, "city", "literal", "test", 0.9)
        found.append(Resolution(mention, city(number), 0.9, "city"))
        start = end + 2
    return Parsed(read, tuple(found))


def build_large(path: Path, count: int = 20_000) -> Path:
    """Write an atlas of ``count`` cities to ``path``."""
    with Atlas.create(path) as atlas, atlas.batch():
        for first in range(0, count, IN_A_DOCUMENT):
            own = range(first, min(count, first + IN_A_DOCUMENT))
            numbers = [*range(FAMOUS), *(number for number in own if number >= FAMOUS)]
            atlas.add(document(numbers, f"{first}.txt"))
        atlas.refresh(LargeWorld())
    return path
