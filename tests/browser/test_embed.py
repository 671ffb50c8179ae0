"""The map in other people's pages, and nothing else of us."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import PATIENCE, Page

DOCS = Path(__file__).parents[2] / "docs" / "embedding.md"


def listener() -> str:
    """The lines of docs/embedding.md that let the map choose its height."""
    found = re.search(r"<script>.*?</script>", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[0]


@pytest.fixture
def newspaper(live: str) -> Iterator[str]:
    """A page of another origin with a map that chooses its height, a fixed one, our explorer."""
    body = f"""<!doctype html><title>News</title>
      <iframe id="map" class="mapapp" width="800" height="77" src="{live}/embed/corridor"></iframe>
      <iframe id="fixed" width="400" height="300" src="{live}/embed?wheel=no&zoom=yes"></iframe>
      <iframe id="explorer" src="{live}/"></iframe>{listener()}"""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def settled(driver: Chrome, frame: str) -> None:
    driver.switch_to.default_content()
    driver.switch_to.frame(frame)
    ready = "return document.documentElement.matches('.settled')"
    WebDriverWait(driver, PATIENCE).until(lambda d: d.execute_script(ready))


def test_only_the_embed_shows_in_a_foreign_page(driver: Chrome, newspaper: str) -> None:
    driver.get(newspaper)
    settled(driver, "map")
    assert "Natural Earth" in driver.find_element(By.CSS_SELECTOR, ".attribution").text
    driver.switch_to.default_content()
    driver.switch_to.frame("explorer")
    assert driver.find_elements(By.CSS_SELECTOR, "#layers") == []
    driver.switch_to.default_content()
    log = [entry["message"] for entry in driver.get_log("browser")]  # type: ignore[no-untyped-call]
    assert any("frame-ancestors" in line or "X-Frame-Options" in line for line in log)


def test_the_map_tells_its_height_and_the_page_follows(driver: Chrome, newspaper: str) -> None:
    driver.get(newspaper)
    settled(driver, "map")
    driver.switch_to.default_content()
    height = "return document.getElementById(arguments[0]).clientHeight"
    WebDriverWait(driver, PATIENCE).until(lambda d: d.execute_script(height, "map") == 500)
    assert driver.execute_script(height, "fixed") == 300  # it is not asked to follow
    driver.execute_script("document.getElementById('map').style.width = '1200px'")
    WebDriverWait(driver, PATIENCE).until(lambda d: d.execute_script(height, "map") == 750)


def test_the_message_holds_a_number_and_nothing_else(driver: Chrome, newspaper: str) -> None:
    driver.get(newspaper)
    driver.execute_script("window.heard = []; addEventListener('message', e => heard.push(e.data))")
    driver.execute_script("document.getElementById('map').style.width = '640px'")
    heard = WebDriverWait(driver, PATIENCE).until(lambda d: d.execute_script("return heard.at(-1)"))
    assert heard == {"type": "mapapp:height", "height": 400}


def test_open_the_source_opens_the_explorer_in_a_tab_of_its_own(
    driver: Chrome, newspaper: str, live: str
) -> None:
    driver.get(newspaper)
    first = driver.current_window_handle
    settled(driver, "map")
    driver.find_element(By.CSS_SELECTOR, ".attribution a").click()
    try:
        WebDriverWait(driver, PATIENCE).until(lambda d: len(d.window_handles) == 2)
        driver.switch_to.window(next(h for h in driver.window_handles if h != first))
        WebDriverWait(driver, PATIENCE).until(
            lambda d: d.execute_script("return document.getElementById('layers') !== null")
        )
        assert str(driver.current_url).startswith(f"{live}/?")
        assert "curated:instc" in str(driver.current_url).replace("%3A", ":")
        assert driver.execute_script("return window.opener") is None
    finally:
        for handle in [h for h in driver.window_handles if h != first]:
            driver.switch_to.window(handle)
            driver.close()
        driver.switch_to.window(first)


def test_a_chosen_place_shows_its_passage_and_leads_to_it(page: Page, ids: dict[str, str]) -> None:
    page.open("/embed?zoom=yes&control=yes", width=960, height=600)
    page.js("MapApp.controller.select('geonames:162183', {source: 'map'})")
    assert page.one(".place h2").text == "Ashgabat"
    page.until(lambda: "Ashgabat" in page.one(".place mark").text)
    link = page.one(".place .open")
    assert f"/documents/{ids['summit']}#m" in str(link.get_attribute("href"))
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    page.one(".place .close").click()
    assert page.selected() is None
    assert not page.all(".place")[0].is_displayed()


def test_flags_are_acted_on(page: Page) -> None:
    page.open("/embed?control=yes&zoom=yes&wheel=no", width=960, height=600)
    controller = "const c = MapApp.controller; return "
    assert page.js(f"{controller} c.map.scrollWheelZoom.enabled()") is False
    before = page.js(f"{controller} c.map.getZoom()")
    page.one("#zoom-in").click()
    page.until(lambda: page.js(f"{controller} c.map.getZoom()") == before + 1)
    page.one(".control summary").click()
    page.one(".control input[value=cities]").click()
    visible = f"{controller} Object.fromEntries(c.layers().map(l => [l.name, l.visible]))"
    assert page.js(visible)["cities"] is False
    page.open("/embed?theme=dark&layers=waters&at=41,50.5,6.5", width=960, height=600)
    seen = page.js("const {lat, lon, zoom} = MapApp.controller.view(); return [lat, lon, zoom]")
    assert seen[0] == pytest.approx(41, abs=0.3)
    assert seen[1] == pytest.approx(50.5, abs=3)  # half of the key beside it
    assert seen[2] == 6.5
    assert page.js(f"{controller} c.scene.themeName") == "dark"
    assert page.js(f"{controller} c.map.scrollWheelZoom.enabled()") is True
    assert [name for name, shown in page.js(visible).items() if shown] == ["waters"]


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


def test_the_key_of_a_small_map_waits_behind_its_title(page: Page) -> None:
    page.open("/embed", width=960, height=600)
    assert page.one(".legend ul").is_displayed()
    page.open("/embed", width=600, height=300)
    assert not page.all(".legend ul")[0].is_displayed()
    page.one(".legend summary").click()
    assert page.one(".legend ul").is_displayed()


def test_a_title_that_never_ends_leaves_the_map_in_sight(page: Page) -> None:
    for path in ("/embed/long", "/embed/long?legend=no", "/embed/attack"):
        page.open(path, width=480, height=360)
        box = page.js(
            "return document.querySelector('.legend, .heading').getBoundingClientRect().toJSON()"
        )
        assert box["width"] <= 420
        assert box["height"] < 200
    assert not page.all("img")


def test_the_dialog_writes_the_lines_and_shows_them(page: Page) -> None:
    page.open("/?place=curated:instc", width=1440, height=900)
    page.one("#button-share").click()
    page.one("#open-embed").click()
    copy = page.one("#embed-dialog .copy").rect
    assert copy["y"] + copy["height"] < 900
    assert page.js("const {scrollHeight, clientHeight} = document.querySelector('.embed-body');"
                   "return scrollHeight <= clientHeight")  # fmt: skip
    snippet = page.one("#embed-dialog .snippet")
    page.until(lambda: "place=curated:instc" in str(snippet.get_attribute("value")))
    title = page.one("#embed-dialog [name=title]")
    page.until(lambda: title.get_attribute("value") == "North-South Corridor")
    assert "title=North-South+Corridor" in str(snippet.get_attribute("value"))
    title.send_keys(Keys.CONTROL, "a")
    title.send_keys("By rail & ship")
    page.until(lambda: "title=By+rail+%26+ship" in str(snippet.get_attribute("value")))
    page.one("#embed-dialog [name=wheel]").click()
    page.one("#embed-dialog option[value=responsive]").click()
    page.until(lambda: "wheel=no" in str(snippet.get_attribute("value")))
    lines = str(snippet.get_attribute("value"))
    assert lines.splitlines()[1:] == listener().splitlines()
    source = re.search(r'src="([^"]+)"', lines)
    assert source
    assert source[1].startswith(f"{page.root}/embed?")
    shown = "return document.querySelector('#embed-dialog iframe').src"
    page.until(lambda: page.js(shown) == source[1].replace("&amp;", "&"))
    page.one("#embed-dialog option[value=corridor]").click()
    page.until(lambda: f'src="{page.root}/embed/corridor?wheel=no"' in page.js(
        "return document.querySelector('#embed-dialog .snippet').value"
    ))  # fmt: skip
    page.until(lambda: str(page.js(shown)).endswith("/embed/corridor?wheel=no"))
    page.driver.switch_to.frame(page.one("#embed-dialog iframe"))
    page.until(lambda: page.js("return document.documentElement.matches('.settled')"))
    assert page.js("return document.querySelector('.legend summary').textContent").startswith(
        "A corridor"
    )
    page.driver.switch_to.default_content()
    page.one("#embed-dialog .close").click()
    assert not page.one("#button-share").find_elements(By.CSS_SELECTOR, "dialog[open]")


@pytest.mark.parametrize(
    ("button", "field"),
    [("open-embed", "#embed-dialog [name=title]"), ("open-views", ".save-view [name=title]")],
)
def test_a_proposed_title_never_replaces_what_somebody_writes(
    page: Page, button: str, field: str
) -> None:
    page.open("/?place=curated:instc")
    script = """
      document.getElementById(arguments[0]).click();
      const field = document.querySelector(arguments[1]);
      field.value = arguments[2];
      field.dispatchEvent(new Event("input", {bubbles: true}));
    """
    title = "return document.querySelector(arguments[0]).value"
    page.js(script, button, field, "By rail")
    dialog = page.one("dialog[open]")
    page.until(
        lambda: dialog.find_elements(By.CSS_SELECTOR, "option[value=corridor], .view-list li")
    )
    assert page.js(title, field) == "By rail"
    page.js("document.querySelector('dialog[open]').close()")
    page.js(f"document.getElementById('{button}').click()")
    page.until(lambda: page.js(title, field) == "North-South Corridor")
