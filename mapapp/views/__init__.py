"""The routes, one blueprint for each kind of thing that can be asked for."""

from __future__ import annotations

from flask import Flask

from mapapp.views import api, documents, embed, explorer, export, map_layers, oembed, present, saved

BLUEPRINTS = (
    explorer.blueprint,
    documents.blueprint,
    embed.blueprint,
    oembed.blueprint,
    present.blueprint,
    saved.blueprint,
    export.blueprint,
    api.blueprint,
    map_layers.blueprint,
)


def init_app(app: Flask) -> None:
    """Register all of them."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    oembed.init_app(app)
    export.init_app(app)
