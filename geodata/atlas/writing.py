"""Rows of one parsed document, in and out of the attribute tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from geodata.atlas.reading import searchable
from geodata.atlas.schema import ATTRIBUTE_TABLES, tables_of_a_document
from geodata.atlas.sentences import sentences
from geodata.model import Candidate, Document, Parsed, Resolution, Route


def insert_parsed(connection: sqlite3.Connection, parsed: Parsed, parsed_with: str) -> None:
    """Write a document and all that was read out of it; it must not be there yet."""
    document, resolutions = parsed.document, parsed.resolutions
    spans = [(r, (document.id, r.mention.start, r.mention.end)) for r in resolutions]
    insert_rows(connection, "documents", [_document(document, parsed_with)])
    insert_rows(
        connection,
        "text_dates",
        ((document.id, d.start, d.end, d.surface, d.iso) for d in document.dates),
    )
    _insert_sentences(connection, document)
    _insert_places(connection, _candidates(parsed))
    insert_rows(connection, "mentions", (_mention(r, span) for r, span in spans))
    insert_rows(connection, "resolutions", (_resolution(r, span) for r, span in spans))
    insert_rows(
        connection,
        "candidates",
        (
            (*span, order, place.place_id, probability)
            for resolution, span in spans
            for order, (place, probability) in enumerate(resolution.runners_up)
        ),
    )
    insert_rows(connection, "routes", map(_route, parsed.routes))


def delete_document(connection: sqlite3.Connection, document_id: str) -> None:
    """Take a document out, with all rows that hang on it except decisions."""
    row = connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        return
    spans = connection.execute(
        'SELECT fid, start, "end" FROM sentences WHERE document_id = ?', (document_id,)
    )
    # An index without content is told what to forget.
    connection.executemany(
        "INSERT INTO sentence_index (sentence_index, rowid, text) VALUES ('delete', ?, ?)",
        [(fid, searchable(row["text"][start:end])) for fid, start, end in spans],
    )
    for table in tables_of_a_document():
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def insert_rows(
    connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows whose values stand in the order of the table's columns in the schema."""
    columns = ATTRIBUTE_TABLES[table]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _insert_sentences(connection: sqlite3.Connection, document: Document) -> None:
    after = connection.execute("SELECT coalesce(max(fid), 0) FROM sentences").fetchone()[0]
    spans = sentences(document.text)
    insert_rows(connection, "sentences", ((document.id, start, end) for start, end in spans))
    rows = connection.execute(
        'SELECT fid, start, "end" FROM sentences WHERE document_id = ? AND fid > ?',
        (document.id, after),
    )
    connection.executemany(
        "INSERT INTO sentence_index (rowid, text) VALUES (?, ?)",
        [(fid, searchable(document.text[start:end])) for fid, start, end in rows],
    )


def _candidates(parsed: Parsed) -> Iterable[Candidate]:
    for resolution in parsed.resolutions:
        yield from (place for place, _ in resolution.runners_up)
        if resolution.place:
            yield resolution.place
    for route in parsed.routes:
        yield from filter(None, (route.origin, *route.via, route.destination))


def _insert_places(connection: sqlite3.Connection, places: Iterable[Candidate]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO places (place_id, name, kind, lon, lat, country, admin1, admin2,"
        " population, rank, basis, note, radius_km) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {
            place.place_id: (
                place.place_id, place.name, place.kind, place.lon, place.lat, place.country,
                place.admin1, place.admin2, place.population, place.rank, place.basis, place.note,
                place.radius_km,
            )
            for place in places
        }.values(),
    )  # fmt: skip


def _document(document: Document, parsed_with: str) -> tuple[Any, ...]:
    d = document
    return (
        d.id, d.name, d.source, d.sha256, d.title, d.publisher, d.author, d.published, d.url,
        *d.body, len(d.text), parsed_with, d.text,
    )  # fmt: skip


def _mention(resolution: Resolution, span: tuple[str, int, int]) -> tuple[Any, ...]:
    m = resolution.mention
    anchor = m.anchor or (None, None)
    return (*span, m.surface, m.kind, m.reading, m.finder, m.confidence, m.head, *anchor)


def _resolution(resolution: Resolution, span: tuple[str, int, int]) -> tuple[Any, ...]:
    r = resolution
    place_id, matched = (r.place.place_id, r.place.match) if r.place else (None, None)
    return (*span, place_id, r.probability, r.precision, r.basis, matched, r.reason)


def _route(route: Route) -> tuple[Any, ...]:
    ends = (end.place_id if end else None for end in (route.origin, route.destination))
    via = json.dumps([place.place_id for place in route.via])
    return (
        route.document_id, route.start, route.end, *ends, via, route.mode, route.status,
        route.name, route.goods, route.place_id, json.dumps(route.mentions),
    )  # fmt: skip
