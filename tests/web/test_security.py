"""The promises that hold for every response."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapapp import create_app
from mapapp.assets import packages
from mapapp.security import tile_hosts

PATHS = [
    "/",
    "/?place=curated:instc",
    "/documents/",
    "/documents/{summit}",
    "/embed",
    "/embed/corridor",
    "/present/talk",
    "/v/corridor",
    "/oembed?url=http://localhost/v/corridor",
    "/api/views",
    "/api/documents",
    "/api/documents/{summit}",
    "/api/documents/{summit}/mentions/0/explanation",
    "/api/layers/cities.geojson",
    "/api/map/cities.json",
    "/api/mentions",
    "/api/places",
    "/export/view.geojson",
    "/api/places/geonames:112931/passages",
    "/api/search?q=tehran",
]
WRITES = [
    ("POST", "/api/views"),
    ("PUT", "/api/views"),
    ("PATCH", "/api/views/corridor"),
    ("DELETE", "/api/views/corridor"),
    ("POST", "/api/views/corridor/restore"),
    ("POST", "/api/briefings"),
    ("PATCH", "/api/briefings/talk"),
    ("DELETE", "/api/briefings/talk"),
    ("POST", "/api/briefings/talk/restore"),
]
FRAMED = ("/embed", "/embed/corridor")
ROUTES = tuple(PATHS)
PATHS += [
    "/nothing",
    "/api/nothing",
    "/documents/nothing",
    "/api/search?limit=-1",
]


def directives(header: str) -> dict[str, list[str]]:
    """The policy as a table."""
    parts = (part.split() for part in header.split(";"))
    return {name: values for name, *values in parts}


def asset_paths() -> list[str]:
    return [f"/assets/{name}/{p.version}/{f}" for name, p in packages().items() for f in p.files]


def test_every_route_is_tried(app: Flask) -> None:
    """A new route must be added to PATHS, one that changes something to WRITES."""
    adapter = app.url_map.bind("localhost")
    tried = {adapter.match(path.format(summit="x").split("?")[0])[0] for path in ROUTES}
    tried |= {adapter.match(path, method=method)[0] for method, path in WRITES}
    tried.add(adapter.match(asset_paths()[0])[0])
    assert tried == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_is_documented(app: Flask) -> None:
    documented = (Path(__file__).parents[2] / "docs" / "routes.md").read_text(encoding="utf-8")
    missing = [r.rule for r in app.url_map.iter_rules() if f"| `{r.rule}` |" not in documented]
    assert missing == []


@pytest.mark.parametrize("path", PATHS)
def test_policy_allows_only_own_scripts(
    client: FlaskClient, ids: dict[str, str], path: str
) -> None:
    response = client.get(path.format(**ids))
    policy = directives(response.headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    for name in ("script-src", "style-src"):
        own, nonce = policy[name]
        assert own == "'self'"
        assert re.fullmatch(r"'nonce-[\w-]{20,}'", nonce)
    assert policy["connect-src"] == policy["font-src"] == ["'self'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"]


@pytest.mark.parametrize("path", PATHS)
def test_only_embed_may_be_framed(client: FlaskClient, ids: dict[str, str], path: str) -> None:
    response = client.get(path.format(**ids))
    policy = directives(response.headers["Content-Security-Policy"])
    if path in FRAMED:
        assert policy["frame-ancestors"] == ["'self'", "https://news.example"]
        assert "X-Frame-Options" not in response.headers
    else:
        assert policy["frame-ancestors"] == ["'none'"]
        assert response.headers["X-Frame-Options"] == "DENY"


def test_only_the_explorer_may_frame_and_only_us(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in PATHS:
        policy = directives(client.get(path.format(**ids)).headers["Content-Security-Policy"])
        explorer = path in ("/", "/?place=curated:instc") or path.startswith("/documents/")
        assert policy["frame-src"] == (["'self'"] if explorer else ["'none'"]), path


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_what_changes_something_asks_who_asks(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method, json={})
    assert response.status_code == 403
    assert "X-Requested-With" in response.get_json()["error"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("none", ["'none'", "'self'"])
def test_without_other_ancestors_only_we_frame(atlas_path: Path, none: str) -> None:
    app = create_app(atlas=atlas_path, frame_ancestors=(none,))
    policy = directives(app.test_client().get("/embed").headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(
    "path", ["/", "/documents/{summit}", "/embed", "/embed/corridor", "/present/talk"]
)
def test_each_page_has_its_own_nonce_on_all_its_tags(
    client: FlaskClient, ids: dict[str, str], path: str
) -> None:
    seen = set()
    for _ in range(2):
        response = client.get(path.format(**ids))
        page = response.get_data(as_text=True)
        tags = re.findall(r"<(?:script|style)\b[^>]*>", page)
        nonces = {re.search(r'nonce="([^"]*)"', t)[1] for t in tags if "json" not in t}  # type: ignore[index]
        assert len(nonces) == 1
        assert f"'nonce-{nonces.copy().pop()}'" in response.headers["Content-Security-Policy"]
        assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", page)
        seen |= nonces
    assert len(seen) == 2


def test_pages_name_no_other_host(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in ("/", f"/documents/{ids['seed']}", "/embed", "/present/talk"):
        page = client.get(path).get_data(as_text=True).replace("http://localhost/", "/")
        assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//[^\"']+", page)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:5000", "[", "::1"]
)
def test_a_foreign_name_for_this_machine_is_refused(client: FlaskClient, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("host", ["localhost:5000", "127.0.0.1", "[::1]:8080", "LOCALHOST"])
def test_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_more_names_can_be_given() -> None:
    app = create_app(hosts=("maps.example",), atlas="missing.gpkg")
    client = app.test_client()
    assert client.get("/", headers={"Host": "maps.example"}).status_code == 503


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/api/documents", "/embed"])
def test_nothing_can_be_written(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("path", asset_paths())
def test_assets_are_kept_forever(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.data


@pytest.mark.parametrize(
    "path",
    [
        "/assets/app/0/js/main.js",
        "/assets/app/{version}/../__init__.py",
        "/assets/app/{version}/%2e%2e/__init__.py",
        "/assets/app/{version}//etc/passwd",
        "/assets/leaflet/1.9.3.0/leaflet-src.js",
        "/assets/nothing/1/x",
    ],
)
def test_only_listed_files_are_served(client: FlaskClient, path: str) -> None:
    response = client.get(path.format(version=packages()["app"].version))
    assert response.status_code in {404, 308}


def test_a_tile_url_opens_the_policy_for_its_host_only() -> None:
    assert tile_hosts("https://{s}.tile.example/{z}/{x}/{y}.png") == ("https://*.tile.example",)
    assert tile_hosts(None) == ()
    assert tile_hosts("nonsense") == ()


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_images_of_other_hosts_only_with_tiles(atlas_path: Path, path: str) -> None:
    def images(**settings: str) -> list[str]:
        response = create_app(atlas=atlas_path, **settings).test_client().get(path)
        return directives(response.headers["Content-Security-Policy"])["img-src"]

    assert images() == ["'self'", "data:"]
    tiles = "https://tiles.example/{z}/{x}/{y}.png"
    assert images(tiles=tiles) == ["'self'", "data:", "https://tiles.example"]


def test_the_tiles_credit_is_text_on_the_page(atlas_path: Path) -> None:
    tiles, credit = "https://tiles.example/{z}/{x}/{y}.png", "© <b>Us</b>"
    app = create_app(atlas=atlas_path, tiles=tiles, tiles_attribution=credit)
    page = app.test_client().get("/").get_data(as_text=True)
    assert "© &lt;b&gt;Us&lt;/b&gt;" in page
    assert "<b>Us" not in page
    app = create_app(atlas=atlas_path, tiles_attribution=credit)  # a credit without tiles
    assert "Us&lt;" not in app.test_client().get("/").get_data(as_text=True)
