"""The explorer in one HTML file that needs neither a server nor a network.

The file is the page that the explorer itself answers, with everything it would ask for put into
it: scripts, styles, fonts and the answers of the API. ``static/js/alone.js`` answers the page's
requests out of the file.

    Selection ─▶ excerpt of the atlas ─▶ page and answers ─▶ files put in ─▶ HTML
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from flask import Flask, g
from flask.testing import FlaskClient
from lxml import etree, html

from geodata.atlas.selection import Selection, select
from geodata.model import LAYERS, View
from mapapp import create_app
from mapapp.errors import BadRequestError
from mapapp.exporting.excerpt import Excerpt
from mapapp.exporting.inlining import Inliner, embed
from mapapp.settings import Settings
from mapapp.strings import text
from mapapp.view_arguments import arguments_of

MOST_CHARACTERS = 5_000_000
"""Of all texts together: a browser must still open the file at once."""

_NEEDS_SERVER = (
    "//dialog | //*[@data-server or @data-opens] | //link[@rel='alternate']"
    " | //*[@id='button-export' or @id='open-views' or @id='open-embed' or @id='open-present']"
    " | //script[@type='module' and not(contains(@src, '/js/main.js'))]"
)
_BASEMAPS = ("map/basemap-coarse.json", "map/basemap.json", "map/basemap-fine.json")
_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:;"
    " font-src data:; base-uri 'none'; form-action 'none'"
)


class Answer(NamedTuple):
    """What the page is told when it asks for ``path``; a large one travels compressed."""

    path: str
    body: bytes
    large: bool = False


def page(selection: Selection) -> str:
    """The HTML of the explorer, opened in the selection's view; its atlas must be open.

    The file holds the documents of the selection with all that they name, so that layers,
    readings and dates can still be switched. BadRequestError where that would be too much.
    """
    chosen = _documents_of(selection)
    title = selection.view.title or None
    app = create_app(Settings(atlas=selection.atlas.path, title=title))
    excerpt = Excerpt(chosen)
    app.before_request(lambda: g.setdefault("atlas", excerpt) and None)
    # In one snapshot: the file is of one state, and no answer opens a transaction of its own.
    with selection.atlas.snapshot(), app.test_client() as client:
        answers = list(_answers(client, chosen))
        return _put_together(app, client, answers, arguments_of(selection.view))


def _documents_of(selection: Selection) -> Selection:
    """Everything that the selection's documents name."""
    atlas = selection.atlas
    ids = tuple(info.id for info in selection.documents)
    length = sum(info.length for info in selection.documents)
    if length > MOST_CHARACTERS:
        limits = {"n": f"{length:,}", "high": f"{MOST_CHARACTERS:,}"}
        raise BadRequestError(text("error.export.length", **limits))
    return select(atlas, View(documents=ids))


def _answers(client: FlaskClient, selection: Selection) -> Iterator[Answer]:
    """All that the page may ask for, as the server answers it."""
    for path in ("api/documents", "api/places", "api/mentions"):
        yield _answer(client, path)
    for name in LAYERS:
        yield from _parts(client, f"api/map/{name}.json", "part")
    for info in selection.documents:
        yield _answer(client, f"api/documents/{quote(info.id, safe='')}")
    for frame in selection.layers.values():
        for place_id in frame["place_id"]:
            yield from _parts(client, f"api/places/{quote(place_id, safe='')}/passages", "offset")


def _parts(client: FlaskClient, path: str, name: str) -> Iterator[Answer]:
    """An answer that comes in parts: each says under "next" where the one after it starts."""
    at: int | None = 0
    while at is not None:
        part = _answer(client, f"{path}?{name}={at}" if at else path)
        yield part
        at = json.loads(part.body).get("next")


def _answer(client: FlaskClient, path: str) -> Answer:
    response = client.get(f"/{path}")
    assert response.status_code == 200, path
    return Answer(unquote(path), response.get_data(), large=path.startswith("api/map/"))


def _put_together(
    app: Flask, client: FlaskClient, answers: list[Answer], arguments: dict[str, str]
) -> str:
    response = client.get("/")
    assert response.status_code == 200
    written = response.get_data(as_text=True)
    tree = html.document_fromstring(written, parser=html.HTMLParser(encoding="utf-8"))
    for needless in tree.xpath(_NEEDS_SERVER):
        needless.drop_tree()
    nonce = tree.xpath("//script/@nonce")[0]
    texts = [written, *(answer.body.decode() for answer in answers)]
    inliner = Inliner(nonce, frozenset("".join(texts)))
    with app.test_request_context("/"):
        inliner.put_into(tree)
    _mark_alone(tree)
    basemaps = [Answer(name, inliner.own_file(name), large=True) for name in _BASEMAPS]
    body = tree.body
    for answer in reversed([*answers, *basemaps]):
        body.insert(0, embed(answer.path, answer.body, compressed=answer.large))
    # Browsers take the nonce off a script with "<script" in an attribute: it would not run.
    start = {"data-alone": json.dumps(arguments).replace("<", "\\u003c")}
    body.insert(0, inliner.script("js/alone.js", **start))
    tree.head.insert(1, _policy(nonce))
    return "<!doctype html>\n" + str(etree.tostring(tree, method="html", encoding="unicode"))


def _mark_alone(tree: Any) -> None:
    """Tell the scripts; links that the page would follow by itself lead nowhere else."""
    boot = tree.get_element_by_id("boot")
    boot.text = json.dumps({**json.loads(boot.text), "alone": True}).replace("<", "\\u003c")
    tree.set("data-alone", "yes")
    for link in tree.xpath("//a[starts-with(@href, '/')]"):
        path, _, query = link.get("href")[1:].partition("?")
        opened = f"open={quote(path)}" if path else ""
        link.set("href", "?" + "&".join(filter(None, (opened, query))))
    for form in tree.xpath("//form[@action]"):
        del form.attrib["action"]


def _policy(nonce: str) -> Any:
    element = html.Element("meta")
    element.set("http-equiv", "Content-Security-Policy")
    element.set("content", _POLICY.format(nonce=nonce))
    return element
