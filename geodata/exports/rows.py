"""Rows of layers as plain values, the same for every format."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection

LEGS_LAYER = "corridor_legs"

Row = dict[str, Any]


def features(selection: Selection) -> Iterator[tuple[Row, BaseGeometry]]:
    """Every feature with its ``layer``, layer by layer, most mentioned first."""
    for name, frame in selection.layers.items():
        for row, shape in rows(frame):
            yield {"layer": name, **row}, shape


def legs(selection: Selection) -> Iterator[tuple[Row, BaseGeometry]]:
    """The legs of the corridors, with ``layer`` and in order."""
    for row, shape in rows(selection.legs):
        yield {"layer": LEGS_LAYER, **row}, shape


def rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[Row, BaseGeometry]]:
    """(columns but the geometry, geometry); str, int, float, bool or None."""
    values = frame.drop(columns=frame.geometry.name).to_dict("records")
    for row, shape in zip(values, frame.geometry, strict=True):
        yield {str(key): plain(value) for key, value in row.items()}, shape


def plain(value: Any) -> Any:
    """A value of a frame as Python has it, None for what is missing."""
    if hasattr(value, "item"):  # numpy scalars
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
