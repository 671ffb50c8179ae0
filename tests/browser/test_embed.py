"""The map in other people's pages, and nothing else of us."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import PATIENCE, Page


@pytest.fixture
def newspaper(live: str) -> Iterator[str]:
    """A page of another origin with our map, and our explorer, in frames."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            frame = "<iframe id={} width=800 height=500 src={}></iframe>"
            body = frame.format("map", f"{live}/embed") + frame.format("explorer", f"{live}/")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>News</title>{body}".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def test_only_the_embed_shows_in_a_foreign_page(driver: Chrome, newspaper: str) -> None:
    driver.get(newspaper)
    driver.switch_to.frame("map")
    ready = "return !!window.MapApp?.controller?.failed"
    WebDriverWait(driver, PATIENCE).until(lambda d: d.execute_script(ready))
    assert "Natural Earth" in driver.find_element(By.CSS_SELECTOR, ".attribution").text
    driver.switch_to.default_content()
    driver.switch_to.frame("explorer")
    assert driver.find_elements(By.CSS_SELECTOR, "#layers") == []
    driver.switch_to.default_content()
    log = [entry["message"] for entry in driver.get_log("browser")]  # type: ignore[no-untyped-call]
    assert any("frame-ancestors" in line or "X-Frame-Options" in line for line in log)


def test_embed_shows_key_and_sources(page: Page) -> None:
    page.open("/embed", width=960, height=600)
    assert "City: things happen here" in page.one(".legend").text
    assert "3 documents" in page.one(".attribution").text
    boxes = """
      const {scene} = MapApp.controller, {labels, pills} = scene.ensureLayout().placed;
      const [x0, y0] = scene.view.rect;
      return [...labels.flatMap(l => l.boxes ?? [l.box]), ...pills.map(p => p.box)]
        .map(b => [b[0] - x0, b[1] - y0, b[2] - x0]);
    """
    assert all(min(left, top, 960 - right) >= 0 for left, top, right in page.js(boxes))
    drawn = page.all(".legend .swatch svg")
    assert len(drawn) == len(page.all(".legend .swatch"))
