"""Paths as freeforms, with no more points than a slide can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
import shapely.ops
from lxml.etree import SubElement
from numpy.typing import NDArray
from pptx.oxml.ns import qn

from mapapp.pictures.decks.xml import Element, add, emu
from mapapp.pictures.scene import Path, Shape

FINEST = 0.3
"""Page units by which a path may be off: 0.18 pt."""

MOST_POINTS = 40_000
"""On one slide; with more of them slide programs become slow."""

_STEPS = 10
"""Whole steps that a page unit has in an outline: short numbers make small files."""

_EMU_PER_STEP = emu(1) // _STEPS

Paths = Sequence[Path]


class Outlines:
    """Thins every path of a slide by the same tolerance, so that borders still meet."""

    def __init__(self, shapes: Iterable[Shape], most: int = MOST_POINTS) -> None:
        paths = [path for shape in shapes if shape.kind != "point" for path in shape.paths]
        lines = _lines(paths)
        self.tolerance = FINEST
        while len(lines) and self._points(lines) > most and self.tolerance < 20:
            self.tolerance *= 1.5

    def _points(self, lines: NDArray[np.object_]) -> int:
        return int(shapely.get_num_coordinates(shapely.simplify(lines, self.tolerance)).sum())

    def thinned(self, paths: Paths) -> Paths:
        """The paths without points that cannot be seen, and without what is too small to be."""
        lines = shapely.simplify(_lines(paths), self.tolerance)
        return [
            tuple(map(tuple, shapely.get_coordinates(line)))
            for line in lines
            if shapely.get_num_coordinates(line) > 1
        ]

    def begun_later(self, paths: Paths, distance: float) -> Paths:
        """The paths without their first ``distance``: dashes here have no offset of their own."""
        cut = [
            shapely.ops.substring(line, distance, line.length)
            for line in _lines(paths)
            if line.length > distance
        ]
        return [tuple(map(tuple, shapely.get_coordinates(line))) for line in cut]

    def freeform(self, properties: Element, paths: Paths, *, closed: bool) -> None:
        """The place and the outline of a shape; rings within rings are holes."""
        rings = [np.rint(np.asarray(path) * _STEPS).astype(int) for path in paths]
        left, top = np.min([ring.min(axis=0) for ring in rings], axis=0)
        right, bottom = np.max([ring.max(axis=0) for ring in rings], axis=0)
        frame = add(properties, "a:xfrm")
        add(frame, "a:off", {"x": left * _EMU_PER_STEP, "y": top * _EMU_PER_STEP})
        size = (right - left) * _EMU_PER_STEP, (bottom - top) * _EMU_PER_STEP
        add(frame, "a:ext", {"cx": size[0], "cy": size[1]})
        geometry = add(properties, "a:custGeom")
        for part in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
            add(geometry, part)
        add(geometry, "a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"})
        attributes = {"w": right - left, "h": bottom - top} | ({} if closed else {"fill": "none"})
        outline = add(add(geometry, "a:pathLst"), "a:path", attributes)
        for ring in rings:
            _trace(outline, ring - (left, top), closed)


def _trace(outline: Element, ring: NDArray[np.int_], closed: bool) -> None:
    """One ring or line; plain lxml, since there are tens of thousands of points."""
    if closed and (ring[0] == ring[-1]).all():
        ring = ring[:-1]
    move, line, point = qn("a:moveTo"), qn("a:lnTo"), qn("a:pt")
    for i, (x, y) in enumerate(ring.tolist()):
        step = SubElement(outline, line if i else move)
        SubElement(step, point, x=str(x), y=str(y))
    if closed:
        add(outline, "a:close")


def _lines(paths: Paths) -> NDArray[np.object_]:
    """The paths as an array of LineStrings; a path of one point is none."""
    kept = [path for path in paths if len(path) > 1]
    if not kept:
        return np.array([], dtype=object)
    indices = np.repeat(np.arange(len(kept)), [len(path) for path in kept])
    points = np.concatenate([np.asarray(path, dtype=float) for path in kept])
    return np.asarray(shapely.linestrings(points, indices=indices))
