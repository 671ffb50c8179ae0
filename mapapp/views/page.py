"""The explorer's page: the map, and around it the panels that the address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from flask import render_template, url_for
from markupsafe import Markup

from geodata.model import LAYERS, LayerName, Status
from mapapp import maps, security, store, summary
from mapapp.assets import asset_url
from mapapp.strings import STRINGS, text
from mapapp.summary import LayerSummary
from mapapp.views import map_layers

NONCE = "__NONCE__"
"""Stands in the kept markup where each response writes its own."""

SERVER_ONLY = ("picture.", "deck.", "source.", "credits.")
"""Words that no script of the page says."""

GROUPS: tuple[tuple[str, tuple[LayerName, ...]], ...] = (
    ("lines", ("corridors", "flows")),
    ("points", ("cities", "sites")),
    ("areas", ("countries", "areas", "regions", "waters")),
)
"""Layers as the panel lists them: of a group, the first lies on top."""


def explorer(**context: Any) -> str:
    """The page; ``article`` opens the reader, ``listing`` the list of documents."""
    layers = store.layers()
    return render_template(
        "explorer.html",
        title=store.title(),
        documents=store.documents(),
        failures=store.failures(),
        layer_groups=_grouped(layers),
        key_statuses=[status for status in get_args(Status) if f"status.{status}" in STRINGS],
        counts=summary.counts(layers),
        map=map_parts(),
        attribution=attribution(),
        boot=boot(),
        **context,
    )


def _grouped(layers: Sequence[LayerSummary]) -> list[tuple[str, list[LayerSummary]]]:
    by_name = {layer.name: layer for layer in layers}
    groups = [(group, [by_name[n] for n in names if n in by_name]) for group, names in GROUPS]
    return [(group, members) for group, members in groups if members]


def boot() -> dict[str, Any]:
    """What the scripts need to know before they ask for anything."""
    return {
        "root": url_for("explorer.index"),
        "version": store.version(),
        "layers": LAYERS,
        "strings": {k: v for k, v in STRINGS.items() if not k.startswith(SERVER_ONLY)},
    }


def map_parts() -> dict[str, Markup]:
    """The map's own markup with this request's nonce, made once for each version of the data."""
    parts = store.remember("map", _draw)
    nonce = security.nonce()
    return {name: Markup(part.replace(NONCE, nonce)) for name, part in parts._asdict().items()}


def _draw() -> maps.MapParts:
    drawn = maps.make_map(
        {},
        assets="linked",
        link=_link,
        data_urls=map_layers.addresses(),
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
