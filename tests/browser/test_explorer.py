"""The explorer as a person uses it: from the map to the passage, into the article and back."""

from __future__ import annotations

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page
from tests.sample import FACTORY, INSTC, SUMMIT

ASHGABAT = "geonames:162183"
TEHRAN = "geonames:112931"


def click_map(page: Page, lon: float, lat: float) -> None:
    """A real click on the map at a position."""
    x, y = page.js(
        "const p = MapApp.controller.map.latLngToContainerPoint([...arguments]); return [p.x, p.y]",
        lat,
        lon,
    )
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def press(page: Page, key: str) -> None:
    ActionChains(page.driver).send_keys(key).perform()


def test_loads_with_its_layers_and_key(page: Page) -> None:
    page.open("/")
    layers = page.js("return MapApp.controller.layers().filter(l => l.count).map(l => l.name)")
    assert sorted(layers) == ["cities", "corridors", "countries", "sites", "waters"]
    swatches = page.all("#layers .swatch")
    assert len(swatches) > 20
    assert all(page.js("return arguments[0].querySelector('svg') !== null", s) for s in swatches)
    paints = page.js("return performance.getEntriesByType('paint').map(p => p.startTime)")
    assert max(paints) < 2000


def test_a_layer_is_switched_off_and_on(page: Page) -> None:
    page.open("/")
    shown = "return MapApp.controller.layers().find(l => l.name === 'cities').visible"
    switch = page.one("[data-layer=cities] [role=switch]")
    switch.click()
    assert switch.get_attribute("aria-checked") == "false"
    assert page.js(shown) is False
    switch.click()
    assert page.js(shown) is True


def test_reading_filters_map_and_counts(page: Page) -> None:
    page.open("/")
    page.one("#reading input[value=literal]").click()
    count = page.one("[data-layer=cities] .layer-row .count")
    page.until(lambda: count.text == "4")
    left = "return MapApp.controller.scene.counts(MapApp.controller.scene.find(arguments[0]))"
    assert page.js(left, "geonames:112931")["mentions"] == 2
    page.one("#reading input[value=both]").click()
    page.until(lambda: count.text == "9")


def test_a_click_on_the_map_lists_all_passages(page: Page) -> None:
    page.open("/")
    click_map(page, 58.38, 37.95)
    page.until(lambda: len(page.all(".passage")) == 2)
    assert page.one("#detail h2").text == "Ashgabat"
    assert page.path().startswith(f"/?place={ASHGABAT}")
    assert [mark.text for mark in page.all(".passage mark")] == ["Ashgabat", "Ashgabat"]
    assert page.selected() == ASHGABAT


def test_a_click_on_nothing_closes_the_panel(page: Page) -> None:
    page.open(f"/?place={ASHGABAT}")
    page.one(".passage")
    click_map(page, 60.0, 39.5)
    page.until(lambda: page.path().startswith("/?at="))
    assert page.selected() is None
    assert not [e for e in page.all("#detail") if e.is_displayed()]


