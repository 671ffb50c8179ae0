"""The last slides: every document that the maps rest on, and whose data the map is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from math import ceil

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from geodata.atlas import DocumentInfo
from geodata.exports.safe import web_address
from mapapp.links import document_link
from mapapp.pictures.decks.links import external
from mapapp.pictures.decks.placeholders import TITLE, drop, emptied, placeholder
from mapapp.pictures.decks.template import COLUMNS, DATA, layout
from mapapp.pictures.decks.words import plain, right_to_left
from mapapp.pictures.decks.xml import Element, add
from mapapp.sources import by, dated
from mapapp.strings import plural, text

MOST_PAGES = 20
"""About 400 documents; a longer list is nobody's slide."""

_LINES_A_COLUMN = 22.0
_LETTERS_A_LINE = 60
_LONGEST_TITLE = 200
_LONGEST_ADDRESS = 2_000
"""Of a link: slide programs refuse longer ones."""

_LONGEST_SHOWN_ADDRESS = 56

Column = list[DocumentInfo]


def add_sources(
    deck: Deck, documents: Sequence[DocumentInfo], credits: str, public_url: str
) -> Mapping[str, Slide]:
    """Slides that list the documents, numbered; the slide of each listed document by its id."""
    columns = _columns(documents)
    pages = [columns[i : i + 2] for i in range(0, len(columns), 2)][:MOST_PAGES]
    left_out = len(documents) - sum(len(column) for page in pages for column in page)
    found: dict[str, Slide] = {}
    for i, page in enumerate(pages, 1):
        slide = deck.slides.add_slide(layout(deck, "Sources"))
        _title(slide, i, len(pages))
        for index, column in zip_longest(COLUMNS, page):
            name = text("deck.sources.column")
            shape = placeholder(slide, index, name)
            if column is None:
                drop(shape)
                continue
            body = emptied(shape)
            for document in column:
                found[document.id] = slide
                _entry(slide, body, len(found), document, public_url)
        data = [credits, plural("deck.sources.more", left_out) if left_out else ""]
        plain(_only_paragraph(slide, DATA, text("deck.attribution")), " ".join(data).strip())
    return found


def _columns(documents: Sequence[DocumentInfo]) -> list[Column]:
    """The documents in columns that they fill by their estimated lines; one column at least."""
    columns: list[Column] = [[]]
    used = 0.0
    for document in documents:
        words = _heading(document), cited(document), _shown(web_address(document.url) or "")
        lines = sum(ceil(len(line) / _LETTERS_A_LINE) for line in words) + 0.5
        if used + lines > _LINES_A_COLUMN and columns[-1]:
            columns.append([])
            used = 0.0
        columns[-1].append(document)
        used += lines
    return columns


def _title(slide: Slide, page: int, pages: int) -> None:
    words = text("deck.sources.title")
    if pages > 1:
        words = text("deck.sources.page", page=page, pages=pages)
    plain(_only_paragraph(slide, TITLE, text("deck.title")), words)


def _only_paragraph(slide: Slide, index: int, name: str) -> Element:
    """The one paragraph, still empty, of a placeholder."""
    return add(emptied(placeholder(slide, index, name)), "a:p")


def _entry(
    slide: Slide, body: Element, number: int, document: DocumentInfo, public_url: str
) -> None:
    paragraph = add(body, "a:p")
    title = _heading(document)
    if right_to_left(title):
        add(paragraph, "a:pPr", {"algn": "r", "rtl": 1})
    plain(paragraph, f"{number}\t")
    plain(paragraph, title, bold=True)
    add(paragraph, "a:br")
    plain(paragraph, cited(document))
    page, address = document_link(public_url, document.id), web_address(document.url)
    if page:
        plain(paragraph, " · ")
        _link(slide, plain(paragraph, text("deck.sources.open")), page)
    if address and len(address) <= _LONGEST_ADDRESS:
        add(paragraph, "a:br")
        _link(slide, plain(paragraph, _shown(address)), address)


def _link(slide: Slide, run: Element, address: str) -> None:
    add(run, "a:hlinkClick", {"r:id": external(slide, address)})


def cited(document: DocumentInfo) -> str:
    """Author, publisher and day, on one line."""
    return ", ".join(filter(None, (by(document), dated(document))))[:_LONGEST_TITLE]


def _heading(document: DocumentInfo) -> str:
    title = " ".join((document.title or "").split())[:_LONGEST_TITLE]
    return title or text("reader.untitled") + f" ({document.name[:80]})"


def _shown(address: str) -> str:
    """An address as people read it."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    most = _LONGEST_SHOWN_ADDRESS
    return bare if len(bare) <= most else f"{bare[: most - 1]}…"
