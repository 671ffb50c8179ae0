"""A deck read back by python-pptx: placeholders, layers, native shapes, notes, sources."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from geodata.atlas.selection import Selection
from mapapp.errors import BadRequestError
from mapapp.pictures import deck
from tests.sample import ATTACKS, VIEWS
from tests.unit.pictures.decks.reading import all_shapes, described, group, names


def test_one_slide_a_view_then_the_sources(slides: Deck) -> None:
    assert (slides.slide_width, slides.slide_height) == (Inches(40 / 3), Inches(7.5))
    layouts = [slide.slide_layout.name for slide in slides.slides]
    assert layouts == ["Map"] * len(VIEWS) + ["Sources"]
    assert [layout.name for layout in slides.slide_layouts] == ["Map", "Sources"]


def test_title_and_caption_are_placeholders(slides: Deck) -> None:
    slide = slides.slides[0]
    holders = {holder.name: holder for holder in slide.placeholders}
    assert holders["Title"] == slide.shapes.title
    assert holders["Title"].text_frame.text == "A corridor by ship and rail"
    assert holders["Caption"].text_frame.text == "It crosses the Caspian Sea."
    assert names(slide)[:2] == ["Title", "Caption"], "they are read out first"


def test_no_placeholder_is_left_to_be_filled(slides: Deck) -> None:
    for slide in slides.slides:
        for holder in slide.placeholders:
            assert holder.text_frame.text.strip(), (slide.slide_id, holder.name)


def test_layers_are_groups_that_can_be_hidden(slides: Deck) -> None:
    found = names(slides.slides[0])
    layers = ["Basemap", "Waters", "Countries", "Corridors", "Cities"]
    named = [f"{layer}: names" for layer in ("Corridors", "Cities", "Countries", "Waters")]
    assert [name for name in found if name in layers] == layers, "drawn from the ground up"
    assert set(named) <= set(found)
    assert found.index("Cities") < min(map(found.index, named)), "names lie above the map"


def test_the_map_is_no_picture(slides: Deck) -> None:
    kinds = {shape.shape_type for s in slides.slides for shape in all_shapes(s.shapes)}
    assert kinds == {
        MSO_SHAPE_TYPE.AUTO_SHAPE,
        MSO_SHAPE_TYPE.FREEFORM,
        MSO_SHAPE_TYPE.GROUP,
        MSO_SHAPE_TYPE.PLACEHOLDER,
        MSO_SHAPE_TYPE.TEXT_BOX,
    }


def test_a_country_is_one_freeform_with_its_islands(slides: Deck) -> None:
    countries = {shape.name: shape for shape in group(slides.slides[3], "Basemap").shapes}
    azerbaijan = countries["Azerbaijan"]
    assert azerbaijan.shape_type == MSO_SHAPE_TYPE.FREEFORM
    (path,) = azerbaijan.element.xpath(".//a:path")
    assert len(path.xpath("a:moveTo")) == len(path.xpath("a:close")) >= 2, "and Nakhchivan"


def test_a_corridor_has_its_mode_its_status_and_its_ticks(slides: Deck) -> None:
    corridor = group(slides.slides[2], "Corridors", "North-South Corridor")
    by_name = {shape.name for shape in corridor.shapes}
    assert {"North-South Corridor", "North-South Corridor: marks"} <= by_name
    lines = [shape.line for shape in corridor.shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    colours = {line.color.theme_color for line in lines if line.color.type is not None}
    assert {MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2} <= colours, "rail and sea"
    assert corridor.element.xpath(".//a:custDash/a:ds"), "ticks are dashes of a wide line"


def test_names_are_text_boxes(slides: Deck) -> None:
    labels = group(slides.slides[0], "Cities: names").shapes
    assert {label.text_frame.text for label in labels} >= {"Moscow", "Tehran"}
    assert {label.shape_type for label in labels} == {MSO_SHAPE_TYPE.TEXT_BOX}
    assert not any(label.text_frame.word_wrap for label in labels)


def test_layers_and_features_are_described(slides: Deck) -> None:
    slide = slides.slides[0]
    assert described(group(slide, "Cities")) == "Cities: Moscow, Ashgabat, Tehran"
    assert described(group(slide, "Cities", "Tehran")) == "Tehran: City · Iran, 5 mentions"
    for shape in slide.shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            assert described(shape)


def test_notes_quote_the_documents(slides: Deck) -> None:
    notes = slides.slides[0].notes_slide.notes_text_frame
    assert notes is not None
    lines = notes.text.split("\n")
    assert lines[:3] == [VIEWS["corridor"].title, VIEWS["corridor"].caption, "North-South Corridor"]
    assert any(line.startswith("“The North-South Corridor crosses the") for line in lines)
    heading = lines.index("No title in the file (13 March 2023)")
    assert lines[heading + 1].startswith("Ashgabat: “Summit in Ashgabat”")


def test_a_title_that_is_too_long_is_cut_on_the_slide_and_whole_in_the_notes(slides: Deck) -> None:
    slide = slides.slides[3]
    assert slide.shapes.title is not None
    shown = slide.shapes.title.text_frame.text
    assert shown.startswith("Long Long")
    assert shown.endswith("…")
    assert len(shown) < 200
    assert slide.notes_slide.notes_text_frame is not None
    assert VIEWS["long"].title.strip() in slide.notes_slide.notes_text_frame.text


def test_sources_list_each_document_once(slides: Deck) -> None:
    slide = slides.slides[-1]
    texts = {holder.name: holder.text_frame.text for holder in slide.placeholders}
    assert texts["Title"] == "Sources"
    entries = texts["Documents"].split("\n")
    assert [entry.split("\t")[0] for entry in entries] == ["1", "2", "3"]
    assert sum("No title in the file (summit.txt)\v13 March 2023" in e for e in entries) == 1
    assert "Borders: Natural Earth" in texts["Data"]


def test_what_documents_say_is_only_text(slides: Deck) -> None:
    words = [
        shape.text_frame.text
        for slide in slides.slides
        for shape in all_shapes(slide.shapes)
        if shape.has_text_frame
    ]
    assert ATTACKS[1] in words, "a name, as it stands"
    addresses = [rel.target_ref for s in slides.slides for rel in s.part.rels.values()]
    assert not any("javascript" in address for address in addresses)


def test_theme_colours_and_fonts(slides: Deck, published: bytes) -> None:
    light, dark = (
        next(part for part in read.part.package.iter_parts() if "theme1" in part.partname).blob
        for read in (slides, Presentation(io.BytesIO(published)))
    )
    for theme in (light, dark):
        assert b'<a:latin typeface="IBM Plex Sans"' in theme
        assert b'script="Arab"' in theme
    assert b'<a:lt1><a:srgbClr val="FFFFFF"/>' in light
    assert b'<a:dk1><a:srgbClr val="1D2328"/>' in dark


def test_no_view_at_all_or_too_many(selections: Sequence[Selection]) -> None:
    with pytest.raises(BadRequestError, match="at least one view"):
        deck([], title="Empty")
    with pytest.raises(BadRequestError, match="at most 60 views; there are 61"):
        deck([selections[0]] * 61, title="Endless")


def test_wider_faces_than_ours_shrink_into_their_boxes(slides: Deck) -> None:
    shrinking = {
        shape.name
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.auto_size == MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    }
    assert {"Title", "Caption", "Sources"} <= shrinking
