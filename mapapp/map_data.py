"""Layers as the columns that the map's scripts read, safe inside a ``<script>`` element.

    {"count": 19593, "next": 1, "columns": {"name": [...], "basis": "text", ...}, "shapes": [...]}

Rows come most mentioned first, so that a part of them is the part that matters. A column that is
the same in all rows is that value alone; a column without values is left out. ``shapes`` are
GeoJSON geometries, None where ``lon`` and ``lat`` or the basemap's polygon say it all; a layer
without any leaves them out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.model import LayerName

SPECK = 0.1  # square degrees; islands of a region that are smaller are left out
DIGITS = 4  # decimals of a degree, about ten metres
POINT_DIGITS = 3  # of a symbol's place: less than a pixel at the closest zoom

FIRST, MORE = 2_000, 10_000
"""Rows of the first part, with which the map begins, and of those that follow."""

# Tolerances in degrees at which shapes stop mattering on the map.
_SIMPLIFY: Mapping[str, float] = {
    "regions": 0.25,  # a soft fill
    "areas": 0.01,
    "sites": 0.01,
    "waters": 0.01,
    "countries": 0.01,
}

# What the map draws and its tooltip says; a layer has those of them that its frame has.
_DRAWN = (
    "place_id", "name", "mentions", "literal", "associative", "precision", "basis", "status",
    "country", "lon", "lat", "decision", "modes", "routed", "missing_km", "short", "manner",
    "from_id", "to_id", "mode", "head", "anchor_id", "anchor_name", "radius_km",
    "known_lon", "known_lat", "known_note",
)  # fmt: skip
_LEG = ("corridor", "branch", "mode", "status", "from_name", "to_name", "km", "routed_on")

BASEMAP_FILE = Path(__file__).parent / "static" / "map" / "basemap.json"


@lru_cache(maxsize=1)
def basemap_ids() -> frozenset[str]:
    """ISO codes and water ids whose polygons the basemap holds: they need not travel twice."""
    data = json.loads(BASEMAP_FILE.read_text("utf-8"))
    return frozenset(place["id"] for kind in ("countries", "waters") for place in data[kind])


def layer_columns(
    name: LayerName,
    frame: GeoDataFrame,
    legs: GeoDataFrame | None = None,
    *,
    part: int | None = None,
) -> dict[str, Any]:
    """One layer for the map, geometry thinned and rounded for the screen.

    ``part`` is the number of a part, None for all rows at once; "next" is the number of the part
    that follows. ``legs`` belong to the layer ``corridors`` and travel with it.
    """
    if frame.empty:
        return {"count": 0, "columns": {}}
    ordered = frame.sort_values("mentions", ascending=False, kind="stable")
    start, stop = _bounds(part, len(frame))
    rows = ordered.iloc[start:stop]
    data: dict[str, Any] = {"count": len(frame), "columns": _columns(rows, _DRAWN)}
    if part is not None and stop < len(frame):
        data["next"] = part + 1
    shapes = _for_screen(name, rows)
    if any(shapes):
        data["shapes"] = shapes
    if legs is not None and len(legs):
        data["legs"] = legs_columns(legs)
    return data


def _bounds(part: int | None, count: int) -> tuple[int, int]:
    if part is None:
        return 0, count
    return (FIRST + (part - 1) * MORE, FIRST + part * MORE) if part else (0, FIRST)


def legs_columns(legs: GeoDataFrame) -> dict[str, Any]:
    """The legs of corridors, in order of corridor, branch and place."""
    return {
        "count": len(legs),
        "columns": _columns(legs, _LEG),
        "shapes": [_geometry(shape) for shape in legs.geometry],
    }


def script_json(value: Any) -> str:
    """JSON that may stand inside ``<script>`` and inside a template.

    No "<" or "&" that could close the element or open a comment, no line separators that
    JavaScript counts as newlines, no "{{" or "{%" that a template engine would run.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for characters in ("<", ">", "&", "\u2028", "\u2029", "{{", "{%", "{#"):
        text = text.replace(characters, "".join(f"\\u{ord(c):04x}" for c in characters))
    return text


def _columns(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    """Column -> values, or the one value that all rows share."""
    columns = {}
    for name in names:
        digits = POINT_DIGITS if name in ("lon", "lat") else DIGITS
        values = [_plain(value, digits) for value in rows[name].tolist()] if name in rows else []
        if any(value not in (None, "") for value in values):
            alike = len(values) > 1 and all(value == values[0] for value in values)
            columns[name] = values[0] if alike else values
    return columns


def _plain(value: Any, digits: int) -> Any:
    """What JSON can say: numbers rounded, None for what is missing."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else round(value, digits)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    return value if isinstance(value, str | int) else str(value)


def _for_screen(name: LayerName, frame: GeoDataFrame) -> list[dict[str, Any] | None]:
    shapes: Any = frame.geometry.values
    drawn = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes) | _are_said(frame, shapes))
    if tolerance := _SIMPLIFY.get(name):
        shapes = shapely.simplify(shapes, tolerance)
    if name == "regions":
        shapes = shapely.set_precision([_without_specks(shape) for shape in shapes], 0.01)
    known = basemap_ids()
    return [
        _geometry(shape) if wanted and key not in known else None
        for key, shape, wanted in zip(_basemap_keys(name, frame), shapes, drawn, strict=True)
    ]


def _without_specks(shape: BaseGeometry) -> BaseGeometry:
    large = [part for part in shapely.get_parts(shape) if part.area > SPECK]
    return MultiPolygon(large) if large else shape


def _are_said(frame: GeoDataFrame, shapes: Any) -> Any:
    """Which shapes are points, so that the columns lon and lat hold them."""
    located = np.isfinite(frame["lon"].astype(float)) & np.isfinite(frame["lat"].astype(float))
    return (shapely.get_type_id(shapes) == shapely.GeometryType.POINT) & np.asarray(located)


def _basemap_keys(name: LayerName, frame: GeoDataFrame) -> list[str | None]:
    """The id under which the basemap would hold each feature's polygon."""
    if name == "waters":
        return list(frame["place_id"])
    if name == "countries":
        return list(frame["country"])
    if name == "sites":
        return list(frame["country"].where(frame["precision"] == "country", None))
    return [None] * len(frame)


def _geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shape), parse_float=_short)
    return geometry


def _short(number: str) -> float:
    return round(float(number), DIGITS)
