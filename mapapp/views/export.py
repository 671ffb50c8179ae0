"""``/export/<file>``: a view as a file to keep, in every format that there is.

Exports cost more than anything else that is asked for: what is made is kept for a while, few are
made at the same time, and what would take too long is refused with a hint.
"""

from __future__ import annotations

import gzip
import hashlib
from importlib.metadata import version
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, request

from geodata.atlas.selection import Selection
from geodata.errors import UnknownError
from geodata.model import View
from mapapp import exporting, store
from mapapp.errors import NotFoundError, TooLargeError
from mapapp.exporting import ExportFormat, Job
from mapapp.exporting.file_names import ascii_name, file_name
from mapapp.exporting.options import CHOICES, Options, options_of
from mapapp.exporting.store import Exports
from mapapp.strings import text
from mapapp.view_arguments import view_of

blueprint = Blueprint("export", __name__)

HERE = "view"
"""The name under which the address itself says what to export."""
MOST_FEATURES = 20_000
MOST_MENTIONS = 50_000
MOST_VIEWS = 60


def init_app(app: Flask) -> None:
    """Give the app a store of its own for what it exports, and the dialog what it offers."""
    app.extensions["mapapp_exports"] = Exports()
    app.jinja_env.globals.update(
        export_formats=lambda: list(exporting.formats().values()), export_choices=CHOICES
    )


@blueprint.get("/export/<path:file>")
def export(file: str) -> Response:
    """``view.geojson?layers=cities``, or ``ID.pptx`` of a saved view or a briefing."""
    name, form = exporting.format_of(file)
    options = options_of(request.args)
    title, views = _asked(name)
    key = _key(form, title, views, options)
    response = Response(status=200)
    response.set_etag(key, weak=True)
    if request.if_none_match.contains_weak(key):
        response.status_code = 304
        return response
    exports = cast(Exports, current_app.extensions["mapapp_exports"])
    body = exports.get(key, lambda: _made(form, title, views, options))
    return _as_file(response, body, form, title)


def _asked(name: str) -> tuple[str, tuple[View, ...]]:
    """The title and the views of what is called ``name``; NotFoundError if nothing is."""
    atlas = store.atlas()
    try:
        view = view_of(request.args) if name == HERE else atlas.view(name).view
    except UnknownError:
        return _briefing(name)
    return exporting.title_of(atlas, view) or store.title(), (view,)


def _briefing(name: str) -> tuple[str, tuple[View, ...]]:
    try:
        title, views = exporting.briefing_of(store.atlas(), name)
    except UnknownError as error:
        raise NotFoundError(text("error.export.name", name=name[:80])) from error
    if len(views) > MOST_VIEWS:
        limits = {"n": f"{len(views):,}", "most": f"{MOST_VIEWS:,}"}
        raise TooLargeError(text("error.export.views", **limits))
    return title, views


def _key(form: ExportFormat, title: str, views: tuple[View, ...], options: Options) -> str:
    """The same for the same file: of the same data, by the same program."""
    used = tuple((name, getattr(options, name)) for name in form.options)
    linked = store.settings().public_url
    said = (version("mapapp"), store.version(), linked, form.ending, title, views, used)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def _made(form: ExportFormat, title: str, views: tuple[View, ...], options: Options) -> bytes:
    selections, left_out = exporting.selected(store.atlas(), views, form)
    job = Job(title, selections, options, store.settings().public_url, left_out)
    exporting.check(job, form)
    if form.group == "data":
        _check_size(selections[0])
    return form.write(job)


def _check_size(selection: Selection) -> None:
    features, mentions = len(selection), len(selection.mentions)
    if features > MOST_FEATURES or mentions > MOST_MENTIONS:
        limits = {"most_features": f"{MOST_FEATURES:,}", "most_mentions": f"{MOST_MENTIONS:,}"}
        counts = {"features": f"{features:,}", "mentions": f"{mentions:,}"}
        raise TooLargeError(text("error.export.large", **counts, **limits))


def _as_file(response: Response, body: bytes, form: ExportFormat, title: str) -> Response:
    """The file as a download, which no browser runs as a page of ours."""
    response.data = body
    response.content_type = form.media_type
    name = quote(file_name(title, form.ending), safe="")
    names = {"filename": ascii_name(title, form.ending), "filename*": f"UTF-8''{name}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if _is_text(form.media_type) and request.accept_encodings["gzip"] > 0:
        response.data = gzip.compress(body, 5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("+json", "+xml"))
