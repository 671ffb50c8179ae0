"""What goes wrong is one line, in the look, never a traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from mapapp import create_app
from mapapp.strings import STRINGS
from tests.sample import ATTACK


def error_page(client: FlaskClient, path: str, status: int) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert b"Traceback" not in response.data
    return html.document_fromstring(response.get_data(as_text=True))


@pytest.mark.parametrize("path", ["/nothing", "/documents/0123", f"/documents/{ATTACK}", "/%00"])
def test_unknown_addresses_are_404_pages(client: FlaskClient, path: str) -> None:
    page = error_page(client, path, 404)
    assert page.xpath("//h1/text()") == [STRINGS["error.404"]]
    assert not page.xpath("//script")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        ("/api/documents/0123", 404),
        ("/api/places/geonames:1/passages", 404),
        (f"/api/places/{ATTACK}/passages", 404),
        ("/api/layers/nothing.geojson", 404),
        ("/api/layers/cities", 404),
        ("/api/search?q=x&limit=9999", 400),
        ("/api/search?q=x&limit=٣", 400),
        ("/api/places/geonames:112931/passages?offset=-1", 400),
        ("/api/places/geonames:112931/passages?offset=99999999999999999999", 400),
        ("/api/documents/0123?character=x", 400),
    ],
)
def test_api_errors_are_one_line_of_json(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    body = response.get_json()
    assert body["status"] == status
    assert "\n" not in body["error"]
    assert len(body["error"]) < 200


def broken(tmp_path: Path, what: str) -> Path:
    """An atlas that cannot be read."""
    path = tmp_path / f"{what}.gpkg"
    if what == "text":
        path.write_text("no database")
    elif what == "empty":
        path.touch()
    elif what == "other":
        sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close()
    elif what == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize("what", ["missing", "text", "empty", "other", "folder"])
@pytest.mark.parametrize("path", ["/", "/embed", "/documents/", "/documents/x", "/api/documents"])
def test_a_bad_atlas_is_said(tmp_path: Path, what: str, path: str) -> None:
    client = create_app(atlas=broken(tmp_path, what)).test_client()
    response = client.get(path)
    assert response.status_code == 503
    assert what in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)


def test_a_bug_is_a_page_and_a_log_entry(
    atlas_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app: Flask = create_app(atlas=atlas_path)

    def fail() -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "explorer.index", fail)
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert b"secret detail" not in response.data
    assert "secret detail" in caplog.text
