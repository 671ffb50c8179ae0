"""Resolutions, routes and decisions of one document -> its placements.

A placement says which place a span stands for after everybody had their say; layers and passages
are made of placements alone.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from geodata.atlas.sentences import Span, passage_of
from geodata.documents.dates import bounds
from geodata.model import LAYER_OF_KIND, Kind, LayerName, Manner
from geodata.places import flow_id, manner_of

_DECIDED = {"confirm": "confirmed", "move": "corrected", "add": "corrected", "reject": "rejected"}

_MENTIONS = """
SELECT m.start, m."end", m.surface, m.kind, m.reading, r.place_id, r.probability, r.precision,
       r.basis, r.reason, p.kind AS place_kind, p.lon IS NOT NULL AS located
FROM mentions m
JOIN resolutions r USING (document_id, start, "end")
LEFT JOIN places p USING (place_id)
WHERE m.document_id = ? ORDER BY m.start, m."end"
"""
_DECISIONS = """
SELECT d.*, p.kind AS place_kind FROM latest_decisions d LEFT JOIN places p USING (place_id)
WHERE d.document_id = ?
"""
_FLOWS = """
SELECT r.start, r."end", r.origin_id, r.destination_id, r.goods, r.mention_starts
FROM routes r
JOIN places o ON o.place_id = r.origin_id AND o.lon IS NOT NULL
JOIN places d ON d.place_id = r.destination_id AND d.lon IS NOT NULL
WHERE r.document_id = ? AND r.place_id IS NULL AND r.origin_id != r.destination_id
ORDER BY r.start
"""


@dataclass(slots=True)
class Placement:
    """One row of ``placements``; its fields are the columns."""

    start: int
    end: int
    surface: str
    kind: Kind
    reading: str
    place_id: str | None
    layer: LayerName | None
    probability: float
    precision: str
    basis: str
    reason: str | None = None
    manner: Manner | None = None
    decision: str = ""
    flow: int = 0


def layer_of(place_id: str, kind: Kind) -> LayerName:
    """The layer on which a place is drawn; described sites are sites whatever they are."""
    if place_id.startswith("flow:"):
        return "flows"
    if place_id.startswith("site:"):
        return "sites"
    return LAYER_OF_KIND[kind]


def place_document(connection: sqlite3.Connection, document_id: str, text: str) -> None:
    """Write the placements of a document anew; the connection's rows are ``sqlite3.Row``."""
    connection.execute("DELETE FROM placements WHERE document_id = ?", (document_id,))
    placements = [_of_mention(row) for row in connection.execute(_MENTIONS, (document_id,))]
    placements += _flows(connection, document_id, placements, text)
    placements += _decided(connection, document_id, placements, text)
    for placement in placements:
        if placement.layer in ("corridors", "flows"):
            placement.manner = manner_of(
                text, placement.start, placement.end, way=placement.layer == "corridors"
            )
    spans = _spans(connection, "sentences", document_id)
    dates = _dates(connection, document_id)
    published = _published(connection, document_id)
    connection.executemany(
        "INSERT INTO placements (document_id, start, end, surface, kind, reading, place_id, layer,"
        " probability, precision, basis, reason, manner, decision, flow, sentence_start,"
        " sentence_end, first_date, last_date)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(document_id, placement, spans, dates, published) for placement in placements),
    )


def _of_mention(row: sqlite3.Row) -> Placement:
    place_id = row["place_id"]
    same = ("start", "end", "surface", "kind", "reading", "probability", "precision", "basis")
    return Placement(
        **{key: row[key] for key in (*same, "place_id", "reason")},
        layer=layer_of(place_id, row["place_kind"]) if place_id else None,
    )


