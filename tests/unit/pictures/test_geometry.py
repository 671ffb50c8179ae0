"""Projections, frames, and the cutting of lines and rings: against shapely and pyproj."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from mapapp.pictures.basemap import basemap, rings_in
from mapapp.pictures.clip import clip_line, clip_ring
from mapapp.pictures.extent import extent_of
from mapapp.pictures.ground import area_of
from mapapp.pictures.lines import apart, length, runs_along
from mapapp.pictures.projection import fit, projection_for

BOX = (0.0, 0.0, 1600.0, 900.0)
coordinates = st.floats(-50, 150, allow_nan=False).map(lambda x: round(x, 2))
points = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=12)
WINDOW = (0.0, 0.0, 100.0, 80.0)


@given(points)
def test_clipped_lines_are_the_intersection(line: list[tuple[float, float]]) -> None:
    parts = clip_line(np.array(line), WINDOW)
    inside = shapely.intersection(shapely.LineString(line), shapely.box(*WINDOW))
    # Lines along the window's edge may count or not, and a line may cover itself.
    if shapely.LineString(line).is_simple:
        edge = shapely.intersection(inside, shapely.box(*WINDOW).boundary).length
        assert sum(map(length, parts)) == pytest.approx(inside.length, abs=edge + 1e-6)
    for part in parts:
        assert (part >= -1e-9).all()
        assert (part <= np.array([100, 80]) + 1e-9).all()


@given(points)
def test_clipped_rings_have_the_intersection_s_area(corners: list[tuple[float, float]]) -> None:
    hull = shapely.MultiPoint(corners).convex_hull
    if hull.geom_type != "Polygon":
        return
    ring = clip_ring(shapely.get_coordinates(hull), WINDOW)
    expected = shapely.intersection(hull, shapely.box(*WINDOW)).area
    found = shapely.Polygon(ring).area if len(ring) >= 4 else 0.0
    assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("extent", "projection"),
    [
        ((-180, -60, 180, 80), "eqearth"),
        ((30, 15, 65, 45), "laea"),
        ((-125, 25, -66, 50), "aea"),
        ((30, 42, 170, 72), "aea"),
        ((-180, 60, 180, 90), "laea"),
        ((140, -20, 260, 60), "laea"),
        ((-180, -90, 180, -60), "laea"),
    ],
)
def test_projection_fits_the_extent(
    extent: tuple[float, float, float, float], projection: str
) -> None:
    assert f"+proj={projection} " in projection_for(extent)


def test_a_frame_goes_both_ways_and_knows_its_scale() -> None:
    frame = fit((30, 15, 65, 45), BOX, BOX)
    lonlat = np.array([[51.4, 35.7], [37.6, 44.0]])
    assert frame.unproject(frame.project(lonlat)) == pytest.approx(lonlat, abs=1e-6)
    a, b = frame.unproject(np.array([[700.0, 450.0], [900.0, 450.0]]))
    metres = Geod(ellps="WGS84").inv(*a, *b)[2]
    assert frame.km(200) == pytest.approx(metres / 1000, rel=1e-6)


def test_an_extent_over_the_antimeridian_is_one_piece() -> None:
    fiji_to_samoa = np.array([[178.0, -18.0], [-172.0, -13.5]])
    west, _, east, _ = extent_of(fiji_to_samoa)
    assert (west, east) == (178.0, 188.0)
    frame = fit((170, -25, 195, -10), BOX, BOX)
    (x0, y0), (x1, y1) = frame.project(fiji_to_samoa)
    assert 0 < x0 < x1 < 1600
    assert 0 < y1 < y0 < 900


def test_countries_keep_their_holes_and_areas() -> None:
    frame = fit((15, -36, 35, -21), BOX, BOX)
    land = basemap()
    africa = area_of(rings_in(land.countries["ZA"].rings, frame))
    lesotho = area_of(rings_in(land.countries["LS"].rings, frame))
    assert africa.intersection(lesotho).area < 0.01 * lesotho.area
    km2 = africa.area * frame.km(1) ** 2
    assert km2 == pytest.approx(1_221_000, rel=0.02)


def test_russia_is_whole_on_both_sides_of_the_antimeridian() -> None:
    frame = fit((150, 55, 200, 75), BOX, BOX)
    russia = area_of(rings_in(basemap().countries["RU"].rings, frame), 50)
    bering = shapely.Point(frame.point(-173.0, 66.0))
    chukotka = shapely.Point(frame.point(175.0, 67.0))
    assert russia.contains(bering)
    assert russia.contains(chukotka)


def test_a_trunk_is_drawn_once() -> None:
    trunk = np.column_stack([np.linspace(0, 300, 31), np.zeros(31)])
    branch = np.concatenate([trunk[:16] + np.array([0, 3]), [[200, 80], [300, 160]]])
    (rest,) = apart(branch, [trunk], 10)
    assert length(rest) < length(branch) - 120
    assert rest[0][1] == pytest.approx(0)  # led onto the trunk


def test_names_run_along_a_line_from_left_to_right() -> None:
    line = np.column_stack([np.linspace(400, 0, 41), np.linspace(0, 120, 41)])
    runs = runs_along(line, 120, 12)
    assert runs
    for run in runs:
        assert run.points[-1][0] > run.points[0][0]
        gaps = shapely.distance(shapely.points(run.points), shapely.LineString(line))
        assert gaps == pytest.approx(12, abs=0.5)
