"""Tables of the atlas as GeoDataFrames.

SQLite holds any value in any column, so what a table gives is checked against its schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
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
    names = ", ".join(f'"{name}"' for name in (*columns, GEOMETRY_COLUMN))
    values = _columns(
        connection, f'SELECT {names} FROM "{table}" ORDER BY {order}', len(columns) + 1
    )
    try:
        geometry = decode(values[-1])
    except (TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        raise sqlite3.DatabaseError(f"malformed geometry in {table}") from error
    return gpd.GeoDataFrame(_checked(columns, values), geometry=geometry, crs=SRS_ID)


def plain_frame(
    connection: sqlite3.Connection, query: str, columns: Mapping[str, str]
) -> pd.DataFrame:
    """What a query gives, as a frame; ``columns`` are its own, with their SQL types."""
    return pd.DataFrame(_checked(columns, _columns(connection, query, len(columns))))


def _columns(connection: sqlite3.Connection, query: str, count: int) -> list[tuple[Any, ...]]:
    rows = connection.execute(query).fetchall()
    return list(zip(*rows, strict=True)) or [()] * count


def _checked(
    columns: Mapping[str, str], values: Iterable[Sequence[Any]]
) -> dict[str, pd.Series[Any]]:
    return {
        name: _series(column, sql_type)
        for (name, sql_type), column in zip(columns.items(), values, strict=False)
    }


def _series(column: Sequence[Any], sql_type: str) -> pd.Series[Any]:
    """A column of a table, every value of the type that the schema gives it."""
    name, *required = sql_type.split()
    allowed = _HELD[name] if required else (*_HELD[name], type(None))
    if not all(issubclass(found, allowed) for found in set(map(type, column))):
        raise sqlite3.DatabaseError(f"malformed {name}")
    series = pd.Series(column, dtype=_TYPES[name])
    if name == "DOUBLE" and np.isinf(series).any():
        raise sqlite3.DatabaseError(f"malformed {name}")
    return series