def test_passage_opens_the_article_at_the_mention(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/?place={FACTORY}")
    page.until(lambda: len(page.all(".passage")) == 2)
    page.one(f".passage[data-document='{ids['summit']}']").click()
    current = page.one(".reader mark.current")
    start = SUMMIT.index("drone factory")
    assert current.get_attribute("id") == f"m{start}"
    assert current.text.split() == ["drone", "factory", "in", "neighboring", "Tajikistan"]
    assert page.path() == f"/documents/{ids['summit']}#m{start}"
    box, view = current.rect, page.one(".reader-scroll").rect
    assert view["y"] <= box["y"] <= view["y"] + view["height"]
    page.driver.back()
    page.until(lambda: len(page.all(".passage")) == 2)
    assert page.selected() == FACTORY


def test_a_shared_link_opens_at_its_mention(page: Page, ids: dict[str, str]) -> None:
    start = SUMMIT.index("North-South")
    page.open(f"/documents/{ids['summit']}#m{start}")
    assert page.one("mark.current").text == "North-South Corridor"
    page.until(lambda: page.selected() == INSTC)


def test_a_mention_selects_its_feature(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['seed']}")
    mark = page.one(f".reader mark[data-place='{INSTC}']")
    page.js("arguments[0].scrollIntoView({block: 'center'})", mark)
    mark.click()
    page.until(lambda: page.selected() == INSTC)
    assert "current" in (mark.get_attribute("class") or "")
    assert page.path().endswith("#" + str(mark.get_attribute("id")))
    page.until(lambda: not page.js("return MapApp.controller.map._animatingZoom ?? false"))
    bounds = "return MapApp.controller.map.getBounds().contains([45, 44])"
    page.until(lambda: page.js(bounds))


def test_next_and_previous_by_key(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}")
    page.one(".reader mark")
    press(page, "n")
    press(page, "n")
    assert page.one("mark.current").get_attribute("id") == f"m{SUMMIT.index('Ashgabat', 12)}"
    press(page, "p")
    assert page.one("mark.current").get_attribute("id") == f"m{SUMMIT.index('Ashgabat')}"


def test_next_and_previous_step_over_what_lies_within_a_mention(
    page: Page, ids: dict[str, str]
) -> None:
    factory, inner, atlantis = (
        f"m{SUMMIT.index(word)}" for word in ("drone factory", "Tajikistan", "Atlantis")
    )

    def current() -> str | None:
        return page.one("mark.current").get_attribute("id")

    page.open(f"/documents/{ids['summit']}#{factory}")
    page.until(lambda: current() == factory)
    press(page, "n")
    page.until(lambda: current() == atlantis)
    press(page, "p")
    page.until(lambda: current() == factory)
    page.one(f"#{inner}").click()
    page.until(lambda: current() == inner)
    press(page, "p")
    page.until(lambda: current() == factory)


def test_the_reader_from_the_server_equals_the_one_from_the_script(
    page: Page, ids: dict[str, str]
) -> None:
    page.open(f"/documents/{ids['summit']}")
    page.one(".strip rect")
    outline = """
      const walk = (n) => n.nodeType === 3 ? n.textContent.trim() && ["#", n.textContent] :
        [n.tagName, n.id, [...n.classList].filter(c => c !== "current").join(" "),
         n.dataset.place ?? "", ...[...n.childNodes].map(walk).filter(Boolean)];
      return JSON.stringify(walk(document.querySelector("#detail .reader-text")));
    """
    served = page.js(outline)
    page.open("/documents/")
    page.one(f".document-list a[href$='{ids['summit']}']").click()
    page.one(".reader mark")
    assert page.js(outline) == served


def test_search_by_keyboard(page: Page) -> None:
    page.open("/")
    press(page, "/")
    assert page.driver.switch_to.active_element.get_attribute("id") == "search"
    press(page, "caspian")
    page.one("#results [role=option]")
    press(page, Keys.ENTER)
    page.until(lambda: page.selected() == "ne:caspian-sea")
    page.one(".passage")
    press(page, Keys.ESCAPE)
    page.until(lambda: page.path().startswith("/?at="))


def test_search_finds_words_of_the_text(page: Page, ids: dict[str, str]) -> None:
    page.open("/")
    page.one("#search").send_keys("nobody had seen")
    assert page.one("#results .passage .meta").text == "No title in the file · summit.txt"
    page.one("#results .passage").click()
    page.one(".reader mark")
    assert page.path().startswith(f"/documents/{ids['summit']}")


def test_escape_goes_back_step_by_step(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}#m{SUMMIT.index('North-South')}")
    page.until(lambda: page.selected() == INSTC)
    press(page, Keys.ESCAPE)
    page.one(".passage")
    press(page, Keys.ESCAPE)
    page.until(lambda: page.path().startswith("/?at="))
    assert page.selected() is None


def test_everything_can_be_reached_by_tab_and_shows_its_focus(page: Page) -> None:
    page.open(f"/?place={INSTC}")
    page.one(".passage")
    seen = set()
    for _ in range(110):
        press(page, Keys.TAB)
        info = page.js(
            "const e = document.activeElement, s = getComputedStyle(e);"
            "return [e.id || e.className, e.getAttribute('role') || e.tagName,"
            " s.outlineStyle !== 'none' || s.boxShadow !== 'none' ||"
            " e.matches('#search, .range input, .dated input')]"
        )
        if info[1] != "BODY":
            assert info[2], info
        seen.add(info[0].split(" ")[0])
    assert {"search", "theme", "switch", "disclose", "zoom-in", "passage", "button"} <= seen


def test_theme_is_remembered(page: Page) -> None:
    page.open("/")
    light = page.js("return getComputedStyle(document.querySelector('#layers')).backgroundColor")
    page.one("#theme").click()
    dark = page.js("return getComputedStyle(document.querySelector('#layers')).backgroundColor")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(29, 35, 40)")
    assert page.js("return MapApp.controller.scene.themeName") == "dark"
    page.open("/")
    assert page.js("return MapApp.controller.scene.themeName") == "dark"
    page.js("localStorage.clear()")


def test_the_system_s_dark_theme_holds(page: Page) -> None:
    page.open("/", dark=True)
    assert page.js("return MapApp.controller.scene.themeName") == "dark"
    colour = page.js("return getComputedStyle(document.querySelector('#layers')).backgroundColor")
    assert colour == "rgb(29, 35, 40)"


def test_passages_follow_the_choice_of_readings(page: Page) -> None:
    page.open(f"/?place={TEHRAN}")
    page.until(lambda: len(page.all(".passage")) == 4)
    page.one("#reading input[value=literal]").click()
    shown = [p for p in page.all(".passage") if p.is_displayed()]
    assert [p.get_attribute("data-readings") for p in shown] == ["literal", "literal"]
    badges = [b.text for b in page.all(".passages .badge") if b.is_displayed()]
    assert badges == ["1", "1"]
    note = page.one(".hidden-passages")
    assert note.text.startswith("2 passages are hidden: the key shows only “Things happen here”.")
    note.find_element("tag name", "button").click()
    assert all(p.is_displayed() for p in page.all(".passage"))
    assert page.all(".hidden-passages") == []
    assert page.one("#reading input[value=both]").is_selected()


def test_a_choice_of_readings_holds_for_the_next_place(page: Page) -> None:
    page.open("/")
    page.one("#reading input[value=associative]").click()
    page.one("[data-layer=cities] .disclose").click()
    page.one(f".rows a[data-place='{TEHRAN}']").click()
    page.one(".hidden-passages")
    shown = [p for p in page.all(".passage") if p.is_displayed()]
    assert {p.get_attribute("data-readings") for p in shown} == {"associative"}
    page.one("#reading input[value=both]").click()


def test_a_document_s_name_opens_it_at_its_first_passage(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/?place={TEHRAN}")
    page.one(f".passages section[data-document='{ids['summit']}'] h3 a").click()
    assert page.one(".reader mark.current").get_attribute("id") == f"m{SUMMIT.index('Tehran')}"
    assert page.path() == f"/documents/{ids['summit']}#m{SUMMIT.index('Tehran')}"
    assert page.selected() == TEHRAN


def test_why_here_tells_candidates_and_reasons(page: Page) -> None:
    page.open(f"/?place={TEHRAN}")
    summary = page.one(".passages .why summary")
    page.js("arguments[0].focus()", summary)
    press(page, Keys.ENTER)
    chosen = page.one(".passages .why .chosen")
    assert "Tehran, Iran (city)" in chosen.text
    assert "%" in chosen.text
    titles = [title.text for title in page.all(".passages .why-title") if title.is_displayed()]
    assert titles[0] == "What it can mean"
    assert "A name of a place" in titles
    asked = [u for u in page.requests() if "/explanation" in u]
    assert len(asked) == 1


def test_why_here_follows_the_mention_that_is_read(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}#m{SUMMIT.index('Moscow')}")
    page.one(".reader-why summary").click()
    page.until(lambda: "Moscow, Russia" in page.one(".reader-why .chosen").text)
    press(page, "n")
    page.until(lambda: "Tehran, Iran" in page.one(".reader-why .chosen").text)
