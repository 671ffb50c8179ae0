"""An atlas of the annotated seeds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.atlas import Atlas
from tests.unit.atlas.gold import Boxes, gold_documents


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the atlas of a test lies."""
    return tmp_path / "atlas.gpkg"


@pytest.fixture
def atlas(path: Path) -> Iterator[Atlas]:
    """The seeds' atlas, open for writing, its layers drawn."""
    with Atlas.create(path) as opened:
        with opened.batch():
            for parsed in gold_documents():
                opened.add(parsed)
        opened.refresh(Boxes())
        yield opened
