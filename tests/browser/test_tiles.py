"""Online tiles, from a server that stands in for one: drawn when switched on, and only then."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from mapapp import create_app
from tests.browser.conftest import Page, running

CREDIT = 'Tiles © <b>Somebody</b> & Sons {{7*7}} "><img src=x onerror=alert(1)>'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


class TileServer(ThreadingHTTPServer):
    """Answers every address with one pixel and remembers what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), TileHandler)
        self.asked: list[str] = []
        self.origin = f"http://127.0.0.1:{self.server_port}"


class TileHandler(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    """The stand-in."""
    with TileServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(timeout=5)


@pytest.fixture(scope="module")
def tiled(atlas_path: Path, tiles: TileServer) -> Iterator[str]:
    """An explorer with tiles switched on."""
    template = f"{tiles.origin}/{{z}}/{{x}}/{{y}}.png"
    app = create_app(atlas=atlas_path, title="Sample", tiles=template, tiles_attribution=CREDIT)
    with running(app) as address:
        yield address


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_tiles_lie_under_the_map(driver: Chrome, tiled: str, tiles: TileServer, path: str) -> None:
    tiles.asked.clear()
    page = Page(driver, tiled)
    page.console()
    page.open(path)
    loaded = "return document.querySelectorAll('.leaflet-tile-loaded').length"
    page.until(lambda: page.js(loaded) > 3)
    assert all(asked.endswith(".png") for asked in tiles.asked)
    order = """
      const pane = (name) => document.querySelector(`.leaflet-${name}-pane`);
      const at = (name) => Number(getComputedStyle(pane(name)).zIndex);
      return at("tile") < at("mapapp-ground") && at("mapapp-ground") < at("mapapp-marks");
    """
    assert page.js(order)
    clear = """
      const canvas = document.querySelector(".leaflet-mapapp-ground-pane canvas");
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      let clear = 0;
      for (let i = 3; i < data.length; i += 4) clear += data[i] < 128;
      return clear / (canvas.width * canvas.height);
    """
    assert page.js(clear) > 0.9  # what is not named lets the tiles through
    assert CREDIT in page.one(".attribution").text
    assert page.js("return document.querySelectorAll('.attribution b, img[onerror]').length") == 0
    assert page.console() == []


def test_images_come_from_the_tiles_alone(driver: Chrome, tiled: str, tiles: TileServer) -> None:
    page = Page(driver, tiled)
    page.open("/")
    page.console()
    elsewhere = tiles.origin.replace("127.0.0.1", "localhost")
    page.js("const i = new Image(); i.src = arguments[0]; document.body.append(i)", elsewhere)
    refused = page.until(page.console)
    assert "Content Security Policy" in refused[0]


def test_without_the_setting_nothing_is_asked_of_it(page: Page, tiles: TileServer) -> None:
    tiles.asked.clear()
    page.open("/")
    assert page.all(".leaflet-tile") == []
    assert tiles.asked == []
