"""The tables of an atlas: layers with geometry, and attribute tables beside them."""

from __future__ import annotations

import sqlite3

from geodata.atlas.geopackage import create_geopackage, create_table
from geodata.model import LAYERS, LayerName

SCHEMA_VERSION = "2"
LEGS = "corridor_legs"

# Every layer has these; lon, lat is a point on the feature for its label.
FEATURE_COLUMNS = {
    "place_id": "TEXT NOT NULL",
    "name": "TEXT NOT NULL",
    "kind": "TEXT NOT NULL",
    "mentions": "INTEGER NOT NULL",
    "literal": "INTEGER NOT NULL",
    "associative": "INTEGER NOT NULL",
    "documents": "INTEGER NOT NULL",
    "document_ids": "TEXT NOT NULL",
    "first_date": "TEXT",
    "last_date": "TEXT",
    "precision": "TEXT NOT NULL",
    "basis": "TEXT NOT NULL",
    "status": "TEXT",
    "confidence": "DOUBLE NOT NULL",
    "note": "TEXT",
    "country": "TEXT",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    "decision": "TEXT NOT NULL",
}
_OWN_COLUMNS: dict[LayerName, dict[str, str]] = {
    "corridors": {
        "modes": "TEXT",
        "km": "DOUBLE",
        "km_by_mode": "TEXT",
        "missing_km": "DOUBLE",
        "routed": "TEXT",
        "manner": "TEXT",
    },
    "flows": {
        "from_id": "TEXT",
        "from_name": "TEXT",
        "to_id": "TEXT",
        "to_name": "TEXT",
        "via": "TEXT",
        "mode": "TEXT",
        "goods": "TEXT",
        "manner": "TEXT",
    },
    "sites": {
        "head": "TEXT",
        "anchor_id": "TEXT",
        "anchor_name": "TEXT",
        "known_lon": "DOUBLE",
        "known_lat": "DOUBLE",
        "known_note": "TEXT",
        "radius_km": "DOUBLE",
    },
}
LEG_COLUMNS = {
    "corridor": "TEXT NOT NULL",
    "branch": "TEXT NOT NULL",
    "seq": "INTEGER NOT NULL",
    "mode": "TEXT NOT NULL",
    "status": "TEXT NOT NULL",
    "from_name": "TEXT NOT NULL",
    "to_name": "TEXT NOT NULL",
    "km": "DOUBLE NOT NULL",
    "routed_on": "TEXT NOT NULL",
    "note": "TEXT",
}
# Layers whose places are polygons, lines and points take any geometry.
_GEOMETRY_TYPES: dict[LayerName, str] = {
    "corridors": "MULTILINESTRING",
    "flows": "LINESTRING",
    "cities": "POINT",
}

