"""The real gazetteer, built once in the user's cache."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
