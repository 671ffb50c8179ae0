"""The explorer in one file: opened from the disk, with the network off, it does what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from geodata.atlas import Atlas
from geodata.atlas.selection import select
from geodata.model import View
from mapapp.exporting.onefile import page as one_file
from tests.browser import hostile
from tests.browser.conftest import Page
from tests.browser.test_hostile import nothing_ran

INSTC = "curated:instc"
MOST_BYTES = 3_000_000
Write = Callable[[View], Path]


def written(atlas_path: Path, view: View, out: Path) -> Path:
    with Atlas.open(atlas_path) as atlas:
        out.write_text(one_file(select(atlas, view)), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def write(seeds_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a view of the seeds as one file."""
    folder = tmp_path_factory.mktemp("onefile")
    names = iter(("with a space.html", "second.html"))
    return lambda view: written(seeds_path, view, folder / next(names))


@pytest.fixture
def page(driver: Chrome) -> Iterator[Page]:
    """A page without a network, which asks for nothing but its own file."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    explorer = Page(driver, "")
    explorer.console()
    explorer.requests()
    yield explorer
    assert explorer.console() == []
    asked = {u.split("?")[0] for u in explorer.requests() if not u.startswith(("data:", "about:"))}
    assert len(asked) == 1
    assert asked.pop().startswith("file:///")
    online = {**offline, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", online)


def test_a_file_is_the_whole_explorer(page: Page, write: Write) -> None:
    file = write(View())
    assert file.stat().st_size < MOST_BYTES
    page.open(file.as_uri())
    shown = "return MapApp.controller.features().length"
    assert page.js(shown) > 50

    page.one('[data-layer="cities"] .switch').click()
    page.until(lambda: "layers=" in page.path())

    page.one(f'#layers a[data-place="{INSTC}"]').click()
    page.until(lambda: page.selected() == INSTC)
    assert page.one("#detail h2").text == "International North-South Transport Corridor"
    passage = page.one(".passage")
    assert not any(why.is_displayed() for why in page.all(".why"))
    start = passage.get_attribute("data-start")
    passage.click()
    assert page.one(f".reader-text #m{start}").text
    assert "open=documents" in page.path()
    page.driver.back()
    page.until(lambda: page.all("#detail .passage"))

    search = page.one("#search")
    search.send_keys("Tajikistan fact")
    option = page.one("#results .option.passage")
    assert "factory" in option.text
    option.click()
    page.one(".reader-text")

    page.one("#open-documents").click()
    page.until(lambda: len(page.all(".document-list li")) == 5)


def test_a_file_opens_in_its_view(page: Page, write: Write) -> None:
    view = View(title="Caspian lines", layers=("corridors", "waters"), place="ne:caspian-sea")
    page.open(write(view).as_uri())
    page.until(lambda: page.selected() == "ne:caspian-sea")
    assert page.one("#layers h1").text == "Caspian lines"
    off = '[data-layer="cities"] .switch[aria-checked="false"]'
    assert page.all(off)
    assert not page.all("#button-export, dialog, [data-opens]")


def test_hostile_texts_stay_texts(page: Page, tmp_path: Path) -> None:
    atlas, _ = hostile.build(tmp_path / "<img src=x onerror=alert(7)>{{7*7}}.gpkg")
    page.open(written(atlas, View(), tmp_path / "hostile.html").as_uri())
    for place in (hostile.PLACES[0], hostile.PLACES[7]):
        found = (
            "[...document.querySelectorAll('.rows a')].find(a => a.dataset.place === arguments[0])"
        )
        page.js(f"{found}.click()", place.place_id)
        page.until(lambda place=place: page.selected() == place.place_id)  # type: ignore[misc]
        assert page.one("#detail h2").text == place.name
        page.js("document.querySelector('.passage').click()")
        page.one(".reader-text")
        nothing_ran(page)
