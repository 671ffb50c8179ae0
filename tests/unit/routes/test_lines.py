from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.geodesy import length_km
from geodata.routes.lines import (
    continuous,
    great_circle,
    simplified,
    split_at_antimeridian,
)

# To the tenth of a metre, as maps have them.
points = st.tuples(
    st.floats(-180, 180).map(lambda lon: round(lon, 6)),
    st.floats(-80, 80).map(lambda lat: round(lat, 6)),
)
chains = st.lists(points, min_size=2, max_size=8).map(tuple)


def test_length_is_geodesic_and_in_kilometres() -> None:
    moscow, tehran = (37.6173, 55.7558), (51.389, 35.6892)
    assert length_km((moscow, tehran)) == pytest.approx(2467, abs=5)


def test_a_great_circle_bulges_towards_the_pole() -> None:
    line = great_circle([(30.3, 59.9), (131.9, 43.1)])
    assert max(lat for _, lat in line) > 65
    assert length_km(line) == pytest.approx(length_km((line[0], line[-1])), rel=1e-6)


def test_a_line_over_the_bering_strait_is_cut_at_180_degrees() -> None:
    west, east = split_at_antimeridian(continuous([(170.0, 70.0), (-170.0, 66.0)]))
    assert west == ((170.0, 70.0), (180.0, 68.0))
    assert east == ((-180.0, 68.0), (-170.0, 66.0))


@given(chains)
def test_a_continuous_line_never_leaps(chain: tuple[tuple[float, float], ...]) -> None:
    for (lon, _), (next_lon, _) in pairwise(continuous(chain)):
        assert abs(next_lon - lon) <= 180


@given(chains)
def test_pieces_lie_within_the_world_and_hang_together(
    chain: tuple[tuple[float, float], ...],
) -> None:
    pieces = split_at_antimeridian(continuous(chain))
    assert all(-180 <= lon <= 180 for piece in pieces for lon, _ in piece)
    assert all(abs(b[0] - a[0]) <= 180 for piece in pieces for a, b in pairwise(piece))
    for before, after in pairwise(pieces):
        assert before[-1][1] == pytest.approx(after[0][1])
        assert abs(before[-1][0]) == abs(after[0][0]) == 180


def test_simplifying_keeps_the_ends_and_drops_what_is_straight() -> None:
    line = ((0.12345, 0.0), (1.0, 0.0001), (2.0, 0.0), (2.0, 1.98765))
    assert simplified(line) == ((0.12345, 0.0), (2.0, 0.0), (2.0, 1.98765))
