"""``.html`` and ``.htm``: the text that a page shows, and what its head says of it.

The page is read as a stream of tags, never as a tree, so depth and size are no danger; nothing is
fetched, no DTD is loaded, no entity of the page's own is expanded. Blocks become paragraphs, line
breaks become newlines; scripts, styles, forms and navigation are left out. Offsets count on the
text that comes out, the digest on the file's bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from geodata.documents.encodings import MAX_BYTES, decode
from geodata.documents.make import document_from_text
from geodata.documents.page_metadata import PageMetadata
from geodata.documents.sources import Read, Source
from geodata.errors import DocumentError

_LEFT_OUT: Final = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas",
    "select", "button", "textarea", "form", "nav", "aside", "footer", "dialog", "audio",
    "video", "map", "head",
))  # fmt: skip
_PARAGRAPHS: Final = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main", "header",
    "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "figcaption", "address", "hr",
    "details", "summary", "fieldset", "caption", "body",
))  # fmt: skip
_LINES: Final = frozenset(("br", "li", "tr", "dt", "dd"))
_CELLS: Final = frozenset(("td", "th"))
_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
))  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_KNOWN_CHARSET = re.compile(r"(?:windows-|cp|iso-?8859-|koi8|gb|big5|shift_?jis|x-sjis|euc-)", re.I)


def read_webpage(source: Source) -> Read:
    """The page as one document."""
    data = source.stream.read(MAX_BYTES + 1)
    try:
        page = _parsed(decode(data, _declared(data)))
        text = page.text()
        if not text:
            raise DocumentError("is a page without text; there is nothing to read")
    except DocumentError as problem:
        yield source.error(problem)
        return
    yield document_from_text(
        text,
        name=source.name,
        source=source.path,
        sha256=hashlib.sha256(data).hexdigest(),
        said=page.metadata.said(),
    )


def _declared(data: bytes) -> str | None:
    """The encoding that the page names, as browsers understand it."""
    match = _CHARSET.search(data, 0, 4_096)
    name = match[1].decode("ascii", errors="replace").lower() if match else ""
    if name in ("iso-8859-1", "iso8859-1", "latin1", "us-ascii"):
        return "cp1252"
    return name if _KNOWN_CHARSET.match(name) else None


def _parsed(markup: str) -> _Page:
    page = _Page()
    parser = etree.HTMLParser(target=page, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        parser.feed(markup.removeprefix("\ufeff").encode("utf-8"))
        parser.close()
    except etree.LxmlError as problem:
        reason = " ".join(str(problem).split())
        raise DocumentError(f"is not HTML that can be read ({reason})") from None
    return page


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text and where it stood: the number of its outermost article, 0 for none."""

    text: str
    article: int
    in_main: bool


class _Page:
    """Takes the parser's events; ``text`` gives the article where the page marks one."""

    def __init__(self) -> None:
        self.metadata = PageMetadata()
        self._open: list[tuple[str, bool]] = []  # tag, and whether it is left out
        self._depth: Counter[str] = Counter()
        self._left_out = 0
        self._articles = 0
        self._pieces: list[_Piece] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.metadata.start(tag, attributes)
        if tag == "article" and not self._depth["article"]:
            self._articles += 1
        self._break(tag)
        if tag not in _VOID:
            left_out = self._is_left_out(tag, attributes)
            self._open.append((tag, left_out))
            self._depth[tag] += 1
            self._left_out += left_out

    def end(self, tag: str) -> None:
        self.metadata.end(tag)
        while self._depth[tag]:
            last, left_out = self._open.pop()
            self._depth[last] -= 1
            self._left_out -= left_out
            if last == tag:
                break
        if tag in _PARAGRAPHS:
            self._break(tag)

    def data(self, data: str) -> None:
        self.metadata.data(data)
        if not self._left_out:
            space = r"[ \t\r\f]+" if self._depth["pre"] else r"[ \t\r\n\f]+"
            self._add(re.sub(space, " ", data))

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def close(self) -> None:
        """All was taken as it came."""

    def text(self) -> str:
        """What the page shows of its article, its main part, or all of it."""
        joined = "".join(piece.text for piece in self._chosen())
        lines = re.sub(r" ?\n ?", "\n", re.sub(r" {2,}", " ", joined))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()

    def _is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "header":  # the site's, unless it is the article's own
            return not (self._depth["article"] or self._depth["main"])
        return tag in _LEFT_OUT or "hidden" in attributes

    def _break(self, tag: str) -> None:
        if not self._left_out and tag in _PARAGRAPHS:
            self._add("\n\n")
        elif not self._left_out and tag in _LINES:
            self._add("\n")
        elif not self._left_out and tag in _CELLS:
            self._add(" ")

    def _add(self, text: str) -> None:
        article = self._articles if self._depth["article"] else 0
        self._pieces.append(_Piece(text, article, self._depth["main"] > 0))

    def _chosen(self) -> Iterator[_Piece]:
        """The one article if it holds most of the page's text, else the main part, else all."""
        sizes: Counter[int] = Counter()
        for piece in self._pieces:
            sizes[piece.article] += len(piece.text.strip())
        article = max(sizes.keys() - {0}, key=lambda number: sizes[number], default=0)
        if article and sizes[article] * 2 > sizes.total():
            return (piece for piece in self._pieces if piece.article == article)
        main = [piece for piece in self._pieces if piece.in_main]
        return iter(main if any(piece.text.strip() for piece in main) else self._pieces)
