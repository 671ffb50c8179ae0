"""``/api/map/``: the layers as the map draws them, the most mentioned features first."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from geodata.model import LAYERS, LayerName
from mapapp import store
from mapapp.assets import FOREVER
from mapapp.errors import NotFoundError
from mapapp.map_data import layer_columns
from mapapp.responses import Rendered, render_json, send
from mapapp.strings import text
from mapapp.views.arguments import number

blueprint = Blueprint("map_layers", __name__, url_prefix="/api/map")

MOST_PARTS = 10_000


@blueprint.get("/<name>.json")
def layer(name: str) -> Response:
    """One part of a layer; its "next" is the number of the part that follows.

    An address that names the data's version in ``v`` may be kept for ever.
    """
    known = store.layer_of(name)
    if known is None:
        raise NotFoundError(text("error.layer", id=name[:80]))
    part = number("part", 0, high=MOST_PARTS)
    rendered = store.remember(("api/map", known, part), lambda: _part(known, part))
    current = request.args.get("v") == store.version()
    return send(rendered, cache_control=FOREVER if current else "no-cache")


def addresses() -> dict[str, str]:
    """Where the map finds each layer in the present version of the data."""
    version = store.version()
    return {name: url_for("map_layers.layer", name=name, v=version) for name in LAYERS}


def _part(name: LayerName, part: int) -> Rendered:
    with store.atlas().snapshot():
        frame = store.remember(("frame", name), lambda: store.atlas().layer(name))
        legs = store.atlas().legs() if name == "corridors" and part == 0 else None
    return render_json(layer_columns(name, frame, legs, part=part))
