"""What stands on a page: names apart from each other, colours of the map, only what is shown."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.model import View
from mapapp.legend import figure, legend
from mapapp.pictures import build_scene, insets
from mapapp.pictures.basemap import basemap
from mapapp.pictures.column import sources_of, subject_of
from mapapp.pictures.look import DARK, LIGHT, Palette
from mapapp.pictures.projection import fit
from mapapp.pictures.scene import Box, Label, Scene
from tests.unit.pictures.conftest import ROOT, VIEWS, Scenes, Shown

PAGES = ("16:9", "4:3", "1:1", "a4-portrait", "a4-landscape", "800x450")
EXTENTS = {
    "middle east": (30.0, 15.0, 65.0, 45.0),
    "pacific": (140.0, -20.0, 260.0, 60.0),
    "world": (-180.0, -60.0, 180.0, 80.0),
    "arctic": (-180.0, 60.0, 180.0, 90.0),
    "tehran": (51.3, 35.6, 51.5, 35.8),
    "a point": (51.0, 35.0, 51.0, 35.0),
    "everything twice": (-540.0, -90.0, 540.0, 90.0),
}


def boxes(label: Label) -> list[Box]:
    """What a label covers: its box, or squares along the line that it follows."""
    if label.run is None:
        return [label.box]
    half = 0.4 * label.size
    return [(x - half, y - half, x + half, y + half) for x, y in label.run[1:-1]]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def clashes(labels: tuple[Label, ...]) -> list[tuple[str, str]]:
    return [
        (one.text, other.text)
        for one, other in combinations(labels, 2)
        if any(overlap(a, b) for a in boxes(one) for b in boxes(other))
    ]


def assert_legible(scene: Scene) -> None:
    """No name on another or over the frame's edge, none under an inset."""
    assert clashes(scene.labels) == []
    x0, y0, x1, y1 = scene.map_frame
    covered = [inset.frame for inset in scene.insets]
    for label in scene.labels:
        for left, top, right, bottom in boxes(label):
            assert left >= x0, label
            assert top >= y0, label
            assert right <= x1, label
            assert bottom <= y1, label
            assert not any(overlap((left, top, right, bottom), box) for box in covered), label
    for inset in scene.insets:
        assert clashes(inset.labels) == []


@pytest.mark.parametrize("name", VIEWS)
def test_names_stand_apart_in_every_view(name: str, scene: Scenes) -> None:
    assert len(scene(name).labels) > 8
    assert_legible(scene(name))


@pytest.mark.parametrize("page", PAGES)
def test_names_stand_apart_on_every_page(page: str, shown: Shown) -> None:
    scene = build_scene(shown(VIEWS["instc"]), page=page, theme="dark")
    assert_legible(scene)
    blocks = [scene.title, scene.caption, scene.sources, scene.quote and scene.quote.words]
    for block in filter(None, blocks):
        assert 0 <= block.box[0] < block.box[2] <= scene.width
        assert 0 <= block.box[1] < block.box[3] <= scene.height


@pytest.mark.parametrize("name", EXTENTS)
def test_every_extent_can_be_drawn(name: str, shown: Shown) -> None:
    scene = build_scene(shown(View(extent=EXTENTS[name])), look="map")
    assert_legible(scene)
    points = np.array([p for s in scene.shapes for path in s.paths for p in path])
    assert np.isfinite(points).all()


def test_random_extents(shown: Shown) -> None:
    chance = random.Random(6)
    selection = shown(View())
    for _ in range(4):
        west, south = chance.uniform(-180, 170), chance.uniform(-80, 60)
        extent = (
            west,
            south,
            west + 10 ** chance.uniform(-1, 2.2),
            south + chance.uniform(0.1, 25),
        )
        assert_legible(build_scene(replace(selection, view=View(extent=extent)), look="map"))


def test_shapes_stay_within_the_map(scene: Scenes) -> None:
    page = scene("whole")
    x0, y0, x1, y1 = page.map_frame
    for shape in page.shapes:
        if shape.kind in {"area", "line"} and shape.role != "mark":
            points = np.array([p for path in shape.paths for p in path])
            assert (points >= (x0 - 0.1, y0 - 0.1)).all(), shape.name
            assert (points <= (x1 + 0.1, y1 + 0.1)).all(), shape.name


