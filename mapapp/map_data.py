"""Layers as the GeoJSON that the map's scripts read, safe inside a ``<script>`` element."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from geodata.model import LayerName

DIGITS = 4  # decimals of a degree, about ten metres

# Tolerances in degrees at which shapes stop mattering on the map.
_SIMPLIFY: Mapping[str, float] = {
    "regions": 0.08,
    "areas": 0.01,
    "sites": 0.01,
    "waters": 0.01,
    "countries": 0.01,
}

BASEMAP_FILE = Path(__file__).parent / "static" / "map" / "basemap.json"


@lru_cache(maxsize=1)
def basemap_ids() -> frozenset[str]:
    """ISO codes and water ids whose polygons the basemap holds: they need not travel twice."""
    data = json.loads(BASEMAP_FILE.read_text("utf-8"))
    return frozenset(place["id"] for kind in ("countries", "waters") for place in data[kind])


def layer_geojson(
    name: LayerName, frame: GeoDataFrame, legs: GeoDataFrame | None = None
) -> dict[str, Any]:
    """One layer as a FeatureCollection, geometry thinned and rounded for the screen.

    ``legs`` belong to the layer ``corridors`` and travel as its foreign member "legs".
    Countries, waters and sites "somewhere in" a country go without geometry where the basemap
    holds the polygon.
    """
    shapes = _for_screen(name, frame)
    rows = frame.drop(columns=frame.geometry.name).to_dict("records") if len(frame) else []
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row["place_id"],
                "geometry": shape,
                "properties": _properties(row),
            }
            for row, shape in zip(rows, shapes, strict=True)
        ],
    }
    if legs is not None and len(legs):
        collection["legs"] = legs_geojson(legs)
    return collection


def legs_geojson(legs: GeoDataFrame) -> dict[str, Any]:
    """The legs of corridors as a FeatureCollection, in order of corridor, branch and place."""
    rows = legs.drop(columns=legs.geometry.name).to_dict("records")
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": _geometry(shape), "properties": _properties(row)}
            for row, shape in zip(rows, legs.geometry, strict=True)
        ],
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


def _for_screen(name: LayerName, frame: GeoDataFrame) -> list[dict[str, Any] | None]:
    shapes: Any = frame.geometry.values
    if tolerance := _SIMPLIFY.get(name):
        shapes = shapely.simplify(shapes, tolerance)
    known = basemap_ids()
    return [
        None if key in known else _geometry(shape)
        for key, shape in zip(_basemap_keys(name, frame), shapes, strict=True)
    ]


def _basemap_keys(name: LayerName, frame: GeoDataFrame) -> list[str | None]:
    """The id under which the basemap would hold each feature's polygon."""
    if frame.empty:
        return []
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


def _properties(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row without what is missing; numbers rounded."""
    values = {str(key): _plain(value) for key, value in row.items()}
    return {key: value for key, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):  # numpy scalars
        value = value.item()
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    return value if isinstance(value, str | int | bool) or value is None else str(value)
