"""What people ask an atlas: documents, mentions, passages, places, words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from geodata.atlas.records import (
    DocumentInfo,
    DocumentPassages,
    MentionRow,
    Passage,
    SearchResult,
)
from geodata.atlas.schema import LEG_COLUMNS, LEGS, layer_columns
from geodata.gazetteer.names import fold_word
from geodata.model import LAYERS, Document, TextDate

_DOCUMENTS = """
SELECT d.id, d.name, d.title, d.publisher, d.author, d.published, d.url, d.length,
       count(p.fid) AS mentions, count(DISTINCT p.place_id) AS places
FROM documents d LEFT JOIN placements p ON p.document_id = d.id AND p.layer IS NOT NULL
"""
_MENTION_ROWS = """
SELECT m.document_id, m.start, m."end", m.surface, m.kind, m.reading, m.place_id,
       coalesce(l.name, p.name) AS name, m.layer, m.precision, m.basis, m.probability, m.decision,
       m.reason, m.manner, m.sentence_start, m.sentence_end
FROM placements m LEFT JOIN places p USING (place_id) LEFT JOIN labels l USING (place_id)
"""
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12


def documents(connection: sqlite3.Connection) -> list[DocumentInfo]:
    rows = connection.execute(f"{_DOCUMENTS} GROUP BY d.id ORDER BY d.name, d.id")
    return [DocumentInfo(**row) for row in map(dict, rows)]


def document(connection: sqlite3.Connection, document_id: str) -> Document | None:
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        return None
    same = ("id", "text", "name", "source", "sha256", "title", "publisher", "author")
    return Document(
        **{key: row[key] for key in (*same, "published", "url")},
        body=(row["body_start"], row["body_end"]),
        dates=tuple(date for _, date in dates(connection, document_id)),
    )


def dates(
    connection: sqlite3.Connection, document_id: str | None = None
) -> list[tuple[str, TextDate]]:
    rows = connection.execute(
        'SELECT document_id, start, "end", surface, iso FROM text_dates'
        " WHERE ?1 IS NULL OR document_id = ?1 ORDER BY document_id, start",
        (document_id,),
    )
    return [(found, TextDate(*rest)) for found, *rest in rows]


def mentions(connection: sqlite3.Connection, document_id: str) -> list[MentionRow]:
    rows = connection.execute(
        f'{_MENTION_ROWS} WHERE m.document_id = ? AND m.flow = 0 ORDER BY m.start, m."end"',
        (document_id,),
    )
    return [_mention(row) for row in rows]


def passages(connection: sqlite3.Connection, place_id: str) -> list[DocumentPassages]:
    rows = connection.execute(
        f'{_MENTION_ROWS} WHERE m.place_id = ? ORDER BY m.document_id, m.start, m."end"',
        (place_id,),
    )
    grouped = {
        found: [_placed(row) for row in group]
        for found, group in groupby(rows, key=lambda row: row["document_id"])
    }
    return _with_documents(connection, grouped)


def place(connection: sqlite3.Connection, place_id: str) -> dict[str, Any] | None:
    for layer in LAYERS:
        names = ", ".join(f'"{column}"' for column in layer_columns(layer))
        row = connection.execute(
            f"SELECT {names} FROM {layer} WHERE place_id = ?", (place_id,)
        ).fetchone()
        if row:
            return {"layer": layer, **dict(row)}
    row = connection.execute("SELECT * FROM places WHERE place_id = ?", (place_id,)).fetchone()
    if row is None:
        return None
    return {"layer": None, **{key: row[key] for key in row.keys() if key != "fid"}}  # noqa: SIM118


def legs(connection: sqlite3.Connection, place_id: str) -> list[dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in LEG_COLUMNS)
    rows = connection.execute(
        f"SELECT {names} FROM {LEGS} WHERE corridor = ? ORDER BY fid", (place_id,)
    )
    return [dict(row) for row in rows]


def search(connection: sqlite3.Connection, text: str, limit: int) -> SearchResult:
    words = searchable(text).split()[:_MOST_WORDS]
    if not words:
        return SearchResult()
    # Quoted, so that no word is an operator; the last may still be being typed.
    query = " ".join(f'"{word}"' for word in words) + "*"
    return SearchResult(
        places=list(_places_named(connection, query, limit)),
        passages=_sentences_with(connection, query, limit),
    )


def _places_named(
    connection: sqlite3.Connection, query: str, limit: int
) -> Iterator[dict[str, Any]]:
    rows = connection.execute(
        "SELECT i.place_id, count(p.fid) AS mentions FROM"
        " (SELECT DISTINCT place_id FROM place_index WHERE place_index MATCH ?) i"
        " JOIN placements p USING (place_id) GROUP BY i.place_id ORDER BY mentions DESC LIMIT ?",
        (f"name : {query}", limit),
    )
    for place_id, _ in rows.fetchall():
        found = place(connection, place_id)
        if found:
            yield found


def _sentences_with(
    connection: sqlite3.Connection, query: str, limit: int
) -> list[DocumentPassages]:
    rows = connection.execute(
        'SELECT s.document_id, s.start, s."end" FROM sentence_index i'
        " JOIN sentences s ON s.fid = i.rowid WHERE sentence_index MATCH ? ORDER BY i.rank LIMIT ?",
        (query, limit),
    ).fetchall()
    grouped: dict[str, list[tuple[int, int, MentionRow | None]]] = {}
    for found, start, end in rows:
        inside = [m for m in mentions(connection, found) if start <= m.start < end]
        passage = grouped.setdefault(found, [])
        passage += [(start, end, m) for m in inside] or [(start, end, None)]
    return _with_documents(connection, grouped)


def _with_documents(
    connection: sqlite3.Connection,
    grouped: dict[str, list[tuple[int, int, MentionRow | None]]],
) -> list[DocumentPassages]:
    """Passages of each document, newest document first, undated ones last."""
    found = []
    for document_id, placed in grouped.items():
        info = connection.execute(
            f"{_DOCUMENTS} WHERE d.id = ? GROUP BY d.id", (document_id,)
        ).fetchone()
        text = connection.execute(
            "SELECT text FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if info and text:
            found.append(
                DocumentPassages(DocumentInfo(**dict(info)), tuple(_merged(text[0], placed)))
            )
    by_name = sorted(found, key=lambda group: (group.document.name, group.document.id))
    return sorted(by_name, key=lambda group: group.document.published or "", reverse=True)


def _merged(text: str, placed: Sequence[tuple[int, int, MentionRow | None]]) -> Iterator[Passage]:
    """One passage for all mentions whose sentences overlap."""
    start = end = -1
    inside: list[MentionRow] = []
    for first, last, mention in sorted(placed, key=lambda row: row[:2]):
        if first >= end:
            if end >= 0:
                yield Passage(start, end, text[start:end], tuple(inside))
            start, end, inside = first, last, []
        end = max(end, last)
        inside += [mention] if mention else []
    if end >= 0:
        yield Passage(start, end, text[start:end], tuple(inside))


def _placed(row: sqlite3.Row) -> tuple[int, int, MentionRow | None]:
    return row["sentence_start"], row["sentence_end"], _mention(row)


def _mention(row: sqlite3.Row) -> MentionRow:
    return MentionRow(**{key: row[key] for key in MentionRow.__slots__})


def index_places(connection: sqlite3.Connection, labels: Iterable[tuple[str, str]]) -> None:
    """Make places searchable by the given names and by every surface they have in the texts."""
    connection.execute("DELETE FROM place_index")
    connection.execute("DELETE FROM labels")
    connection.executemany("INSERT INTO labels VALUES (?, ?)", labels)
    names = connection.execute(
        "SELECT place_id, name FROM labels UNION"
        " SELECT place_id, surface FROM placements WHERE place_id IS NOT NULL AND flow = 0"
    ).fetchall()
    connection.executemany(
        "INSERT INTO place_index (place_id, name) VALUES (?, ?)",
        [(place_id, searchable(name)) for place_id, name in names],
    )


def searchable(text: str) -> str:
    """Words as they are indexed and asked for: "tromso" finds Tromsø."""
    return " ".join(fold_word(word) for word in _WORD.findall(text))
