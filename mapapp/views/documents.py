"""``/documents/``: the list; ``/documents/ID#mSTART``: an article, open at a mention."""

from __future__ import annotations

from flask import Blueprint

from mapapp import store
from mapapp.views import page
from mapapp.views.arguments import number
from mapapp.views.articles import article, document_head

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.get("/")
def index() -> str:
    """The explorer with the list of documents."""
    return page.explorer(listing=[document_head(info) for info in store.documents()])


@blueprint.get("/<document_id>")
def show(document_id: str) -> str:
    """The explorer with the reader open; the text is in the page, so it reads without scripts."""
    return page.explorer(article=article(document_id, number("character", 0, high=10**9)))
