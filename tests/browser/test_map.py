"""What the map's scripts make of places: labels that keep apart, ways around the world."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Page
from tests.sample import FACTORY, INSTC

BOXES = """
  const {scene} = MapApp.controller, {labels, pills} = scene.ensureLayout().placed;
  const [x0, y0] = scene.view.rect;
  const shift = ([a, b, c, d]) => [a - x0, b - y0, c - x0, d - y0];
  return [...pills.map(p => [p.place, [shift(p.box)]]),
          ...labels.map(l => [l.lines.join(" "), (l.run ? l.boxes : [l.box]).map(shift)])];
"""
Box = list[float]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["/", f"/?place={INSTC}", f"/?place={FACTORY}"])
def test_labels_keep_clear_of_each_other_and_of_the_buttons(
    page: Page, path: str, width: int
) -> None:
    page.open(path, width=width, height=844)
    placed = page.js(BOXES)
    assert len(placed) > 5
    for i, (_, boxes) in enumerate(placed):
        for other, theirs in placed[i + 1 :]:
            assert not any(overlap(a, b) for a in boxes for b in theirs), other
    for button in page.all(".zoom" if width > 500 else ".phone-buttons"):
        r = button.rect
        frame = [r["x"], r["y"], r["x"] + r["width"], r["y"] + r["height"]]
        assert r["width"] > 30
        assert not any(overlap(box, frame) for _, boxes in placed for box in boxes)


# Two corridors that cross, and cities named often on and beside them.
CROWD = """
  const {scene} = MapApp.controller;
  const line = coordinates => ({type: "LineString", coordinates});
  const many = [...Array(24).keys()];
  const lon = many.map(i => 30 + 1.6 * i), lat = many.map(i => 34 + 0.9 * i + 2 * Math.sin(2 * i));
  scene.addFeatures("cities", {columns: {place_id: many.map(i => `test:${i}`),
    name: many.map(i => `Novo Selo ${i}`), mentions: 6, literal: 6, associative: 0, lon, lat}});
  scene.addFeatures("corridors", {columns: {place_id: ["test:a", "test:b"],
    name: ["Eastern way", "Western way"], mentions: 3, literal: 3, associative: 0,
    modes: ["rail", "road"]},
    shapes: [line([[30, 34], [45, 44], [67, 54]]), line([[30, 56], [45, 46], [68, 36]])]});
  scene.refresh();
  MapApp.controller.setView({lat: 45, lon: 48, zoom: arguments[0]});
"""

CROSSED = """
  const layout = MapApp.controller.scene.ensureLayout(), found = [];
  const hits = (box, line) => {
    for (let i = 2; i < line.length; i += 2) for (let t = 0; t <= 1; t += 0.02) {
      const x = line[i - 2] + t * (line[i] - line[i - 2]);
      const y = line[i - 1] + t * (line[i + 1] - line[i - 1]);
      if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
    }
    return false;
  };
  for (const label of layout.placed.labels.filter(l => l.feature?.layer === "corridors"))
    for (const {feature, legs} of layout.corridors.filter(c => c.feature !== label.feature))
      for (const leg of legs) for (const box of label.boxes ?? [label.box])
        if (hits(box, leg.line)) found.push([label.lines[0], feature.props.name]);
  return found;
