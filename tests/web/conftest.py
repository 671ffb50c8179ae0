"""The app over the sample atlas, as a test client."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.atlas import Atlas
from mapapp import create_app
from tests.sample import build_sample


@pytest.fixture(scope="session")
def atlas_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample atlas, built once."""
    return build_sample(tmp_path_factory.mktemp("atlas") / "sample.gpkg")


@pytest.fixture(scope="session")
def app(atlas_path: Path) -> Flask:
    """The app, one for all tests: it keeps no state but its cache."""
    return create_app(atlas=atlas_path, title="Sample", frame_ancestors=("https://news.example",))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that sends no cookies and accepts no compression unless asked."""
    return app.test_client()


@pytest.fixture
def own(atlas_path: Path, tmp_path: Path) -> Path:
    """A copy of the sample to write to or to damage."""
    return Path(shutil.copy(atlas_path, tmp_path / "own.gpkg"))


@pytest.fixture
def writer(own: Path) -> FlaskClient:
    """A client of an app whose atlas may be changed."""
    return create_app(atlas=own).test_client()


@pytest.fixture(scope="session")
def ids(atlas_path: Path) -> dict[str, str]:
    """Document ids by short name: summit, hostile, seed."""
    with Atlas.open(atlas_path) as atlas:
        names = {info.name: info.id for info in atlas.documents()}
    hostile = next(name for name in names if "onerror" in name)
    seed = next(name for name in names if name.startswith("001"))
    return {
        "summit": names["summit.txt"],
        "hostile": names[hostile],
        "seed": names[seed],
    }
