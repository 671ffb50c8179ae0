"""Decks of the sample's views, made once: as published, and with nothing published."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from geodata.atlas import Atlas
from geodata.atlas.selection import Selection, select
from geodata.model import View
from mapapp.pictures import deck
from tests.sample import VIEWS, build_sample

PUBLIC_URL = "https://maps.example.org/atlas/"

Choose = Callable[[View], Selection]


@pytest.fixture(scope="session")
def choose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Choose]:
    """What a view shows of the sample."""
    path = build_sample(tmp_path_factory.mktemp("decks") / "sample.gpkg")
    with Atlas.open(path) as atlas:
        yield lambda view: select(atlas, view)


@pytest.fixture(scope="session")
def selections(choose: Choose) -> Sequence[Selection]:
    """The sample's views: a corridor, a factory, attacks, a title that is too long."""
    return [choose(view) for view in VIEWS.values()]


@pytest.fixture(scope="session")
def made(selections: Sequence[Selection]) -> bytes:
    """A deck of all views, with links to its own slide of sources."""
    return deck(selections, title="The talk")


@pytest.fixture(scope="session")
def published(selections: Sequence[Selection]) -> bytes:
    """A dark deck of the corridor, with links to the explorer."""
    return deck(selections[:1], title="The talk", public_url=PUBLIC_URL, theme="dark")


@pytest.fixture(scope="session")
def slides(made: bytes) -> Deck:
    """The deck as python-pptx reads it."""
    return Presentation(io.BytesIO(made))
