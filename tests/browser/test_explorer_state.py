"""A link is a view: what is shown is in the address, and an address shows it again."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page
from tests.sample import INSTC, SUMMIT

TEHRAN = "geonames:112931"


def query(page: Page) -> dict[str, str]:
    """The arguments of the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.path()).query).items()}


def module(page: Page, call: str, *values: object) -> Any:
    """What a function of state.js answers."""
    return page.driver.execute_async_script(
        "const done = arguments[arguments.length - 1], values = [...arguments].slice(0, -1);"
        "const main = document.querySelector('script[type=module][src*=\"/js/main.js\"]').src;"
        "import(main.replace('main.js', 'state.js'))"
        f".then(m => done((m.{call})(...values) ?? null))",
        *values,
    )


def shown(page: Page) -> dict[str, Any]:
    """What a person sees of the state."""
    return dict(
        page.js("""
        const layers = MapApp.controller.layers();
        const on = (s) => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
        return {
          place: MapApp.controller.scene.selectedFeature?.id ?? null,
          layers: layers.filter(l => l.visible && l.count).map(l => l.name).sort(),
          faded: layers.filter(l => l.opacity < 1).map(l => l.name),
          order: on('.layer').map(l => l.dataset.layer),
          reading: document.querySelector('#reading input:checked').value,
          counts: on('.layer-row .count').map(c => c.textContent),
          chips: on('.filter-chips button').map(c => c.textContent),
          time: document.querySelector('#time h2').textContent,
          table: on('#table tbody tr').map(r => r.textContent.trim()),
          zoom: MapApp.controller.map.getZoom(),
        }
        """)
    )


def test_a_link_shows_the_same_again(page: Page) -> None:
    page.open(f"/?place={TEHRAN}")
    page.one("[data-layer=waters] .switch").click()
    page.one("#reading input[value=literal]").click()
    page.js("document.querySelector('[data-layer=countries] .adjusts').click()")
    page.js(
        "const r = document.querySelector('#adjust-countries input'); r.value = 40;"
        "r.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    page.one("#adjust-countries .down").click()
    page.one("#time .dated label:last-of-type").click()
    page.one("#zoom-in").click()
    page.one("#button-table").click()
    page.one("#table tbody tr[data-place]")
    page.until(lambda: query(page).get("table") == "yes" and "at" in query(page))
    before = shown(page)
    assert before["order"][-2:] == ["waters", "countries"]
    assert before["faded"] == ["countries"]
    page.open(module(page, "link").removeprefix(page.root))
    page.until(lambda: shown(page) == before)


def test_back_and_forward(page: Page) -> None:
    page.open("/")
    page.one(f".rows a[data-place='{INSTC}']").click()
    page.one(".passage").click()
    page.one(".reader mark.current")
    page.driver.back()
    page.one(".passage")
    assert page.selected() == INSTC
    page.driver.back()
    page.until(lambda: page.selected() is None)
    assert not [e for e in page.all("#detail") if e.is_displayed()]
    page.driver.forward()
    page.one(".passage")
    page.driver.forward()
    page.one(".reader mark.current")


def test_filters_and_moves_make_no_steps_in_the_history(page: Page) -> None:
    page.open("/")
    page.one(f".rows a[data-place='{INSTC}']").click()
    page.one(".passage")
    steps = page.js("return history.length")
    page.one("#reading input[value=literal]").click()
    page.one("#zoom-out").click()
    page.until(lambda: query(page).get("reading") == "literal" and "at" in query(page))
    assert page.js("return history.length") == steps
    page.driver.back()
    page.until(lambda: page.selected() is None)
    assert "reading" not in query(page)
    assert page.one("#reading input[value=both]").is_selected()


def test_a_step_back_brings_the_position_back(page: Page) -> None:
    page.open("/?at=10,20,3")
    position = "const v = MapApp.controller.view(); return [v.lat, v.lon, v.zoom].map(Math.round)"
    assert page.js(position) == [10, 20, 3]
    page.one(f".rows a[data-place='{INSTC}']").click()
    page.one(".passage")
    page.until(lambda: page.js(position) != [10, 20, 3])
    page.driver.back()
    page.until(lambda: page.js(position) == [10, 20, 3])


def test_an_article_brings_its_places_into_sight(page: Page, ids: dict[str, str]) -> None:
    sees = """
      const [west, south, east, north] = MapApp.controller.view().extent;
      return west < 51 && east > 58.4 && south < 35.6 && north > 41.5;
    """
    page.open("/documents/?at=-30,-60,5")
    assert not page.js(sees)
    page.one(f".document-list a[href*='{ids['summit']}']").click()
    page.until(lambda: page.js(sees))
    assert page.path() == f"/documents/{ids['summit']}"
    page.driver.back()
    page.until(lambda: not page.js(sees))
    page.open(f"/documents/{ids['summit']}?at=-30,-60,5")
    assert not page.js(sees)


def test_an_address_with_nonsense_shows_what_it_can(page: Page) -> None:
    page.open("/?at=north&layers=cities,unknown&reading=loud&since=yesterday&opacity=cities:900")
    assert shown(page)["layers"] == ["cities"]
    assert shown(page)["reading"] == "both"


def test_the_view_that_other_tools_take(page: Page, ids: dict[str, str]) -> None:
    page.open(f"/documents/{ids['summit']}?reading=associative#m{SUMMIT.index('Tehran')}")
    page.until(lambda: page.selected() == TEHRAN)
    view = module(page, "currentView")
    west, south, east, north = map(float, view.pop("extent").split(","))
    assert west < 51.42 < east
    assert south < 35.69 < north
    assert view == {"reading": "associative", "place": TEHRAN}
    given = {"layers": "cities", "extent": "40,30,60,50", "documents": ids["summit"]}
    module(page, "applyView", given)
    page.until(lambda: shown(page)["layers"] == ["cities"])
    assert "Only summit.txt" in page.one(".filter-chips").text
    extent = "const [w, s, e, n] = MapApp.controller.view().extent;"
    page.until(
        lambda: page.js(extent + "return w <= 40 && s <= 30 && e >= 60 && n >= 50 && n < 70")
    )
    assert page.one("#reading input[value=both]").is_selected()


def test_copy_link(page: Page) -> None:
    page.open("/?layers=cities")
    origin = {"origin": page.root, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.driver.execute_cdp_cmd("Browser.grantPermissions", origin)
    page.one("#button-share").click()
    assert page.driver.switch_to.active_element.get_attribute("id") == "copy-link"
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    page.until(lambda: page.one("#copy-link").text == "Link copied")
    copied = page.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[arguments.length - 1])"
    )
    assert copied.startswith(f"{page.root}/?layers=cities&at=")
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert page.all("#share-menu:not([hidden])") == []
    assert page.driver.switch_to.active_element.get_attribute("id") == "button-share"
