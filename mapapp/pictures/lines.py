"""Geometry of lines in page units: rows of (x, y)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from mapapp.pictures.clip import Points
from mapapp.pictures.scene import Path

MAX_TURN = 0.75
"""Radians that a name along a line may bend by."""


def as_path(points: Points) -> Path:
    """Plain pairs, rounded to what can be seen."""
    return tuple((x, y) for x, y in np.round(points, 2).tolist())


def distances(line: Points) -> NDArray[np.float64]:
    """How far along the line each of its points is."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def length(line: Points) -> float:
    return float(distances(line)[-1])


def at(line: Points, along: NDArray[np.float64] | float) -> Points:
    """The points at distances along the line."""
    walked = distances(line)
    return np.column_stack([np.interp(along, walked, line[:, i]) for i in (0, 1)])


def resampled(line: Points, step: float) -> Points:
    """Points about every ``step`` along the line, its ends kept."""
    total = length(line)
    return at(line, np.linspace(0, total, max(2, round(total / step) + 1)))


def smooth(line: Points, rounds: int = 2) -> Points:
    """Softer corners: every inner point moves towards its neighbours."""
    for _ in range(rounds):
        if len(line) > 2:
            inner = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
            line = np.concatenate([line[:1], inner, line[-1:]])
    return line


def curved(line: Points, steps: int = 5) -> Points:
    """A quadratic spline through the middles of the segments: no corners are left."""
    if len(line) < 3:
        return line
    middles = (line[:-1] + line[1:]) / 2
    starts, handles, ends = middles[:-1], line[1:-1], middles[1:]
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    bows = (1 - t) ** 2 * starts[:, None] + 2 * t * (1 - t) * handles[:, None]
    bows = (bows + t**2 * ends[:, None]).reshape(-1, 2)
    return np.concatenate([line[:1], bows, middles[-1:], line[-1:]])


def section(line: Points, start: float, end: float) -> Points:
    """The part between two distances along a line."""
    walked = distances(line)
    inner = line[(walked > start) & (walked < end)]
    return np.concatenate([at(line, start), inner, at(line, end)])


def arc(a: Points, b: Points, bend: float, steps: int = 28) -> Points:
    """A quadratic arc from a to b; ``bend`` is the sagitta over the chord."""
    middle = (a + b) / 2 + np.array([b[1] - a[1], a[0] - b[0]]) * 2 * bend
    t = np.linspace(0, 1, steps + 1)[:, None]
    return (1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b


def apart(line: Points, others: list[Points], close: float) -> list[Points]:
    """The parts of a line off the others, their ends led onto these: shared trunks fall away."""
    if not others:
        return [line]
    drawn = shapely.multilinestrings([shapely.LineString(other) for other in others])
    own = shapely.LineString(line)
    if own.distance(drawn) > close:
        return [line]
    left = shapely.get_parts(shapely.difference(own, drawn.buffer(close)))
    parts = []
    for part in left:
        if part.length < (2 * close if len(left) > 1 else 1.0):
            continue
        points = shapely.get_coordinates(part)
        for end, inner in ((0, line[0]), (-1, line[-1])):
            if np.hypot(*(points[end] - inner)) > 1e-6:
                joint = shapely.get_coordinates(
                    shapely.shortest_line(shapely.points(points[end]), drawn)
                )[-1:]
                order = [joint, points] if end == 0 else [points, joint]
                points = np.concatenate(order)
        parts.append(points)
    return parts


def beside(line: Points, offset: float) -> Points:
    """The line moved to its right, its ends kept."""
    if len(line) < 3:
        return line
    steps = np.gradient(line, axis=0)
    normal = np.column_stack([-steps[:, 1], steps[:, 0]])
    normal /= np.maximum(np.hypot(*normal.T), 1e-9)[:, None]
    ease = np.clip(
        np.minimum(distances(line), distances(line)[::-1].max() - distances(line)) / 20, 0, 1
    )
    moved: Points = line + normal * offset * ease[:, None]
    return moved


@dataclass(frozen=True, slots=True)
class Run:
    """Where a name stands along a line: the course of its middle, upright, and what it costs."""

    points: Points
    cost: float


def runs_along(line: Points, width: float, offset: float) -> list[Run]:
    """Stretches ``width`` long, ``offset`` beside a line on both sides, that bend little."""
    total, span = length(line), width * 1.06
    room = total - span - 16
    if room < 0:
        return []
    count = max(4, int(np.ceil(span / 12)))
    found = []
    for start in np.arange(8, 8 + room + 1e-9, max(18.0, room / 30)):
        points = at(line, start + np.linspace(0, span, count + 1))
        steps = np.diff(at(line, start + np.linspace(-6, span + 6, count + 2)), axis=0)
        angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        turn = float(np.abs(np.diff(angles)).sum())
        if turn > MAX_TURN:
            continue
        normal = np.column_stack([-np.sin(angles), np.cos(angles)])
        dx, dy = np.abs(points[-1] - points[0])
        middle = abs(start + span / 2 - total / 2) / total
        cost = turn * 14 + middle * 6 + 5 * dy / (dx + dy + 1)
        for side in (-1, 1):
            found.append(Run(_upright(points + side * offset * normal), cost))
    return found


def _upright(points: Points) -> Points:
    dx, dy = points[-1] - points[0]
    return points[::-1] if dx < 0 or (abs(dx) < 1 and dy > 0) else points


def angle(run: Points) -> float:
    """Degrees clockwise from the first to the last point."""
    dx, dy = run[-1] - run[0]
    return float(np.degrees(np.arctan2(dy, dx)))
