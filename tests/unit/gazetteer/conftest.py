"""A small gazetteer for tests of building."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.gazetteer import build
from geodata.gazetteer.rows import Row
from geodata.model import Candidate


def small_rows() -> Iterator[Row]:
    """A gazetteer of two places."""
    yield Row(Candidate("geonames:1", "Iran", "country", 54.9, 32.2, "IR"), aliases=("Persia",))
    yield Row(Candidate("geonames:2", "Arak", "city", 49.7, 34.1, "IR"), alternates=("Iran", "AJK"))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where a small gazetteer is built; nothing stands there yet."""
    monkeypatch.setattr(build, "all_rows", small_rows)
    return tmp_path / "cache" / "gazetteer.sqlite"
