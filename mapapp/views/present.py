"""``/present/<briefing>``: the views of a briefing one after the other, full screen.

The page holds all its slides; going from one to the next asks the server for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from flask import Blueprint, render_template, url_for

from geodata.atlas import DocumentInfo, SavedView
from geodata.atlas.quotes import Quote, quote_of
from geodata.atlas.selection import Selection
from geodata.errors import UnknownError
from geodata.model import View
from mapapp import store
from mapapp.errors import NotFoundError
from mapapp.exporting import shown_of
from mapapp.legend import figure, legend
from mapapp.sources import left_out_line, named, source_line
from mapapp.strings import text
from mapapp.views.page import attribution, boot, map_parts

blueprint = Blueprint("present", __name__)

Slide = dict[str, Any]


@blueprint.get("/present/<briefing_id>")
def show(briefing_id: str) -> str:
    """A briefing; ``#3`` opens its third view."""
    briefing = store.atlas().briefing(briefing_id)
    saved = {view.view_id: view for view in store.atlas().views()}
    there = [saved[view_id] for view_id in briefing.views if view_id in saved]
    slides, left_out = _slides(there)
    if not slides:
        gone = text("present.empty", title=briefing.title[:80])
        raise NotFoundError(left_out_line(left_out) or gone)
    return render_template(
        "present.html",
        title=briefing.title,
        slides=slides,
        sources=_sources(slides),
        left_out=left_out_line(left_out),
        map=map_parts(),
        attribution=attribution(),
        boot=boot(),
    )


def _slides(views: Iterable[SavedView]) -> tuple[list[Slide], list[str]]:
    """The slides, and a line on each view that cannot be shown any more, as in a deck."""
    slides, left_out = [], []
    for saved in views:
        try:
            slides.append(_slide(saved))
        except UnknownError as error:
            left_out.append(str(error))
    return slides, left_out


def _slide(saved: SavedView) -> Slide:
    slide = store.remember(("slide", saved.view), lambda: _made(saved.view))
    return {**slide, "id": saved.view_id}


def _made(view: View) -> Slide:
    """What a slide shows; UnknownError where that is nothing, or something is gone."""
    selection = shown_of(store.atlas(), view)
    number, quote = figure(selection), quote_of(selection)
    return {
        "title": view.title,
        "caption": view.caption,
        "extent": view.extent,
        "layers": view.layers,
        "place": view.place,
        "counts": counts(selection),
        "legend": [entry._asdict() for entry in legend(selection)],
        "figure": number and number._asdict(),
        "quote": quote and _quoted(quote),
        "sources": source_line(selection),
        "documents": [_source(info) for info in selection.in_view.documents],
    }


def counts(selection: Selection) -> dict[str, dict[str, int]] | None:
    """The counts of what the view's filters leave, by place; None where they leave everything."""
    view = selection.view
    if view.documents is None and view.reading == "both" and not (view.since or view.until):
        return None
    columns = ["place_id", "mentions", "literal", "associative"]
    return {
        place_id: {"mentions": int(all_), "literal": int(literal), "associative": int(associative)}
        for frame in selection.layers.values()
        for place_id, all_, literal, associative in frame[columns].itertuples(index=False)
    }


def _quoted(quote: Quote) -> Slide:
    at: Slide = {} if quote.mention is None else {"_anchor": f"m{quote.mention}"}
    return {
        "runs": _runs(quote),
        "source": named(quote.document),
        "url": url_for("documents.show", document_id=quote.document.id, **at),
    }


def _runs(quote: Quote) -> list[dict[str, Any]]:
    """The words in pieces, those that name the view's place marked."""
    edges = [0, *(edge for span in quote.marks for edge in span), len(quote.text)]
    return [
        {"text": quote.text[start:end], "mark": order % 2 == 1}
        for order, (start, end) in enumerate(pairwise(edges))
        if start < end
    ]


def _source(info: DocumentInfo) -> dict[str, str | None]:
    by = named(info)
    return {
        "title": info.title,
        "by": by if info.title or info.name in by else f"{by} · {info.name}",
        "url": url_for("documents.show", document_id=info.id),
    }


def _sources(slides: Iterable[Slide]) -> list[dict[str, str | None]]:
    """The documents of all slides, each once."""
    return list({d["url"]: d for slide in slides for d in slide["documents"]}.values())
