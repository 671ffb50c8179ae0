"""``/embed``: the map, its key and its sources, to be framed by other pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from geodata.atlas.selection import Selection, select
from geodata.model import View
from mapapp import store
from mapapp.embedding import flags_of, position_arguments, position_of
from mapapp.legend import legend
from mapapp.view_arguments import arguments_of, view_of
from mapapp.views.page import attribution, boot, map_parts
from mapapp.views.present import counts

blueprint = Blueprint("embed", __name__)


@blueprint.get("/embed")
def page() -> str:
    """The bare map of a view in the words of its address; docs/embedding.md has the flags."""
    return _embed(view_of(request.args))


@blueprint.get("/embed/<view_id>")
def saved(view_id: str) -> str:
    """The bare map of a saved view; what the address says besides goes before what was saved."""
    kept = arguments_of(store.atlas().view(view_id).view)
    return _embed(view_of(kept | request.args.to_dict()))


def _embed(view: View) -> str:
    flags, at = flags_of(request.args), position_of(request.args)
    shown = store.remember(("embed", view), lambda: _shown(select(store.atlas(), view)))
    return render_template(
        "embed.html",
        title=view.title or store.title(),
        theme="" if flags.theme == "auto" else flags.theme,
        flags=flags,
        view=view,
        shown=shown | {"view": shown["view"] | {"at": at}},
        source=url_for("explorer.index", **(_state(view) | position_arguments(at))),
        map=map_parts(),
        attribution=attribution(),
        boot=boot(),
    )


def _shown(selection: Selection) -> dict[str, Any]:
    """What the page says of a view, and what its script draws."""
    view = selection.view
    return {
        "documents": len(selection.in_view.documents),
        "legend": [entry._asdict() for entry in legend(selection)],
        "layers": [name for name, frame in selection.layers.items() if len(frame)],
        "view": {
            "extent": view.extent,
            "layers": view.layers,
            "place": view.place,
            "counts": counts(selection),
        },
    }


def _state(view: View) -> dict[str, Any]:
    """The explorer's arguments for a view; its words stay behind."""
    return {k: v for k, v in arguments_of(view).items() if k not in ("title", "caption", "quote")}
