"""All features as columns of equal length, most mentioned first: what the table shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from geopandas import GeoDataFrame

from geodata.model import LAYERS, LayerName

Row = Mapping[Any, Any]

_COLUMNS = {
    "place_id": "id",
    "name": "name",
    "mentions": "mentions",
    "documents": "documents",
    "precision": "precision",
    "status": "status",
    "confidence": "confidence",
    "first_date": "first",
    "last_date": "last",
    "decision": "decision",
    "lon": "lon",
    "lat": "lat",
}


def place_columns(layers: Mapping[LayerName, GeoDataFrame]) -> dict[str, list[Any]]:
    """The columns of ``/api/places``.

    ``layer`` is a number in the order of `LAYERS`; ``missing`` are kilometres of a corridor that
    nobody has built, 0 of anything else.
    """
    frames = [_columns_of(name, frame) for name, frame in layers.items() if len(frame)]
    if not frames:
        return {name: [] for name in (*_COLUMNS.values(), "layer", "missing")}
    table = pd.concat(frames, ignore_index=True)
    table = table.sort_values(["mentions", "name"], ascending=[False, True], kind="stable")
    table["missing"] = table["missing"].fillna(0).astype(int)
    table["confidence"] = (table["confidence"] * 100).round().astype(int)
    table[["lon", "lat"]] = table[["lon", "lat"]].astype(float).round(3)
    table = table.astype(object).where(table.notna(), None)
    return {str(name): table[name].tolist() for name in table}


def _columns_of(name: LayerName, frame: GeoDataFrame) -> pd.DataFrame:
    table = pd.DataFrame(frame[list(_COLUMNS)]).rename(columns=_COLUMNS)
    if name in ("corridors", "flows"):
        table["precision"] = None  # a line is no better located than its ends
    missing = frame["missing_km"].round() if name == "corridors" else 0
    return table.assign(layer=LAYERS.index(name), missing=missing)


def traits_of(
    layers: Mapping[LayerName, GeoDataFrame], legs: GeoDataFrame
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str, str]]:
    """Modes, statuses, precision and decision of every feature, as far as the map marks them."""
    own = {
        place_id: (tuple(sorted(set(rows["mode"]))), tuple(sorted(set(rows["status"]))))
        for place_id, rows in legs.groupby("corridor")
    }
    return {
        str(row["place_id"]): (*_lines(name, row, own), _precision(name, row), str(row["decision"]))
        for name, frame in layers.items()
        for row in frame.drop(columns="geometry").to_dict("records")
    }


def _lines(
    layer: LayerName, row: Row, legs: Mapping[Any, tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if layer == "corridors":
        return legs.get(row["place_id"], ((), ()))
    return (), (str(row["status"]),) if layer == "flows" and row["status"] else ()


def _precision(layer: LayerName, row: Row) -> str:
    return str(row["precision"]) if layer == "sites" else ""