CAMEL = {"mentionedWater": "mentioned_water", "countryLabel": "country", "waterLabel": "water_name"}
CAMEL |= {"regionLabel": "region", "yellowEdge": "yellow_edge", "onYellow": "on_yellow"}


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_colours_are_those_of_the_map(name: str, palette: Palette) -> None:
    script = Path(ROOT / "mapapp/static/map/tokens.js").read_text(encoding="utf-8")
    block = re.search(rf"const {name} = \{{(.*?)\}};", script, re.DOTALL)
    assert block
    tokens = dict(re.findall(r'(\w+): "(#[0-9A-F]{6})"', block[1]))
    tokens.pop("raised")
    assert {CAMEL.get(key, key) for key in tokens} <= set(Palette.__dataclass_fields__)
    for key, colour in tokens.items():
        assert palette.hue(CAMEL.get(key, key)) == colour, key
    tints = re.search(r"tints: \[(.*?)\]", block[1])
    assert tints
    assert list(palette.tints) == re.findall(r"#[0-9A-F]{6}", tints[1])


def test_an_inset_of_the_world_covers_no_continent(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insets, "LARGEST_PART", 0.1)  # the shorter corridor alone
    page = build_scene(shown(View(extent=EXTENTS["world"], place="curated:zangezur")))
    frame = fit(EXTENTS["world"], page.map_frame, page.map_frame)
    (inset,) = page.insets
    large = [
        country
        for country in basemap().countries.values()
        if country.rank <= 2
        and country.name != "Chile"  # narrower than the points that stand for land lie apart
    ]
    places = frame.project(np.array([country.label for country in large]))
    x0, y0, x1, y1 = inset.frame
    covered = [
        country.name
        for country, (x, y) in zip(large, places, strict=True)
        if x0 < x < x1 and y0 < y < y1
    ]
    assert len(large) > 10
    assert covered == []


def test_every_mark_on_a_slide_stands_in_its_legend(scene: Scenes) -> None:
    assert scene("instc").legend is not None
    words = [entry.text for entry in scene("instc").legend.entries]
    assert {"Stop on a line", "City: things happen here", "Named as a government"} <= set(words)
    assert scene("instc").quote is not None


def test_a_stop_of_several_corridors_is_drawn_and_named_once(shown: Shown) -> None:
    page = build_scene(shown(View(layers=("corridors",), extent=(44.0, 36.0, 52.0, 42.0))))
    names = [label.text for label in page.labels if label.layer == "corridors"]
    assert len(names) > 3
    assert len(names) == len(set(names))


def test_the_missing_link_is_enlarged_and_counted(scene: Scenes) -> None:
    page = scene("instc")
    (inset,) = page.insets
    assert inset.tag == "A"
    assert any("162 km missing" in label.text for label in inset.labels)
    wide, drawn = inset.outline[2] - inset.outline[0], inset.frame[2] - inset.frame[0]
    assert drawn > 2 * wide
    assert page.figure is not None
    assert page.figure.value.text == "162 km"


def test_the_selected_place_is_yellow_and_quoted(scene: Scenes) -> None:
    page = scene("ashgabat")
    yellow = [s for s in page.shapes if s.style.fill == LIGHT.yellow]
    assert {shape.place_id for shape in yellow} == {"geonames:162183"}
    assert [label.text for label in page.labels if label.back == LIGHT.yellow] == ["Ashgabat"]
    assert page.quote is not None
    words = page.quote.words
    assert [words.text[a:b] for a, b in words.marks] == ["Ashgabat"]


def test_somewhere_in_a_country_is_hatched_not_dotted(scene: Scenes) -> None:
    page = scene("drones")
    own = [s for s in page.shapes if s.place_id == VIEWS["drones"].place]
    assert any(shape.style.hatch for shape in own)
    dots = [shape for shape in own if shape.kind == "point" and shape.layer != "pills"]
    assert all(
        shape.marker == "diamond" and shape.role == "mark" for shape in dots
    )  # what is known
    assert any("somewhere in Tajikistan" in label.text for label in page.labels)


