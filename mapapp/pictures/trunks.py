"""Shared tracks: what several corridors have on one track is drawn once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import shapely

from mapapp.pictures.corridors import Stretch
from mapapp.pictures.lines import apart
from mapapp.pictures.look import SCALE

SAME = 4 * SCALE  # within which lines of two corridors are one line
CROSSING = 6 * SAME  # of a line that is so close to another: a shorter stretch is no track


def shared_once(corridors: Sequence[Sequence[Stretch]]) -> list[list[Stretch]]:
    """Of each corridor's stretches, in page units, what no other draws: the last one goes first.

    What is in use goes before what is planned or closed.
    """
    free: list[list[Stretch]] = [[] for _ in corridors]
    drawn: list[tuple[int, Stretch]] = []
    for in_use in (True, False):
        for i in reversed(range(len(corridors))):
            own = [s for s in corridors[i] if (s.status == "operating") == in_use]
            others = [other for j, other in drawn if j != i]
            free[i] += [part for stretch in own for part in _off(stretch, others)]
            drawn += [(i, stretch) for stretch in own]
    return free


def _off(stretch: Stretch, others: Sequence[Stretch]) -> list[Stretch]:
    """The parts of a stretch that run off the others that can stand for it."""
    own = shapely.LineString(stretch.drawn)
    same = [other.drawn for other in others if _covers(other, stretch) and _runs_along(own, other)]
    return [replace(stretch, line=part) for part in apart(stretch.drawn, same, SAME)]


def _runs_along(own: shapely.LineString, other: Stretch) -> bool:
    """Whether a line shares more than a crossing with another."""
    line = shapely.LineString(other.drawn)
    if shapely.distance(own, line) > SAME:
        return False
    return bool(shapely.intersection(own, line.buffer(SAME)).length > CROSSING)


def _covers(other: Stretch, stretch: Stretch) -> bool:
    alike = (other.mode, other.routed) == (stretch.mode, stretch.routed)
    return alike and other.status in {stretch.status, "operating"}
