"""Geometries as RFC 7946 wants them: cut at the antimeridian, outer rings counterclockwise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

import antimeridian
import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, shape
from shapely.geometry.base import BaseGeometry

DIGITS = 6  # decimals of a degree, about ten centimetres

_POLYGONS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")


def geometry(given: BaseGeometry) -> dict[str, Any]:
    """A geometry (EPSG:4326) as a GeoJSON object."""
    rounded = shapely.transform(cut(given), lambda xy: np.round(xy, DIGITS))
    return cast(dict[str, Any], json.loads(shapely.to_geojson(rounded)))


def cut(given: BaseGeometry) -> BaseGeometry:
    """The same shape between -180 and 180 degrees, in parts where it crosses that line."""
    if given.geom_type in _LINES:
        return _cut_lines(given)
    west, _, east, _ = given.bounds
    if given.geom_type in _POLYGONS and (west < -180 or east > 180):
        given = shape(antimeridian.fix_shape(given, fix_winding=True, great_circle=False))
    return shapely.orient_polygons(given)


def bbox(shapes: Iterable[BaseGeometry]) -> list[float]:
    """West, south, east, north of shapes that are cut already."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    return [round(float(edge), DIGITS) for edge in (west, south, east, north)]


def _cut_lines(given: BaseGeometry) -> BaseGeometry:
    parts: list[BaseGeometry] = []
    for line in shapely.get_parts(given):
        inside = shapely.transform(line, _turned)
        if np.abs(np.diff(shapely.get_coordinates(inside)[:, 0])).max(initial=0) > 180:
            inside = shape(antimeridian.fix_shape(inside, great_circle=False))
        parts += shapely.get_parts(inside).tolist()
    return parts[0] if given.geom_type == "LineString" and len(parts) == 1 else _lines(parts)


def _lines(parts: list[BaseGeometry]) -> MultiLineString:
    return MultiLineString([cast(LineString, part) for part in parts])


def _turned(xy: Any) -> Any:
    """Longitudes within one turn; 180 stays where it is."""
    lon = xy[:, 0]
    outside = np.abs(lon) > 180
    turned = np.where(outside, (lon + 180) % 360 - 180, lon)
    return np.column_stack([turned, xy[:, 1]])