def _flows(
    connection: sqlite3.Connection, document_id: str, mentions: list[Placement], text: str
) -> list[Placement]:
    """Lead described ways to their flow; a flow that no mention describes gets its own row."""
    described = {m.start: m for m in mentions if _is_described(m)}
    own = []
    for row in connection.execute(_FLOWS, (document_id,)):
        way = flow_id(row["origin_id"], row["destination_id"], row["goods"])
        told = [described[s] for s in json.loads(row["mention_starts"]) if s in described]
        for mention in told:
            mention.place_id, mention.layer, mention.reason = way, "flows", None
        if not told:
            span = row["start"], row["end"]
            own.append(_new(span, text, "corridor", way, "flows", precision="unknown", flow=1))
    return own


def _is_described(mention: Placement) -> bool:
    """Whether a mention tells of a way that is no place of its own."""
    of_text = mention.place_id is None or mention.place_id.startswith(("site:", "flow:"))
    return of_text and mention.kind in ("corridor", "site")


def _decided(
    connection: sqlite3.Connection, document_id: str, placements: list[Placement], text: str
) -> list[Placement]:
    """Apply the latest decisions; those on spans that nobody found are placements themselves."""
    by_span = {(p.start, p.end): p for p in placements}
    added = []
    for row in connection.execute(_DECISIONS, (document_id,)):
        placement = by_span.get((row["start"], row["end"]))
        rejected = row["verdict"] == "reject"
        if placement is None:
            if rejected or row["end"] > len(text):
                continue
            kind: Kind = row["place_kind"] or row["kind"] or "other"
            span = row["start"], row["end"]
            placement = _new(span, text, kind, row["place_id"], None, precision="exact")
            added.append(placement)
        _apply(placement, row, rejected=rejected)
    return added


def _apply(placement: Placement, decision: sqlite3.Row, *, rejected: bool) -> None:
    placement.decision = _DECIDED[decision["verdict"]]
    placement.probability = 1.0
    if rejected:
        placement.place_id = placement.layer = None
        placement.reason = f"rejected by {decision['who']}"
        return
    kind = decision["place_kind"] or decision["kind"] or placement.kind
    placement.place_id, placement.reason = decision["place_id"], None
    placement.layer = layer_of(decision["place_id"], kind)
    if decision["lon"] is not None:
        placement.precision, placement.basis = "exact", "known"


def _new(
    span: Span,
    text: str,
    kind: Kind,
    place_id: str,
    layer: LayerName | None,
    *,
    precision: str,
    flow: int = 0,
) -> Placement:
    start, end = span
    surface = text[start:end]
    return Placement(
        start, end, surface, kind, "literal", place_id, layer, 1.0, precision, "text", flow=flow
    )


def _row(
    document_id: str,
    placement: Placement,
    spans: list[Span],
    dates: list[tuple[int, str, str]],
    published: str | None,
) -> tuple[Any, ...]:
    p = placement
    start, end = passage_of(spans, p.start, p.end)
    near = dates[
        bisect_left(dates, start, key=itemgetter(0)) : bisect_left(dates, end, key=itemgetter(0))
    ]
    first = min((date[1] for date in near), default=published)
    last = max((date[2] for date in near), default=published)
    return (
        document_id, p.start, p.end, p.surface, p.kind, p.reading, p.place_id, p.layer,
        p.probability, p.precision, p.basis, p.reason, p.manner, p.decision, p.flow, start, end,
        first, last,
    )  # fmt: skip


def _spans(connection: sqlite3.Connection, table: str, document_id: str) -> list[Span]:
    rows = connection.execute(
        f'SELECT start, "end" FROM {table} WHERE document_id = ? ORDER BY start', (document_id,)
    )
    return [(start, end) for start, end in rows]


def _dates(connection: sqlite3.Connection, document_id: str) -> list[tuple[int, str, str]]:
    """(offset, first, last) of the dates that can be told; an interval has both its ends."""
    rows = connection.execute(
        "SELECT start, iso FROM text_dates WHERE document_id = ? AND iso IS NOT NULL"
        " ORDER BY start",
        (document_id,),
    )
    intervals = ((start, *bounds(iso)) for start, iso in rows)
    return [(start, first, last or first) for start, first, last in intervals if first]


def _published(connection: sqlite3.Connection, document_id: str) -> str | None:
    row = connection.execute(
        "SELECT published FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    return row[0] if row else None
