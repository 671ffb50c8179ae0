"""Building small atlases: a parser that knows two cities, and what an atlas holds then."""

from __future__ import annotations

import os
from pathlib import Path

from geodata import ingest
from geodata.atlas import Atlas
from geodata.ingest import BuildReport
from geodata.model import Candidate, Document, Mention, Parsed, Resolution
from tests.unit.atlas.gold import Boxes

PLACES = {
    "Tehran": Candidate("geonames:112931", "Tehran", "city", 51.4, 35.7, "IR"),
    "Moscow": Candidate("geonames:524901", "Moscow", "city", 37.6, 55.8, "RU"),
}


def parse(document: Document) -> Parsed:
    """Find Tehran and Moscow; fail or die where the text says so."""
    if "RAISE" in document.text:
        raise ValueError("on\ntwo lines")
    if "DIE" in document.text:
        os._exit(9)
    found = []
    for name, place in PLACES.items():
        start = document.text.find(name)
        if start >= 0:
            end = start + len(name)
            mention = Mention(document.id, start, end, name, "city", "literal", "test", 1.0)
            found.append(Resolution(mention, place, 1.0, "city"))
    return Parsed(document, tuple(found))


def interrupted(document: Document) -> Parsed:
    """Somebody presses Ctrl-C at the fifth document."""
    if "text 4." in document.text:
        raise KeyboardInterrupt
    return parse(document)


def build(folder: Path, path: Path, **options: object) -> BuildReport:
    return ingest.build([folder], path, parse=parse, world=Boxes(), **options)  # type: ignore[arg-type]


def names(path: Path) -> list[str]:
    with Atlas.open(path) as atlas:
        return [info.name for info in atlas.documents()]


def cities(path: Path) -> list[str]:
    with Atlas.open(path) as atlas:
        return sorted(atlas.layer("cities").name)


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"n{number:04}.txt").write_text(f"Tehran, text {number}.")
