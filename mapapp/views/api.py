"""``/api/``: what the page asks for, as JSON and GeoJSON."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import geopandas as gpd
import shapely
from flask import Blueprint, Response, request
from geopandas import GeoDataFrame

from geodata.atlas import DocumentPassages
from geodata.errors import GazetteerError
from geodata.model import LayerName
from mapapp import describe, store
from mapapp.assets import FOREVER
from mapapp.columns.mentions import mention_columns
from mapapp.columns.places import place_columns, traits_of
from mapapp.errors import NotFoundError
from mapapp.responses import Rendered, render_bytes, render_json, send
from mapapp.store import LEGS
from mapapp.strings import text
from mapapp.summary import symbol
from mapapp.views.arguments import number, position
from mapapp.views.articles import article, document_head, groups
from mapapp.views.explanations import explanations

blueprint = Blueprint("api", __name__, url_prefix="/api")

GEOJSON = "application/geo+json"
LONGEST_QUERY = 200
MOST_PASSAGES = 500


@blueprint.get("/documents")
def documents() -> Response:
    """All documents."""
    return _json("api/documents", lambda: [document_head(info) for info in store.documents()])


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> Response:
    """One document with its marked text; ``character`` chooses the part of a very long one."""
    at = number("character", 0, high=10**9)
    return _json(("api/document", document_id, at), lambda: article(document_id, at))


@blueprint.get("/documents/<document_id>/mentions/<start>/explanation")
def explanation(document_id: str, start: str) -> Response:
    """Why the mentions that begin at a character are where they are, the outermost first."""
    at = position(start)
    return _json(("api/explanation", document_id, at), lambda: explanations(document_id, at))


@blueprint.get("/places/<path:place_id>/passages")
def passages(place_id: str) -> Response:
    """A place and its passages by document, from the ``offset``-th on, ``limit`` at most."""
    offset = number("offset", 0, high=10**9)
    limit = number("limit", MOST_PASSAGES, low=1, high=MOST_PASSAGES)
    key = ("api/passages", place_id, offset, limit)
    return _json(key, lambda: _passages(place_id, offset, limit))


@blueprint.get("/layers/<name>.geojson")
def layer(name: str) -> Response:
    """A layer, or ``corridor_legs``, as GeoJSON.

    An address that names the data's version in ``v`` may be kept for ever.
    """
    if name != LEGS and store.layer_of(name) is None:
        raise NotFoundError(text("error.layer", id=name[:80]))
    rendered = store.remember(("api/layer", name), lambda: _layer(name))
    current = request.args.get("v") == store.version()
    return send(rendered, cache_control=FOREVER if current else "no-cache")


@blueprint.get("/places")
def places() -> Response:
    """All features of all layers with what a table says of them, as columns."""
    return _json("api/places", lambda: place_columns(store.atlas().layers()))


@blueprint.get("/mentions")
def mentions() -> Response:
    """All mentions on the map, as columns, for counting them by document, reading and date."""
    rendered = store.remember("api/mentions", lambda: render_json(_mentions()))
    current = request.args.get("v") == store.version()
    return send(rendered, cache_control=FOREVER if current else "no-cache")


@blueprint.get("/search")
def search() -> Response:
    """Places and passages for ``q``; an empty query finds nothing."""
    query = request.args.get("q", "").replace("\0", " ").strip()[:LONGEST_QUERY]
    limit = number("limit", 12, low=1, high=50)
    if not query:
        return send(render_json({"places": [], "groups": []}))
    found = store.atlas().search(query, limit=limit)
    places = [_place_head(place) for place in found.places or _by_other_names(query)]
    return send(render_json({"places": places, "groups": groups(found.passages)}))


def _by_other_names(query: str) -> list[dict[str, Any]]:
    """Places of the atlas under names that only the gazetteer knows, such as "Lutetia"."""
    try:
        candidates = store.gazetteer().candidates(query)
    except GazetteerError:
        return []
    found = (store.atlas().place(candidate.place_id) for candidate in candidates)
    return [place for place in found if place and place["layer"]]


def _json(key: Hashable, make: Callable[[], object]) -> Response:
    return send(store.remember(key, lambda: render_json(make())))


def _mentions() -> dict[str, Any]:
    atlas = store.atlas()
    with atlas.snapshot():
        traits = traits_of(atlas.layers(), atlas.legs())
        return mention_columns(atlas.placed(), atlas.documents(), atlas.dates(), traits)


def _layer(name: str) -> Rendered:
    frame = store.atlas().legs() if name == LEGS else store.atlas().layer(cast(LayerName, name))
    return render_bytes(to_geojson(frame).encode(), GEOJSON)


def to_geojson(frame: GeoDataFrame) -> str:
    """Features with the place id as their id; five decimals of a degree are about a metre."""
    rounded = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy.round(5))
    frame = frame.set_geometry(gpd.GeoSeries(rounded, index=frame.index, crs=frame.crs))
    if "place_id" in frame.columns:
        frame = frame.set_index("place_id", drop=False)
    return str(frame.to_json(na="null", drop_id=False)).replace("<", "\\u003c")


def _passages(place_id: str, offset: int, limit: int) -> dict[str, Any]:
    place = store.atlas().place(place_id)
    if place is None:
        raise NotFoundError(text("error.place", id=place_id[:80]))
    found = store.atlas().passages(place_id)
    legs = store.atlas().legs_of(place_id)
    total = sum(len(group.passages) for group in found)
    return {
        "place": _place_head(place),
        "chips": describe.chips(place),
        "notes": describe.notes(place, legs),
        "legs": describe.legs(legs),
        "total": total,
        "next": offset + limit if offset + limit < total else None,
        "groups": groups(_page(found, offset, offset + limit)),
    }


def _page(found: Iterable[DocumentPassages], first: int, last: int) -> Iterator[DocumentPassages]:
    """The passages numbered ``first`` to ``last`` over all documents, still by document."""
    at = 0
    for group in found:
        chosen = group.passages[max(0, first - at) : max(0, last - at)]
        at += len(group.passages)
        if chosen:
            yield replace(group, passages=chosen)


def _place_head(place: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": place["place_id"],
        "name": place["name"],
        "kind": place.get("kind"),
        "layer": place.get("layer"),
        "line": describe.kind_line(place),
        "symbol": symbol(place.get("layer"), place),
        "status": place.get("status") or "",
        "mentions": int(place.get("mentions") or 0),
    }
