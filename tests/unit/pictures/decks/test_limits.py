"""Twenty thousand features, and a long list of documents: what is not there is counted."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
from pptx import Presentation
from pptx.slide import Slide

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from geodata.model import View
from mapapp.pictures import deck
from mapapp.pictures.decks.sources import MOST_PAGES, add_sources
from mapapp.pictures.decks.template import empty_deck
from tests.unit.pictures.decks.conftest import Choose
from tests.unit.pictures.decks.reading import all_shapes, group

TOWNS = 20_000


def crowded(selection: Selection) -> Selection:
    """The selection with 20,000 cities, the first of them mentioned most."""
    cities = selection.layers["cities"]
    random = np.random.default_rng(7)
    lon, lat = random.uniform(45, 65, TOWNS), random.uniform(26, 40, TOWNS)
    rows = cities.iloc[np.zeros(TOWNS, dtype=int)].reset_index(drop=True)
    rows = rows.assign(
        place_id=[f"geonames:{i}" for i in range(TOWNS)],
        name=[f"Town {i}" for i in range(TOWNS)],
        mentions=np.arange(TOWNS, 0, -1),
        lon=lon,
        lat=lat,
    )
    towns = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(lon, lat), crs=cities.crs)
    row = selection.mentions.iloc[[0]]
    mentions = pd.concat([row] * 2, ignore_index=True).assign(place_id=["geonames:0", "geonames:1"])
    layers = {**selection.layers, "cities": towns}
    return replace(selection, layers=layers, mentions=pd.concat([selection.mentions, mentions]))


def test_of_too_many_features_the_most_important_are_drawn(choose: Choose) -> None:
    view = View(layers=("cities", "countries"), extent=(44.0, 25.0, 66.0, 41.0))
    slide = Presentation(io.BytesIO(deck([crowded(choose(view))], title="Many"))).slides[0]
    drawn = {shape.name for shape in group(slide, "Cities").shapes}
    assert "Town 0" in drawn
    assert len(drawn) < 1_500
    assert sum(1 for _ in all_shapes(slide.shapes)) < 5_000
    assert slide.notes_slide.notes_text_frame is not None
    notes = slide.notes_slide.notes_text_frame.text
    assert f"{TOWNS - len(drawn):,} less mentioned places are not drawn." in notes
    sources = next(shape for shape in slide.shapes if shape.name == "Sources")
    assert f"{TOWNS - len(drawn):,} less mentioned places are not drawn." in sources.text_frame.text


def listed(
    count: int, title: str = "A title of usual length"
) -> tuple[list[Slide], Mapping[str, Slide]]:
    """Slides of sources for so many documents."""
    documents = [
        DocumentInfo(
            f"{i:012x}",
            f"{i}.txt",
            title,
            "Paper",
            None,
            "2024-05-01",
            f"https://e.org/{i}",
            1,
            1,
            1,
        )
        for i in range(count)
    ]
    made = empty_deck("light")
    pages = add_sources(made, documents, "Borders: Natural Earth.", "")
    return list(made.slides), pages


def test_sources_go_on_as_long_as_they_must() -> None:
    slides, pages = listed(50)
    assert len(slides) > 1
    assert len(pages) == 50
    titles = [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    assert titles == [f"Sources ({i} of {len(slides)})" for i in range(1, len(slides) + 1)]
    assert pages["000000000000"] == slides[0]
    assert pages[f"{49:012x}"] == slides[-1]


def test_longer_titles_take_more_room() -> None:
    assert len(listed(40, "A very long title " * 12)[0]) > len(listed(40)[0])


def test_a_list_that_nobody_reads_is_cut_and_counted() -> None:
    slides, pages = listed(1_000)
    assert len(slides) == MOST_PAGES
    data = next(holder for holder in slides[-1].placeholders if holder.name == "Data")
    assert f"{1_000 - len(pages):,} more documents are not listed." in data.text_frame.text


def test_a_map_without_documents_still_says_whose_data_it_is() -> None:
    (slide,), pages = listed(0)
    assert pages == {}
    assert any("Natural Earth" in holder.text_frame.text for holder in slide.placeholders)
