"""Why a mention is where it is, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer
from mapapp import create_app, store
from tests.sample import SUMMIT


def url(document_id: str, start: object) -> str:
    return f"/api/documents/{document_id}/mentions/{start}/explanation"


def test_a_mention_tells_its_candidates_and_reasons(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    answer = client.get(url(ids["summit"], SUMMIT.index("Moscow")))
    assert answer.status_code == 200
    (mention,) = answer.get_json()["mentions"]
    assert (mention["surface"], mention["place"]) == ("Moscow", "geonames:524901")
    best, second = mention["candidates"][:2]
    assert best["label"] == "Moscow, Russia (city)"
    assert best["probability"] > second["probability"]
    titles = {section["title"] for section in mention["reasons"]}
    assert titles == {
        f"Rather than {second['label']}",
        "A name of a place",
        "Named as a government",
    }
    assert all(abs(r["weight"]) >= 0.1 for s in mention["reasons"] for r in s["reasons"])


def test_every_mention_of_the_atlas_has_an_explanation(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    article = client.get(f"/api/documents/{ids['summit']}").get_json()
    marks = [run for p in article["paragraphs"] for run in p["runs"] if not isinstance(run, str)]
    assert len(marks) > 8
    for mark in marks:
        answer = client.get(url(ids["summit"], mark["start"]))
        mentions = answer.get_json()["mentions"]
        assert mentions
        assert all(m["notes"] or m["reasons"] for m in mentions)


def test_another_place_than_the_atlas_has_is_said(client: FlaskClient, ids: dict[str, str]) -> None:
    said = {}
    for surface in ("Moscow", "Atlantis"):
        answer = client.get(url(ids["summit"], SUMMIT.index(surface)))
        (mention,) = answer.get_json()["mentions"]
        said[surface] = any("The atlas has another place" in note for note in mention["notes"])
    assert said == {"Moscow": False, "Atlantis": True}


@pytest.mark.parametrize("start", ["1", "-1", "x", "1e3", "٣", "9" * 5000, "99999999999", "1.0"])
def test_what_is_no_mention_is_not_found(
    client: FlaskClient, ids: dict[str, str], start: str
) -> None:
    answer = client.get(url(ids["summit"], start))
    assert answer.status_code == 404
    assert "No mention begins" in answer.get_json()["error"]


def test_an_unknown_document_is_not_found(client: FlaskClient) -> None:
    answer = client.get(url("nothing", 3))
    assert answer.status_code == 404
    assert "nothing" in answer.get_json()["error"]


def test_a_hostile_text_stays_text(client: FlaskClient, ids: dict[str, str]) -> None:
    article = client.get(f"/api/documents/{ids['hostile']}").get_json()
    marks = [run for p in article["paragraphs"] for run in p["runs"] if not isinstance(run, str)]
    for mark in marks:
        answer = client.get(url(ids["hostile"], mark["start"]))
        assert answer.status_code == 200
        assert b"<" not in answer.data


def test_a_known_explanation_is_not_sent_again(client: FlaskClient, ids: dict[str, str]) -> None:
    address = url(ids["summit"], SUMMIT.index("Moscow"))
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_without_a_gazetteer_one_line_says_so(
    atlas_path: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed() -> Gazetteer:
        raise GazetteerError("The gazetteer cannot be kept in /x: make the folder writable.")

    monkeypatch.setattr(store, "gazetteer", closed)
    client = create_app(atlas=atlas_path).test_client()
    assert client.get("/").status_code == 200
    answer = client.get(url(ids["summit"], SUMMIT.index("Moscow")))
    assert answer.status_code == 503
    assert answer.get_json()["error"].startswith("The gazetteer cannot be kept")
