"""Stripes of hatched areas as lines: renderers have patterns of their own, none of them ours."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.pictures.lines import as_path
from mapapp.pictures.look import SCALE
from mapapp.pictures.scene import Path

APART = 7 * SCALE


def stripes(rings: Iterable[Path]) -> list[Path]:
    """Lines at 45 degrees, rising to the right, within rings that fill by the even-odd rule."""
    area: BaseGeometry = shapely.Polygon()
    for ring in rings:
        area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
    if area.is_empty:
        return []
    x0, y0, x1, y1 = area.bounds
    step = APART * np.sqrt(2)
    first = np.floor((x0 + y0) / step) * step  # the same phase everywhere, so that neighbours agree
    starts = np.arange(first, x1 + y1 + step, step)
    lines = [[(s - y0, y0), (s - y1, y1)] for s in starts]
    inside = shapely.intersection(shapely.linestrings(lines), area)
    parts = shapely.get_parts(inside[~shapely.is_empty(inside)])
    return [as_path(shapely.get_coordinates(part)) for part in parts if part.length > 1]
