"""Passages and articles: what is said of each mention, and the way to the original page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from geodata.atlas import Atlas
from mapapp import create_app
from tests.browser.conftest import Page, running
from tests.sample import FACTORY, SUMMIT, SUMMIT_MENTIONS, SmallWorld, parsed
from tests.unit.documents.test_language import FOREIGN

TEHRAN = "geonames:112931"
MOSCOW = "geonames:524901"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of an atlas whose one document in English has a page of its own, and its id."""
    path: Path = tmp_path_factory.mktemp("printed") / "atlas.gpkg"
    with Atlas.create(path) as atlas:
        atlas.add(parsed(SUMMIT, "summit.txt", SUMMIT_MENTIONS, url="https://news.example/a"))
        atlas.add(parsed(FOREIGN["fr"], "french.txt", ()))
        atlas.refresh(SmallWorld())
        info = next(info for info in atlas.documents() if info.name == "summit.txt")
    with running(create_app(atlas=path, host="127.0.0.1")) as address:
        yield address, info.id


def fragment(page: Page, printed: tuple[str, str], start: int) -> str:
    """The text directive of the link to the original page, at a mention."""
    page.root, document = printed
    page.open(f"/documents/{document}#m{start}")
    page.one(".reader mark.current")
    url = str(page.one(".reader .original").get_attribute("href"))
    assert url.startswith("https://news.example/a#:~:text=")
    return url.partition(":~:text=")[2]


def test_a_unique_quote_needs_no_words_around_it(page: Page, printed: tuple[str, str]) -> None:
    found = fragment(page, printed, SUMMIT.index("North-South"))
    assert found == "North%2DSouth%20Corridor"
    page.requests()  # the server of this module is not the session's


def test_a_repeated_quote_comes_with_the_words_around_it(
    page: Page, printed: tuple[str, str]
) -> None:
    found = fragment(page, printed, SUMMIT.index("Tehran will build"))
    prefix, quote, suffix = found.split(",")
    assert (unquote(prefix), quote, unquote(suffix)) == ("and-", "Tehran", "-will")
    text = " ".join(SUMMIT.split())
    assert text.count("and Tehran will") == 1
    page.requests()


def test_a_text_that_is_not_in_english_is_said_so(page: Page, printed: tuple[str, str]) -> None:
    page.root, document = printed
    page.open("/documents/")
    shown = "return document.querySelector('.reader .foreign')?.checkVisibility() ?? null"
    for foreign in (False, True):
        page.until(lambda: len(page.all("#detail li a[href*='/documents/']")) == 2)
        links = page.all("#detail li a[href*='/documents/']")
        wanted = (a for a in links if (document in str(a.get_attribute("href"))) is not foreign)
        page.js("arguments[0].click()", next(wanted))
        page.until(lambda foreign=foreign: page.js(shown) is foreign)  # type: ignore[misc]
        page.driver.back()
    page.requests()


def test_facts_of_a_passage(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/?place={FACTORY}")
    facts = page.one(f".passage[data-document='{ids['summit']}'] .meta").text
    assert facts == "Things happen here · somewhere in the country · 90% certain"


def test_from_place_to_place_of_a_layer(page: Page) -> None:
    page.open(f"/?place={TEHRAN}")
    seen = []
    for _ in range(2):
        before = page.selected()
        page.one(".walk .forward:enabled").click()
        page.until(lambda before=before: page.selected() != before and page.all(".passage"))  # type: ignore[misc]
        seen.append(page.one("#detail h2").text)
    assert sorted(seen) == ["Ashgabat", "Moscow"]
    assert page.all(".walk .forward:disabled")
    assert page.all(".walk .back:enabled")


def test_the_small_map_of_an_article(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}")
    assert page.one(".minimap p").text == "7 places in this article"
    colours = """
      const c = document.querySelector('.minimap canvas'), x = c.getContext('2d');
      return new Set(new Uint32Array(x.getImageData(0, 0, c.width, c.height).data.buffer)).size
    """
    page.until(lambda: page.js(colours) > 20)


def test_hovering_goes_both_ways(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}")
    mark = page.one(f".reader mark[data-place='{MOSCOW}']")
    page.js("arguments[0].dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))", mark)
    page.until(lambda: page.js("return MapApp.controller.scene.hovered?.id") == MOSCOW)
    told = (
        "document.dispatchEvent(new CustomEvent('mapapp:hover', {detail: {placeId: arguments[0]}}))"
    )
    page.js(told, TEHRAN)
    hovered = page.all(".reader mark.hovered")
    assert {mark.text for mark in hovered} == {"Tehran"}


def test_search_shows_its_answers_on_the_map(page: Page) -> None:
    page.open("/")
    page.one("#search").send_keys("teh")
    page.one("#results [role=option]")
    marked = "return [...MapApp.controller.scene.marked].map(f => f.id)"
    page.until(lambda: page.js(marked) == [TEHRAN])
    assert page.js("return MapApp.controller.scene.hovered?.id") == TEHRAN
    page.js("document.querySelector('#search').blur()")
    page.one("#search").send_keys("\ue00c")  # Escape
    page.until(lambda: page.js(marked) == [])


def test_a_gone_server_says_so_and_is_asked_again(page: Page) -> None:
    page.open("/")
    page.until(lambda: page.one("#time h2").text != "Dates")
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    page.one("[data-layer=cities] .disclose").click()
    page.one(f".rows a[data-place='{TEHRAN}']").click()
    assert "The server did not answer" in page.one("#detail [role=alert]").text
    online = offline | {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", online)
    page.one("#detail .hint button").click()
    page.one(".passage")
    assert all("ERR_INTERNET_DISCONNECTED" in line for line in page.console())
