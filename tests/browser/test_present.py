"""A briefing is shown slide by slide, by keys, by touch and by address, without the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Page
from tests.sample import ATTACKS, FACTORY, INSTC, VIEWS

TITLES = [view.title.strip() for view in VIEWS.values()]


@pytest.fixture
def talk(page: Page) -> Iterator[Page]:
    """The sample's briefing, at its first slide."""
    page.open("/present/talk", width=1600, height=900)
    yield page
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def press(page: Page, key: str, **more: object) -> None:
    script = "dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], ...arguments[1]}))"
    page.js(f"document.body.{script}", key, {"bubbles": True, **more})


def step(page: Page) -> str:
    return str(page.js("return location.hash"))


def test_slides_follow_the_keys_and_the_address_follows_them(talk: Page) -> None:
    assert talk.one("h1").text == TITLES[0]
    assert talk.selected() == INSTC
    seen = []
    for key in ("ArrowRight", " ", "ArrowLeft", "PageDown", "Home", "End", "ArrowRight", "ArrowUp"):
        press(talk, key)
        seen.append(step(talk))
    assert seen == ["#2", "#3", "#2", "#3", "#1", "#5", "#5", "#4"]
    press(talk, " ", shiftKey=True)
    assert step(talk) == "#3"
    talk.until(lambda: talk.one(".position").text == "3 / 4")
    talk.open("/present/talk#2", width=1600, height=900)
    assert talk.one("h1").text == TITLES[1]
    assert talk.selected() == FACTORY
    talk.js("location.hash = '#99'")
    assert "Sources" in talk.until(lambda: talk.one(".end h1").text)


def test_the_server_is_asked_for_nothing_once_it_is_open(talk: Page) -> None:
    talk.requests()
    for _ in range(4):
        press(talk, "ArrowRight")
    talk.until(lambda: talk.one(".end"))
    press(talk, "Home")
    talk.until(lambda: talk.one("h1").text == TITLES[0])
    asked = [u for u in talk.requests() if "/assets/" not in u]
    assert asked == []


def test_a_slide_shows_its_layers_quote_figure_and_key(talk: Page) -> None:
    shown = "return MapApp.controller.layers().filter(l => l.visible).map(l => l.name)"
    assert set(talk.js(shown)) == {"corridors", "cities", "countries", "waters"}
    assert talk.one(".figure b").text == "162 km"
    assert "Missing link: nothing built" in talk.one(".legend").text
    drawn = "return document.querySelectorAll('.legend .swatch').length"
    assert talk.js(drawn) == talk.js(drawn.replace(".swatch", ".swatch svg"))
    quote = talk.one(".quote blockquote")
    assert "IBM Plex Serif" in quote.value_of_css_property("font-family")
    link = talk.one(".quote a")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    press(talk, "ArrowRight")
    counts = "return [...MapApp.controller.scene.given.keys()]"
    assert "geonames:524901" not in talk.js(counts)  # only named as a government
    press(talk, "ArrowLeft")
    talk.until(lambda: talk.js("return MapApp.controller.scene.given") is None)


def test_the_map_flies_or_jumps_as_the_reader_wants(talk: Page) -> None:
    zoom = "return MapApp.controller.map.getZoom()"
    talk.js("location.hash = '#4'")
    talk.until(lambda: talk.js("return MapApp.controller.map._flyToFrame !== undefined"))
    reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    talk.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
    press(talk, "Home")
    at_once = talk.until(lambda: talk.js(zoom))
    talk.js("return new Promise(done => setTimeout(done, 300))")
    assert talk.js(zoom) == at_once


def test_a_finger_turns_the_pages(talk: Page) -> None:
    cdp = talk.driver.execute_cdp_cmd
    talk.open("/present/talk", width=390, height=844)
    cdp("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def swipe(x0: int, x1: int, y1: int = 600) -> None:
        touch = "Input.dispatchTouchEvent"
        cdp(touch, {"type": "touchStart", "touchPoints": [{"x": x0, "y": 600}]})
        cdp(
            touch, {"type": "touchMove", "touchPoints": [{"x": (x0 + x1) / 2, "y": (600 + y1) / 2}]}
        )
        cdp(touch, {"type": "touchMove", "touchPoints": [{"x": x1, "y": y1}]})
        cdp(touch, {"type": "touchEnd", "touchPoints": []})

    swipe(300, 100)
    talk.until(lambda: step(talk) == "#2")
    swipe(200, 180, 300)  # reading on
    talk.js("return new Promise(done => setTimeout(done, 500))")  # what was pushed rolls on
    assert step(talk) == "#2"
    swipe(100, 300)
    talk.until(lambda: step(talk) == "#1")
    assert talk.js("return document.documentElement.scrollWidth") == 390
    talk.until(lambda: talk.js("return document.body.matches('.resting')"))
    column, steps = talk.one(".column").rect, talk.one(".steps").rect
    assert column["y"] + column["height"] <= steps["y"] + 1
    assert talk.one(".next").is_displayed()
    assert talk.one(".leave").is_displayed()
    size = float(talk.one(".caption").value_of_css_property("font-size").removesuffix("px"))
    assert size >= 15


def test_buttons_and_the_way_out(talk: Page) -> None:
    assert not talk.one(".previous").is_enabled()
    talk.one(".next").click()
    assert step(talk) == "#2"
    press(talk, "Escape")
    talk.until(lambda: talk.path() == "/")


def test_the_end_lists_the_sources(talk: Page) -> None:
    press(talk, "End")
    assert [e.text for e in talk.all(".end li a")].count("No title in the file") == 2
    assert ATTACKS[0] in talk.one(".end ol").text
    assert talk.one(".position").text == "Sources"


def test_attacks_are_text_and_long_titles_stay_on_the_slide(talk: Page) -> None:
    press(talk, "End")
    press(talk, "ArrowLeft")
    press(talk, "ArrowLeft")
    assert talk.one("h1").text == TITLES[2]
    assert talk.one(".caption").text == VIEWS["attack"].caption
    assert not talk.all("main img, main svg[onload], main script[src=x]")
    press(talk, "ArrowRight")
    assert talk.one("h1").text == TITLES[3]
    column = talk.one(".column").rect
    assert column["width"] <= 520
    assert talk.js("return document.documentElement.scrollWidth") == 1600
    assert talk.one("h1").rect["height"] < 800
