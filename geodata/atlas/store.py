"""The atlas: one GeoPackage file of documents, mentions, places, decisions and layers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geodata.atlas import reading
from geodata.atlas.database import Database, check_version, create_file
from geodata.atlas.features import Features
from geodata.atlas.frames import frame
from geodata.atlas.geopackage import GEOMETRY_COLUMN, encode, update_extents
from geodata.atlas.placed import placed
from geodata.atlas.placing import place_document
from geodata.atlas.records import (
    Decision,
    DocumentInfo,
    DocumentPassages,
    MentionRow,
    SearchResult,
    World,
)
from geodata.atlas.schema import LEG_COLUMNS, LEGS, layer_columns
from geodata.atlas.views import Views
from geodata.atlas.writing import delete_document, insert_parsed, insert_rows
from geodata.errors import DocumentError
from geodata.model import LAYERS, Document, LayerName, Parsed, TextDate

MOST_FAILURES = 200
"""Lines that are kept of what a build could not read."""


class Atlas(Views):
    """An open atlas; every method may raise AtlasError. May be shared by threads.

    >>> with Atlas.open(path) as atlas:
    ...     atlas.layer("cities")
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.path = database.path

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """A new, empty atlas, open for writing; AtlasError if the file exists."""
        create_file(Path(path))
        return cls.open(path, write=True)

    @classmethod
    def open(cls, path: Path | str, *, write: bool = False) -> Self:
        """AtlasError where the file is missing, no atlas, damaged or of another version."""
        database = Database(Path(path), write=write)
        try:
            with database.reading() as connection:
                check_version(connection, database.path)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the atlas is one file again."""
        self._database.close()

    # Writing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Keep all writes within the block, or none of them if it raises."""
        with self._database.writing():
            yield

    def add(self, parsed: Parsed, *, parsed_with: str = "") -> None:
        """Take in a document, in place of what is there under its id; layers wait for `refresh`.

        ``parsed_with`` is the version of what parsed it. DocumentError if it cannot be stored.
        """
        document = parsed.document
        try:
            with self._database.writing() as connection:
                delete_document(connection, document.id)
                insert_parsed(connection, parsed, parsed_with)
                place_document(connection, document.id, document.text)
                _set(connection, "layers", "stale")
        except UnicodeEncodeError as error:
            raise DocumentError(
                f"{document.source}: character {error.start} is half of a surrogate pair;"
                " mend the text's encoding"
            ) from error

    def remove(self, document_id: str) -> None:
        """Take a document out; its decisions stay. Layers wait for `refresh`."""
        with self._database.writing() as connection:
            delete_document(connection, document_id)
            _set(connection, "layers", "stale")

    def rename(self, document_id: str, *, name: str, source: str) -> None:
        """Note that a document is now found elsewhere."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE documents SET name = ?, source = ? WHERE id = ?",
                (name, source, document_id),
            )

    def refresh(self, world: World) -> None:
        """Make the layers anew from what is stored, at once and without blocking readers."""
        with self._database.writing() as connection:
            features = Features(connection, world)
            for table in (*LAYERS, LEGS):
                connection.execute(f"DELETE FROM {table}")
            labels = []
            for layer, row, geometry in features.rows():
                _insert_feature(connection, layer, layer_columns(layer), row, geometry)
                labels.append((row["place_id"], row["name"]))
            for row, geometry in features.legs():
                _insert_feature(connection, LEGS, LEG_COLUMNS, row, geometry)
            reading.index_places(connection, labels)
            update_extents(connection, (*LAYERS, LEGS))
            _set(connection, "layers", "fresh")

    def decide(self, decision: Decision) -> None:
        """Add a person's word; it holds for its span at once, for the layers after `refresh`."""
        d = decision
        with self._database.writing() as connection:
            insert_rows(
                connection,
                "decisions",
                [(d.document_id, d.start, d.end, d.place_id, d.verdict, d.lon, d.lat, d.name,
                  d.kind, d.who, d.when)],
            )  # fmt: skip
            document = reading.document(connection, d.document_id)
            if document:
                place_document(connection, document.id, document.text)
            _set(connection, "layers", "stale")

    # Reading

    @property
    def data_version(self) -> str:
        """Another one after every write, but for views and briefings."""
        return self.meta("data_version") or ""

    @property
    def stale(self) -> bool:
        """Whether documents or decisions came after the last `refresh`."""
        return self.meta("layers") == "stale"

    def meta(self, key: str) -> str | None:
        """A fact about the atlas itself, such as the version of its gazetteer."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self._database.writing() as connection:
            _set(connection, key, value)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within the block is of the same state, whoever writes meanwhile."""
        with self._database.reading():
            yield

    def failures(self) -> list[str]:
        """What the last build could not read, a line each: where, why, and what to do."""
        return [str(line) for line in json.loads(self.meta("failures") or "[]")]

    def note_failures(self, lines: Sequence[str]) -> None:
        """Keep the first MOST_FAILURES of what a build could not read, in place of the last's."""
        kept = [line.encode("utf-8", "backslashreplace").decode() for line in lines[:MOST_FAILURES]]
        if kept != self.failures():
            self.set_meta("failures", json.dumps(kept))

    def layer(self, name: LayerName) -> gpd.GeoDataFrame:
        """One row a place, most mentioned first; EPSG:4326."""
        with self._database.reading() as connection:
            return frame(connection, name, layer_columns(name), "mentions DESC, place_id")

    def layers(self) -> dict[LayerName, gpd.GeoDataFrame]:
        """All layers, in the order in which they are listed."""
        with self._database.reading():
            return {name: self.layer(name) for name in LAYERS}

    def legs(self) -> gpd.GeoDataFrame:
        """The stretches of the corridors, in order; EPSG:4326."""
        with self._database.reading() as connection:
            return frame(connection, LEGS, LEG_COLUMNS, "corridor, fid")

    def legs_of(self, place_id: str) -> list[dict[str, Any]]:
        """The stretches of one corridor, in order, without their lines."""
        with self._database.reading() as connection:
            return reading.legs(connection, place_id)

    def placed(self) -> pd.DataFrame:
        """Every mention and described way on the map, a row each; see `placed.placed`."""
        with self._database.reading() as connection:
            return placed(connection)

    def documents(self) -> list[DocumentInfo]:
        """All documents by name, without their texts."""
        with self._database.reading() as connection:
            return reading.documents(connection)

    def document(self, document_id: str) -> Document | None:
        with self._database.reading() as connection:
            return reading.document(connection, document_id)

    def sources(self) -> list[tuple[str, str, str, str]]:
        """(id, name, source, parsed with) of all documents."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, name, source, parsed_with FROM documents")
            return [tuple(row) for row in rows]

    def dates(self) -> list[tuple[str, TextDate]]:
        """(document id, date) of every date found in the texts, in their order."""
        with self._database.reading() as connection:
            return reading.dates(connection)

    def mentions(self, document_id: str) -> list[MentionRow]:
        """The mentions of a document in the order of its text, rejected ones included."""
        with self._database.reading() as connection:
            return reading.mentions(connection, document_id)

    def passages(self, place_id: str) -> list[DocumentPassages]:
        """The sentences that put a place on the map, newest document first."""
        with self._database.reading() as connection:
            return reading.passages(connection, place_id)

    def place(self, place_id: str) -> dict[str, Any] | None:
        """A place's row of its layer without geometry, with ``layer`` (None if it is on none)."""
        with self._database.reading() as connection:
            return reading.place(connection, place_id)

    def search(self, text: str, limit: int = 20) -> SearchResult:
        """Places by any name the texts give them, and sentences with all the words."""
        with self._database.reading() as connection:
            return reading.search(connection, text, limit)

    def decisions(self) -> list[Decision]:
        """Every decision ever made, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM decisions ORDER BY fid")
            return [_decision(row) for row in rows]


def _set(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def _insert_feature(
    connection: sqlite3.Connection,
    table: str,
    columns: Iterable[str],
    row: Mapping[str, Any],
    geometry: BaseGeometry,
) -> None:
    names = [GEOMETRY_COLUMN, *columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(
        f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})",
        (encode(geometry), *(row.get(column) for column in columns)),
    )


def _decision(row: sqlite3.Row) -> Decision:
    same = ("document_id", "start", "end", "place_id", "verdict", "who", "lon", "lat", "name")
    return Decision(**{key: row[key] for key in (*same, "kind")}, when=row["decided"])