_SPAN = {
    "document_id": "TEXT NOT NULL",
    "start": "INTEGER NOT NULL",
    "end": "INTEGER NOT NULL",
}
# What people keep to show again. Their ids come first; ``state`` and ``view_ids`` are JSON; a row
# with a time in ``deleted`` can be restored. Atlases of before these tables gain them when needed.
VIEW_TABLES = {
    "views": {
        "view_id": "TEXT NOT NULL UNIQUE",
        "title": "TEXT NOT NULL",
        "caption": "TEXT NOT NULL",
        "state": "TEXT NOT NULL",
        "position": "INTEGER NOT NULL",
        "changed": "TEXT NOT NULL",
        "deleted": "TEXT",
    },
    "briefings": {
        "briefing_id": "TEXT NOT NULL UNIQUE",
        "title": "TEXT NOT NULL",
        "view_ids": "TEXT NOT NULL",
        "position": "INTEGER NOT NULL",
        "changed": "TEXT NOT NULL",
        "deleted": "TEXT",
    },
}
ATTRIBUTE_TABLES = VIEW_TABLES | {
    "meta": {"key": "TEXT NOT NULL UNIQUE", "value": "TEXT NOT NULL"},
    "documents": {
        "id": "TEXT NOT NULL UNIQUE",
        "name": "TEXT NOT NULL",
        "source": "TEXT NOT NULL",
        "sha256": "TEXT NOT NULL",
        "title": "TEXT",
        "publisher": "TEXT",
        "author": "TEXT",
        "published": "TEXT",
        "url": "TEXT",
        "body_start": "INTEGER NOT NULL",
        "body_end": "INTEGER NOT NULL",
        "length": "INTEGER NOT NULL",
        "parsed_with": "TEXT NOT NULL",
        "text": "TEXT NOT NULL",
    },
    "text_dates": _SPAN | {"surface": "TEXT NOT NULL", "iso": "TEXT"},
    "sentences": _SPAN,
    "places": {
        "place_id": "TEXT NOT NULL UNIQUE",
        "name": "TEXT NOT NULL",
        "kind": "TEXT NOT NULL",
        "lon": "DOUBLE",
        "lat": "DOUBLE",
        "country": "TEXT",
        "admin1": "TEXT",
        "admin2": "TEXT",
        "population": "INTEGER NOT NULL",
        "rank": "INTEGER NOT NULL",
        "basis": "TEXT NOT NULL",
        "note": "TEXT",
        "radius_km": "DOUBLE",
    },
    "mentions": _SPAN
    | {
        "surface": "TEXT NOT NULL",
        "kind": "TEXT NOT NULL",
        "reading": "TEXT NOT NULL",
        "finder": "TEXT NOT NULL",
        "confidence": "DOUBLE NOT NULL",
        "head": "TEXT",
        "anchor_start": "INTEGER",
        "anchor_end": "INTEGER",
    },
    # What the machine made of a mention; place_id NULL has its reason.
    "resolutions": _SPAN
    | {
        "place_id": "TEXT",
        "probability": "DOUBLE NOT NULL",
        "precision": "TEXT NOT NULL",
        "basis": "TEXT NOT NULL",
        "matched": "TEXT",
        "reason": "TEXT",
    },
    # The runners-up of a resolution, surest first.
    "candidates": _SPAN
    | {"seq": "INTEGER NOT NULL", "place_id": "TEXT NOT NULL", "probability": "DOUBLE NOT NULL"},
    "routes": _SPAN
    | {
        "origin_id": "TEXT",
        "destination_id": "TEXT",
        "via_ids": "TEXT NOT NULL",  # JSON list of place ids
        "mode": "TEXT",
        "status": "TEXT",
        "name": "TEXT",
        "goods": "TEXT",
        "place_id": "TEXT",
        "mention_starts": "TEXT NOT NULL",  # JSON list of offsets
    },
    # People's word; rows are only ever added.
    "decisions": _SPAN
    | {
        "place_id": "TEXT NOT NULL",
        "verdict": "TEXT NOT NULL",
        "lon": "DOUBLE",
        "lat": "DOUBLE",
        "name": "TEXT",
        "kind": "TEXT",
        "who": "TEXT NOT NULL",
        "decided": "TEXT NOT NULL",
    },
    # Resolutions, routes and decisions taken together: what layers and passages are made of.
    # ``flow`` is 1 on rows that stand for a whole described way rather than a mention.
    "placements": _SPAN
    | {
        "flow": "INTEGER NOT NULL",
        "surface": "TEXT NOT NULL",
        "kind": "TEXT NOT NULL",
        "reading": "TEXT NOT NULL",
        "place_id": "TEXT",
        "layer": "TEXT",
        "probability": "DOUBLE NOT NULL",
        "precision": "TEXT NOT NULL",
        "basis": "TEXT NOT NULL",
        "reason": "TEXT",
        "manner": "TEXT",
        "decision": "TEXT NOT NULL",
        "sentence_start": "INTEGER NOT NULL",
        "sentence_end": "INTEGER NOT NULL",
        "first_date": "TEXT",
        "last_date": "TEXT",
    },
}

_OF_A_DOCUMENT = (
    "text_dates",
    "sentences",
    "mentions",
    "resolutions",
    "candidates",
    "routes",
    "placements",
)
_INDEXES = """
CREATE INDEX documents_by_source ON documents (source);
CREATE INDEX placements_by_place ON placements (place_id, document_id, start);
CREATE INDEX decisions_by_span ON decisions (document_id, start, "end");
CREATE VIEW latest_decisions AS SELECT * FROM decisions WHERE fid IN
  (SELECT max(fid) FROM decisions GROUP BY document_id, start, "end");
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
  BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_hold BEFORE UPDATE ON decisions
  BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END;
CREATE TABLE labels (place_id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE sentence_index USING fts5
  (text, content='', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE place_index USING fts5
  (place_id UNINDEXED, name, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
"""


def layer_columns(layer: LayerName) -> dict[str, str]:
    """The columns of a layer's table beside fid and geometry, with their SQL types."""
    return FEATURE_COLUMNS | _OWN_COLUMNS.get(layer, {})


def create_schema(connection: sqlite3.Connection) -> None:
    """Make an empty database an empty atlas; runs inside the caller's transaction."""
    create_geopackage(connection)
    for layer in LAYERS:
        create_table(
            connection,
            layer,
            layer_columns(layer),
            description=f"Places that the documents mention: {layer}",
            geometry_type=_GEOMETRY_TYPES.get(layer, "GEOMETRY"),
        )
        connection.execute(f"CREATE INDEX {layer}_by_place ON {layer} (place_id)")
    create_table(
        connection,
        LEGS,
        LEG_COLUMNS,
        description="Stretches of the corridors",
        geometry_type="LINESTRING",
    )
    for table, columns in ATTRIBUTE_TABLES.items():
        create_table(connection, table, columns, description="")
    for table in _OF_A_DOCUMENT:
        connection.execute(f"CREATE INDEX {table}_by_document ON {table} (document_id, start)")
    for statement in _INDEXES.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def tables_of_a_document() -> tuple[str, ...]:
    """The tables whose rows leave with their document; decisions stay."""
    return _OF_A_DOCUMENT


def add_missing_tables(connection: sqlite3.Connection) -> None:
    """Give an atlas made before there were views the tables for them; inside a transaction."""
    for table, columns in VIEW_TABLES.items():
        found = "SELECT 1 FROM sqlite_master WHERE name = ?"
        if connection.execute(found, (table,)).fetchone() is None:
            create_table(connection, table, columns, description="")
