"""A click on a feature leads to its passage, or to the slide that lists its document."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from mapapp.pictures import deck
from mapapp.pictures.decks.sources import add_sources
from mapapp.pictures.decks.template import empty_deck
from tests.sample import SUMMIT, sample
from tests.unit.pictures.decks.reading import all_shapes, group


def test_unpublished_features_jump_to_their_source(slides: Deck) -> None:
    slide = slides.slides[0]
    for shape in group(slide, "Cities", "Tehran").shapes:
        (click,) = shape.element.xpath(".//a:hlinkClick")
        assert click.get("action") == "ppaction://hlinksldjump"
        assert shape.click_action.target_slide == slides.slides[-1]
        assert click.get("tooltip").startswith("Go to the sources: ")


def test_published_features_open_their_passage(published: bytes) -> None:
    slide = Presentation(io.BytesIO(published)).slides[0]
    document_id = sample()[0].document.id
    start = SUMMIT.index("Ashgabat")
    address = f"https://maps.example.org/atlas/documents/{document_id}#m{start}"
    names = group(slide, "Cities: names").shapes
    (name,) = (label for label in names if label.text_frame.text == "Ashgabat")
    for shape in (name, *group(slide, "Cities", "Ashgabat").shapes):
        assert shape.click_action.hyperlink.address == address


def test_every_feature_has_a_link(slides: Deck) -> None:
    for name in ("Corridors", "Cities", "Countries", "Waters"):
        for shape in all_shapes(group(slides.slides[0], name).shapes):
            if not shape.element.xpath("self::p:grpSp"):
                assert shape.element.xpath("./p:nvSpPr/p:cNvPr/a:hlinkClick"), shape.name


def test_addresses_are_of_the_web_alone(slides: Deck, published: bytes) -> None:
    for read in (slides, Presentation(io.BytesIO(published))):
        for slide in read.slides:
            for relation in slide.part.rels.values():
                if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK:
                    assert relation.target_ref.startswith(("https://", "http://"))


@pytest.mark.parametrize("public_url", ["javascript:alert(1)", "file:///srv", "https://", "maps"])
def test_links_jump_where_the_public_address_is_none(
    selections: Sequence[Selection], public_url: str
) -> None:
    content = deck(selections[:1], title="The talk", public_url=public_url)
    slide = Presentation(io.BytesIO(content)).slides[0]
    clicks = slide.shapes.element.xpath(".//a:hlinkClick/@action")
    assert set(clicks) == {"ppaction://hlinksldjump"}
    assert not any(relation.is_external for relation in slide.part.rels.values())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//example.org", "http://[", "x" * 3_000]
)
def test_documents_link_to_the_web_alone(url: str) -> None:
    info = DocumentInfo("0123456789ab", "a.txt", "A", None, None, None, url, 1, 1, 1)
    made = empty_deck("light")
    add_sources(made, [info], "Borders: Natural Earth.", "")
    (slide,) = made.slides
    assert not slide.shapes.element.xpath(".//a:hlinkClick")


def test_addresses_of_documents_are_written_safely() -> None:
    url = "https://example.org/a b?q=“x”&y=<z>#é"
    info = DocumentInfo("0123456789ab", "a.txt", "A", None, None, None, url, 1, 1, 1)
    made = empty_deck("light")
    add_sources(made, [info], "Borders: Natural Earth.", "https://maps.example.org")
    (slide,) = made.slides
    addresses = {rel.target_ref for rel in slide.part.rels.values() if rel.is_external}
    assert addresses == {
        "https://maps.example.org/documents/0123456789ab",
        "https://example.org/a%20b?q=%E2%80%9Cx%E2%80%9D&y=%3Cz%3E#%C3%A9",
    }
