"""The file itself: it holds to the schemas of Office Open XML, and says nothing that it need not.

``openxml-audit`` checks elements, their order and their attributes by the data of Microsoft's Open
XML SDK; what it leaves out is checked here: unique ids, colours, groups, targets of relationships.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.oxml.ns import qn

from geodata.atlas.selection import Selection
from mapapp.pictures import deck
from mapapp.pictures.decks.drawing import place
from mapapp.pictures.decks.template import empty_deck, layout
from mapapp.pictures.decks.xml import add

Valid = Callable[[bytes], list[str]]


@pytest.fixture(scope="module", params=["made", "published"])
def file(request: pytest.FixtureRequest) -> bytes:
    """The decks of all views and of the dark theme, one after the other."""
    found: bytes = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> Valid:
    """What is wrong with a file, by the schemas."""
    validator, folder = OpenXmlValidator(), tmp_path_factory.mktemp("valid")

    def validate(content: bytes) -> list[str]:
        path = folder / "deck.pptx"
        path.write_bytes(content)
        return [
            f"{error.part_uri} {error.description}" for error in validator.validate(path).errors
        ]

    return validate


def parts(content: bytes, pattern: str) -> dict[str, etree._Element]:
    """XML files of the package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.fullmatch(pattern, name)]
        return {name: etree.fromstring(package.read(name)) for name in names}


def test_it_holds_to_the_schemas(file: bytes, errors: Valid) -> None:
    assert errors(file) == []


def test_the_check_of_schemas_finds_what_is_wrong(errors: Valid) -> None:
    deck_, file = empty_deck("light"), io.BytesIO()
    slide = deck_.slides.add_slide(layout(deck_, "Map"))
    assert slide.shapes.title is not None
    properties = slide.shapes.title.element.spPr
    add(properties, "a:ln", {"cap": "sharp"})
    place(properties, (0, 0, 10, 10))  # its place has to come first
    deck_.save(file)
    found = errors(file.getvalue())
    assert any("Unexpected element 'xfrm'" in line for line in found)
    assert any("attribute 'cap'" in line for line in found)


def test_ids_of_shapes_are_unique_on_a_slide(file: bytes) -> None:
    for name, slide in parts(file, r"ppt/slides/slide\d+\.xml").items():
        ids = [element.get("id") for element in slide.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids)), name
        assert all(1 <= int(found) < 2**31 for found in ids)


def test_colours_are_six_hex_digits(file: bytes) -> None:
    for name, part in parts(file, r"ppt/.*\.xml").items():
        for colour in part.iter(qn("a:srgbClr")):
            assert re.fullmatch("[0-9A-F]{6}", colour.get("val")), name


def test_groups_are_as_large_as_what_is_in_them(file: bytes) -> None:
    for name, slide in parts(file, r"ppt/slides/slide\d+\.xml").items():
        for group in slide.iter(qn("p:grpSp")):
            frame = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
            (off, ext, child_off, child_ext) = (dict(part.attrib) for part in frame)
            assert (off, ext) == (child_off, child_ext), "children keep their size"
            left, right = int(off["x"]), int(off["x"]) + int(ext["cx"])
            for child in group.findall(f"{qn('p:sp')}/{qn('p:spPr')}/{qn('a:xfrm')}"):
                x, width = int(child[0].get("x")), int(child[1].get("cx"))
                assert left <= x <= x + width <= right, name


def test_every_relationship_is_used_and_has_its_target(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = set(package.namelist())
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    slides = parts(file, r"ppt/slides/slide\d+\.xml")
    for name, relations in parts(file, r"ppt/slides/_rels/.*").items():
        slide = slides[name.replace("_rels/", "").removesuffix(".rels")]
        used = {v for e in slide.iter() for k, v in e.attrib.items() if k.startswith(space)}
        for relation in relations:
            if relation.get("TargetMode") != "External":
                target = relation.get("Target").replace("../", "ppt/")
                assert target in names or f"ppt/slides/{target}" in names
            if relation.get("Type").endswith(("/hyperlink", "/slide")):
                assert relation.get("Id") in used or "notes" in name
        assert used <= {relation.get("Id") for relation in relations}


def test_no_rasters_no_dates_no_names(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        endings = {name.rpartition(".")[2] for name in package.namelist()}
        assert endings == {"xml", "rels"}
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "The talk" in core
    assert "dcterms" not in re.sub(r"xmlns:\w+", "", core)
    assert "Canny" not in core


def test_it_is_small(made: bytes) -> None:
    assert len(made) < 500_000
    assert len(made) / len(Presentation(io.BytesIO(made)).slides) < 120_000


def test_the_same_views_give_the_same_bytes(
    selections: Sequence[Selection], published: bytes
) -> None:
    again = deck(
        selections[:1],
        title="The talk",
        public_url="https://maps.example.org/atlas/",
        theme="dark",
    )
    assert again == published


def test_the_title_of_the_file_is_cut_and_clean(selections: Sequence[Selection]) -> None:
    content = deck(selections[:1], title="A\x00talk\x0b " * 300)
    title = Presentation(io.BytesIO(content)).core_properties.title
    assert title.startswith("Atalk Atalk")
    assert len(title) <= 255
