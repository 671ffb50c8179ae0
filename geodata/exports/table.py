"""CSV for spreadsheets: one row a mention, the place's facts beside its sentence."""

from __future__ import annotations

import csv
import io
from typing import Any

from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Mentioned, mentions
from geodata.exports.rows import Row, features
from geodata.exports.safe import cell

COLUMNS = (
    *("layer", "place_id", "place", "kind", "lon", "lat", "country", "status"),
    *("mention", "reading", "precision", "basis", "probability", "decision", "quote"),
    *("document_id", "title", "publisher", "author", "published", "source"),
    *("start", "end", "quote_start", "quote_end", "first_date", "last_date", "link"),
)


def write(selection: Selection, context: Context) -> bytes:
    """UTF-8 with the byte order mark by which Excel knows it, RFC 4180."""
    places = {row["place_id"]: row for row, _ in features(selection)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for mention in mentions(selection):
        row = mention_row(mention, places[mention.place_id], context)
        writer.writerow([_written(row[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def mention_row(mention: Mentioned, place: Row, context: Context) -> Row:
    """A mention with its place, sentence and document, a value for each of the columns."""
    info = mention.source.info
    return {
        "layer": mention.layer,
        "place_id": mention.place_id,
        "place": place["name"],
        "kind": place["kind"],
        "lon": place["lon"],
        "lat": place["lat"],
        "country": place["country"],
        "status": place["status"],
        "mention": mention.exact,
        "reading": mention.reading,
        "precision": mention.precision,
        "basis": mention.basis,
        "probability": round(mention.probability, 4),
        "decision": mention.decision,
        "quote": mention.quote,
        "document_id": info.id,
        "title": info.title or info.name,
        "publisher": info.publisher,
        "author": info.author,
        "published": info.published,
        "source": mention.source.uri,
        "start": mention.start,
        "end": mention.end,
        "quote_start": mention.quote_start,
        "quote_end": mention.quote_end,
        "first_date": mention.first_date,
        "last_date": mention.last_date,
        "link": context.passage_link(info.id, mention.start) or None,
    }


def _written(value: Any) -> Any:
    return cell(value) if isinstance(value, str) else value
