"""What pictures do with too much, too little, and names in any script."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geodata.atlas.selection import Selection
from geodata.model import View
from mapapp.errors import BadRequestError
from mapapp.pictures import build_scene, fonts, picture
from mapapp.pictures.layout import page_of
from mapapp.pictures.look import TYPE
from tests.unit.pictures.conftest import VIEWS, Shown


def test_an_empty_view_says_so(shown: Shown) -> None:
    with pytest.raises(BadRequestError, match="Nothing to draw"):
        picture(shown(View(since="1800-01-01", until="1800-01-02", undated=False)), "png")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("letter", "is no page"),
        ("99999999x1", "is no page"),
        ("100x100", "240 to 8000"),
        ("9000x9000", "240 to 8000"),
        ("8000x8000", "36 million"),
        ("4000x500", "at most 4 times"),
    ],
)
def test_impossible_pages(page: str, message: str, shown: Shown) -> None:
    with pytest.raises(BadRequestError, match=message):
        picture(shown(VIEWS["zangezur"]), "png", page=page)


@pytest.mark.parametrize("scale", [0.5, 5, float("nan"), float("inf"), -1])
def test_impossible_scales(scale: float, shown: Shown) -> None:
    with pytest.raises(BadRequestError, match="from 1 to 4"):
        picture(shown(VIEWS["zangezur"]), "png", scale=scale)


def test_more_pixels_than_the_limit(shown: Shown) -> None:
    with pytest.raises(BadRequestError, match="36 million"):
        picture(shown(VIEWS["zangezur"]), "png", page="4000x2250", scale=4)


def test_unknown_format(shown: Shown) -> None:
    with pytest.raises(BadRequestError, match="gif"):
        picture(shown(VIEWS["zangezur"]), "gif")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["16:9", "4:3", "1:1", "a4", "A4-Landscape", "1280x720"])
def test_pages_by_name_and_size(name: str) -> None:
    page = page_of(name)
    assert page.width > 0
    assert page.height > 0


def test_a_title_of_2000_characters_is_cut(shown: Shown) -> None:
    for title in ("claim " * 340, "x" * 2000):
        scene = build_scene(shown(replace(VIEWS["drones"], title=title)))
        assert scene.title is not None
        assert scene.title.text.endswith("…")
        assert scene.title.box[3] < 0.4 * scene.height
        for line in scene.title.lines:
            assert len(line) < 40


def crowded(selection: Selection, many: int) -> Selection:
    """The cities over and over, all over the world, the first the most mentioned."""
    cities, chance = selection.layers["cities"], np.random.default_rng(1)
    rows = pd.concat([cities] * (many // len(cities) + 1), ignore_index=True).head(many)
    rows["place_id"] = [f"city:{i}" for i in range(many)]
    rows["name"] = [f"City {i}" for i in range(many)]
    rows["lon"], rows["lat"] = chance.uniform(-175, 175, many), chance.uniform(-55, 70, many)
    rows["mentions"] = rows["literal"] = np.arange(many, 0, -1)
    rows["associative"] = 0
    frame = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows.lon, rows.lat), crs=4326)
    return replace(selection, layers={"cities": frame}, legs=selection.legs[:0])


def test_twenty_thousand_features(shown: Shown) -> None:
    scene = build_scene(crowded(shown(View()), 20_000))
    drawn = {s.place_id for s in scene.shapes if s.layer == "cities" and s.role == "body"}
    assert "city:0" in drawn
    assert 50 < len(drawn) <= 250
    assert scene.sources is not None
    assert f"{scene.left_out:,} less mentioned places are not drawn" in scene.sources.text
    assert 19_000 < scene.left_out < 20_000
    assert any(label.text == "City 0" for label in scene.labels)


def test_names_in_any_script(shown: Shown) -> None:
    selection = shown(View(layers=("cities",), extent=(40.0, 25.0, 65.0, 45.0)))
    cities = selection.layers["cities"].copy()
    names = {"Tehran": "تهران", "Ashgabat": "阿什哈巴德 (Aşgabat)", "Doha": "\u202eDoha\x07"}
    cities["name"] = cities["name"].replace(names)
    scene = build_scene(replace(selection, layers={"cities": cities}))
    written = {label.text for label in scene.labels}
    assert {"تهران", "阿什哈巴德 (Aşgabat)", "Doha"} <= written
    assert picture(replace(selection, layers={"cities": cities}), "png")


def test_what_no_font_has_is_romanised_not_boxed() -> None:
    plex = fonts.of(TYPE["city"]).path
    assert fonts.runs("Zürich", plex) == [(plex, "Zürich")]
    ((cyrillic, text),) = fonts.runs("Москва", plex)
    assert "IBMPlexSans" in cyrillic.name  # the condensed cuts are Latin alone
    assert text == "Москва"
    ((arabic, text),) = fonts.runs("تهران", plex)
    assert arabic != plex
    assert text == "تهران"
    linear_b = "\U00010000"  # no font in use has it
    drawn = "".join(part for _, part in fonts.runs(f"a{linear_b}b", plex))
    assert linear_b not in drawn
    assert drawn[0] == "a"
    assert drawn[-1] == "b"


def test_lines_break_at_words_and_long_words_anywhere() -> None:
    style = TYPE["city"]
    lines = fonts.wrapped("The International North–South Transport Corridor", style, 200, 9)
    assert " ".join(lines) == "The International North–South Transport Corridor"
    assert all(fonts.width(line, style) <= 200 for line in lines)
    assert all(fonts.width(line, style) <= 60 for line in fonts.wrapped("x" * 90, style, 60, 99))
    assert fonts.wrapped("", style, 200, 3) == ()
    cut = fonts.wrapped("one two three four five six", style, 70, 2)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
