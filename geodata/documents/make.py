"""A text, and what its source says of it, as a Document; the text may give what that leaves out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from geodata.documents.dates import find_dates, full_date
from geodata.documents.encodings import storable
from geodata.documents.metadata import describe
from geodata.model import Document

FIELDS = ("title", "publisher", "author", "published", "url")
"""What a source may say of its text; ``published`` in any form that names one day."""

_LONGEST = 500


def document_from_text(
    text: str,
    *,
    name: str = "text",
    source: str | None = None,
    sha256: str | None = None,
    said: Mapping[str, str | None] | None = None,
    spans: tuple[tuple[int, int], ...] | None = None,
) -> Document:
    """A document of ``text``, kept to the character but for NUL and lone surrogates (U+FFFD).

    ``sha256`` is the digest of the source's bytes, by default of the text's UTF-8. ``said`` holds
    what the source itself states for FIELDS; it goes before what the text gives.
    """
    text = storable(text)
    digest = sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest()
    found = describe(text)
    given = said or {}
    published = as_day(given.get("published")) or found.published
    return Document(
        id=digest[:12],
        text=text,
        name=storable(name),
        source=storable(source if source is not None else name),
        sha256=digest,
        body=found.body,
        title=one_line(given.get("title")) or found.title,
        publisher=one_line(given.get("publisher")) or found.publisher,
        author=one_line(given.get("author")) or found.author,
        published=published,
        url=web_address(given.get("url")) or web_address(found.url),
        dates=find_dates(text, published),
        spans=spans,
    )


def one_line(value: str | None) -> str | None:
    """The value on one line of sensible length; None if nothing is left."""
    line = " ".join(storable(value or "").split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def as_day(value: str | None) -> str | None:
    """The ISO day that a value names, None where it names none."""
    return full_date(value[:100]) if value else None


def web_address(value: str | None) -> str | None:
    """The address if it is one of the web: http or https, a host, no blanks; else None."""
    address = storable(value or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > 2_000:
        return None
    return None if any(c.isspace() or not c.isprintable() for c in address) else address
