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


def test_a_corridor_over_the_antimeridian_is_one_line(page: Page) -> None:
    page.open("/")
    script = """
      const leg = (seq, from_name, to_name, coordinates) => ({
        properties: {corridor: "c", branch: "", seq, mode: "sea", from_name, to_name},
        geometry: {type: "LineString", coordinates}});
      const legs = {features: [
        leg(1, "Pevek", "180° meridian", [[170, 70], [180, 69]]),
        leg(2, "180° meridian", "Bering Strait", [[-180, 69], [-169, 66]]),
        leg(3, "Bering Strait", "180° meridian", [[-169, 66], [-180, 61]]),
        leg(4, "180° meridian", "Vladivostok", [[180, 61], [132, 43]])]};
      const json = {features: [{id: "c", properties: {name: "Route"}, geometry: null}]};
      const [route] = MapApp.features.readLayer("corridors", json, legs);
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
