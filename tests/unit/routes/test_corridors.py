import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import get_args

import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.geodesy import length_km
from geodata.model import Corridor, Leg, Mode, Status
from geodata.routes import corridor_ids, draw_corridor, load_corridors, route_corridor

Land = Callable[[tuple[float, float, float, float]], shapely.Geometry]

# Real stops of the western, trans-Caspian and eastern branch.
INSTC_STOPS = {
    "western": [
        (30.3609, 59.9311), (37.6173, 55.7558), (48.0408, 46.3497), (47.5047, 42.9849),
        (49.8671, 40.4093), (48.872, 38.4291), (49.5832, 37.2808), (50.0049, 36.2797),
        (51.389, 35.6892), (50.8759, 34.6399), (55.4107, 31.6128), (56.06, 27.11),
        (72.9512, 18.9499),
    ],
    "trans-Caspian": [
        (44.5133, 48.708), (47.55, 45.78), (50.7, 41.9), (49.4622, 37.4727), (49.5832, 37.2808),
    ],
    "eastern": [
        (61.4368, 55.1644), (52.86, 43.34), (54.0, 41.95), (55.5154, 39.2446), (54.77, 37.66),
        (54.4439, 36.8427), (52.34, 35.218), (55.4107, 31.6128), (72.9512, 18.9499),
    ],
}  # fmt: skip


def routed(name: str) -> Corridor:
    corridor = route_corridor(f"curated:{name}")
    assert corridor is not None
    return corridor


def leg_between(corridor: Corridor, origin: str, destination: str) -> Leg:
    ends = (origin, destination)
    return next(leg for leg in corridor.legs if (leg.origin.name, leg.destination.name) == ends)


def all_legs() -> Iterator[tuple[str, Leg]]:
    for place_id in corridor_ids():
        corridor = route_corridor(place_id)
        assert corridor is not None
        yield from ((place_id, leg) for leg in corridor.legs)


def km_to_line(point: tuple[float, float], legs: list[Leg]) -> float:
    """Distance of a point to the nearest place on any leg."""
    near = [
        LineString(leg.coordinates).interpolate(LineString(leg.coordinates).project(Point(point)))
        for leg in legs
    ]
    return min(length_km((point, (place.x, place.y))) for place in near)


def km_on_land(leg: Leg, land_within: Land) -> float:
    line = LineString(leg.coordinates)
    dry = line.intersection(land_within(line.bounds))
    return sum(length_km(list(part.coords)) for part in shapely.get_parts(dry) if part.length)


def test_an_unknown_corridor_is_none() -> None:
    assert route_corridor("curated:nowhere") is None


@pytest.mark.parametrize("branch", INSTC_STOPS)
def test_the_instc_passes_within_30_km_of_its_stops(branch: str) -> None:
    legs = [leg for leg in routed("instc").legs if leg.branch == branch]
    for stop in INSTC_STOPS[branch]:
        assert km_to_line(stop, legs) < 30, stop


def test_the_instc_runs_from_the_neva_to_mumbai_in_each_branch() -> None:
    legs = routed("instc").legs
    for branch in INSTC_STOPS:
        chain = [leg for leg in legs if leg.branch == branch]
        assert chain[0].origin.name == "Saint Petersburg"
        assert chain[-1].destination.name == "Mumbai"


def test_the_western_land_legs_follow_the_rail() -> None:
    legs = [leg for leg in routed("instc").legs if leg.branch == "western" and leg.mode == "rail"]
    on_rail = [leg for leg in legs if leg.routed_on == "osm-rail"]
    assert sum(leg.km for leg in on_rail) > 0.9 * sum(leg.km for leg in legs)
    assert all(leg.routed_on != "great circle" for leg in legs)
    leg = leg_between(routed("instc"), "Moscow", "Astrakhan")
    straight = length_km((leg.coordinates[0], leg.coordinates[-1]))
    assert leg.km > 1.05 * straight
    assert len(leg.coordinates) > 30


def test_rasht_astara_is_the_missing_link() -> None:
    corridor = routed("instc")
    missing = [leg for leg in corridor.legs if leg.status == "missing"]
    assert [(leg.origin.name, leg.destination.name, leg.km) for leg in missing] == [
        ("Astara (Iran)", "Rasht", 162)
    ]
    beside = [leg for leg in corridor.legs if leg.mode == "road"]
    assert [(leg.destination.name, leg.status) for leg in beside] == [("Rasht", "operating")]


