"""What is exported: the annotated seeds, and an atlas of everything that could go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from geodata.atlas import Atlas
from geodata.atlas.selection import Selection, select
from geodata.model import Parsed, Route, View
from tests.unit.atlas.gold import Boxes, document, gold_documents, mention
from tests.unit.exports.samples import (
    HOSTILE_TEXT,
    LONG_TITLE,
    PACIFIC,
    SURFACES,
    URL,
    Fiji,
    place,
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Selection]:
    """All of the annotated seeds."""
    with Atlas.create(tmp_path_factory.mktemp("seeds") / "seeds.gpkg") as atlas:
        with atlas.batch():
            for parsed in gold_documents():
                atlas.add(parsed)
        atlas.refresh(Boxes())
        yield select(atlas, View())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Selection]:
    """A document with no good intentions, and a way across the Pacific."""
    bad = document(HOSTILE_TEXT, title=LONG_TITLE, publisher=SURFACES[0], url="javascript:alert(1)")
    found = [mention(bad, surface, place(surface)) for surface in SURFACES]
    good = document(
        "Ships sail from Tokyo to Lima by Fiji.", published="2025-03-01", url=unquote(URL)
    )
    places = {name: place(name, *where) for name, where in PACIFIC.items()}
    ship = Route(
        good.id, 0, 29, origin=places["Tokyo"], destination=places["Lima"], mode="sea", mentions=()
    )
    named = [mention(good, name, place) for name, place in places.items()]
    with Atlas.create(tmp_path_factory.mktemp("hostile") / "hostile.gpkg") as atlas:
        atlas.add(Parsed(bad, tuple(sorted(found, key=lambda one: one.mention.start))))
        atlas.add(Parsed(good, tuple(sorted(named, key=lambda one: one.mention.start)), (ship,)))
        atlas.refresh(Fiji())
        yield select(atlas, View())
