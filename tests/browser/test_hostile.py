"""Hostile text is shown as text in every place that shows text, and nothing of it runs.

A dialog would end the test, a refused script would stand in the console, which the fixture wants
empty, and an element out of a text is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome

from mapapp import create_app
from tests.browser import hostile
from tests.browser.conftest import Page, running

PLACES = hostile.PLACES


class Live(NamedTuple):
    """A server over the hostile atlas."""

    root: str
    document: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The hostile atlas in a file with a hostile name, which is the map's title."""
    folder = tmp_path_factory.mktemp("hostile")
    atlas, document = hostile.build(folder / "<img src=x onerror=alert(7)>{{7*7}}.gpkg")
    app = create_app(atlas=atlas)
    with running(app) as address:
        yield Live(address, document)


@pytest.fixture
def page(driver: Chrome, served: Live) -> Iterator[Page]:
    """A page after which the console is empty, nobody else was asked, and nothing ran."""
    driver.get("about:blank")
    explorer = Page(driver, served.root)
    explorer.console()
    explorer.requests()
    yield explorer
    nothing_ran(explorer)
    assert explorer.console() == []
    own = (served.root, "data:", "about:")
    assert [u for u in explorer.requests() if not u.startswith(own)] == []


def nothing_ran(page: Page) -> None:
    """No element came from a text, no template was filled in."""
    found = "return document.querySelectorAll('img, [onerror], [onload], a[href^=java]').length"
    assert page.js(found) == 0
    assert page.js("return [...document.scripts].every(s => s.nonce || s.type.endsWith('json'))")
    assert "49" not in page.js("return document.title + document.body.innerText")


def place_page(place_id: str) -> str:
    return f"/?place={quote(place_id, safe='')}"


def test_title_and_lists_of_layers(page: Page) -> None:
    page.open("/")
    assert page.one("#layers h1").text == "<img src=x onerror=alert(7)>{{7*7}}"
    assert page.driver.title == "<img src=x onerror=alert(7)>{{7*7}}"
    for button in page.all("#layers .disclose[aria-expanded=false]"):
        button.click()
    shown = {row.text for row in page.all("#layers .rows .name")}
    assert {place.name for place in PLACES} <= shown
    assert hostile.IMAGE in shown  # the flow


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.kind)
def test_panel_of_a_place(page: Page, place: hostile.Candidate) -> None:
    page.open(place_page(place.place_id))
    page.until(lambda: page.selected() == place.place_id)
    assert page.one("#detail h2").text == place.name
    for button in page.all("#detail button.about"):
        button.click()
    notes = page.js("return document.querySelector('#detail .notes').textContent")
    if place.kind == "corridor":
        assert hostile.CLOSING in notes
    if place.place_id == hostile.SITE:
        assert hostile.COUNTRY.name in notes
    if place.place_id == "geonames:2":
        assert "confirmed" in page.one(".chips").text
    head = page.one(".passages header")
    assert head.find_element("tag name", "h3").text == hostile.SCRIPT
    assert head.find_element("class name", "meta").text == " · ".join(
        (hostile.IMAGE, hostile.CLOSING, hostile.VECTOR)
    )
    assert [mark.text for mark in page.all(".passage mark")] == [place.name]
    assert hostile.VECTOR in page.one(".passage blockquote").text
    assert page.one("#status").get_attribute("textContent").startswith(place.name)  # type: ignore[union-attr]


def drawn(page: Page) -> set[str]:
    """All that is written on the map."""
    script = """
      const {labels, pills} = MapApp.controller.scene.ensureLayout().placed;
      const inPills = pills.flatMap(p => [p.place, ...p.parts.map(x => x.text)]);
      return [...labels.flatMap(l => l.lines), ...inPills];
    """
    return set(page.js(script))


def test_labels_and_pills_of_the_map(page: Page) -> None:
    page.open("/")
    seen = drawn(page)
    for place in PLACES:
        page.open(place_page(place.place_id))
        page.until(lambda place=place: page.selected() == place.place_id)  # type: ignore[misc]
        page.js("MapApp.controller.map.setZoom(7, {animate: false})")
        seen |= drawn(page)
    corridor, country, *cities, landform, region = (place.name for place in PLACES[:6])
    assert {corridor, country.upper(), *cities, landform, region.upper()} <= seen
    assert {f"somewhere in {country}", hostile.IMAGE} <= seen  # the pill and its head noun
    assert {f"J {hostile.IMAGE}", f"K {hostile.LITERAL}"} <= seen  # the corridor's stops


