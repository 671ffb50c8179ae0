"""What the map is sent of a layer: columns, the most mentioned first, no shape twice."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point, Polygon, shape

from mapapp import map_data
from mapapp.map_data import layer_columns, script_json
from tests.web.frames import frame, place

RAIL = LineString([(37.6, 55.7), (41.9, 51.0), (48.0, 46.35)])
SQUARE = Polygon([(67.4, 37), (70, 41), (75, 38.5), (71.5, 36.8)])


def cities(count: int):
    return frame(
        *(place(f"c:{i}", f"City {i}", Point(i / 10, 40), mentions=i % 7) for i in range(count))
    )


def test_parts_hold_every_place_once_and_the_most_mentioned_first(monkeypatch):
    monkeypatch.setattr(map_data, "FIRST", 5)
    monkeypatch.setattr(map_data, "MORE", 8)
    parts, part = [], 0
    while part is not None:
        parts.append(layer_columns("cities", cities(20), part=part))
        part = parts[-1].get("next")
    assert [len(p["columns"]["place_id"]) for p in parts] == [5, 8, 7]
    assert {p["count"] for p in parts} == {20}
    ids = [i for p in parts for i in p["columns"]["place_id"]]
    assert sorted(ids) == sorted(f"c:{i}" for i in range(20))
    mentions = [n for p in parts for n in p["columns"]["mentions"]]
    assert mentions == sorted(mentions, reverse=True)
    assert layer_columns("cities", cities(20), part=9)["columns"] == {}


def test_what_all_rows_share_is_said_once_and_what_none_has_not_at_all():
    columns = layer_columns("cities", cities(3))["columns"]
    assert columns["literal"] == 2
    assert columns["name"] == ["City 2", "City 1", "City 0"]
    assert not {"status", "note", "document_ids", "decision"} & set(columns)
    assert "NaN" not in json.dumps(columns)


def test_points_are_their_lon_and_lat():
    data = layer_columns("cities", cities(3))
    assert data["columns"]["lon"] == [0.2, 0.1, 0]
    assert "shapes" not in data


@pytest.mark.parametrize(
    ("layer", "row"),
    [
        ("waters", place("ne:caspian-sea", "Caspian Sea", SQUARE)),
        ("countries", place("geonames:1", "Tajikistan", SQUARE, country="TJ")),
        ("sites", place("site:1", "factory", SQUARE, country="TJ", precision="country")),
    ],
)
def test_areas_that_the_basemap_holds_travel_without_geometry(layer, row):
    assert "shapes" not in layer_columns(layer, frame(row))


def test_waters_that_the_basemap_lacks_keep_their_geometry():
    canal = place("curated:suez-canal", "Suez Canal", LineString([(32.3, 31.2), (32.55, 29.95)]))
    (drawn,) = layer_columns("waters", frame(canal))["shapes"]
    assert drawn["type"] == "LineString"


def test_legs_travel_with_their_corridor():
    row = {
        "corridor": "curated:instc", "branch": "western", "seq": 1, "mode": "rail", "km": 1425.7,
        "status": "operating", "from_name": "Moscow", "to_name": "Astrakhan",
        "routed_on": "osm-rail", "note": None, "geometry": RAIL,
    }  # fmt: skip
    legs = frame(row)
    corridor = frame(place("curated:instc", "INSTC", MultiLineString([RAIL])))
    data = layer_columns("corridors", corridor, legs)
    assert data["legs"]["columns"]["corridor"] == data["columns"]["place_id"]
    assert shape(data["legs"]["shapes"][0]).equals_exact(RAIL, 1e-4)


@given(st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_script_json_survives_script_elements_and_templates(value):
    text = script_json(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]|{{|{%|{#", text)
