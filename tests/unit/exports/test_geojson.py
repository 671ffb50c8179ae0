"""GeoJSON: RFC 7946 to the letter, and GDAL reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from shapely.geometry import LinearRing, shape

from geodata.atlas.selection import Selection
from tests.unit.atlas.gold import FACTORY, INSTC
from tests.unit.exports.samples import UNLINKED, schema, write


def _read(selection: Selection) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write("geojson", selection))
    return loaded


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_it_is_what_the_standard_says(which: str, request: pytest.FixtureRequest) -> None:
    schema("geojson").validate(_read(request.getfixturevalue(which)))


def test_every_feature_says_its_layer_and_what_it_rests_on(seeds: Selection) -> None:
    collection = _read(seeds)
    by_id = {feature["id"]: feature["properties"] for feature in collection["features"]}
    assert collection["attribution"] == ["Borders: Natural Earth", "Places: GeoNames CC BY 4.0"]
    assert len(by_id) == len(seeds) + len(seeds.legs)
    factory = by_id[FACTORY]
    assert (factory["layer"], factory["precision"], factory["basis"]) == (
        "sites",
        "country",
        "text",
    )
    assert factory["link"] == f"https://maps.example/?place={FACTORY}"
    quote = factory["quotes"][0]
    assert "factory" in quote["text"]
    assert quote["link"].endswith(f"#m{quote['mentions'][0]['start']}")
    assert sum(len(q["mentions"]) for q in factory["quotes"]) == factory["mentions"]
    corridor = by_id[INSTC]
    assert corridor["status"] == "operating"
    legs = [one for one in by_id.values() if one["layer"] == "corridor_legs"]
    assert {one["corridor"] for one in legs} >= {INSTC}
    assert {(one["mode"], one["status"]) for one in legs} == {
        ("rail", "missing"),
        ("sea", "operating"),
    }


def test_without_a_public_address_nothing_is_linked(seeds: Selection) -> None:
    collection = json.loads(write("geojson", seeds, UNLINKED))
    places = [f["properties"] for f in collection["features"] if "quotes" in f["properties"]]
    assert {place["link"] for place in places} == {None}
    assert {quote["link"] for place in places for quote in place["quotes"]} == {None}


def test_rings_turn_as_the_right_hand_rule_has_it(hostile: Selection, seeds: Selection) -> None:
    for selection in (hostile, seeds):
        shapes = [shape(feature["geometry"]) for feature in _read(selection)["features"]]
        areas = [part for one in shapes for part in getattr(one, "geoms", [one]) if part.area]
        assert areas
        assert all(LinearRing(area.exterior.coords).is_ccw for area in areas)


def test_what_passes_180_degrees_is_cut_there(hostile: Selection) -> None:
    collection = _read(hostile)
    shapes = {f["properties"]["name"]: shape(f["geometry"]) for f in collection["features"]}
    fiji, ship = shapes["Fiji"], shapes["Tokyo – Lima"]
    assert fiji.bounds == (-180, -19, 180, -16)
    assert sorted(part.bounds[::2] for part in fiji.geoms) == [(-180, -178), (177, 180)]
    assert ship.geom_type == "MultiLineString"
    for part in ship.geoms:
        west, _, east, _ = part.bounds
        assert east - west < 180
    assert collection["bbox"][::2] == [-180, 180]


def test_gdal_reads_it(seeds: Selection, tmp_path: Path) -> None:
    path = tmp_path / "export.geojson"
    path.write_bytes(write("geojson", seeds))
    frame = pyogrio.read_dataframe(path)
    assert len(frame) == len(seeds) + len(seeds.legs)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    cities = frame[frame["layer"] == "cities"]
    expected = seeds.layers["cities"]
    assert cities["name"].tolist() == expected["name"].tolist()
    assert cities["mentions"].tolist() == expected["mentions"].tolist()
