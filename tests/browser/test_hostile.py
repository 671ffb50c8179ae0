"""Hostile text is shown as text in every place that shows text, and nothing of it runs."""

from __future__ import annotations

from urllib.parse import quote

from tests.browser.conftest import Page
from tests.sample import ATTACK, ATTACKS, HOSTILE

HOSTILE_SITE = f"site:{ATTACK}"


def nothing_ran(page: Page) -> None:
    """No dialog is open, no element came from a document."""
    page.js("window.alert = () => { window.ran = true; }")
    assert page.js("return window.ran") is None
    found = "return document.querySelectorAll('img, [onerror], [onload], a[href^=java]').length"
    assert page.js(found) == 0
    assert page.js("return [...document.scripts].every(s => s.nonce || s.type.endsWith('json'))")


def test_list_of_layers(page: Page) -> None:
    page.open("/")
    page.one("[data-layer=sites] .disclose").click()
    names = [row.text for row in page.all("#rows-sites .name")]
    assert ATTACKS[1] in names
    nothing_ran(page)


def test_feature_panel_and_map(page: Page) -> None:
    page.open(f"/?place={quote(HOSTILE_SITE, safe='')}")
    page.until(lambda: page.selected() == HOSTILE_SITE)
    assert page.one("#detail h2").text == ATTACKS[1]
    assert page.one(".passages h3").text == ATTACKS[0]
    assert ATTACKS[2] in page.one(".passages header .meta").text
    assert ATTACKS[5] in [mark.text for mark in page.all(".passage mark")]
    page.js("MapApp.controller.hover(arguments[0])", HOSTILE_SITE)
    nothing_ran(page)


def test_reader_from_server_and_script(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['hostile']}")
    for _ in range(2):
        text = page.one(".reader-text").text
        assert all(attack in text for attack in ATTACKS)
        assert text.split() == HOSTILE.split()
        assert page.one(".reader .doc-title").text == ATTACKS[0]
        nothing_ran(page)
        page.open("/documents/")
        page.one(f".document-list a[href$='{ids['hostile']}']").click()
    assert page.all(".reader .original[href]") == []


def test_list_of_documents(page: Page) -> None:
    page.open("/documents/")
    assert ATTACKS[0] in page.one(".document-list").text
    nothing_ran(page)


def test_search(page: Page) -> None:
    page.open("/")
    for query in ("report", "img src", ATTACKS[1], "{{7*7}}"):
        page.one("#search").clear()
        page.one("#search").send_keys(query)
        page.until(lambda: page.one("#results").text)
        nothing_ran(page)
    page.one("#search").clear()
    page.one("#search").send_keys("report")
    page.until(lambda: ATTACKS[0] in page.one("#results").text)


def test_embed(page: Page) -> None:
    page.open("/embed")
    nothing_ran(page)


def test_an_address_cannot_inject(page: Page) -> None:
    page.open("/?place=" + quote("<img src=x onerror=alert(1)>"))
    assert "<img src=x" in page.one("#detail [role=alert]").text
    nothing_ran(page)
    # The browser notes that the place was not found.
    assert all("404" in line for line in page.console())
