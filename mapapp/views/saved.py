"""``/api/views``, ``/api/briefings``: saved views, listed for all, changed at this machine only.

Whoever changes something gets the whole list back, as ``GET /api/views`` gives it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from geodata.atlas import Atlas, SavedView
from geodata.atlas.views import LONGEST_CAPTION, LONGEST_TITLE, checked_text
from geodata.model import Briefing, View
from mapapp import security, store
from mapapp.errors import BadRequestError
from mapapp.responses import render_json, send
from mapapp.strings import plural, text
from mapapp.view_arguments import arguments_of, view_of

blueprint = Blueprint("saved", __name__)

LARGEST = 64 * 1024  # bytes of a request
MOST = 1_000  # views, and briefings
MOST_NAMED = 5
LONGEST_ID = 500  # characters; a described site's id holds words of its text

Body = Mapping[str, Any]


@blueprint.get("/v/<view_id>")
def short(view_id: str) -> BaseResponse:
    """The explorer in the state of a saved view."""
    view = replace(store.atlas().view(view_id).view, title="", caption="", quote=None)
    arguments: dict[str, Any] = arguments_of(view)
    return redirect(url_for("explorer.index", **arguments, view=view_id))


@blueprint.get("/api/views")
def views() -> Response:
    """All views and briefings, and whether whoever asks may change them."""
    return _listing(store.atlas())


@blueprint.post("/api/views")
def save() -> Response:
    """Save a view: ``{"arguments": {...}}``, the arguments of its address."""
    body = _body()
    view = _view(body)
    with _writing() as atlas:
        if len(atlas.views()) >= MOST:
            raise BadRequestError(text("error.views.most", n=MOST))
        return _listing(atlas, saved=atlas.save_view(view).view_id)


@blueprint.patch("/api/views/<view_id>")
def change(view_id: str) -> Response:
    """Another title, another caption, or with ``arguments`` another state."""
    body = _body()
    with _writing() as atlas:
        before = atlas.view(view_id).view
        after = _view(body) if "arguments" in body else _renamed(before, body)
        return _listing(atlas, saved=atlas.save_view(after, view_id).view_id)


@blueprint.delete("/api/views/<view_id>")
def delete(view_id: str) -> Response:
    """Take a view out of the list; it can be restored."""
    with _writing() as atlas:
        atlas.delete_view(view_id)
        return _listing(atlas)


@blueprint.post("/api/views/<view_id>/restore")
def restore(view_id: str) -> Response:
    """Bring a deleted view back, where it was."""
    with _writing() as atlas:
        atlas.restore_view(view_id)
        return _listing(atlas, saved=view_id)


@blueprint.put("/api/views")
def reorder() -> Response:
    """The order of the list: ``{"order": [id, ...]}``; what is not named stays behind."""
    order = _ids(_body(), "order")
    with _writing() as atlas:
        atlas.reorder_views(order)
        return _listing(atlas)


@blueprint.post("/api/briefings")
def save_briefing() -> Response:
    """Make a briefing: ``{"title": ..., "views": [id, ...]}``."""
    body = _body()
    briefing = Briefing("", _text(body, "title", LONGEST_TITLE), _ids(body, "views"))
    with _writing() as atlas:
        if len(atlas.briefings()) >= MOST:
            raise BadRequestError(text("error.views.most", n=MOST))
        return _listing(atlas, saved=atlas.save_briefing(briefing).briefing_id)


@blueprint.patch("/api/briefings/<briefing_id>")
def change_briefing(briefing_id: str) -> Response:
    """Another title, other views, or both."""
    body = _body()
    with _writing() as atlas:
        briefing = atlas.briefing(briefing_id)
        if "title" in body:
            briefing = replace(briefing, title=_text(body, "title", LONGEST_TITLE))
        if "views" in body:
            briefing = replace(briefing, views=_ids(body, "views"))
        return _listing(atlas, saved=atlas.save_briefing(briefing).briefing_id)


@blueprint.delete("/api/briefings/<briefing_id>")
def delete_briefing(briefing_id: str) -> Response:
    """Take a briefing out of the list; its views stay, and it can be restored."""
    with _writing() as atlas:
        atlas.delete_briefing(briefing_id)
        return _listing(atlas)


@blueprint.post("/api/briefings/<briefing_id>/restore")
def restore_briefing(briefing_id: str) -> Response:
    """Bring a deleted briefing back."""
    with _writing() as atlas:
        atlas.restore_briefing(briefing_id)
        return _listing(atlas, saved=briefing_id)


@contextmanager
def _writing() -> Iterator[Atlas]:
    """The atlas, open for writing, if the request may write; AtlasError says why it cannot."""
    security.check_write()
    with Atlas.open(Path(store.settings().atlas), write=True) as atlas:
        yield atlas


def _listing(atlas: Atlas, saved: str | None = None) -> Response:
    with atlas.snapshot():
        views, briefings, damaged = atlas.views(), atlas.briefings(), atlas.damaged()
    there = {view.view_id for view in views}
    answer = {
        "views": [_as_values(view) for view in views],
        "briefings": [
            {
                "id": briefing.briefing_id,
                "title": briefing.title,
                "views": [view_id for view_id in briefing.views if view_id in there],
                "url": url_for("present.show", briefing_id=briefing.briefing_id),
            }
            for briefing in briefings
        ],
        "writable": security.may_write(),
        "saved": saved,
        "notice": _notice(damaged),
    }
    return send(render_json(answer))


def _notice(damaged: list[str]) -> str | None:
    """What is left out of the lists, and why."""
    if not damaged:
        return None
    names = [f"“{name}”" for name in damaged[:MOST_NAMED]]
    return plural("views.damaged", len(damaged), names=", ".join(names))


def _as_values(saved: SavedView) -> dict[str, Any]:
    return {
        "id": saved.view_id,
        "title": saved.view.title,
        "caption": saved.view.caption,
        "arguments": arguments_of(saved.view),
        "url": url_for("saved.short", view_id=saved.view_id),
    }


def _body() -> Body:
    """What was sent, as an object; 413, 415 or BadRequestError for anything else."""
    security.check_write()
    request.max_content_length = LARGEST
    if request.mimetype != "application/json":
        abort(415)
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadRequestError(text("error.json")) from error
    if not isinstance(body, dict):
        raise BadRequestError(text("error.json"))
    return body


def _view(body: Body) -> View:
    arguments = body.get("arguments")
    if not isinstance(arguments, dict) or not all(map(_is_text, arguments.values())):
        raise BadRequestError(text("error.arguments"))
    view = view_of(arguments)
    for key in filter(None, (view.place, *(view.documents or ()))):
        if len(key) > LONGEST_ID or not key.isprintable():
            raise BadRequestError(text("error.id", id=key[:80]))
    return _renamed(view, {"title": "", **arguments})


def _is_text(value: object) -> bool:
    """Whether it is a text that can be kept; JSON can say halves of surrogate pairs."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _renamed(view: View, given: Body) -> View:
    """The view with the title and the caption that are given, both as they are kept."""
    title = _text(given, "title", LONGEST_TITLE) if "title" in given else view.title
    caption = (
        _text(given, "caption", LONGEST_CAPTION, needed=False)
        if "caption" in given
        else view.caption
    )
    return replace(view, title=title, caption=caption)


def _text(given: Body, name: str, longest: int, *, needed: bool = True) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise BadRequestError(text("error.text", name=name))
    try:
        value = checked_text(value, longest, name)
    except ValueError as error:
        raise BadRequestError(f"{text('error.text.long')} {error}.") from error
    if needed and not value:
        raise BadRequestError(text("error.text.empty", name=name))
    return value


def _ids(body: Body, name: str) -> tuple[str, ...]:
    ids = body.get(name)
    if not isinstance(ids, list) or not ids or not all(isinstance(key, str) for key in ids):
        raise BadRequestError(text("error.ids", name=name))
    if len(ids) > MOST:
        raise BadRequestError(text("error.ids.most", name=name, n=MOST))
    return tuple(ids)
