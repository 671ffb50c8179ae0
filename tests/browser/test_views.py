"""Saving, ordering, renaming, deleting and presenting views, as a person does it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.remote.webelement import WebElement

from mapapp import create_app
from tests.browser.conftest import Page, running
from tests.sample import ATTACKS, INSTC, VIEWS


@pytest.fixture
def own(atlas_path: Path, tmp_path: Path) -> Path:
    """A copy of the sample that can be written to."""
    return Path(shutil.copy(atlas_path, tmp_path / "own.gpkg"))


@pytest.fixture
def page(driver: Chrome, own: Path) -> Iterator[Page]:
    """The explorer over it."""
    with running(create_app(atlas=own, title="Sample", host="127.0.0.1")) as address:
        driver.get("about:blank")
        explorer = Page(driver, address)
        explorer.console()
        yield explorer
        assert explorer.console() == []
        driver.get("about:blank")


def dialog(page: Page) -> None:
    page.one("#button-share").click()
    page.one("#open-views").click()
    page.until(lambda: len(rows(page)) >= len(VIEWS))
    at_rest(page)


def at_rest(page: Page) -> None:
    """The list is as the server has it."""
    page.until(lambda: page.all(".view-list[aria-busy=false]"))


def rows(page: Page) -> list[WebElement]:
    return page.all(".view-list li")


def order(page: Page) -> list[str]:
    found: list[str] = page.js(
        "return [...document.querySelectorAll('.view-list li')].map(li => li.dataset.id)"
    )
    return found


def test_what_is_shown_is_saved_and_opened_again(page: Page) -> None:
    page.open(f"/?place={INSTC}&layers=corridors,cities")
    page.js("MapApp.controller.setView({lat: 40, lon: 50, zoom: 5})")
    extent = page.js("return MapApp.controller.view().extent")
    dialog(page)
    title = page.one(".save-view [name=title]")
    assert title.get_attribute("value") == "North-South Corridor"
    page.one(".save-view [name=caption]").send_keys(ATTACKS[1])
    page.one(".save-view .primary").click()
    page.until(lambda: len(rows(page)) == len(VIEWS) + 1)
    assert ATTACKS[1] in rows(page)[-1].text
    assert page.one(".dialog-said").text == "Saved: North-South Corridor"
    key = order(page)[-1]
    page.open(f"/v/{key}")
    assert page.selected() == INSTC
    visible = "return MapApp.controller.layers().filter(l => l.visible && l.count).map(l => l.name)"
    assert set(page.js(visible)) == {"corridors", "cities"}
    page.until(lambda: inside(extent, page.js("return MapApp.controller.view().extent")))
    dialog(page)
    page.one(f'.view-list li[data-id="{key}"] .name')
    page.one(".view-list li[data-id=factory] .name").click()
    page.until(lambda: page.selected() == VIEWS["factory"].place)


def inside(small: list[float], large: list[float]) -> bool:
    (w, s, e, n), (west, south, east, north) = small, large
    part = (e - w) * 0.05
    return west - part <= w and south - part <= s and e <= east + part and n <= north + part


def test_order_by_keys_and_by_hand(page: Page) -> None:
    page.open("/")
    dialog(page)
    page.one(".view-list li .grab").send_keys(Keys.ARROW_DOWN)
    page.until(lambda: order(page) == ["factory", "corridor", "attack", "long"])
    at_rest(page)
    page.until(
        lambda: page.js("return document.activeElement.closest('li')?.dataset.id") == "corridor"
    )
    last, first = rows(page)[-1], rows(page)[0]
    handle = last.find_element("css selector", ".grab")
    ActionChains(page.driver).click_and_hold(handle).move_to_element(first).move_by_offset(
        0, -25
    ).release().perform()
    page.until(lambda: order(page) == ["long", "factory", "corridor", "attack"])
    at_rest(page)
    page.open("/")
    dialog(page)
    assert order(page) == ["long", "factory", "corridor", "attack"]


def test_a_view_is_replaced_with_what_is_shown_and_brought_back(page: Page) -> None:
    state = "return fetch('/api/views').then(r => r.json()).then(a => a.views[0].arguments)"
    page.open("/?layers=cities&reading=literal")
    before = page.js(state)
    dialog(page)
    rows(page)[0].find_element("css selector", ".tool").click()
    page.until(lambda: "Now as on the map: A corridor" in page.one(".dialog-said").text)
    after = page.js(state)
    assert (after["layers"], after["reading"]) == ("cities", "literal")
    assert "place" not in after
    assert [after[word] for word in ("title", "caption")] == [
        VIEWS["corridor"].title,
        before["caption"],
    ]
    page.one(".undo").click()
    page.until(lambda: page.js(state) == before)


def test_rename_delete_and_undo(page: Page) -> None:
    page.open("/")
    dialog(page)
    rows(page)[1].find_elements("css selector", ".tool")[1].click()
    field = page.one(".rename input")
    field.clear()
    field.send_keys("Seen by nobody")
    page.one(".rename .primary").click()
    page.until(lambda: "Seen by nobody" in rows(page)[1].text)
    rows(page)[1].find_elements("css selector", ".tool")[2].click()
    assert "Deleted: Seen by nobody" in page.one(".dialog-said").text
    assert order(page) == ["corridor", "attack", "long"]
    page.one(".undo").click()
    page.until(lambda: order(page) == list(VIEWS))


def test_a_briefing_of_chosen_views_is_made_and_presented(page: Page) -> None:
    page.open("/")
    dialog(page)
    for number in (0, 1):
        rows(page)[number].find_element("css selector", "[type=checkbox]").click()
    assert "2 chosen views" in page.one(".make-briefing .button").text
    page.one(".make-briefing input").send_keys("For Monday")
    page.one(".make-briefing .button").click()
    page.until(lambda: len(page.all(".briefing-list li")) == 2)
    made = page.all(".briefing-list li")[1]
    assert "For Monday" in made.text
    made.find_element("css selector", ".button").click()
    page.until(lambda: page.path().startswith("/present/"))
    assert page.until(lambda: page.one(".position").text) == "1 / 2"


def test_a_damaged_view_is_left_out_with_a_notice(page: Page, own: Path) -> None:
    with closing(sqlite3.connect(own)) as connection, connection:
        change = "UPDATE views SET state = '{', title = ? WHERE view_id = 'factory'"
        connection.execute(change, (ATTACKS[0],))
    page.open("/")
    page.one("#button-share").click()
    page.one("#open-views").click()
    assert f"left out: “{ATTACKS[0]}”" in page.one("#views-dialog .damaged").text
    page.until(lambda: order(page) == [view_id for view_id in VIEWS if view_id != "factory"])


def test_others_see_and_open_them_but_change_nothing(driver: Chrome, atlas_path: Path) -> None:
    with running(create_app(atlas=atlas_path, host="0.0.0.0")) as address:
        explorer = Page(driver, address)
        explorer.open("/")
        dialog(explorer)
        assert "can be changed only at the machine" in explorer.one(".read-only").text
        assert not [e for e in explorer.all(".may-write, .tool, .grab") if e.is_displayed()]
        driver.get("about:blank")
