"""Outlines stay light, however detailed the coast."""

from __future__ import annotations

import math

from mapapp.pictures.decks.outlines import FINEST, MOST_POINTS, Outlines
from mapapp.pictures.scene import Path, Shape, Style


def coast(points: int, radius: float = 300.0) -> Path:
    """A ragged ring."""
    ring = [
        (800 + (radius + 9 * (i % 2)) * math.cos(a), 450 + (radius + 9 * (i % 2)) * math.sin(a))
        for i, a in enumerate(2 * math.pi * k / points for k in range(points))
    ]
    return (*ring, ring[0])


def shapes(*paths: Path) -> list[Shape]:
    return [Shape("ground", "area", (path,), Style(fill="#EFEFEC")) for path in paths]


def test_points_of_a_slide_are_bounded() -> None:
    ragged = shapes(*(coast(1_500, 100 + 10 * i) for i in range(40)))
    outlines = Outlines(ragged)
    assert outlines.tolerance > FINEST
    thinned = [path for shape in ragged for path in outlines.thinned(shape.paths)]
    assert len(thinned) == 40, "all of them are still there"
    assert sum(map(len, thinned)) <= MOST_POINTS


def test_a_simple_map_keeps_its_shape() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    dented = (square[0], (5.0, 0.1), *square[1:])
    outlines = Outlines(shapes(square))
    assert outlines.tolerance == FINEST
    assert outlines.thinned([dented]) == [square]


def test_a_line_can_begin_later_and_a_short_one_not_at_all() -> None:
    line = ((0.0, 0.0), (100.0, 0.0))
    outlines = Outlines([])
    assert outlines.begun_later([line], 30.0) == [((30.0, 0.0), (100.0, 0.0))]
    assert outlines.begun_later([line], 100.0) == []
