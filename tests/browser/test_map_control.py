"""What the page asks of the map: positions, filters, order, found places, stills."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Page
from tests.sample import FACTORY, INSTC

MOSCOW, TEHRAN = "geonames:524901", "geonames:112931"


def view(page: Page) -> Any:
    return page.js("return MapApp.controller.view()")


def shown(page: Page) -> set[str]:
    found = page.js("""
      const {scene} = MapApp.controller;
      return MapApp.layerOrder.flatMap(name => scene.featuresOf(name).map(f => f.id));
    """)
    return set(found)


def test_a_view_comes_back_as_it_was_whatever_the_panels_cover(page: Page) -> None:
    page.open("/")
    before = view(page)
    page.js("MapApp.controller.setView({lat: 40, lon: 50, zoom: 6.5})")
    there = view(page)
    assert [there["lat"], there["lon"]] == pytest.approx([40, 50], abs=0.01)
    assert there["zoom"] == 6.5
    west, south, east, north = there["extent"]
    assert west < 50 < east
    assert south < 40 < north
    page.js("MapApp.controller.setView(arguments[0])", before)
    assert view(page)["extent"] == pytest.approx(before["extent"], abs=0.05)
    page.js("MapApp.controller.fit(arguments[0], {animate: false})", there["extent"])
    assert view(page)["extent"] == pytest.approx(there["extent"], abs=0.05)


def test_places_are_fitted_into_what_no_panel_covers(page: Page) -> None:
    page.open("/")
    page.js("MapApp.controller.fit([arguments[0], arguments[1]], {animate: false})", MOSCOW, TEHRAN)
    west, south, east, north = view(page)["extent"]
    for lon, lat in ((37.62, 55.75), (51.42, 35.69)):
        assert west < lon < east
        assert south < lat < north


def test_everything_is_in_sight_when_asked_for_and_the_world_is_there_once(page: Page) -> None:
    page.open("/")
    page.js("MapApp.controller.fitAll({animate: false})")
    west, south, east, north = view(page)["extent"]
    anchors = page.js("""
      const {scene} = MapApp.controller;
      return MapApp.layerOrder.flatMap(name => scene.featuresOf(name))
        .filter(f => f.layer !== "regions" && f.anchor)
        .map(f => MapApp.geometry.unproject(...f.anchor));
    """)
    assert anchors
    for lon, lat in anchors:
        assert west < lon < east
        assert south < lat < north
    page.js("MapApp.controller.setView({lat: 0, lon: 0, zoom: 0})")
    assert view(page)["zoom"] == 1.5


def test_the_first_view_is_of_what_the_filters_leave(page: Page) -> None:
    page.open("/")
    everything = view(page)["extent"]
    page.js(
        """
      MapApp.controller.setCounts({[arguments[0]]: {mentions: 1, literal: 1}});
      MapApp.controller.fit(null, {animate: false});
    """,
        TEHRAN,
    )
    west, south, east, north = view(page)["extent"]
    assert everything[2] - everything[0] > east - west
    assert west < 51.42 < east
    assert south < 35.69 < north


def test_a_site_somewhere_in_a_county_does_not_fill_its_country(page: Page) -> None:
    page.open("/")
    filled = page.js("""
      const {scene} = MapApp.controller;
      const place = (precision) => MapApp.features.basemapPlace(
        {layer: "sites", props: {precision, country: "US"}, shape: {lines: []}}, scene.basemap);
      return ["country", "region", "admin"].map((precision) => Boolean(place(precision)));
    """)
    assert filled == [True, False, False]


def test_counts_hide_what_they_do_not_name_but_not_the_selection(page: Page) -> None:
    page.open("/")
    everything = shown(page)
    page.js("MapApp.controller.setCounts({[arguments[0]]: {mentions: 1, literal: 1}})", TEHRAN)
    assert shown(page) == {TEHRAN}
    page.js("MapApp.controller.select(arguments[0])", MOSCOW)
    assert shown(page) == {TEHRAN, MOSCOW}
    page.js("MapApp.controller.select(null)")
    assert shown(page) == {TEHRAN}
    page.js("MapApp.controller.setCounts(null)")
    assert shown(page) == everything


def test_names_are_placed_anew_where_a_slide_ends(page: Page) -> None:
    page.open("/")
    page.js("MapApp.controller.setView({lat: 45, lon: 45, zoom: 4})")
    ends = page.driver.execute_async_script("""
      const done = arguments[0], {controller} = MapApp, {labels} = controller.scene.panes;
      const next = (go) => requestAnimationFrame(() => requestAnimationFrame(go));
      const settled = () => new Promise(next);
      settled().then(() => {
        const paint = labels._paint;
        let drawn = null;
        labels._paint = function () { paint.call(this); drawn = controller.scene.view.rect; };
        controller.map.once("moveend", () => settled().then(() => {
          delete labels._paint;
          done([drawn, controller.scene._readView().rect]);
        }));
        controller.setView({lat: 42, lon: 52, zoom: 4}, {animate: true, duration: 0.2});
      });
    """)
    assert ends[0] == ends[1]


COLOUR = """
  const {scene} = MapApp.controller, pane = scene.panes.marks;
  scene.ensureLayout();
  pane._paint();
  const city = scene.layout.points.find(p => p.feature.id === arguments[0] && p.kind === "city");
  const at = pane._bounds.min.add(MapApp.controller.map.getPixelOrigin());
  const pixel = [city.x - at.x + arguments[1], city.y - at.y + arguments[2]].map(Math.round);
  const one = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
  const context = one.getContext("2d", {willReadFrequently: true});
  context.drawImage(pane._container, ...pixel, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
"""


def test_the_order_of_layers_says_what_lies_on_top(page: Page) -> None:
    page.open("/")
    page.js("MapApp.controller.setView({lat: 53, lon: 39, zoom: 5})")
    ink = page.js(COLOUR, MOSCOW, 0, 1)
    page.js("MapApp.controller.setOrder(['cities', 'corridors'])")
    rail = page.js(COLOUR, MOSCOW, 0, 1)
    assert ink != rail
    page.js("MapApp.controller.setOrder(['corridors', 'cities'])")
    assert page.js(COLOUR, MOSCOW, 0, 1) == ink


def test_features_name_the_modes_and_statuses_of_their_legs(page: Page) -> None:
    page.open("/")
    features = {f["id"]: f for f in page.js("return MapApp.controller.features()")}
    assert features[INSTC]["modes"] == ["rail", "sea"]
    assert set(features[INSTC]["statuses"]) == {"operating", "missing"}
    assert features[TEHRAN]["props"]["name"] == "Tehran"


def test_found_places_are_ringed_without_being_selected(page: Page) -> None:
    page.open("/")
    page.js("MapApp.controller.setView({lat: 50, lon: 45, zoom: 4})")
    radius = page.js(
        "return MapApp.controller.scene.ensureLayout().spots"
        ".find(p => p.feature.id === arguments[0]).r",
        TEHRAN,
    )
    before = page.js(COLOUR, TEHRAN, -(radius + 4), 0)
    page.js("MapApp.controller.mark([arguments[0], 'geonames:none'])", TEHRAN)
    assert page.js(COLOUR, TEHRAN, -(radius + 4), 0) != before
    assert page.selected() is None
    page.js("MapApp.controller.mark(null)")
    assert page.js(COLOUR, TEHRAN, -(radius + 4), 0) == before


def test_a_miniature_shows_the_places_and_lights_the_selected_one(page: Page) -> None:
    page.open("/")
    script = """
      const canvas = document.createElement("canvas");
      canvas.style.cssText = "position: fixed; left: 0; top: 0; width: 376px; height: 150px";
      document.body.append(canvas);
      MapApp.controller.miniature(canvas, arguments[0]);
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      canvas.remove();
      let yellow = 0, ink = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (data[i] > 240 && data[i + 1] > 195 && data[i + 1] < 225 && data[i + 2] < 90) yellow++;
        if (data[i] < 50 && data[i + 1] < 55 && data[i + 2] < 60) ink++;
      }
      return [canvas.width, yellow, ink];
    """
    places = [MOSCOW, TEHRAN, FACTORY, INSTC]
    width, yellow, ink = page.js(script, {"places": places, "selected": FACTORY})
    assert width == 376
    assert yellow > 5
    assert ink > 5
    assert page.js(script, {"places": places, "selected": None})[1] == 0
    assert page.js(script, {"places": [], "selected": None})[1:] == [0, 0]


def test_everything_can_be_drawn_larger(page: Page) -> None:
    page.open("/")
    place = "return MapApp.controller.scene.ensureLayout().points.find(p => p.kind === 'city').r"
    before = page.js("const r = MapApp.controller.view(); return [r.lat, r.lon, r.zoom]")
    radius = page.js(place)
    page.js("MapApp.controller.setScale(1.45)")
    assert page.js(place) == radius
    assert page.js("return MapApp.controller.scene.view.zoom") == pytest.approx(
        before[2] - 0.536, abs=0.01
    )
    assert page.js("const r = MapApp.controller.view(); return [r.lat, r.lon, r.zoom]") == before