def test_the_caspian_leg_lies_in_the_sea(land_within: Land) -> None:
    leg = leg_between(routed("instc"), "Olya", "Bandar Anzali")
    assert leg.mode == "sea"
    assert km_on_land(leg, land_within) < 15  # the Volga's delta


def test_the_mumbai_leg_does_not_cross_land(land_within: Land) -> None:
    leg = leg_between(routed("instc"), "Bandar Abbas", "Mumbai")
    assert leg.mode == "sea"
    assert km_on_land(leg, land_within) < 3  # the harbours


def test_zangezur_has_each_leg_with_its_status() -> None:
    assert [(leg.destination.name, leg.status) for leg in routed("zangezur").legs] == [
        ("Mincivan", "under construction"),
        ("Agbend", "under construction"),
        ("Meghri", "disputed"),
        ("Ordubad", "disputed"),
        ("Julfa", "operating"),
        ("Nakhchivan", "operating"),
        ("Sadarak", "operating"),
        ("Igdir", "planned"),
        ("Kars", "planned"),
    ]


def test_sea_legs_keep_off_the_land(land_within: Land) -> None:
    canals = {("Suez", "Port Said"), ("Balboa", "Colon")}
    land = land_within((-180, -90, 180, 90))
    for place_id, leg in all_legs():
        if leg.mode == "sea" and (leg.origin.name, leg.destination.name) not in canals:
            assert km_on_land(leg, lambda _: land) < 35, (place_id, leg.origin.name)


def test_the_northern_sea_route_is_cut_at_the_antimeridian() -> None:
    legs = routed("northern-sea-route").legs
    cuts = [leg.destination.name for leg in legs if leg.destination.name.startswith("180° ")]
    assert cuts == ["180° meridian, 69.7° N", "180° meridian, 61.5° N"]
    assert routed("northern-sea-route").km == pytest.approx(sum(leg.km for leg in legs))
    assert sum(leg.km for leg in legs) < 12_000


def test_legs_hang_together_and_start_and_end_at_their_stops() -> None:
    for place_id, leg in all_legs():
        assert leg.coordinates[0] == (leg.origin.lon, leg.origin.lat) or abs(leg.origin.lon) == 180
        assert leg.coordinates[-1] == (leg.destination.lon, leg.destination.lat)
        assert leg.mode in get_args(Mode)
        assert leg.status in get_args(Status)
        assert leg.km > 0
        for before, after in pairwise(leg.coordinates):
            assert abs(after[0] - before[0]) < 180, place_id


UNROUTED = """
[[corridor]]
id = "x"
name = "X"
aliases = []
point = [-30.0, 0.0]
note = "A railway in the middle of the Atlantic."
source = "Nobody, 2020."
[[corridor.branch]]
name = "main"
mode = "rail"
status = "operating"
stops = [
  { name = "A", at = [-30.0, 0.0] },
  { name = "B", at = [-25.0, 0.0] },
  { name = "C", at = [-20.0, 0.0], status = "planned", km = 700 },
  { name = "D", at = [-15.0, 0.0], via = [[-17.0, 1.0]] },
]
"""


def test_what_no_network_has_is_a_great_circle_or_runs_through_its_points(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(UNROUTED, encoding="utf-8")
    legs = draw_corridor(load_corridors(file)["curated:x"]).legs
    assert [leg.routed_on for leg in legs] == ["great circle", "great circle", "curated"]
    assert [leg.order for leg in legs] == [1, 2, 3]
    assert legs[1].km == 700
    assert any(length_km((point, (-17.0, 1.0))) < 1 for point in legs[2].coordinates)


def test_no_leg_that_is_built_is_left_unrouted() -> None:
    unrouted = [
        (place_id, leg.origin.name, leg.destination.name)
        for place_id, leg in all_legs()
        if leg.routed_on == "great circle" and leg.status == "operating"
    ]
    assert unrouted == []


def test_the_label_point_lies_on_the_line() -> None:
    for place_id, curated in load_corridors().items():
        legs = list(routed(place_id.removeprefix("curated:")).legs)
        assert km_to_line(curated.point, legs) < 30, place_id


def test_all_corridors_are_quick_and_small() -> None:
    route_corridor.cache_clear()
    start = process_time()
    corridors = [route_corridor(place_id) for place_id in corridor_ids()]
    assert process_time() - start < 10
    lines = [leg.coordinates for corridor in corridors if corridor for leg in corridor.legs]
    assert len(json.dumps(lines)) < 700_000
