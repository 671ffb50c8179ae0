"""The routes, one blueprint for each kind of thing that can be asked for."""

from __future__ import annotations

from flask import Flask

from mapapp.views import api, documents, embed, explorer

BLUEPRINTS = (explorer.blueprint, documents.blueprint, embed.blueprint, api.blueprint)


def init_app(app: Flask) -> None:
    """Register all of them."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