def test_the_legend_has_only_what_is_drawn(scene: Scenes) -> None:
    page = scene("zangezur")
    assert page.legend is not None
    texts = [entry.text for entry in page.legend.entries]
    assert "Rail" in texts
    assert "Disputed or denied" in texts
    assert "Sea" not in texts
    assert "Missing link: nothing built" not in texts
    assert all(entry.swatch for entry in page.legend.entries)


def test_a_short_legend_keeps_every_kind_of_line(shown: Shown) -> None:
    selection = shown(View(extent=(12.0, 12.0, 100.0, 62.0)))
    page = build_scene(selection, page="1:1")
    assert page.legend is not None
    texts = [entry.text for entry in page.legend.entries]
    assert len(texts) < len(legend(selection))
    assert {"Rail", "Sea", "Road", "Flow, as reported"} <= set(texts)


def test_a_radius_is_a_circle_of_that_many_kilometres(shown: Shown) -> None:
    selection = shown(View(layers=("sites",), extent=(36.0, 54.0, 40.0, 57.0)))
    sites = selection.layers["sites"]
    sites = sites[sites["place_id"] == "curated:kremlin"].copy()
    sites["radius_km"] = 40.0
    scene = build_scene(replace(selection, layers={"sites": sites}), look="map")
    assert scene.scale_bar is not None
    unit = scene.scale_bar.length / scene.scale_bar.km
    (circle,) = [
        s for s in scene.shapes if s.style.dash and s.kind == "line" and s.layer == "sites"
    ]
    points = np.array([p for path in circle.paths for p in path])
    assert np.ptp(points, axis=0) == pytest.approx([80 * unit, 80 * unit], rel=0.02)


def test_what_the_basemap_has_no_room_for_is_a_named_point(shown: Shown) -> None:
    selection = shown(View(layers=("cities", "countries"), extent=(130.0, -40.0, 240.0, 65.0)))
    spot = {"lon": 179.2, "lat": -8.5}
    country = selection.layers["countries"].head(1).assign(country="TV", name="Tuvalu", **spot)
    area = selection.layers["cities"].head(1).assign(name="Chukotka", lon=178.3, lat=60.6)
    small = {"countries": country, "areas": area}
    scene = build_scene(replace(selection, layers=small), look="map")
    marks = {shape.name: shape.marker for shape in scene.shapes if shape.kind == "point"}
    assert marks == {"Tuvalu": "square", "Chukotka": "square"}
    assert {"Tuvalu", "Chukotka"} <= {label.text for label in scene.labels}


def test_a_part_of_the_map_counts_and_cites_what_lies_in_it(shown: Shown) -> None:
    everything, part = shown(VIEWS["whole"]), shown(View(extent=(44.0, 20.0, 62.0, 32.0)))
    inside = everything.within((44.0, 20.0, 62.0, 32.0))
    subject = subject_of(part)
    assert (subject.places, subject.mentions) == (len(inside), len(inside.mentions))
    assert subject.documents == inside.documents
    assert 0 < subject.places < subject_of(everything).places
    nowhere = subject_of(shown(View(extent=(-130.0, -50.0, -120.0, -40.0))))
    assert (nowhere.places, nowhere.documents) == (0, ())
    assert "()" not in sources_of(nowhere, part.legs, 0)


def test_what_two_corridors_lack_together_is_counted_once(shown: Shown) -> None:
    selection = shown(View())
    legs = selection.legs[selection.legs["corridor"] == "curated:instc"]
    again = legs[legs["status"] == "missing"].assign(corridor="curated:rasht-astara", branch="")
    again = again.rename(columns={"from_name": "to_name", "to_name": "from_name"})
    both = pd.concat([legs, again[legs.columns]], ignore_index=True)
    assert len(both) == len(legs) + 1
    assert figure(replace(selection, legs=both)) == figure(replace(selection, legs=legs))
