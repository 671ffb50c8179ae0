"""Tables of the atlas as GeoDataFrames."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from geodata.atlas.geopackage import GEOMETRY_COLUMN, SRS_ID, decode

_TYPES = {"TEXT": "object", "INTEGER": "int64", "DOUBLE": "float64"}


def frame(
    connection: sqlite3.Connection, table: str, columns: Mapping[str, str], order: str
) -> gpd.GeoDataFrame:
    """A feature table, EPSG:4326. Text is str or None, a missing number NaN."""
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(
        f'SELECT {names}, "{GEOMETRY_COLUMN}" FROM "{table}" ORDER BY {order}'
    ).fetchall()
    values = list(zip(*rows, strict=True)) or [()] * (len(columns) + 1)
    series = {
        name: pd.Series(column, dtype=_TYPES[sql_type.split()[0]])
        for (name, sql_type), column in zip(columns.items(), values[:-1], strict=True)
    }
    return gpd.GeoDataFrame(series, geometry=decode(values[-1]), crs=SRS_ID)
