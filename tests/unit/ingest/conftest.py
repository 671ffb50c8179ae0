"""A folder of texts, and where its atlas goes."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of two texts, one of them below another folder."""
    folder = tmp_path / "texts"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text("Talks were held in Tehran.")
    (folder / "below" / "b.txt").write_text("Moscow was silent.")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "atlas.gpkg"
