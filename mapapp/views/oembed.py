"""``/oembed``: what a program needs that turns a link to the explorer into a map in its page.

oEmbed 1.0 (https://oembed.com): type "rich", an iframe with a page of ``/embed`` in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Flask, Response, current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from geodata.exports.safe import xml_text
from mapapp import errors, store
from mapapp.embedding import flag_arguments, flags_of, position_arguments, position_of
from mapapp.errors import BadRequestError, NotFoundError
from mapapp.responses import render_bytes, render_json, send
from mapapp.strings import text
from mapapp.view_arguments import arguments_of, view_of
from mapapp.views.arguments import number

blueprint = Blueprint("oembed", __name__)

WIDTH, HEIGHT = 960, 600
LARGEST = 10_000  # px
LONGEST_URL = 16_000
MOST_ARGUMENTS = 100

ANSWERED = {"explorer.index", "embed.page", "saved.short", "embed.saved"}
"""The pages of ours that can be embedded; the last two by the id of a saved view."""


def init_app(app: Flask) -> None:
    """Let pages link to their own answer with ``oembed_url(format)``, and to ``public_root()``."""
    app.jinja_env.globals.update(oembed_url=discovery_url, public_root=root)


def discovery_url(form: str) -> str:
    """The absolute address of the answer for the page that is being made."""
    query = request.query_string.decode("ascii", errors="replace")
    asked = root() + request.path + (f"?{query}" if query else "")
    return root() + url_for("oembed.answer", url=asked, format=form)


def root() -> str:
    """Where the public finds this server, without a slash at the end."""
    return (store.settings().public_url or request.host_url).rstrip("/")


@blueprint.get("/oembed")
def answer() -> Response:
    """The embed of ``url``, no larger than ``maxwidth`` and ``maxheight``, as JSON or XML."""
    form = request.args.get("format", "json")
    if form not in ("json", "xml"):
        return errors.answer(501, text("error.choice", name="format", choices="json, xml"))
    width = min(WIDTH, number("maxwidth", WIDTH, low=1, high=LARGEST))
    height = min(HEIGHT, number("maxheight", HEIGHT, low=1, high=LARGEST))
    title, source = _embed(request.args.get("url", ""))
    values = {
        "type": "rich",
        "version": "1.0",
        "provider_name": store.title(),
        "provider_url": f"{root()}/",
        "title": title,
        "width": width,
        "height": height,
        "html": iframe(source, title, width, height),
    }
    if form == "json":
        return send(render_json(values))
    return send(render_bytes(_xml(values), "text/xml"))


def iframe(source: str, title: str, width: int, height: int) -> str:
    """The element that shows an embed; everything in it is escaped."""
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{width}"'
        f' height="{height}" loading="lazy" allowfullscreen></iframe>'
    )


def _embed(url: str) -> tuple[str, str]:
    """Title and address of the embed for a page of ours; NotFoundError for any other page."""
    values, given = _page(url)
    said: dict[str, Any] = flag_arguments(flags_of(given)) | position_arguments(position_of(given))
    if "view_id" in values:
        saved = store.atlas().view(values["view_id"])
        source = url_for("embed.saved", view_id=saved.view_id, **said)
        return saved.view.title or store.title(), root() + source
    view = view_of(given)
    source = url_for("embed.page", **(arguments_of(view) | said))
    return view.title or store.title(), root() + source


def _page(url: str) -> tuple[Mapping[str, Any], dict[str, str]]:
    """What a link to a page of ours says: the parts of its path, its arguments."""
    if not url:
        raise BadRequestError(text("error.oembed.url"))
    foreign = NotFoundError(text("error.oembed.foreign", root=root()))
    if len(url) > LONGEST_URL or not url.isprintable() or "\\" in url:
        raise foreign
    try:
        asked, ours = urlsplit(url), urlsplit(root())
        given = parse_qsl(asked.query, keep_blank_values=True, max_num_fields=MOST_ARGUMENTS)
    except ValueError as error:
        raise foreign from error
    here = (asked.scheme.lower(), asked.netloc.lower()) == (ours.scheme, ours.netloc.lower())
    if not here or not asked.path.startswith(f"{ours.path}/"):
        raise foreign
    try:
        routes = current_app.url_map.bind("localhost")
        endpoint, values = routes.match(asked.path.removeprefix(ours.path), method="GET")
    except (HTTPException, RequestRedirect) as error:
        raise foreign from error
    if endpoint not in ANSWERED:
        raise foreign
    return values, dict(reversed(given))  # of several, the first: as the page itself reads them


def _xml(values: Mapping[str, object]) -> bytes:
    document = ElementTree.Element("oembed")
    for name, value in values.items():
        ElementTree.SubElement(document, name).text = xml_text(str(value))
    return bytes(ElementTree.tostring(document, encoding="utf-8", xml_declaration=True))
