"""Tables of the atlas as GeoDataFrames.

SQLite holds any value in any column, so what a table gives is checked against its schema.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.atlas.geopackage import GEOMETRY_COLUMN, SRS_ID, decode

_TYPES = {"TEXT": "object", "INTEGER": "int64", "DOUBLE": "float64"}
_HELD: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "DOUBLE": (float, int)}


def frame(
    connection: sqlite3.Connection, table: str, columns: Mapping[str, str], order: str
) -> gpd.GeoDataFrame:
    """A feature table, EPSG:4326. Text is str or None, a missing number NaN.

    sqlite3.DatabaseError, as SQLite itself raises, for a value that its column cannot hold.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(
        f'SELECT {names}, "{GEOMETRY_COLUMN}" FROM "{table}" ORDER BY {order}'
    ).fetchall()
    values = list(zip(*rows, strict=True)) or [()] * (len(columns) + 1)
    series = {
        name: _series(column, sql_type)
        for (name, sql_type), column in zip(columns.items(), values[:-1], strict=True)
    }
    try:
        geometry = decode(values[-1])
    except (TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        raise sqlite3.DatabaseError(f"malformed geometry in {table}") from error
    return gpd.GeoDataFrame(series, geometry=geometry, crs=SRS_ID)


def _series(column: Sequence[Any], sql_type: str) -> pd.Series[Any]:
    """A column of a table, every value of the type that the schema gives it."""
    name, *required = sql_type.split()
    for value in column:
        if value is None and not required:
            continue
        held = isinstance(value, _HELD[name])
        if not held or (name != "TEXT" and not math.isfinite(value)):
            raise sqlite3.DatabaseError(f"malformed {name}")
    return pd.Series(column, dtype=_TYPES[name])
