"""GeoPackage: GDAL, by which QGIS reads, finds every layer and the passages of each place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from lxml import etree

from geodata.atlas.selection import Selection
from tests.unit.exports.samples import LONG_TITLE, SURFACES, write


@pytest.fixture(scope="module")
def path(seeds: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds as a GeoPackage."""
    path = tmp_path_factory.mktemp("geopackage") / "export.gpkg"
    path.write_bytes(write("gpkg", seeds))
    return path


def _features(path: Path, layer: str) -> pd.DataFrame:
    """A layer put together from its tables."""
    names = [name for name, kind in pyogrio.list_layers(path) if kind]
    own = [name for name in names if name.removesuffix("_lines").removesuffix("_areas") == layer]
    return pd.concat([pyogrio.read_dataframe(path, layer=name) for name in own])


def test_layers_are_tables_with_all_their_columns(seeds: Selection, path: Path) -> None:
    for name, expected in seeds.layers.items():
        if expected.empty:
            continue
        read = _features(path, name).sort_values(["mentions", "place_id"], ascending=[False, True])
        assert read["place_id"].tolist() == expected["place_id"].tolist()
        assert read["mentions"].tolist() == expected["mentions"].tolist()
        assert read["quote"].str.len().min() > 0
        assert set(expected.columns) <= set(read.columns)
    assert len(_features(path, "corridor_legs")) == len(seeds.legs)


def test_a_table_has_one_kind_of_geometry(path: Path) -> None:
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(path) if kind}
    assert kinds == {
        "corridors": "MultiLineString",
        "corridor_legs": "MultiLineString",
        "flows": "MultiLineString",
        "sites": "Point",
        "sites_areas": "MultiPolygon",
        "cities": "Point",
        "countries": "MultiPolygon",
        "regions": "MultiPolygon",
        "waters": "MultiPolygon",
    }
    for name in kinds:
        frame = pyogrio.read_dataframe(path, layer=name)
        assert frame.crs.to_epsg() == 4326
        assert frame.geometry.is_valid.all()


def test_qgis_finds_a_style_for_every_table(path: Path) -> None:
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    kinds = {name: kind for name, kind in pyogrio.list_layers(path) if kind}
    assert set(styles.index) == set(kinds)
    assert styles["useAsDefault"].all()
    symbols = {"Point": "marker", "MultiLineString": "line", "MultiPolygon": "fill"}
    for name, kind in kinds.items():
        root = etree.fromstring(styles.styleQML[name])
        assert {symbol.get("type") for symbol in root.iter("symbol")} == {symbols[kind]}
    modes = etree.fromstring(styles.styleQML["corridor_legs"]).iter("category")
    assert {"rail", "sea", "road", "pipeline"} <= {mode.get("value") for mode in modes}
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(layer_styles)")]
    assert columns[0] == "id"


def test_passages_join_their_places_and_documents(path: Path) -> None:
    passages = pyogrio.read_dataframe(path, layer="passages")
    documents = pyogrio.read_dataframe(path, layer="documents")
    cities = pyogrio.read_dataframe(path, layer="cities").set_index("place_id")
    of_cities = passages[passages["layer"] == "cities"]
    assert of_cities.groupby("place_id").size().to_dict() == cities["mentions"].to_dict()
    assert set(passages["document_id"]) == set(documents["id"])
    assert set(passages["reading"]) == {"literal", "associative"}
    assert passages["link"].str.startswith("https://maps.example/documents/").all()


def test_whose_data_it_is_stands_in_its_metadata(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (metadata,) = connection.execute("SELECT metadata FROM gpkg_metadata LIMIT 1").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    assert "GeoNames CC BY 4.0" in metadata
    assert application == 0x47504B47
    assert whole == "ok"


def test_hostile_text_is_stored_as_it_stands(hostile: Selection, tmp_path: Path) -> None:
    path = tmp_path / "hostile.gpkg"
    path.write_bytes(write("gpkg", hostile))
    names = set(pyogrio.read_dataframe(path, layer="cities")["name"])
    assert {surface.replace("\0", "\ufffd") for surface in SURFACES} <= names
    assert LONG_TITLE in set(pyogrio.read_dataframe(path, layer="documents")["title"])
    flow = pyogrio.read_dataframe(path, layer="flows").geometry.iloc[0]
    assert flow.geom_type == "MultiLineString"
