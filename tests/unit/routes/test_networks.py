from itertools import pairwise
from time import process_time

import pytest

from geodata.geodesy import length_km
from geodata.routes.networks import Network, land_line, land_network, sea_line

MOSCOW, ASTRAKHAN = (37.6173, 55.7558), (48.0408, 46.3497)
BEREKET, GORGAN = (55.5154, 39.2446), (54.4439, 36.8427)


def test_a_railway_is_longer_than_the_great_circle_and_ends_at_the_stops() -> None:
    line = land_line("rail", [MOSCOW, ASTRAKHAN])
    assert line is not None
    assert (line[0], line[-1]) == (MOSCOW, ASTRAKHAN)
    assert 1.05 < length_km(line) / length_km((MOSCOW, ASTRAKHAN)) < 1.3


def test_a_route_passes_by_the_points_between() -> None:
    ryazan = (39.7360, 54.6269)
    line = land_line("rail", [MOSCOW, ryazan, ASTRAKHAN])
    assert line is not None
    assert min(length_km((point, ryazan)) for point in line) < 15


def test_there_is_no_railway_over_the_missing_link() -> None:
    astara, rasht = (48.872, 38.4291), (49.5832, 37.2808)
    assert land_line("rail", [astara, rasht]) is None
    assert land_line("road", [astara, rasht]) is not None


def test_there_is_no_railway_in_the_sea() -> None:
    assert land_line("rail", [(-30.0, 0.0), (-31.0, 0.0)]) is None


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_reading_and_searching_are_quick(mode: str) -> None:
    reading = []
    for _ in range(2):  # the better of two: the process may have its garbage collected in one
        start = process_time()
        land_network.__wrapped__(mode)
        reading.append(process_time() - start)
    assert min(reading) < 1.5
    network: Network = land_network(mode)  # type: ignore[arg-type]
    start = process_time()
    assert network.route(MOSCOW, ASTRAKHAN)
    assert process_time() - start < 0.2


def test_sea_lanes_take_longitude_first_and_cross_the_caspian() -> None:
    olya, anzali = (47.55, 45.78), (49.4622, 37.4727)
    line = sea_line([olya, anzali])
    assert (line[0], line[-1]) == (olya, anzali)
    assert 950 < length_km(line) < 1150
    assert all(47 < lon < 54 and 36 < lat < 46.5 for lon, lat in line)


def test_a_sea_lane_over_the_pacific_is_continuous() -> None:
    line = sea_line([(-79.6, 8.8), (122.06, 30.62)])
    assert max(abs(b[0] - a[0]) for a, b in pairwise(line)) < 180
    assert length_km(line) < 19_000
