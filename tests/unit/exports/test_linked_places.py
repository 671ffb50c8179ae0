"""Linked Places Format 1.3: valid, still GeoJSON, and cited to the documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from geodata.atlas.selection import Selection
from tests.unit.atlas.gold import FACTORY, INSTC
from tests.unit.exports.samples import UNLINKED, URL, schema, texts, write


def _places(selection: Selection, linked: bool = True) -> dict[str, dict[str, Any]]:
    written = write("lpf.json", selection) if linked else write("lpf.json", selection, UNLINKED)
    return {f["properties"]["place_id"]: f for f in json.loads(written)["features"]}


@pytest.mark.parametrize("which", ["seeds", "hostile"])
@pytest.mark.parametrize("linked", [True, False])
def test_it_is_what_the_standard_says(
    which: str, linked: bool, request: pytest.FixtureRequest
) -> None:
    selection = request.getfixturevalue(which)
    written = write("lpf.json", selection) if linked else write("lpf.json", selection, UNLINKED)
    collection = json.loads(written)
    schema("linked_places").validate(collection)
    schema("geojson").validate(collection)
    assert len(collection["features"]) == len(selection)


def test_places_have_class_names_and_citations(seeds: Selection) -> None:
    places = _places(seeds)
    classes = {place["properties"]["fclasses"][0] for place in places.values()}
    assert classes == {"A", "H", "L", "P", "R", "S"}
    corridor = places[INSTC]
    toponyms = {name["toponym"] for name in corridor["names"]}
    assert {"INSTC", "International North-South Transport Corridor"} <= toponyms
    assert all(name["citations"] for name in corridor["names"])
    every = "\n".join(texts(seeds).values())
    for place in places.values():
        assert {name["toponym"] for name in place["names"][1:]} <= {
            t for t in (name["toponym"] for name in place["names"]) if t in every
        }


def test_how_sure_a_place_is_stands_at_its_geometry(seeds: Selection) -> None:
    places = _places(seeds)
    factory = places[FACTORY]["geometry"]
    supported = factory.get("geometries", [factory])[0]
    assert supported["certainty"] == "uncertain"
    assert {place["geometry"].get("certainty") for place in places.values()} >= {"uncertain"}


def test_a_site_lies_in_its_anchor_and_a_flow_joins_its_ends(
    seeds: Selection, hostile: Selection
) -> None:
    (inside,) = _places(seeds, linked=False)[FACTORY]["relations"]
    assert inside["relationType"] == "gvp:broaderPartitive"
    assert inside["relationTo"] == "gold:tajikistan"
    flow = next(p for key, p in _places(hostile).items() if key.startswith("flow:"))
    assert [one["label"] for one in flow["relations"]] == ["from Tokyo", "to Lima"]
    assert flow["relations"][0]["relationTo"] == "https://maps.example/?place=x:tokyo"
    (citation,) = flow["relations"][0]["citations"]
    assert (citation["@id"], citation["year"]) == (URL, 2025)


def test_time_is_that_of_the_texts_or_no_later_than_the_export(hostile: Selection) -> None:
    places = _places(hostile)
    assert places["x:tokyo"]["when"]["timespans"] == [
        {"start": {"in": "2025-03-01"}, "end": {"in": "2025-03-01"}}
    ]
    undated = places["x:北京"]["when"]
    assert undated["timespans"] == [{"start": {"latest": "2026-01-02"}}]
    assert undated["certainty"] == "uncertain"


def test_an_address_that_is_none_is_not_cited(hostile: Selection) -> None:
    citation = _places(hostile)["x:北京"]["names"][0]["citations"][0]
    assert citation["@id"].startswith("ni:///sha-256;")


def test_gdal_reads_it_as_geojson(seeds: Selection, tmp_path: Path) -> None:
    path = tmp_path / "export.lpf.json"
    path.write_bytes(write("lpf.json", seeds))
    frame = pyogrio.read_dataframe(f"GeoJSON:{path}")
    assert len(frame) == len(seeds)