@pytest.mark.parametrize("place", [PLACES[2], PLACES[7]], ids=["city", "pill"])
def test_tooltip(page: Page, place: hostile.Candidate) -> None:
    page.open(place_page(place.place_id))
    page.until(lambda: page.selected() == place.place_id)
    spot = """
      const id = arguments[0], {scene} = MapApp.controller;
      const {placed, points} = scene.ensureLayout();
      const pill = placed.pills.find(p => p.group.sites.some(s => s.id === id));
      const point = points.find(p => p.feature.id === id);
      const [x, y] = pill ? [pill.box[0] + 40, pill.box[1] + 8] : [point.x, point.y];
      return [x - scene.view.rect[0], y - scene.view.rect[1]];
    """
    x, y = page.js(spot, place.place_id)
    for dx in (30, 0):
        move = {"type": "mouseMoved", "x": x + dx, "y": y}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", move)
    tooltip = page.one(".mapapp-tooltip")
    page.until(lambda: place.name in tooltip.text)
    if place.place_id == hostile.SITE:
        assert f"Somewhere in {hostile.COUNTRY.name}" in tooltip.text


def test_reader_from_server_and_script(page: Page, served: Live) -> None:
    page.open(f"/documents/{served.document}")
    for _ in range(2):
        assert page.one(".reader-text").text.split() == hostile.TEXT.split()
        assert page.one(".reader .doc-title").text == hostile.SCRIPT
        meta = page.one(".reader .meta").text
        assert all(part in meta for part in (hostile.IMAGE, hostile.CLOSING, hostile.VECTOR))
        titles = [m.get_attribute("title") for m in page.all(".reader-text mark")]
        assert [f"{place.name} · Things happen here" for place in PLACES] == titles
        nothing_ran(page)
        page.open("/documents/")
        page.one(f".document-list a[href$='{served.document}']").click()
        page.one(".reader")
    assert page.all(".reader .original[href]") == []
    page.one(f".reader mark[data-place='{hostile.CORRIDOR.place_id}']").click()
    page.until(lambda: page.selected() == hostile.CORRIDOR.place_id)
    page.until(lambda: page.one(".strip rect"))


def test_list_of_documents(page: Page) -> None:
    page.open("/documents/")
    assert page.one(".document-list .doc-title").text == hostile.SCRIPT
    assert hostile.IMAGE in page.one(".document-list .meta").text


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.kind)
def test_search_finds_it_as_text(page: Page, place: hostile.Candidate) -> None:
    page.open("/")
    page.one("#search").send_keys(place.name)
    page.until(lambda: place.name in page.one("#results").text)
    assert hostile.SCRIPT in page.one("#results").text  # the document's name


def test_search_that_finds_nothing_repeats_the_question(page: Page) -> None:
    page.open("/?q=" + quote("<img src=x onerror=alert(8)> ${zzz}"))
    page.until(lambda: "<img src=x onerror=alert(8)> ${zzz}" in page.one("#results").text)


def test_dates(page: Page) -> None:
    page.open("/?dated=text")
    page.until(lambda: page.one("#time h2").text == "26 Jul 2022")
    titles = page.js("return [...document.querySelectorAll('#time title')].map(t => t.textContent)")
    assert titles == ["26 Jul 2022: 1"]


def test_phone(page: Page) -> None:
    page.open(place_page(hostile.SITE), width=390, height=844)
    assert page.one("#detail h2").text == PLACES[7].name
    assert page.js("return document.documentElement.scrollWidth") == 390


def test_embed(page: Page) -> None:
    page.open("/embed")
    assert page.one(".legend summary").text == "<img src=x onerror=alert(7)>{{7*7}}"
    assert PLACES[2].name in drawn(page)


def test_an_address_cannot_inject(page: Page) -> None:
    page.open("/?place=" + quote("<img src=x onerror=alert(9)>"))
    assert "<img src=x" in page.one("#detail [role=alert]").text
    # The browser notes that the place was not found.
    assert all("404" in line for line in page.console())


@pytest.mark.parametrize("path", ["/documents/{}", "/api/places/{}/passages", "/{}"])
def test_error_pages(page: Page, path: str) -> None:
    page.driver.get(page.root + path.format(quote("<img src=x onerror=alert(10)>{{7*7}}", safe="")))
    shown = page.js("return document.body.innerText")
    if not path.startswith("/{"):
        assert "<img src=x onerror=alert(10)>{{7*7}}" in shown
    assert all("404" in line or "favicon" in line for line in page.console())
