"""What corridors share is drawn once; the one on top has it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mapapp.pictures.corridors import Stretch
from mapapp.pictures.lines import length
from mapapp.pictures.trunks import shared_once


def stretch(x0: float, x1: float, status: str = "operating", y: float = 0.0) -> Stretch:
    line = np.array([[x, y] for x in np.linspace(x0, x1, 20)])
    return Stretch("", "rail", status, True, False, 0, ("", ""), (), line)


def lengths(stretches: list[Stretch]) -> float:
    return round(sum(length(one.drawn) for one in stretches))


def test_the_last_corridor_draws_what_it_shares_with_the_others() -> None:
    whole, part = shared_once([[stretch(0, 300)], [stretch(100, 200, y=1.0)]])
    assert lengths(part) == 100
    assert 180 < lengths(whole) < 205


def test_what_is_in_use_is_drawn_before_what_is_planned() -> None:
    used, planned = shared_once([[stretch(0, 300)], [stretch(100, 400, "planned")]])
    assert lengths(used) == 300
    assert 90 < lengths(planned) < 105


def test_a_corridor_keeps_what_only_itself_has_twice_and_lines_beside_others() -> None:
    own = [stretch(0, 300), stretch(0, 300, "missing")]
    beside = [stretch(0, 300, y=20.0)]
    assert [lengths(found) for found in shared_once([own, beside])] == [600, 300]


def test_lines_that_cross_are_whole() -> None:
    across = replace(stretch(0, 1), line=np.array([[150.0, -50.0], [150.0, 50.0]]))
    assert [lengths(found) for found in shared_once([[stretch(0, 300)], [across]])] == [300, 100]
