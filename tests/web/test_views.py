"""Saved views over HTTP: listed for all, changed only from this machine and by our own pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.atlas import Atlas
from geodata.model import View
from mapapp import create_app
from tests.sample import ATTACKS, FACTORY, INSTC, VIEWS

OURS = {"X-Requested-With": "mapapp"}
ARGUMENTS = {"title": "Trains", "extent": "40,30,60,50", "layers": "corridors", "place": INSTC}


def write(client: FlaskClient, method: str, path: str, body: Any = None, **more: Any) -> Any:
    response = client.open(f"/api/{path}", method=method, json=body or {}, headers=OURS, **more)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def ids(client: FlaskClient) -> list[str]:
    return [view["id"] for view in client.get("/api/views").get_json()["views"]]


def test_the_list_says_all_that_the_dialog_shows(client: FlaskClient) -> None:
    answer = client.get("/api/views").get_json()
    assert [view["id"] for view in answer["views"]] == list(VIEWS)
    assert answer["views"][0] == {
        "id": "corridor",
        "title": "A corridor by ship and rail",
        "caption": "It crosses the Caspian Sea.",
        "arguments": {
            "title": "A corridor by ship and rail",
            "caption": "It crosses the Caspian Sea.",
            "extent": "30,15,80,60",
            "layers": "corridors,cities,countries,waters",
            "place": INSTC,
        },
        "url": "/v/corridor",
    }
    assert answer["briefings"] == [
        {"id": "talk", "title": "The talk", "views": list(VIEWS), "url": "/present/talk"}
    ]
    assert answer["writable"] is True


def test_a_short_address_opens_the_explorer_in_that_state(client: FlaskClient) -> None:
    response = client.get("/v/corridor")
    assert response.status_code == 302
    path, _, query = response.location.partition("?")
    assert path == "/"
    assert dict(parse_qsl(query)) == {
        "extent": "30,15,80,60",
        "layers": "corridors,cities,countries,waters",
        "place": INSTC,
        "view": "corridor",
    }
    assert client.get(response.location).status_code == 200
    missing = client.get("/v/nothing")
    assert missing.status_code == 404
    assert "there is no view “nothing” in this atlas" in missing.get_data(as_text=True)


def test_save_rename_order_delete_restore(writer: FlaskClient, own: Path) -> None:
    key = write(writer, "POST", "views", {"arguments": ARGUMENTS})["saved"]
    assert ids(writer) == [*VIEWS, key]
    write(writer, "PATCH", f"views/{key}", {"title": "Other  trains", "caption": "Two\nlines"})
    with Atlas.open(own) as atlas:
        assert atlas.view(key).view == View(
            title="Other trains",
            caption="Two\nlines",
            extent=(40, 30, 60, 50),
            layers=("corridors",),
            place=INSTC,
        )
    answer = write(writer, "PATCH", f"views/{key}", {"arguments": {"title": "x", "place": FACTORY}})
    assert answer["views"][-1]["arguments"] == {"title": "x", "place": FACTORY}
    write(writer, "PUT", "views", {"order": [key, "factory"]})
    assert ids(writer) == [key, "factory", "corridor", "attack", "long"]
    write(writer, "DELETE", f"views/{key}")
    assert key not in ids(writer)
    write(writer, "POST", f"views/{key}/restore")
    assert ids(writer)[0] == key


def test_briefings(writer: FlaskClient) -> None:
    body = {"title": "Mine", "views": ["factory", "corridor"]}
    answer = write(writer, "POST", "briefings", body)
    key = answer["saved"]
    write(writer, "PATCH", f"briefings/{key}", {"title": "Ours", "views": ["factory"]})
    write(writer, "DELETE", "views/factory")
    found = writer.get("/api/views").get_json()["briefings"][1]
    assert found == {"id": key, "title": "Ours", "views": [], "url": f"/present/{key}"}
    assert "nothing to show" in writer.get(f"/present/{key}").get_data(as_text=True)
    write(writer, "DELETE", f"briefings/{key}")
    assert len(writer.get("/api/views").get_json()["briefings"]) == 1
    assert write(writer, "POST", f"briefings/{key}/restore")["briefings"][1]["title"] == "Ours"


def post(client: FlaskClient, **request: Any) -> TestResponse:
    asked = {"json": {"arguments": ARGUMENTS}, "headers": OURS} | request
    return client.post("/api/views", **asked)


@pytest.mark.parametrize(
    "request_",
    [
        {"headers": {}},
        {"headers": OURS | {"Origin": "https://evil.example"}},
        {"headers": OURS | {"Origin": "null"}},
        {"headers": OURS | {"Sec-Fetch-Site": "cross-site"}},
        {"headers": OURS | {"Sec-Fetch-Site": "same-site"}},
        {"headers": OURS | {"X-Forwarded-For": "10.1.1.1"}},
        {"headers": OURS | {"Forwarded": "for=10.1.1.1"}},
        {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}},
    ],
)
def test_nobody_else_writes(writer: FlaskClient, request_: dict[str, Any]) -> None:
    response = post(writer, **request_)
    assert response.status_code == 403
    line = response.get_json()["error"]
    assert "127.0.0.1" in line or "the explorer's own pages" in line
    assert ids(writer) == list(VIEWS)


def test_a_server_for_others_is_read_only(own: Path) -> None:
    client = create_app(atlas=own, host="0.0.0.0").test_client()
    assert client.get("/api/views").get_json()["writable"] is False
    response = post(client)
    assert response.status_code == 403
    assert "only at the machine" in response.get_json()["error"]
    public = create_app(atlas=own, hosts=("maps.example",)).test_client()
    assert (
        public.get("/api/views", headers={"Host": "maps.example"}).get_json()["writable"] is False
    )
    assert post(public, headers=OURS | {"Host": "maps.example"}).status_code == 403
    assert ids(client) == list(VIEWS)


def test_own_pages_write(writer: FlaskClient) -> None:
    sent = OURS | {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert post(writer, headers=sent).status_code == 200


@pytest.mark.parametrize(
    ("request_", "status", "line"),
    [
        ({"json": None, "data": "a=b"}, 415, "Send JSON"),
        ({"json": None, "data": "{", "content_type": "application/json"}, 400, "one JSON object"),
        ({"json": None, "data": "[" * 60_000, "content_type": "application/json"}, 400, "one JSON"),
        ({"json": []}, 400, "one JSON object"),
        ({"json": {}}, 400, "“arguments” must be an object"),
        ({"json": {"arguments": {"title": 5}}}, 400, "“arguments” must be an object"),
        ({"json": {"arguments": {}}}, 400, "“title” must not be empty"),
        ({"json": {"arguments": {"title": " \n\u0000"}}}, 400, "“title” must not be empty"),
        ({"json": {"arguments": {"title": 2_000 * "x"}}}, 400, "the title has 2,000 characters"),
        (
            {"json": {"arguments": {"title": "x", "caption": 3_000 * "x"}}},
            400,
            "2,000 are the most",
        ),
        ({"json": {"arguments": {"title": "x", "extent": "1,2"}}}, 400, "“extent” must be"),
        ({"json": {"arguments": {"title": "x", "layers": "roads"}}}, 400, "no layer “roads”"),
        ({"json": {"arguments": {"title": "x", "place": 501 * "x"}}}, 400, "cannot be an id"),
        ({"json": {"arguments": {"title": "x", "place": "a\0b"}}}, 400, "cannot be an id"),
        ({"json": {"arguments": {"title": "x", "documents": "a,b\0"}}}, 400, "cannot be an id"),
        ({"json": {"arguments": {"title": 70_000 * "x"}}}, 413, "more than can be taken in"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    writer: FlaskClient, request_: dict[str, Any], status: int, line: str
) -> None:
    response = post(writer, **request_)
    assert response.status_code == status
    assert line in response.get_json()["error"]
    assert ids(writer) == list(VIEWS)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PATCH", "views/nothing", {"title": "x"}, 404),
        ("DELETE", "views/nothing", {}, 404),
        ("POST", "views/corridor/restore", {}, 404),
        ("PUT", "views", {"order": ["nothing"]}, 404),
        ("PUT", "views", {"order": "corridor"}, 400),
        ("PUT", "views", {"order": [1]}, 400),
        ("PUT", "views", {"order": ["x"] * 2_000}, 400),
        ("PATCH", "views/corridor", {"title": ""}, 400),
        ("PATCH", "views/corridor", {"title": ["x"]}, 400),
        ("POST", "briefings", {"title": "x", "views": ["nothing"]}, 404),
        ("POST", "briefings", {"title": "x", "views": []}, 400),
        ("POST", "briefings", {"views": ["corridor"]}, 400),
        ("PATCH", "briefings/nothing", {"title": "x"}, 404),
        ("DELETE", "briefings/nothing", {}, 404),
    ],
)
def test_what_is_not_there_is_said(
    writer: FlaskClient, method: str, path: str, body: dict[str, Any], status: int
) -> None:
    response = writer.open(f"/api/{path}", method=method, json=body, headers=OURS)
    assert response.status_code == status
    assert "\n" not in response.get_json()["error"]
    assert ids(writer) == list(VIEWS)


def test_an_attack_is_kept_and_given_back_as_text(writer: FlaskClient) -> None:
    title = " ".join(ATTACKS)
    answer = write(writer, "POST", "views", {"arguments": {"title": title, "caption": title}})
    assert answer["views"][-1]["title"] == title
    raw = writer.get("/api/views").get_data(as_text=True)
    assert "<" not in raw


@pytest.fixture
def busy(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An atlas that another program is just writing to."""
    monkeypatch.setattr("geodata.atlas.database._BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(own, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield own


def test_a_locked_atlas_is_said_in_one_line_and_still_read(busy: Path) -> None:
    client = create_app(atlas=busy).test_client()
    response = post(client)
    assert response.status_code == 503
    assert "another program is writing to this atlas" in response.get_json()["error"]
    assert ids(client) == list(VIEWS)
