"""Settings of all tests, and what is made once for all of them, in however many processes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from geodata import ingest
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.turns import turn
from tests.sample import SEEDS

# A machine that does something else beside is no defect; how time grows is tested where it matters.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer, built once in the user's cache."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def seeds_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The atlas of the five articles, built once in a run; nobody writes to it."""
    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "seeds.gpkg"
    with turn(path.with_suffix(""), lambda: None):
        if not path.exists():
            assert not ingest.build([SEEDS], path, workers=1).failed
    return path
