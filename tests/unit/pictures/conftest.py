"""The five articles as an atlas, and pictures of views of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from geodata.atlas import Atlas
from geodata.atlas.selection import Selection, select
from geodata.model import View
from mapapp.pictures import build_scene
from mapapp.pictures.scene import Scene

ROOT = Path(__file__).parents[3]

VIEWS = {
    "whole": View(),
    "instc": View(
        title="Every branch of the Russia–India corridor runs through Iran",
        layers=("corridors", "cities", "countries", "waters"),
        place="curated:instc",
    ),
    "zangezur": View(place="curated:zangezur"),
    "caspian": View(place="ne:caspian-sea"),
    "drones": View(place="site:drone-factory@geonames:1220409"),
    "ashgabat": View(place="geonames:162183"),
}

Shown = Callable[[View], Selection]
Scenes = Callable[[str], Scene]


@pytest.fixture(scope="session")
def seeds(seeds_path: Path) -> Iterator[Atlas]:
    with Atlas.open(seeds_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def shown(seeds: Atlas) -> Shown:
    """What a view shows of the five articles."""
    return lambda view: select(seeds, view)


@pytest.fixture(scope="session")
def scene(shown: Shown) -> Scenes:
    """The slide of a view by its name, made once."""
    return cache(lambda name: build_scene(shown(VIEWS[name])))
