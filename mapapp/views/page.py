"""The explorer's page: the map, and around it the panels that the address asks for."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from geodata.model import LAYERS
from mapapp import maps, security, store
from mapapp.assets import asset_url
from mapapp.store import LEGS
from mapapp.strings import STRINGS, text
from mapapp.summary import blocks, place_count, ticks

NONCE = "__NONCE__"
"""Stands in the kept markup where each response writes its own."""


def explorer(**context: Any) -> str:
    """The page; ``article`` opens the reader, ``listing`` the list of documents."""
    layers, dates = store.layers(), store.dates()
    return render_template(
        "explorer.html",
        title=store.title(),
        documents=store.documents(),
        layers=layers,
        places=place_count(layers),
        dates=dates,
        blocks=blocks(dates),
        ticks=ticks(dates),
        map=map_parts(),
        attribution=attribution(),
        boot=boot(),
        **context,
    )


def boot() -> dict[str, Any]:
    """What the scripts need to know before they ask for anything."""
    return {"root": url_for("explorer.index"), "version": store.version(), "strings": STRINGS}


def map_parts() -> dict[str, Markup]:
    """The map's own markup with this request's nonce, made once for each version of the data."""
    parts = store.remember("map", _draw)
    nonce = security.nonce()
    return {name: Markup(part.replace(NONCE, nonce)) for name, part in parts._asdict().items()}


def _draw() -> maps.MapParts:
    version = store.version()
    names = [*LAYERS, LEGS]
    urls = {name: url_for("api.layer", name=name, detail="screen", v=version) for name in names}
    drawn = maps.make_map(
        {},
        assets="linked",
        link=_link,
        data_urls={**urls, "legs": urls[LEGS]},
        nonce=NONCE,
        zoom_control=False,
        show_attribution=False,
        tiles=store.settings().tiles,
        tiles_attribution=store.settings().tiles_attribution,
    )
    return maps.map_parts(drawn)


def _link(name: str) -> str:
    room, _, file = name.partition("/")
    return asset_url("leaflet", file) if room == "leaflet" else asset_url("app", name)


def attribution() -> str:
    """Whose data the map shows."""
    credit = store.remember("attribution", lambda: maps.attribution(store.atlas().legs()))
    online = store.settings().tiles and store.settings().tiles_attribution
    return " · ".join(part for part in (online, credit, text("map.schematic")) if part)
