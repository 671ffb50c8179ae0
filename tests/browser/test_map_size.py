"""20,000 places on the map: the important first, the rest as the zoom allows, all within reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from mapapp import create_app
from tests.browser.conftest import Page, running
from tests.large import FAMOUS, build_large, city_id

COUNT = 20_000

DRAWN = """
  const {scene} = MapApp.controller, {points} = scene.ensureLayout();
  return points.filter(p => scene.inView(p, 0)).map(p => [p.x, p.y, p.r, p.feature.id]);
"""
IN_VIEW = """
  const {scene} = MapApp.controller, {scale} = scene.view;
  return scene.featuresOf("cities").filter(f => f.props.mentions > 1
    && scene.inView({x: f.anchor[0] * scale, y: f.anchor[1] * scale}, 0)).map(f => f.id);
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the large atlas."""
    path = build_large(tmp_path_factory.mktemp("large") / "large.gpkg", COUNT)
    with running(create_app(atlas=path, title="Large", host="127.0.0.1")) as root:
        yield root


@pytest.fixture
def page(driver: Chrome, large: str) -> Iterator[Page]:
    driver.get("about:blank")
    explorer = Page(driver, large)
    explorer.console()
    yield explorer
    assert explorer.console() == []


def wait_for_all(page: Page) -> None:
    page.until(lambda: page.js("return MapApp.controller.features().length") == COUNT)
    page.js("return MapApp.controller.scene.ensureLayout().shown")


def test_what_is_named_most_is_drawn_first_and_nothing_piles_up(page: Page) -> None:
    page.open("/")
    early = page.js("return MapApp.controller.scene.layers.get('cities').features.length")
    assert early >= FAMOUS
    wait_for_all(page)
    shown = page.js("return MapApp.controller.shown()")
    assert 200 < shown["shown"] < shown["total"] <= COUNT
    drawn = page.js(DRAWN)
    famous = set(page.js(IN_VIEW))
    assert len(famous & {i for *_, i in drawn}) > 0.8 * len(famous)
    spots = sorted(drawn)
    for i, (x, y, _, name) in enumerate(spots):
        for x2, y2, _, other in spots[i + 1 :]:
            if x2 - x > 8:
                break
            assert abs(y2 - y) > 4 or x2 - x > 4, f"{name} lies on {other}"


def test_a_closer_look_shows_the_rest(page: Page) -> None:
    page.open("/")
    wait_for_all(page)
    far = page.js("return MapApp.controller.shown()")
    page.js("MapApp.controller.setView({lat: 20, lon: 30, zoom: 8})")
    near = page.js("return MapApp.controller.shown()")
    assert far["shown"] < 0.5 * far["total"]
    assert near["shown"] == near["total"] > 5


def test_a_place_that_comes_late_is_selected_from_the_address(page: Page) -> None:
    last = city_id(COUNT - 1)
    page.open(f"/?place={last}")
    page.until(lambda: page.selected() == last)
    assert last in {i for *_, i in page.js(DRAWN)}


def test_a_click_selects_where_thousands_stand(page: Page) -> None:
    page.open("/")
    wait_for_all(page)
    found = page.js("""
      const {scene} = MapApp.controller, [x0, y0, x1, y1] = scene.view.hole;
      const inHole = p => p.x > x0 + 80 && p.x < x1 - 80 && p.y > y0 + 80 && p.y < y1 - 80;
      const p = scene.ensureLayout().points.find(inHole);
      return [p.feature.id, p.x - scene.view.rect[0], p.y - scene.view.rect[1]];
    """)
    page.js(
        """
        const [, x, y] = arguments[0], at = {clientX: x, clientY: y, bubbles: true, view: window};
        const target = document.elementFromPoint(x, y);
        for (const type of ["mousedown", "mouseup", "click"])
          target.dispatchEvent(new MouseEvent(type, at));
        """,
        found,
    )
    page.until(lambda: page.selected() == found[0])


def test_moving_the_map_a_little_draws_only_the_names_anew(page: Page) -> None:
    page.open("/")
    wait_for_all(page)
    page.js("""
      window.painted = {};
      for (const [name, pane] of Object.entries(MapApp.controller.scene.panes)) {
        const paint = pane._paint.bind(pane);
        pane._paint = () => { window.painted[name] = (window.painted[name] ?? 0) + 1; paint(); };
      }
      MapApp.controller.map.panBy([120, 60], {animate: false});
    """)
    assert set(page.js("return window.painted")) == {"labels"}
    page.js("MapApp.controller.map.panBy([900, 0], {animate: false})")
    assert set(page.js("return window.painted")) == {"labels", "ground", "marks"}


def test_filters_hide_without_asking_the_server(page: Page) -> None:
    page.open("/")
    wait_for_all(page)
    page.js(
        "MapApp.controller.setCounts({[arguments[0]]: {mentions: 2, literal: 2, associative: 0}})",
        city_id(7),
    )
    assert [i for *_, i in page.js(DRAWN)] in ([city_id(7)], [])
    assert page.js("return MapApp.controller.scene.featuresOf('cities').length") == 1
    page.js("MapApp.controller.setCounts(null)")
    assert page.js("return MapApp.controller.scene.featuresOf('cities').length") == COUNT
