"""``/``: the map of the whole atlas; ``/?place=ID`` with a place selected."""

from __future__ import annotations

from flask import Blueprint

from mapapp.views import page

blueprint = Blueprint("explorer", __name__)


@blueprint.get("/")
def index() -> str:
    """The explorer; a selected place is read from the address by the page itself."""
    return page.explorer()
