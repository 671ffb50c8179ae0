"""Layers for tests: rows with what every layer has, so that a test says only what differs."""

from __future__ import annotations

from typing import Any

from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry


def frame(*rows: dict[str, Any]) -> GeoDataFrame:
    """Rows of a layer with what every layer has; a row says only what differs."""
    common = {
        "mentions": 3, "literal": 2, "associative": 1, "documents": 1, "document_ids": "a1b2c3",
        "first_date": None, "last_date": "2022-07-26", "precision": "city", "basis": "text",
        "status": None, "confidence": 0.97, "note": None, "country": "IR", "decision": "",
    }  # fmt: skip
    return GeoDataFrame([common | row for row in rows], geometry="geometry", crs=4326)


def place(place_id: str, name: str, geometry: BaseGeometry, **more: Any) -> dict[str, Any]:
    point = geometry.representative_point()
    return {
        "place_id": place_id, "name": name, "lon": point.x, "lat": point.y, "geometry": geometry,
    } | more  # fmt: skip
