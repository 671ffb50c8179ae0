"""What a GeoPackage asks of an SQLite file: its own tables, geometry blobs, the R-tree triggers.

OGC 12-128r17 (GeoPackage 1.3): geometry encoding in clause 2.1.3, the R-tree in annex F.3.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10300
SRS_ID = 4326
GEOMETRY_COLUMN = "geom"

_MAGIC = b"GP\x00"
_HEADER = struct.Struct("<2sBBi")
_ENVELOPE = struct.Struct("<4d")
# Bytes of the envelope by its code in the header's flags.
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_LITTLE_ENDIAN, _XY_ENVELOPE, _EMPTY = 0x01, 0x02, 0x10

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
  z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
"""

_RTREE = """
CREATE VIRTUAL TABLE "{r}" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "{r}_insert" AFTER INSERT ON "{t}" WHEN {new_has}
BEGIN INSERT OR REPLACE INTO "{r}" VALUES ({new_box}); END;
CREATE TRIGGER "{r}_update1" AFTER UPDATE OF "{c}" ON "{t}"
WHEN OLD.fid = NEW.fid AND {new_has}
BEGIN INSERT OR REPLACE INTO "{r}" VALUES ({new_box}); END;
CREATE TRIGGER "{r}_update2" AFTER UPDATE OF "{c}" ON "{t}"
WHEN OLD.fid = NEW.fid AND NOT {new_has}
BEGIN DELETE FROM "{r}" WHERE id = OLD.fid; END;
CREATE TRIGGER "{r}_update3" AFTER UPDATE ON "{t}"
WHEN OLD.fid != NEW.fid AND {new_has}
BEGIN DELETE FROM "{r}" WHERE id = OLD.fid;
INSERT OR REPLACE INTO "{r}" VALUES ({new_box}); END;
CREATE TRIGGER "{r}_update4" AFTER UPDATE ON "{t}"
WHEN OLD.fid != NEW.fid AND NOT {new_has}
BEGIN DELETE FROM "{r}" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "{r}_delete" AFTER DELETE ON "{t}" WHEN OLD."{c}" NOT NULL
BEGIN DELETE FROM "{r}" WHERE id = OLD.fid; END;
"""


def create_geopackage(connection: sqlite3.Connection) -> None:
    """Make an empty database a GeoPackage without layers."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    _run_all(connection, _TABLES)
    connection.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
        [
            ("Undefined cartesian", -1, "NONE", -1, "undefined"),
            ("Undefined geographic", 0, "NONE", 0, "undefined"),
            ("WGS 84", SRS_ID, "EPSG", SRS_ID, _wgs84()),
        ],
    )


def create_table(
    connection: sqlite3.Connection,
    name: str,
    columns: Mapping[str, str],
    *,
    description: str,
    geometry_type: str | None = None,
) -> None:
    """Create and register a feature table, or an attribute table where there is no geometry."""
    parts = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if geometry_type:
        parts.append(f'"{GEOMETRY_COLUMN}" {geometry_type}')
    parts += [f'"{column}" {sql_type}' for column, sql_type in columns.items()]
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(parts)})')
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?, ?, ?, ?, ?)",
        (name, *(("features",) if geometry_type else ("attributes",)), name, description,
         SRS_ID if geometry_type else None),
    )  # fmt: skip
    if geometry_type:
        _register_geometry(connection, name, geometry_type)


def _register_geometry(connection: sqlite3.Connection, table: str, geometry_type: str) -> None:
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
        (table, GEOMETRY_COLUMN, geometry_type, SRS_ID),
    )
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
        (table, GEOMETRY_COLUMN, "http://www.geopackage.org/spec120/#extension_rtree"),
    )
    column = GEOMETRY_COLUMN
    box = ", ".join(f'ST_{edge}(NEW."{column}")' for edge in ("MinX", "MaxX", "MinY", "MaxY"))
    _run_all(
        connection,
        _RTREE.format(
            r=f"rtree_{table}_{column}",
            t=table,
            c=column,
            new_has=f'(NEW."{column}" NOT NULL AND NOT ST_IsEmpty(NEW."{column}"))',
            new_box=f"NEW.fid, {box}",
        ),
    )


def _run_all(connection: sqlite3.Connection, script: str) -> None:
    """Like ``executescript``, which would commit the transaction that is under way."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def update_extents(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Note in ``gpkg_contents`` what the feature tables span, and that they changed."""
    for table in tables:
        connection.execute(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),"
            " (min_x, min_y, max_x, max_y) ="
            f' (SELECT min(minx), min(miny), max(maxx), max(maxy) FROM "rtree_{table}_geom")'
            " WHERE table_name = ?",
            (table,),
        )


def register_functions(connection: sqlite3.Connection) -> None:
    """Give the connection the functions that the R-tree triggers call."""
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for position, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _edge_reader(position), deterministic=True)


def _edge_reader(position: int) -> Callable[[bytes | None], float | None]:
    return lambda blob: None if blob is None else envelope(blob)[position]


def encode(geometry: BaseGeometry) -> bytes:
    """A geometry as a GeoPackage blob with its envelope."""
    flat = shapely.force_2d(geometry)
    wkb: bytes = shapely.to_wkb(flat, byte_order=1)
    if flat.is_empty:
        return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _EMPTY, SRS_ID) + wkb
    min_x, min_y, max_x, max_y = flat.bounds
    header = _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _XY_ENVELOPE, SRS_ID)
    return header + _ENVELOPE.pack(min_x, max_x, min_y, max_y) + wkb


def decode(blobs: Iterable[bytes | None]) -> np.ndarray:
    """GeoPackage blobs as an array of shapely geometries; NULL becomes None."""
    return shapely.from_wkb(np.array([_wkb(blob) for blob in blobs], dtype=object))


def envelope(blob: bytes) -> tuple[float, float, float, float]:
    """(min x, max x, min y, max y) of a blob, read from its header where that has one."""
    flags = blob[3]
    if (flags >> 1) & 0x07:
        order = "<" if flags & _LITTLE_ENDIAN else ">"
        min_x, max_x, min_y, max_y = struct.unpack_from(f"{order}4d", blob, _HEADER.size)
        return min_x, max_x, min_y, max_y
    west, south, east, north = shapely.bounds(decode([blob])[0])
    return west, east, south, north


def _wkb(blob: bytes | None) -> bytes | None:
    if blob is None:
        return None
    if blob[:3] != _MAGIC:
        raise ValueError("not a GeoPackage geometry")
    return blob[_HEADER.size + _ENVELOPE_BYTES[(blob[3] >> 1) & 0x07] :]


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(bool(blob[3] & _EMPTY))


@cache
def _wgs84() -> str:
    return str(pyproj.CRS.from_epsg(SRS_ID).to_wkt("WKT1_GDAL"))
