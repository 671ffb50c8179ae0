"""The table: all features as rows, the way in for who does not see the map."""

from __future__ import annotations

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page
from tests.sample import ATTACKS, FACTORY

TEHRAN = "geonames:112931"
ROWS = "#table tbody tr[data-place]"


def press(page: Page, *keys: str) -> None:
    ActionChains(page.driver).send_keys(*keys).perform()


def names(page: Page) -> list[str]:
    """The first cells, from top to bottom."""
    return [str(cell.text) for cell in page.all(f"{ROWS} th")]


def open_table(page: Page, query: str = "") -> None:
    page.open(f"/?table=yes{query}")
    page.one(ROWS)


def test_lists_every_feature_with_its_counts(page: Page) -> None:
    open_table(page)
    assert len(names(page)) == 9
    assert names(page)[0] == "Tehran"
    assert page.one("#table .shown").text == "1–9 of 9"
    row = page.one(f"{ROWS}[data-place='{FACTORY}']")
    cells = [cell.text for cell in row.find_elements("css selector", "th, td")]
    assert cells[:7] == ["Drone factory", "Sites", "2", "2", "country", "", "90%"]
    assert ATTACKS[1] in names(page)
    heads = page.all("#table thead th[scope=col]")
    assert [h.get_attribute("aria-sort") for h in heads][:3] == ["none", "none", "descending"]


def test_sorts_by_any_column_and_back(page: Page) -> None:
    open_table(page)
    by_name = page.one("#table [data-column=name]")
    by_name.click()
    page.until(lambda: names(page) == sorted(names(page), key=str.casefold))
    assert page.one("#table th[aria-sort=ascending]").text.startswith("Name")
    by_name.click()
    page.until(lambda: names(page)[0] == "Tehran")
    page.one("#table [data-column=last]").click()
    last = "[...document.querySelectorAll('#table tbody tr')].map(r => r.lastChild.textContent)"
    assert page.js(f"return {last}")[-1] == ""  # what has no date stands last


def test_filters_by_words_and_follows_the_filters_of_the_map(page: Page) -> None:
    open_table(page)
    page.one(".find-row").send_keys("cit mosc")
    page.until(lambda: names(page) == ["Moscow"])
    page.one(".find-row").send_keys("xyz")
    page.until(lambda: "No place with these words." in page.one("#table tbody").text)
    open_table(page, "&layers=cities&reading=literal")
    page.until(lambda: sorted(names(page)) == ["Ashgabat", "Tehran"])
    assert page.one(f"{ROWS}[data-place='{TEHRAN}'] td.number").text == "2"


def test_only_what_is_in_the_map_s_view(page: Page) -> None:
    open_table(page, "&at=38.9,71,6")
    page.one(".in-view").click()
    page.until(lambda: sorted(names(page)) == ["Drone factory", "Tajikistan"])


def test_by_keyboard_from_the_button_to_the_passages(page: Page) -> None:
    page.open("/")
    page.js("document.querySelector('#button-table').focus()")
    press(page, Keys.ENTER)
    page.one(ROWS)
    page.until(lambda: page.js("return document.activeElement.id") == "table-title")
    press(page, Keys.TAB, "teh")
    page.until(lambda: names(page) == ["Tehran"])
    press(page, *[Keys.TAB] * 15)
    link = page.driver.switch_to.active_element
    while link.text != "Tehran":
        press(page, Keys.SHIFT + Keys.TAB)
        link = page.driver.switch_to.active_element
    press(page, Keys.ENTER)
    page.one(".passage")
    assert page.selected() == TEHRAN
    assert page.one(f"{ROWS}[aria-current=true]").get_attribute("data-place") == TEHRAN
    page.one("#table .close-table").click()
    page.until(lambda: page.one("#button-table").get_attribute("aria-pressed") == "false")
    assert page.driver.switch_to.active_element.get_attribute("id") == "button-table"


def test_a_row_under_the_pointer_shows_on_the_map(page: Page) -> None:
    open_table(page)
    ActionChains(page.driver).move_to_element(page.one(f"{ROWS}[data-place='{TEHRAN}']")).perform()
    page.until(lambda: page.js("return MapApp.controller.scene.hovered?.id") == TEHRAN)
