"""Documents, readings and dates as filters, counted as the atlas's own selection counts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from geodata.atlas import Atlas
from geodata.atlas.selection import select
from geodata.model import View
from mapapp.view_arguments import view_of
from tests.browser.conftest import Page
from tests.sample import FACTORY, INSTC

TEHRAN = "geonames:112931"
ASHGABAT = "geonames:162183"


def counts_on_the_map(page: Page) -> dict[str, int]:
    """Mentions by place, of what the map shows in any layer."""
    return dict(
        page.js("""
        const {scene} = MapApp.controller;
        return Object.fromEntries([...scene.layers.keys()].flatMap(name =>
          scene.featuresOf(name).map(f => [f.id, scene.counts(f).mentions])));
        """)
    )


def counts_of(atlas: Atlas, view: View) -> dict[str, int]:
    frames = select(atlas, view).layers.values()
    return {row.place_id: row.mentions for frame in frames for row in frame.itertuples()}


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"reading": "literal"},
        {"documents": "summit,seed"},
        {"since": "2023-01-01", "until": "2023-12-31"},
        {"since": "2024-01-01"},
        {"since": "2023-01-01", "undated": "no"},
        {"dated": "text", "since": "2023-03-12", "until": "2023-03-12", "undated": "no"},
        {"dated": "text", "until": "2022-12-31"},
        {"documents": "summit", "reading": "associative", "layers": "cities,sites"},
    ],
    ids=lambda arguments: "&".join(f"{k}={v}" for k, v in arguments.items()),
)
def test_the_browser_counts_as_the_selection_does(
    page: Page, ids: dict[str, str], atlas_path: Path, arguments: dict[str, str]
) -> None:
    given = dict(arguments)
    if "documents" in given:
        given["documents"] = ",".join(ids[name] for name in given["documents"].split(","))
    page.open("/?" + "&".join(f"{name}={value}" for name, value in given.items()))
    with Atlas.open(atlas_path) as atlas:
        expected = counts_of(atlas, view_of(given))
    page.until(lambda: page.one("#time h2").text != "Dates")  # the mentions are in
    page.until(lambda: counts_on_the_map(page) == expected)


def test_one_some_and_all_documents(page: Page, ids: dict[str, str]) -> None:
    page.open("/documents/")
    page.one(f".document-list input[value='{ids['summit']}']").click()
    page.until(lambda: "2 of 3 documents" in page.one(".filter-chips").text)
    assert page.one("[data-layer=waters] .layer-row .count").text == "0"
    assert page.one(".counts").text == "2 of 3 documents · 6 of 9 places · 10 of 21 mentions"
    row = page.one(f".document-list li:has([value='{ids['summit']}'])")
    ActionChains(page.driver).move_to_element(row).perform()
    row.find_element("css selector", ".only-document").click()
    page.until(lambda: "Only summit.txt" in page.one(".filter-chips").text)
    assert page.one("[data-layer=waters] .layer-row .count").text == "1"
    page.one(".choose .all").click()
    page.until(lambda: not page.all(".filter-chips button"))
    assert page.one(".counts").text == "3 documents · 9 places · 21 mentions"
    assert all(box.is_selected() for box in page.all(".document-list input"))


def test_only_the_article_that_is_read(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['seed']}")
    page.one(".only-article").click()
    page.until(lambda: page.one("[data-layer=cities] .layer-row .count").text == "1")
    assert set(counts_on_the_map(page)) == {
        TEHRAN,
        "geonames:130758",
        "geonames:1220409",
        INSTC,
        FACTORY,
    }
    page.one(".only-article").click()
    page.until(lambda: page.one("[data-layer=cities] .layer-row .count").text == "9")


def test_nothing_left_says_so_and_offers_the_way_back(page: Page) -> None:
    page.open("/?since=1990-01-01&until=1990-12-31&undated=no&reading=literal")
    assert "Nothing is left to show" in page.one(".filter-chips p").text
    page.one(".filter-chips .clear").click()
    page.until(lambda: not page.all(".filter-chips button"))
    assert page.one("[data-layer=cities] .layer-row .count").text == "9"
    page.until(lambda: page.path() in ("/", "/?"))


def test_layers_all_none_only_and_groups(page: Page) -> None:
    page.open("/")
    visible = "return MapApp.controller.layers().filter(l => l.visible && l.count).map(l => l.name)"
    page.one(".section-head .none").click()
    assert page.js(visible) == []
    page.one("[data-group=points] .group-row .switch").click()
    assert page.one(".counts").text.startswith("3 documents · 5 of 9 places · ")
    assert sorted(page.js(visible)) == ["cities", "sites"]
    page.one("[data-layer=sites] .layer-row .switch").click()
    group = page.one("[data-group=points] .group-row .switch")
    assert group.get_attribute("aria-checked") == "mixed"
    assert page.one("#open-documents").is_displayed()
    page.js("document.querySelector('[data-layer=corridors] .adjusts').click()")
    page.one("#adjust-corridors .only").click()
    assert page.js(visible) == ["corridors"]
    page.one(".section-head .all").click()
    assert len(page.js(visible)) == 5


def test_the_order_of_layers_by_button_and_by_dragging(page: Page) -> None:
    page.open("/")
    order = "return [...document.querySelectorAll('.layer')].map(l => l.dataset.layer)"
    on_the_map = "return MapApp.controller.scene.order.filter(n => ['sites', 'cities'].includes(n))"
    assert page.js(order) == ["corridors", "cities", "sites", "countries", "waters"]
    assert page.js(on_the_map) == ["sites", "cities"]
    page.js("document.querySelector('[data-layer=sites] .adjusts').click()")
    page.one("#adjust-sites .up").click()
    assert page.js(order) == ["corridors", "sites", "cities", "countries", "waters"]
    page.until(lambda: page.js(on_the_map) == ["cities", "sites"])
    assert page.driver.switch_to.active_element.get_attribute("class") == "up"
    handle = page.js("return document.querySelector('[data-layer=cities] .handle')")
    ActionChains(page.driver).drag_and_drop_by_offset(handle, 0, -90).perform()
    assert page.js(order) == ["corridors", "cities", "sites", "countries", "waters"]
    page.until(lambda: "order=" not in page.path())


def test_the_key_says_what_is_on_the_map(page: Page) -> None:
    page.open("/")
    key = "return [...document.querySelectorAll('.key li')].filter(i => i.checkVisibility())"
    words = key + ".map(i => i.textContent.trim())"
    page.until(lambda: len(page.js(words)) < 9)
    assert page.js(words)[:4] == ["Rail", "Sea", "Operating", "Missing link: nothing built"]
    page.one("[data-layer=corridors] .layer-row .switch").click()
    page.until(lambda: "Rail" not in page.js(words))
    assert "Somewhere in the hatched area" in page.js(words)


def test_the_time_slider_by_keyboard(page: Page) -> None:
    page.open("/?undated=no")
    page.until(lambda: page.one("#time h2").text == "13 Mar 2023")
    assert "1 document, by day" in page.one("#time .meta").text
    high = page.all(".range input")[1]
    page.js("arguments[0].focus()", high)
    press = ActionChains(page.driver)
    press.send_keys(Keys.HOME).perform()
    page.until(lambda: "until=2023-03-08" in page.path())
    assert "since" not in page.path()
    count = page.one("[data-layer=corridors] .layer-row .count")
    assert count.text == "0"
    press.reset_actions()
    press.send_keys(*[Keys.RIGHT] * 5).perform()
    page.until(lambda: "until=2023-03-13" in page.path())
    assert high.get_attribute("aria-valuetext") == "13 Mar 2023"
    assert page.one("#time h2").text == "13 Mar 2023"
    assert count.text == "1"
    assert page.one("#time .undated .meta").text == "2 undated, hidden"
    page.one("#time .undated .switch").click()
    page.until(lambda: count.text == "4")
    assert page.one("#time .undated .meta").text == "2 undated, still shown"
    assert "undated too" in page.one(".filter-chips").text
    page.one("#time .clear").click()
    page.until(lambda: "since" not in page.path())
    assert count.text == "4"


def test_an_end_that_nobody_moved_stays_open(page: Page) -> None:
    page.open("/")
    page.until(lambda: page.one("#time h2").text == "13 Mar 2023")
    page.js("arguments[0].focus()", page.all(".range input")[0])
    ActionChains(page.driver).send_keys(Keys.RIGHT).perform()
    page.until(lambda: page.path() == "/?since=2023-03-09")
    assert page.one("#time h2").text == "9 Mar 2023 – 13 Mar 2023"


def test_dates_of_the_selected_place_are_yellow(page: Page) -> None:
    page.open(f"/?dated=text&place={ASHGABAT}")
    page.until(lambda: page.all(".histogram .selected"))
    page.open(f"/?dated=text&place={INSTC}")
    page.until(lambda: page.all(".histogram .block"))
    assert page.all(".histogram .selected") == []


def test_play_walks_through_time_and_stops_at_the_end(page: Page) -> None:
    page.open("/")
    page.until(lambda: page.one("#time h2").text == "13 Mar 2023")
    play = page.one("#time .play")
    assert play.get_attribute("aria-label") == "Play"
    play.click()
    page.until(lambda: "since=2023-03-13&until=2023-03-13" in page.path())
    assert play.get_attribute("aria-label") == "Pause"
    page.until(lambda: play.get_attribute("aria-label") == "Play")


def test_who_wants_no_motion_steps(page: Page) -> None:
    page.open("/")
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [still]})
    page.until(lambda: page.one("#time h2").text == "13 Mar 2023")
    page.one("#time .play").click()
    page.until(lambda: "since=2023-03-13&until=2023-03-13" in page.path())
    assert page.one("#time .play").get_attribute("aria-label") == "Next step"
