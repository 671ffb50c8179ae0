"""Cutting rings and lines to a window; both are rows of (x, y)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Window = tuple[float, float, float, float]


def clip_ring(ring: Points, window: Window) -> Points:
    """A closed ring cut to a rectangle, by Sutherland and Hodgman; empty when nothing is left.

    Edges that run along the window may be left over between parts: they enclose nothing.
    """
    for axis, bound, sign in ((0, 0, 1), (0, 2, -1), (1, 1, 1), (1, 3, -1)):
        if len(ring) < 4:
            return ring[:0]
        ring = _cut(ring, axis, window[bound], sign)
    return ring


def _cut(ring: Points, axis: int, bound: float, sign: int) -> Points:
    """What of a ring is on the inner side of one edge."""
    depth = sign * (ring[:, axis] - bound)
    inside = depth >= 0
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    a, b = ring[:-1], ring[1:]
    crossing = inside[:-1] != inside[1:]
    gap = depth[:-1] - depth[1:]
    part = np.where(crossing, depth[:-1] / np.where(gap == 0, 1, gap), 0)
    cuts = a + part[:, None] * (b - a)
    cuts[:, axis] = np.where(crossing, bound, cuts[:, axis])
    # Each edge gives its crossing, then its end if that is inside.
    pairs = np.stack([cuts, b], axis=1).reshape(-1, 2)
    kept = pairs[np.stack([crossing, inside[1:]], axis=1).ravel()]
    return np.concatenate([kept, kept[:1]]) if len(kept) else kept


def clip_line(line: Points, window: Window) -> list[Points]:
    """The parts of a line within a rectangle."""
    x0, y0, x1, y1 = window
    if len(line) < 2:
        return []
    low, high = line.min(axis=0), line.max(axis=0)
    if low[0] >= x0 and low[1] >= y0 and high[0] <= x1 and high[1] <= y1:
        return [line]
    if high[0] < x0 or high[1] < y0 or low[0] > x1 or low[1] > y1:
        return []
    a, step = line[:-1], np.diff(line, axis=0)
    enter, leave = np.zeros(len(a)), np.ones(len(a))
    for axis, bound, sign in ((0, x0, 1), (0, x1, -1), (1, y0, 1), (1, y1, -1)):
        depth, slope = sign * (a[:, axis] - bound), sign * step[:, axis]
        with np.errstate(divide="ignore", invalid="ignore"):
            at = -depth / slope
        enter = np.where(slope > 0, np.maximum(enter, at), enter)
        leave = np.where(slope < 0, np.minimum(leave, at), leave)
        leave = np.where((slope == 0) & (depth < 0), -1.0, leave)
    return _joined(a, step, enter, leave)


def _joined(a: Points, step: Points, enter: Points, leave: Points) -> list[Points]:
    """Segments' visible parts, one after the other, cut where a segment leaves the window."""
    parts: list[Points] = []
    run: list[Points] = []
    for i in np.flatnonzero(enter < leave):
        if not run:
            run.append(a[i] + enter[i] * step[i])
        run.append(a[i] + leave[i] * step[i])
        following = i + 1
        if (
            leave[i] < 1
            or following >= len(a)
            or enter[following] > 0
            or (enter[following] >= leave[following])
        ):
            parts.append(np.array(run))
            run = []
    if run:
        parts.append(np.array(run))
    return parts


def signed_area(ring: Points) -> float:
    """Of a closed ring; its sign tells which way round it runs."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def longitudes_about(window: Window) -> list[float]:
    """The turns of 360 degrees by which the world of -180 to 180 touches a window."""
    return [
        turn for turn in (-360.0, 0.0, 360.0) if window[0] < 180 + turn and window[2] > turn - 180
    ]
