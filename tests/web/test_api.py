"""The API: every passage of a place, found again in its document; caching by version."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from geodata.atlas import Atlas
from geodata.model import LAYERS
from tests.sample import ATTACK, ATTACKS, FACTORY, INSTC


def plain(runs: list[Any]) -> str:
    """The text of runs."""
    return "".join(run if isinstance(run, str) else plain(run["runs"]) for run in runs)


def marked(runs: list[Any]) -> list[dict[str, Any]]:
    """All marks in runs, outer ones first."""
    found = [run for run in runs if not isinstance(run, str)]
    return [mark for run in found for mark in (run, *marked(run["runs"]))]


def passages(client: FlaskClient, place_id: str, **query: int) -> Any:
    response = client.get(f"/api/places/{quote(place_id, safe='')}/passages", query_string=query)
    assert response.status_code == 200
    return response.get_json()


@pytest.mark.parametrize("place_id", [INSTC, FACTORY, "geonames:112931", f"site:{ATTACK}"])
def test_passages_hold_every_mention_of_the_place(
    client: FlaskClient, atlas_path: Path, place_id: str
) -> None:
    found = passages(client, place_id)
    shown = {
        (group["document"]["id"], mark["start"], plain(mark["runs"]))
        for group in found["groups"]
        for passage in group["passages"]
        for mark in marked(passage["runs"])
    }
    with Atlas.open(atlas_path) as atlas:
        expected = {
            (info.id, row.start, row.surface)
            for info in atlas.documents()
            for row in atlas.mentions(info.id)
            if row.place_id == place_id
        }
        texts = {info.id: atlas.document(info.id) for info in atlas.documents()}
    assert shown == expected
    for group in found["groups"]:
        document = texts[group["document"]["id"]]
        assert document is not None
        assert all(plain(item["runs"]) in document.text for item in group["passages"])


def test_passages_come_in_pages(client: FlaskClient) -> None:
    whole = passages(client, "geonames:112931")
    flat = [item for group in whole["groups"] for item in group["passages"]]
    paged: list[Any] = []
    offset: int | None = 0
    while offset is not None:
        page = passages(client, "geonames:112931", offset=offset, limit=2)
        paged += [item for group in page["groups"] for item in group["passages"]]
        offset = page["next"]
    assert len(flat) == whole["total"] > 2
    assert paged == flat


def test_feature_says_what_is_text_and_what_is_not(client: FlaskClient) -> None:
    notes = " ".join(passages(client, FACTORY)["notes"])
    assert "Tajikistan" in notes
    assert "no exact spot" in notes
    assert "162 km missing" in " ".join(passages(client, INSTC)["notes"])


def test_article_offsets_survive_characters_outside_the_first_plane(client: FlaskClient) -> None:
    for info in client.get("/api/documents").get_json():
        article = client.get(f"/api/documents/{info['id']}").get_json()
        marks = [m for item in article["paragraphs"] for m in marked(item["runs"])]
        on_the_map = [m for m in marks if m["start"] is not None and m["place"]]
        assert len(on_the_map) == info["mentions"]


@pytest.mark.parametrize("name", [*LAYERS, "corridor_legs"])
def test_layers_are_geojson(client: FlaskClient, atlas_path: Path, name: str) -> None:
    response = client.get(f"/api/layers/{name}.geojson")
    assert response.mimetype == "application/geo+json"
    features = json.loads(response.data)["features"]
    with Atlas.open(atlas_path) as atlas:
        frame = atlas.legs() if name == "corridor_legs" else atlas.layers()[name]  # type: ignore[index]
    assert len(features) == len(frame)
    if name != "corridor_legs":
        assert [feature["id"] for feature in features] == list(frame["place_id"])
    assert b"<" not in response.data


def test_search_finds_places_and_passages(client: FlaskClient) -> None:
    found = client.get("/api/search?q=Ashgabat").get_json()
    assert found["places"][0]["id"] == "geonames:162183"
    sentences = [plain(p["runs"]) for group in found["groups"] for p in group["passages"]]
    assert any("leaders met in Ashgabat" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    "query", ["", " ", "zzzz", '"', "*", "a OR", "NEAR(", "%", "\0", "é" * 999]
)
def test_search_takes_any_text(client: FlaskClient, query: str) -> None:
    response = client.get("/api/search", query_string={"q": query})
    assert response.status_code == 200
    assert set(response.get_json()) == {"places", "groups"}


def test_hostile_text_stays_json(client: FlaskClient) -> None:
    response = client.get("/api/search", query_string={"q": "report"})
    assert b"<" not in response.data
    assert ATTACKS[0] in plain(response.get_json()["groups"][0]["passages"][0]["runs"])
    heads = client.get("/api/documents").get_json()
    assert ATTACKS[0] in [head["title"] for head in heads]
    assert all(head["url"] is None for head in heads)


def test_data_answer_304_until_they_change(client: FlaskClient) -> None:
    first = client.get("/api/layers/cities.geojson")
    again = client.get(
        "/api/layers/cities.geojson", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert not again.data
    assert first.headers["Cache-Control"] == "no-cache"


def test_data_of_a_version_never_stale(client: FlaskClient, atlas_path: Path) -> None:
    with Atlas.open(atlas_path) as atlas:
        version = atlas.data_version
    response = client.get("/api/layers/cities.geojson", query_string={"v": version})
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/api/documents", "/api/layers/cities.geojson"])
def test_answers_are_compressed_for_who_asks(client: FlaskClient, path: str) -> None:
    plain_answer = client.get(path)
    zipped = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain_answer.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert int(zipped.headers["Content-Length"]) == len(zipped.data)
    assert gzip.decompress(zipped.data)[:20] == plain_answer.data[:20]
