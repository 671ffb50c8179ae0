"""The request's atlas, and values kept for as long as its data stay the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from flask import Flask, current_app, g

from geodata.atlas import Atlas, DocumentInfo
from geodata.gazetteer import Gazetteer
from geodata.model import LAYERS, LayerName, TextDate
from mapapp.responses import VersionedCache
from mapapp.settings import Settings
from mapapp.summary import LayerSummary, layer_summaries

T = TypeVar("T")

_OPENING = Lock()  # two first requests need not build it twice

LEGS = "corridor_legs"
"""The table of corridors' legs, asked for like a layer."""


def init_app(app: Flask) -> None:
    """Close the request's atlas when it is answered."""
    app.teardown_appcontext(_close)


def settings() -> Settings:
    """What the app was started with."""
    return cast(Settings, current_app.config["MAPAPP"])


def title() -> str:
    """The name shown above the map."""
    name = Path(settings().atlas).stem
    return settings().title or name[:1].upper() + name[1:]


def atlas() -> Atlas:
    """The atlas, opened once a request; AtlasError says what is wrong with it."""
    if "atlas" not in g:
        g.atlas = Atlas.open(Path(settings().atlas))
    return cast(Atlas, g.atlas)


def gazetteer() -> Gazetteer:
    """This process's gazetteer, opened when it is first needed; GazetteerError if it cannot be."""
    with _OPENING:
        return _gazetteer()


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """``make()``, kept until the data change; ``key`` names it."""
    cache = cast(VersionedCache, current_app.extensions["mapapp_cache"])
    return cache.get(version(), key, make)


def version() -> str:
    """The atlas's data version, read once a request."""
    if "data_version" not in g:
        g.data_version = atlas().data_version
    return str(g.data_version)


def documents() -> list[DocumentInfo]:
    """All documents, in the atlas's order."""
    return remember("documents", lambda: atlas().documents())


def failures() -> list[str]:
    """What the last build could not read."""
    return remember("failures", lambda: atlas().failures())


def layers() -> tuple[LayerSummary, ...]:
    """Counts and main features of each layer."""
    return remember("layers", lambda: layer_summaries(atlas().layers()))


def text_dates() -> dict[str, list[TextDate]]:
    """The dates found in each document's text, in its order; documents without any are left out."""
    return remember("text_dates", _text_dates)


def layer_of(name: str) -> LayerName | None:
    """The layer that is called ``name``, if there is one."""
    return next((layer for layer in LAYERS if layer == name), None)


def _text_dates() -> dict[str, list[TextDate]]:
    found: dict[str, list[TextDate]] = {}
    for document_id, date in atlas().dates():
        found.setdefault(document_id, []).append(date)
    return found


def _close(_error: BaseException | None) -> None:
    opened = g.pop("atlas", None)
    if opened is not None:
        opened.close()
