"""``/embed``: the map, its key and its sources, to be framed by other pages."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from mapapp import store
from mapapp.views.page import attribution, boot, map_parts

blueprint = Blueprint("embed", __name__)

THEMES = ("light", "dark")


@blueprint.get("/embed")
def page() -> str:
    """The bare map; ``theme=light`` or ``dark`` fixes the colours, otherwise the reader's count."""
    theme = request.args.get("theme", "")
    return render_template(
        "embed.html",
        title=store.title(),
        documents=store.documents(),
        layers=store.layers(),
        theme=theme if theme in THEMES else "",
        map=map_parts(),
        attribution=attribution(),
        boot=boot(),
    )
