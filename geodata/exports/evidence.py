"""The words behind each feature: mentions with their sentences, straight from the documents."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from geodata.errors import AtlasError
from geodata.exports.safe import web_address
from geodata.model import Basis, Document, LayerName, Precision, Reading

AROUND = 32
"""Characters before and after a mention: enough to find it again in an edited text."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is quoted; ``uri`` is its own address or, without one, its content's name."""

    info: DocumentInfo
    uri: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of a place; ``exact`` is its document's text from ``start`` to ``end``.

    ``prefix`` and ``suffix`` are what stands beside it. ``quote`` is the sentence, the text from
    ``quote_start`` to ``quote_end``. ``decision`` is "", "confirmed" or "corrected".
    """

    place_id: str
    layer: LayerName
    source: Source
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    quote_start: int
    quote_end: int
    quote: str
    reading: Reading
    precision: Precision
    basis: Basis
    probability: float
    decision: str
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that puts a place on the map, and where in its document the place is named."""

    source: Source
    start: int
    end: int
    text: str
    mentions: tuple[Mentioned, ...]


def mentions(selection: Selection) -> Iterator[Mentioned]:
    """All mentions of a selection, in the order of its documents by name and of their texts."""
    rows_of = dict(list(selection.mentions.groupby("document_id")))
    for info in selection.documents:
        document = selection.atlas.document(info.id)
        if document is None:
            raise AtlasError(f"{selection.atlas.path}: document {info.id} is gone; try again")
        source = Source(info, _uri(document))
        yield from _of_document(document.text, source, rows_of[info.id])


def quotes_by_place(selection: Selection) -> dict[str, list[Quote]]:
    """The sentences that name each place, in the order of `mentions`."""
    found: dict[str, list[Mentioned]] = {}
    for mention in mentions(selection):
        found.setdefault(mention.place_id, []).append(mention)
    return {place_id: list(_quotes(ones)) for place_id, ones in found.items()}


def _of_document(text: str, source: Source, rows: pd.DataFrame) -> Iterator[Mentioned]:
    same = ("place_id", "layer", "reading", "precision", "basis", "probability", "decision")
    for row in rows.to_dict("records"):
        start, end = row["start"], row["end"]
        first, last = row["sentence_start"], row["sentence_end"]
        yield Mentioned(
            source=source,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - AROUND) : start],
            suffix=text[end : end + AROUND],
            quote_start=first,
            quote_end=last,
            quote=text[first:last],
            first_date=row["first_date"],
            last_date=row["last_date"],
            **{name: row[name] for name in same},
        )


def _quotes(mentioned: Iterable[Mentioned]) -> Iterator[Quote]:
    """One quote for all mentions of a place in the same sentence."""
    by_sentence: dict[tuple[str, int, int], list[Mentioned]] = {}
    for one in mentioned:
        key = (one.source.info.id, one.quote_start, one.quote_end)
        by_sentence.setdefault(key, []).append(one)
    for (_, start, end), ones in by_sentence.items():
        yield Quote(ones[0].source, start, end, ones[0].quote, tuple(ones))


def _uri(document: Document) -> str:
    """The document's web address, else the name of its content by digest (RFC 6920)."""
    address = web_address(document.url)
    if address:
        return address
    digest = base64.urlsafe_b64encode(bytes.fromhex(document.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
