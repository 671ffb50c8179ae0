"""What an attacker found: proxies that speak for others, damaged views, values that break them."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from lxml import html

from geodata.atlas import Atlas
from geodata.atlas.briefing_file import NAME, take_in
from geodata.atlas.selection import select
from geodata.errors import DocumentError
from geodata.model import View
from mapapp import cli, create_app
from mapapp.exporting import onefile

OURS = {"X-Requested-With": "mapapp"}
DEEP = "[" * 100_000


def save(client: FlaskClient, **arguments: str) -> Any:
    return client.post("/api/views", json={"arguments": arguments}, headers=OURS)


@pytest.fixture
def served(own: Path) -> Iterator[int]:
    """The port of the real server, which filters headers before the app sees them."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mapapp", "serve", str(own), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert str(port) in server.stdout.readline()
        yield port
        server.terminate()


def test_the_real_server_sees_that_a_proxy_speaks(served: int) -> None:
    """Waitress takes most of these headers away unless it is told not to."""
    sent = OURS | {"Content-Type": "application/json"}
    body = b'{"arguments": {"title": "x"}}'
    assert _post(served, body, sent) == 200
    for name in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Server", "Forwarded", "Via"):
        assert _post(served, body, sent | {name: "10.1.1.1"}) == 403, name


def _post(port: int, body: bytes, headers: dict[str, str]) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("POST", "/api/views", body, headers)
        return connection.getresponse().status


@pytest.mark.parametrize(
    "extent", ["121.47371,31.2304,121.47375,31.23045", "10,10,10.0001,10.0001"]
)
def test_a_small_extent_stays_what_it_is(writer: FlaskClient, extent: str) -> None:
    saved = save(writer, title="near", extent=extent).get_json()
    view = next(view for view in saved["views"] if view["id"] == saved["saved"])
    assert view["arguments"]["extent"] == extent
    assert writer.get(f"/embed/{view['id']}").status_code == 200


def test_an_extent_of_nothing_is_refused(writer: FlaskClient) -> None:
    answer = save(writer, title="nothing", extent="10,10,10.0000001,10.0000001")
    assert answer.status_code == 400
    assert "extent" in answer.get_json()["error"]


@pytest.mark.parametrize("name", ["place", "documents"])
def test_half_a_surrogate_pair_is_the_askers_mistake(writer: FlaskClient, name: str) -> None:
    assert save(writer, title="x", **{name: "\ud800"}).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        ("UPDATE views SET state = ?", DEEP),
        ("UPDATE views SET state = ?", '{"extent": ["1", "2", "3", "4"]}'),
        ("UPDATE views SET state = ?", '{"extent": {"1": 1, "2": 2, "3": 3, "4": 4}}'),
        ("UPDATE views SET state = ?", r'{"place": "\ud800"}'),
        ("UPDATE views SET state = ?", r'{"documents": ["\ud800"]}'),
        ("UPDATE views SET state = ?", '{"since": "garbage"}'),
        ("UPDATE views SET view_id = ? WHERE fid = 1", b"a\xff"),
        ("UPDATE briefings SET view_ids = ?", "[[1]]"),
        ("UPDATE briefings SET view_ids = ?", "[5]"),
        ("UPDATE briefings SET view_ids = ?", DEEP),
        ("UPDATE briefings SET title = ?", b"\xff"),
    ],
)
def test_damaged_views_are_left_out_with_a_notice(own: Path, change: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute(change[0], change[1:])
    client = create_app(atlas=own).test_client()
    for answer in (client.get("/api/views"), save(client, title="x")):
        assert answer.status_code == 200
        assert "damaged" in answer.get_json()["notice"]
        assert len(answer.get_json()["notice"].splitlines()) == 1
    assert [view["title"] for view in answer.get_json()["views"]][-1] == "x"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("change", [("views", "state"), ("briefings", "view_ids")])
def test_a_damaged_table_is_told_in_one_line(own: Path, change: tuple[str, str]) -> None:
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("ALTER TABLE {} RENAME COLUMN {} TO other".format(*change))
    client = create_app(atlas=own).test_client()
    for answer in (client.get("/api/views"), save(client, title="x")):
        assert answer.status_code == 503
        assert len(answer.get_json()["error"].splitlines()) == 1
    assert client.get("/").status_code == 200


def test_no_attribute_takes_the_nonce_off_a_script(own: Path) -> None:
    """A browser runs no script with a nonce if one of its attributes holds "<script"."""
    with Atlas.open(own) as atlas:
        written = onefile.page(select(atlas, View(title="<script>x</script>")))
    (script,) = html.document_fromstring(written).xpath("//script[@data-alone]")
    assert not any("<" in value for value in script.values())
    assert json.loads(script.get("data-alone"))["title"] == "<script>x</script>"


def test_an_export_does_not_replace_its_own_atlas(own: Path, tmp_path: Path) -> None:
    (tmp_path / "link.gpkg").hardlink_to(own)
    before = own.read_bytes()
    for out in (own, tmp_path / "link.gpkg"):
        result = CliRunner().invoke(cli.cli, ["export", str(own), str(out), "--force"])
        assert result.exit_code != 0
        assert "is the atlas itself" in result.output
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("views", "line"),
    [
        (f"[[view]]\ntitle = 'x'\nextent = [{'9' * 400}, 0, 1, 1]", "“extent” must be"),
        ("[[view]]\nid = 'a'\ntitle = 'x'\n[[view]]\nid = 'a'\ntitle = 'y'", "the id “a”"),
    ],
)
def test_a_hostile_briefing_gets_one_line(tmp_path: Path, views: str, line: str) -> None:
    (tmp_path / NAME).write_text(f"title = 't'\n{views}\n", "utf-8")
    with Atlas.create(tmp_path / "a.gpkg") as atlas:
        with pytest.raises(DocumentError, match=line) as told:
            take_in(tmp_path, atlas)
        assert not atlas.had_briefings
    assert "\n" not in str(told.value)
