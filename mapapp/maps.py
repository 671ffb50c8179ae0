"""Layers in, a ``folium.Map`` out: the same map in a notebook and in the explorer's page.

    from geodata.atlas import Atlas
    from mapapp.maps import make_map

    with Atlas.open("atlas.gpkg") as atlas:
        make_map(atlas.layers(), atlas.legs())

In a notebook the map shows itself; ``.save("map.html")`` writes one file that needs nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import folium
from geopandas import GeoDataFrame

from geodata.model import LAYERS, LayerName
from mapapp.credits import credits
from mapapp.map_data import layer_columns
from mapapp.map_elements import (
    BASEMAPS,
    Assets,
    Basemap,
    ExplorerMap,
    FeatureLayer,
    Link,
    OnlineTiles,
    Ready,
    Start,
)
from mapapp.strings import STRINGS

Theme = Literal["auto", "light", "dark"]

TITLES: Mapping[LayerName, str] = {
    "corridors": "Corridors",
    "flows": "Flows",
    "sites": "Sites",
    "cities": "Cities",
    "countries": "Countries",
    "areas": "Provinces and landforms",
    "regions": "Regions",
    "waters": "Waters",
}

LEAFLET_VERSION = "1.9.3.0"


class MapParts(NamedTuple):
    """A rendered map in the three places of a page; ``script`` comes without its tag."""

    head: str
    body: str
    script: str


def default_link(name: str) -> str:
    """Where the explorer serves an asset: "leaflet/leaflet.js", "map/scene.js"."""
    room, _, file = name.partition("/")
    return f"/assets/leaflet/{LEAFLET_VERSION}/{file}" if room == "leaflet" else f"/static/{name}"


def make_map(
    layers: Mapping[LayerName, GeoDataFrame],
    legs: GeoDataFrame | None = None,
    *,
    theme: Theme = "auto",
    assets: Literal["inline", "linked"] = "inline",
    link: Link = default_link,
    data_urls: Mapping[str, str] | None = None,
    nonce: str | None = None,
    title: str | None = None,
    zoom_control: bool = True,
    show_attribution: bool = True,
    layer_control: bool = False,
    tiles: str | None = None,
    tiles_attribution: str = "",
) -> folium.Map:
    """Draw an atlas's layers (EPSG:4326, the columns of ``Atlas.layer``) and its corridors' legs.

    ``assets`` "inline" writes scripts and styles into the page; "linked" asks ``link`` for their
    URLs. ``data_urls`` gives the URL of a layer (its answers as ``mapapp.map_data`` makes
    them); what is not in it is embedded. ``nonce`` goes on every script and style element.
    ``tiles``, a URL template with {z}, {x} and {y}, puts an online map under the layers; without it
    the map asks no other host for anything.
    """
    linked = assets == "linked"
    urls = dict(data_urls or {})
    drawn = ExplorerMap(
        title=title,
        nonce=nonce,
        zoom_control=zoom_control,
        attribution_control=False,
    )
    Assets(link if linked else None, nonce).add_to(drawn.get_root())
    credit = attribution(legs) if show_attribution else None
    basemaps = [(zoom, link(name)) for zoom, name in BASEMAPS] if linked else []
    options = {
        "theme": theme,
        "attribution": credit,
        "basemaps": basemaps,
        "tiles": bool(tiles),
        "words": _words(),
    }
    Start(options).add_to(drawn)
    if tiles:
        OnlineTiles(tiles, tiles_attribution).add_to(drawn)
    for name in LAYERS:
        if name in urls or name in layers:
            _feature_layer(name, layers.get(name), legs, urls).add_to(drawn)
    Basemap(basemaps[0][1] if basemaps else None).add_to(drawn)
    if layer_control:
        folium.LayerControl(collapsed=False).add_to(drawn)
    Ready().add_to(drawn)
    return drawn


def _words() -> dict[str, str]:
    """What the map itself writes: names of statuses, and what begins with "drawn."."""
    statuses = {key: word for key, word in STRINGS.items() if key.startswith("status.")}
    return statuses | {
        key.removeprefix("drawn."): word
        for key, word in STRINGS.items()
        if key.startswith("drawn.")
    }


def _feature_layer(
    name: LayerName, frame: GeoDataFrame | None, legs: GeoDataFrame | None, urls: Mapping[str, str]
) -> FeatureLayer:
    if name in urls:
        return FeatureLayer(name, TITLES[name], None, urls[name])
    assert frame is not None
    legs = legs if name == "corridors" else None
    return FeatureLayer(name, TITLES[name], layer_columns(name, frame, legs))


def attribution(legs: GeoDataFrame | None = None) -> str:
    """Whose data the map shows, in one line; OpenStreetMap when its railways or roads do."""
    return " · ".join(credits(legs))


def map_parts(drawn: folium.Map) -> MapParts:
    """Render a map for a page of one's own instead of a page of its own."""
    figure: Any = drawn.get_root()
    figure.render()
    return MapParts(
        head=figure.header.render(), body=figure.html.render(), script=figure.script.render()
    )
