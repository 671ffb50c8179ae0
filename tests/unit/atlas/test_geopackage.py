"""The atlas as other programs see it: a GeoPackage that GDAL reads, queries and edits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geodata.atlas import Atlas
from geodata.atlas.geopackage import decode, encode, envelope, register_functions
from geodata.atlas.schema import ATTRIBUTE_TABLES, LEGS
from geodata.model import LAYERS


def test_gdal_lists_layers_with_geometry_and_attribute_tables_without(
    atlas: Atlas, path: Path
) -> None:
    listed = dict(pyogrio.list_layers(path))
    assert list(listed) == [*LAYERS, LEGS, *ATTRIBUTE_TABLES]
    assert listed["cities"] == "Point"
    assert listed["corridors"] == "MultiLineString"
    assert all(listed[table] is None for table in ATTRIBUTE_TABLES)
    assert atlas.documents()


@pytest.mark.parametrize("layer", [*LAYERS, LEGS])
def test_gdal_reads_the_same_rows_as_the_atlas(atlas: Atlas, path: Path, layer: str) -> None:
    ours = atlas.legs() if layer == LEGS else atlas.layers()[layer]  # type: ignore[index]
    theirs = pyogrio.read_dataframe(path, layer=layer)
    assert theirs.crs == ours.crs == "EPSG:4326"
    assert set(theirs.columns) == set(ours.columns)
    assert sorted(theirs.geometry.to_wkt()) == sorted(ours.geometry.to_wkt())


def test_gdal_finds_by_place_through_the_spatial_index(atlas: Atlas, path: Path) -> None:
    found = pyogrio.read_dataframe(path, layer="cities", bbox=(58, 37, 59, 39))
    assert found.name.tolist() == ["Ashgabat"]
    info = pyogrio.read_info(path, layer="cities")
    assert info["features"] == len(atlas.layer("cities"))
    assert info["capabilities"]["fast_spatial_filter"]
    west, _, east, _ = info["total_bounds"]
    assert west == pytest.approx(-77.0369)
    assert east == pytest.approx(116.4074)


def test_the_index_follows_edits_made_elsewhere(atlas: Atlas, path: Path) -> None:
    atlas.close()
    with closing(sqlite3.connect(path)) as connection:
        register_functions(connection)
        moved = encode(Point(1, 2))
        connection.execute("UPDATE cities SET geom = ? WHERE name = 'Kazan'", (moved,))
        connection.execute("UPDATE cities SET geom = NULL WHERE name = 'Doha'")
        connection.execute("DELETE FROM cities WHERE name = 'Muscat'")
        connection.execute("UPDATE cities SET fid = fid + 1000 WHERE name = 'Ankara'")
        connection.commit()
        indexed = connection.execute("SELECT count(*) FROM rtree_cities_geom").fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM cities").fetchone()[0]
    assert indexed == rows - 1
    assert pyogrio.read_dataframe(path, layer="cities", bbox=(0, 1, 2, 3)).name.tolist() == [
        "Kazan"
    ]


def test_a_geopackage_says_that_it_is_one(atlas: Atlas, path: Path) -> None:
    atlas.close()
    header = path.read_bytes()[:72]
    assert header[:15] == b"SQLite format 3"
    assert header[68:72] == b"GPKG"


@pytest.mark.parametrize(
    "geometry",
    [
        Point(51.4, 35.7),
        Point(1, 2, 3),
        LineString([(0, 0), (1, 2)]),
        MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)]),
        Polygon(),
    ],
)
def test_geometries_come_back_as_they_went(geometry: shapely.Geometry) -> None:
    blob = encode(geometry)
    assert decode([blob])[0].equals(shapely.force_2d(geometry))
    assert decode([None])[0] is None
    if not geometry.is_empty:
        west, south, east, north = geometry.bounds
        assert envelope(blob) == (west, east, south, north)


@given(
    st.floats(-180, 180, allow_nan=False),
    st.floats(-90, 90, allow_nan=False),
    st.sampled_from([b"\x00", b"\x01"]),
)
def test_envelopes_are_read_from_blobs_of_other_programs(
    lon: float, lat: float, order: bytes
) -> None:
    """With no envelope in the header, in either byte order."""
    wkb = shapely.to_wkb(Point(lon, lat), byte_order=order[0])
    blob = b"GP\x00" + order + (4326).to_bytes(4, "little" if order[0] else "big") + wkb
    assert envelope(blob) == (lon, lon, lat, lat)
