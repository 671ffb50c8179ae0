"""What a web page states of itself: Open Graph and other ``<meta>``, JSON-LD, ``<time>``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from geodata.documents.dates import full_date
from geodata.documents.make import web_address

_LONGEST_BLOCK: Final = 1_000_000
_LONGEST_TEXT: Final = 2_000

# For each field the names of <meta>, from the surest on.
_META: Final = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "published": (
        *("article:published_time", "og:article:published_time", "date", "pubdate"),
        *("publishdate", "publish-date", "dc.date.issued", "dc.date", "dcterms.created"),
        *("parsely-pub-date", "sailthru.date", "datepublished"),
    ),
    "publisher": ("og:site_name", "dc.publisher", "article:publisher", "application-name"),
}
_ARTICLES: Final = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle",
    "OpinionNewsArticle", "BlogPosting", "Report", "ScholarlyArticle", "TechArticle",
    "LiveBlogPosting", "WebPage",
))  # fmt: skip


class PageMetadata:
    """Collects what a page states while its tags go by."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}  # what stands in title, h1, bylines
        self._times: list[str] = []
        self._blocks: list[str] = []
        self._canonical: str | None = None
        self._taking: tuple[str, str] | None = None  # the tag that is open, and its field
        self._taken: list[str] = []
        self._in_svg = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a tag's attributes, and its text if it is one that says something."""
        self._in_svg += tag == "svg"
        if tag == "meta":
            self._take_meta(attributes)
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self._canonical = self._canonical or attributes.get("href")
        elif tag == "time" and (day := full_date(attributes.get("datetime", "")[:60])):
            published = "published" in attributes.get("itemprop", "").lower()
            self._times.insert(0 if published else len(self._times), day)
        field = None if self._taking or self._in_svg else _field(tag, attributes)
        if field:
            self._taking, self._taken = (tag, field), []

    def data(self, data: str) -> None:
        """Take text of the open element."""
        if self._taking:
            self._taken.append(data)

    def end(self, tag: str) -> None:
        """Keep what was taken of the element that ends."""
        self._in_svg -= tag == "svg" and self._in_svg > 0
        if self._taking and self._taking[0] == tag:
            text, field = "".join(self._taken), self._taking[1]
            self._taking = None
            if field == "json-ld":
                self._blocks.append(text[:_LONGEST_BLOCK])
            elif text.strip():
                self._texts.setdefault(field, []).append(" ".join(text[:_LONGEST_TEXT].split()))

    def said(self) -> dict[str, str | None]:
        """The fields that the page states, None for the others."""
        linked = self._json_ld()
        meta = {field: self._of_meta(names) for field, names in _META.items()}
        addresses = (self._canonical, self._meta.get("og:url"), linked.get("url"))
        return {
            "title": meta["title"] or linked.get("title") or self._of_text("h1", "title"),
            "author": linked.get("author") or meta["author"] or self._of_text("author"),
            "published": next(
                filter(None, (meta["published"], linked.get("published"), *self._times)), None
            ),
            "url": next(filter(web_address, addresses), None),
            "publisher": meta["publisher"] or linked.get("publisher"),
        }

    def _take_meta(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            self._meta.setdefault(name.lower(), content[:_LONGEST_TEXT])

    def _of_meta(self, names: tuple[str, ...]) -> str | None:
        values = (self._meta.get(name, "") for name in names)
        return next((value for value in values if value and not web_address(value)), None)

    def _of_text(self, *fields: str) -> str | None:
        return next((self._texts[field][0] for field in fields if field in self._texts), None)

    def _json_ld(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for block in self._blocks:
            try:
                things = list(_things(json.loads(block)))
            except (ValueError, RecursionError):
                continue  # a page's broken block says nothing, and is no reason to lose the page
            for thing in things:
                for field, value in _of_article(thing):
                    found.setdefault(field, value)
        return found


def _field(tag: str, attributes: Mapping[str, str]) -> str | None:
    """The field that an element's text states, if any."""
    if tag == "script":
        return "json-ld" if attributes.get("type", "").lower() == "application/ld+json" else None
    if tag in ("title", "h1"):
        return tag
    marks = f"{attributes.get('rel', '')} {attributes.get('itemprop', '')}".lower().split()
    return "author" if "author" in marks else None


def _things(value: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD block, those of its graph included."""
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict):
            yield thing
            yield from _things(thing.get("@graph", []))


def _of_article(thing: dict[str, object]) -> Iterator[tuple[str, str]]:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    if not any(isinstance(kind, str) and kind in _ARTICLES for kind in named):
        return
    keys = {
        "title": "headline",
        "author": "author",
        "published": "datePublished",
        "publisher": "publisher",
        "url": "url",
    }
    for field, key in keys.items():
        if name := _name(thing.get(key)):
            yield field, name


def _name(value: object) -> str:
    """A name given as text, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        names = (_name(one) for one in value[:10] if not isinstance(one, list))
        return ", ".join(filter(None, names))
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else ""
    return value if isinstance(value, str) else ""