"""


@pytest.mark.parametrize(("width", "zoom"), [(1440, 4), (1440, 5), (1024, 4.5)])
def test_what_is_named_often_has_its_name_and_no_line_s_name_crosses_another_line(
    page: Page, width: int, zoom: float
) -> None:
    page.open("/", width=width, height=800)
    page.js(CROWD, zoom)
    unnamed = page.js("""
      const {scene} = MapApp.controller, {points, placed} = scene.ensureLayout();
      const [x0, y0, x1, y1] = scene.view.hole, named = new Set(placed.labels.map(l => l.feature));
      return points.filter(p => p.kind === "city" && p.feature.props.mentions >= 4
        && p.x > x0 + 90 && p.x < x1 - 90 && p.y > y0 + 30 && p.y < y1 - 30
        && !named.has(p.feature)).map(p => p.feature.props.name);
    """)
    assert unnamed == []
    names = page.js(
        "return MapApp.controller.scene.ensureLayout().placed.labels.map(l => l.lines[0])"
    )
    assert {"Eastern way", "Western way"} <= set(names)
    assert page.js(CROSSED) == []


def test_from_near_the_name_of_a_country_goes_before_a_region_s(page: Page) -> None:
    page.open("/")
    page.js("""
      const {scene} = MapApp.controller;
      scene.addFeatures("regions", {columns: {place_id: ["test:r"], name: ["Wide land"],
        mentions: [9], literal: [9], associative: [0], lon: [53.7], lat: [32.4]}});
      scene.refresh();
    """)
    names = """
      MapApp.controller.setView({lat: 32, lon: 53, zoom: arguments[0]});
      const {labels} = MapApp.controller.scene.ensureLayout().placed;
      return labels.map(l => l.lines[0]).filter(n => ["IRAN", "WIDE LAND"].includes(n));
    """
    assert page.js(names, 4) == ["WIDE LAND", "IRAN"]
    assert page.js(names, 5) == ["IRAN", "WIDE LAND"]


def test_a_corridor_over_the_antimeridian_is_one_line(page: Page) -> None:
    page.open("/")
    script = """
      const legs = {
        columns: {corridor: "c", branch: "", mode: "sea",
          from_name: ["Pevek", "180° meridian", "Bering Strait", "180° meridian"],
          to_name: ["180° meridian", "Bering Strait", "180° meridian", "Vladivostok"]},
        shapes: [[[170, 70], [180, 69]], [[-180, 69], [-169, 66]], [[-169, 66], [-180, 61]],
          [[180, 61], [132, 43]]].map(coordinates => ({type: "LineString", coordinates}))};
      const data = {columns: {place_id: ["c"], name: ["Route"]}, legs};
      const [route] = MapApp.features.readLayer("corridors", data);
      return [route.stretches.length, route.bounds, route.stops.map(s => s.name).sort()];
    """
    stretches, bounds, stops = page.js(script)
    assert stretches == 1
    assert bounds[0] == pytest.approx((132 + 180) / 360)
    assert bounds[2] == pytest.approx((191 + 180) / 360)
    assert stops == ["Pevek", "Vladivostok"]


@pytest.mark.parametrize(
    ("iso", "west", "east"), [("RU", 19, 191), ("IR", 44, 64), ("NZ", 166, 184)]
)
def test_a_country_is_fitted_the_short_way_around(
    page: Page, iso: str, west: float, east: float
) -> None:
    page.open("/")
    extent = f"return MapApp.controller.scene.basemap.countries.get('{iso}').area.extent"
    x0, _, x1, _ = page.js(extent)
    assert x0 * 360 - 180 == pytest.approx(west, abs=2.5)
    assert x1 * 360 - 180 == pytest.approx(east, abs=2.5)


# A long way and its eastern part, planned along it a third; a missing railway beside its road.
TRACK = """
  const {scene} = MapApp.controller;
  const line = coordinates => ({type: "LineString", coordinates});
  const [a, b, c] = [[40, 50], [50, 50], [60, 50]];
  scene.addFeatures("corridors", {
    columns: {place_id: ["test:way", "test:part", "test:plan"], mentions: 1, literal: 1,
      associative: 0, name: ["Long way", "Eastern part", "Plan"]},
    legs: {columns: {
        corridor: ["test:plan", "test:way", "test:way", "test:part", "test:way", "test:way"],
        branch: "", mode: ["rail", "rail", "rail", "rail", "road", "rail"],
        status: ["planned", "operating", "operating", "operating", "operating", "missing"],
        from_name: ["a", "a", "b", "b", "c", "c"], to_name: ["b", "b", "c", "c", "d", "d"]},
      shapes: [line([a, b]), line([a, b]), line([b, c]), line([b, c]),
        line([c, [70, 50]]), line([c, [70, 50]])]}});
  scene.refresh();
  MapApp.controller.setView({lat: 50, lon: 55, zoom: 5});
"""


def test_what_corridors_share_is_drawn_once_and_every_one_can_be_chosen(page: Page) -> None:
    page.open("/?layers=corridors")
    page.js(TRACK)
    drawn = """
      const {corridors} = MapApp.controller.scene.ensureLayout();
      return corridors.filter(({feature}) => feature.id.startsWith("test:"))
        .map(({feature, legs, free}) => [feature.id, legs.length, free.length]);
    """
    assert page.js(drawn) == [["test:way", 3, 3], ["test:part", 1, 0], ["test:plan", 1, 0]]
    chosen = """
      const {scene} = MapApp.controller, {scale} = scene.view, geo = MapApp.geometry;
      const hit = MapApp.hover.hit(scene, geo.projectX(54) * scale, geo.projectY(50) * scale);
      MapApp.controller.select(hit.id);
      return hit.id;
    """
    assert [page.js(chosen) for _ in range(3)] == ["test:part", "test:way", "test:part"]


def test_a_missing_link_stands_beside_what_bridges_it(page: Page) -> None:
    page.open("/?layers=corridors")
    page.js(TRACK)
    apart = """
      const {corridors} = MapApp.controller.scene.ensureLayout();
      const {legs} = corridors.find(({feature}) => feature.id === "test:way");
      const {line} = legs.find(({status}) => status === "missing");
      const road = legs.find(({mode}) => mode === "road").line;
      const middle = 2 * Math.floor(line.length / 4);
      return [0, middle].map(i => MapApp.geometry.distanceToLine(road, line[i], line[i + 1]));
    """
    assert page.js(apart) == pytest.approx([0, 9], abs=0.5)


def test_every_mark_that_is_drawn_stands_in_the_key(page: Page) -> None:
    page.open("/")
    page.js("""
      const {scene} = MapApp.controller;
      scene.addFeatures("waters", {columns: {place_id: ["test:strait"], name: ["Strait"],
        mentions: 1, literal: 1, associative: 0, lon: [56], lat: [27]}});
      scene.addFeatures("sites", {columns: {place_id: ["test:depot"], name: ["Depot"],
        mentions: 1, literal: 1, associative: 0, precision: ["city"], radius_km: [18],
        lon: [53], lat: [33]}});
      scene.given = null;
      scene.refresh();
      scene.ensureLayout();
    """)
    shown = "return [...document.querySelectorAll('[data-key=marks] li:not([hidden])')]"
    marks = page.js(f"{shown}.map(li => li.dataset.value)")
    assert {"stop", "radius", "water-point"} <= set(marks)
    assert page.js(f"{shown}.every(li => li.querySelector('svg') && li.textContent.trim())")
    page.js("MapApp.controller.only('cities')")
    page.until(lambda: page.js(f"{shown}.length") == 0)
