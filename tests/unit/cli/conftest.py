"""Where commands are run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.cli.running import ENVIRONMENT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in an empty folder, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    for key in set(os.environ) - set(ENVIRONMENT):
        monkeypatch.delenv(key)
    return tmp_path
