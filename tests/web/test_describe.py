"""A place in words: lengths, manners and legs as the panel shows them."""

from __future__ import annotations

from math import nan

from flask.testing import FlaskClient

from mapapp import describe

ROW = {
    "layer": "corridors",
    "km": 7194.4,
    "km_by_mode": "rail 5103, sea 1929, road 162",
    "missing_km": 162.0,
    "manner": "denied,possible",
}


def test_lengths_and_manners() -> None:
    notes = describe.notes(ROW)
    assert "7,194 km in all: rail 5,103, sea 1,929, road 162; 162 km missing." in notes
    assert "The texts speak of it as denied, possible." in notes


def test_one_mode_is_not_repeated_and_what_is_unknown_is_left_out() -> None:
    one = describe.notes({"km": 62.0, "km_by_mode": "pipeline 62", "missing_km": 0.0})
    assert one == ["62 km in all."]
    assert describe.notes({"km": nan, "radius_km": nan}) == []


def test_branches_are_told_one_by_one() -> None:
    legs = [
        {"branch": name, "km": km} for name, km in (("west", 900.4), ("west", 100), ("east", 8))
    ]
    length = next(note for note in describe.notes(ROW, legs) if "branches" in note)
    assert length.startswith(
        "2 branches: west 1,000 km, east 8 km. Shared stretches once, 7,194 km"
    )


def test_what_is_missing_of_a_line_stands_beside_its_status() -> None:
    chips = describe.chips({**ROW, "status": "operating", "mentions": 1, "documents": 1})
    assert chips == ["1 mention", "1 document", "automatic", "operating, 162 km missing"]
    assert describe.chips({"mentions": 2, "documents": 1})[-1] == "automatic"


def test_a_radius_is_said() -> None:
    (note,) = describe.notes({"radius_km": 25.7})
    assert "within 26 km" in note


def test_the_panel_of_a_corridor_has_its_legs(client: FlaskClient) -> None:
    answer = client.get("/api/places/curated:instc/passages").get_json()
    legs = answer["legs"]
    assert {leg["status"] for leg in legs} >= {"missing"}
    assert all(leg["from"] and leg["to"] and leg["km"] > 0 and leg["routed"] for leg in legs)
    city = client.get("/api/places/geonames:112931/passages").get_json()
    assert city["legs"] == []
