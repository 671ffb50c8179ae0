"""Every mention that is on the map: what features count and selections choose from."""

from __future__ import annotations

import sqlite3

import pandas as pd

from geodata.atlas.frames import plain_frame
from geodata.atlas.schema import ATTRIBUTE_TABLES

_COLUMNS = {
    name: sql_type
    for name, sql_type in ATTRIBUTE_TABLES["placements"].items()
    if name not in ("surface", "kind", "reason", "flow")
} | {"published": "TEXT"}


def placed(connection: sqlite3.Connection) -> pd.DataFrame:
    """One row a placed mention or described way, in the order of documents and their texts.

    Columns of ``placements``, and ``published``, the document's ISO date or None.
    """
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    return plain_frame(
        connection,
        f"SELECT {names} FROM placements p"
        " JOIN (SELECT id, published FROM documents) d ON d.id = p.document_id"
        ' WHERE layer IS NOT NULL ORDER BY document_id, start, "end"',
        _COLUMNS,
    )
