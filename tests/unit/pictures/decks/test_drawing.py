"""Scenes drawn by hand: what each kind of shape and label becomes."""

from __future__ import annotations

import pytest
from pptx.enum.dml import MSO_FILL
from pptx.slide import Slide
from pptx.util import Pt

from mapapp.pictures import fonts
from mapapp.pictures.decks.links import Link
from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.slide import draw_view
from mapapp.pictures.decks.template import empty_deck, layout
from mapapp.pictures.look import LIGHT, Type
from mapapp.pictures.scene import Inset, Key, Label, Page, Scene, Shape, Style, TextBlock
from tests.unit.pictures.decks.reading import described, group, names

FRAME = (520.0, 0.0, 1600.0, 900.0)
SQUARE = ((600.0, 100.0), (700.0, 100.0), (700.0, 200.0), (600.0, 200.0), (600.0, 100.0))
HOLE = ((640.0, 140.0), (660.0, 140.0), (660.0, 160.0), (640.0, 160.0), (640.0, 140.0))
LINE = ((600.0, 300.0), (700.0, 350.0), (800.0, 300.0))
RAIL = Style(stroke=LIGHT.rail, width=4.0)


def drawn(*shapes: Shape, labels: tuple[Label, ...] = (), **more: object) -> Slide:
    """A slide with a scene of these shapes and labels."""
    deck = empty_deck("light")
    slide = deck.slides.add_slide(layout(deck, "Map"))
    page = Page("16:9", 1600, 900)
    scene = Scene(page, "light", LIGHT.panel, FRAME, (0, 0, 1, 1), "", shapes, labels, **more)  # type: ignore[arg-type]
    draw_view(slide, scene, Paint("light"), lambda _: None)
    return slide


def test_rings_within_rings_are_holes_and_corners_stay_where_they_are() -> None:
    area = Shape("countries", "area", (SQUARE, HOLE), Style(fill="#EEE5CC"), "p", "Lesotho")
    (shape,) = group(drawn(area), "Countries").shapes
    assert (shape.left, shape.top) == (Pt(360), Pt(60))
    assert (shape.width, shape.height) == (Pt(60), Pt(60))
    (path,) = shape.element.xpath(".//a:path")
    assert len(path.xpath("a:moveTo")) == len(path.xpath("a:close")) == 2
    assert (path.get("w"), path.get("h")) == ("1000", "1000")
    assert [pt.get("x") for pt in path.xpath("a:moveTo/a:pt")] == ["0", "400"]


def test_a_hatched_area_has_a_pattern_on_the_colour_beneath() -> None:
    style = Style(fill="#EEE5CC", hatch=LIGHT.site)
    (shape,) = group(drawn(Shape("sites", "area", (SQUARE,), style, "p")), "Sites").shapes
    assert shape.fill.type == MSO_FILL.PATTERNED
    assert str(shape.fill.back_color.rgb) == "EEE5CC"
    assert shape.fill.fore_color.rgb != shape.fill.back_color.rgb


def test_dashes_are_shares_of_the_width() -> None:
    style = Style(stroke=LIGHT.rail, width=4.0, dash=(12.0, 6.0, 2.0, 6.0))
    (shape,) = group(drawn(Shape("corridors", "line", (LINE,), style)), "Corridors").shapes
    dashes = [(d.get("d"), d.get("sp")) for d in shape.element.xpath(".//a:custDash/a:ds")]
    assert dashes == [("300000", "150000"), ("50000", "150000")]
    assert shape.line.width == Pt(2.4)
    assert shape.element.xpath("./p:spPr/a:noFill")


def test_a_dash_that_begins_later_is_a_line_that_does() -> None:
    ticks = Style(stroke=LIGHT.rail, width=8.0, dash=(2.0, 18.0), dash_at=-10.0, cap="butt")
    straight = ((600.0, 300.0), (700.0, 300.0))
    (shape,) = group(drawn(Shape("corridors", "line", (straight,), ticks)), "Corridors").shapes
    assert (shape.left, shape.width) == (Pt(366), Pt(54))


def test_a_flow_s_head_belongs_to_its_line() -> None:
    head = ((800.0, 300.0), (790.0, 305.0), (790.0, 295.0), (800.0, 300.0))
    flow = {"place_id": "flow:a>b", "name": "A – B"}
    shapes = (
        Shape("flows", "line", (LINE[:2],), RAIL, role="body", **flow),  # type: ignore[arg-type]
        Shape("flows", "area", (head,), Style(fill=LIGHT.flow), role="mark", **flow),  # type: ignore[arg-type]
    )
    (line,) = group(drawn(*shapes), "Flows", "A – B").shapes
    assert line.element.xpath(".//a:tailEnd/@type") == ["stealth"]
    assert line.left + line.width == Pt(800 * 0.6)


def test_lines_that_leave_the_frame_end_at_its_edge() -> None:
    leaving = ((600.0, 300.0), (1600.0, 350.0))
    ends = []
    for path in (LINE, leaving):
        (shape,) = group(drawn(Shape("corridors", "line", (path,), RAIL)), "Corridors").shapes
        ends.append(shape.element.xpath(".//a:ln/@cap")[0])
    assert ends == ["rnd", "flat"]


def test_symbols_lie_above_what_is_drawn_between_them_and_their_areas() -> None:
    shapes = (
        Shape("sites", "area", (SQUARE,), Style(fill="#EEE5CC"), "a", "Factory"),
        Shape("corridors", "line", (LINE,), RAIL, "b", "Line"),
        Shape("sites", "point", ((LINE[0],),), Style(fill=LIGHT.site), "c", "Base", radius=8),
    )
    assert names(drawn(*shapes))[:3] == ["Sites: areas", "Corridors", "Sites"]


def test_symbols_are_shapes_that_can_be_edited() -> None:
    style = Style(fill="#FFFFFF", stroke=LIGHT.ink, width=2)
    kinds = {}
    for marker in ("circle", "diamond", "square"):
        point = Shape("sites", "point", ((LINE[0],),), style, "c", marker=marker, radius=10)  # type: ignore[arg-type]
        (shape,) = group(drawn(point), "Sites").shapes
        kinds[marker] = shape.element.xpath(".//a:prstGeom/@prst")[0]
        assert (shape.left, shape.width) == (Pt(590 * 0.6), Pt(12))
    assert kinds == {"circle": "ellipse", "diamond": "diamond", "square": "rect"}


def test_names_turn_about_their_middle_and_have_a_leader() -> None:
    leader = ((650.0, 310.0), (620.0, 300.0))
    box = (620.0, 310.0, 680.0, 330.0)
    label = Label("Volga", 650, 320, box, 19, LIGHT.ink, angle=-30, leader=leader, layer="areas")
    line, words = group(drawn(labels=(label,)), "Areas: names").shapes
    assert line.name == words.name == "Volga"
    assert words.rotation == 330
    assert words.text_frame.paragraphs[0].runs[0].font.size == Pt(11.4)


def test_an_inset_is_a_group_of_layers() -> None:
    line = Shape("corridors", "line", (LINE,), RAIL)
    inset = Inset("A", (600, 100, 700, 200), (1200, 50, 1500, 350), (line,), ())
    slide = drawn(insets=(inset,))
    assert [s.name for s in group(slide, "Inset A").shapes] == [
        "Corridors (A)", "Inset A", "A", "Inset A", "A",
    ]  # fmt: skip
    assert described(group(slide, "Inset A")) == "Inset A"


def test_marked_words_lie_on_yellow() -> None:
    words = "The Zangezur corridor, again"
    box = (48.0, 48.0, 484.0, 91.0)
    slide = drawn(title=TextBlock(words, box, (words,), 38, 43, LIGHT.ink, marks=((4, 12),)))
    assert slide.shapes.title is not None
    runs = slide.shapes.title.text_frame.paragraphs[0].runs
    marked = [run.text for run in runs if run._r.xpath("./a:rPr/a:highlight")]
    assert marked == ["Zangezur"]
    assert "".join(run.text for run in runs) == words


@pytest.mark.parametrize("place_id", ["known", "unknown"])
def test_only_known_places_get_a_link(place_id: str) -> None:
    deck = empty_deck("light")
    slide = deck.slides.add_slide(layout(deck, "Map"))
    city = Shape("cities", "point", ((LINE[0],),), Style(fill=LIGHT.ink), place_id, radius=8)
    scene = Scene(
        Page("16:9", 1600, 900), "light", LIGHT.panel, FRAME, (0, 0, 1, 1), "", (city,), ()
    )
    links = {"known": Link("rId9", "", "Open")}
    draw_view(slide, scene, Paint("light"), lambda key: links.get(str(key)))
    assert bool(slide.shapes.element.xpath(".//a:hlinkClick")) == (place_id == "known")


@pytest.mark.parametrize("number", ["6", "162 km", "7,200 km"])
def test_a_number_a_third_wider_does_not_reach_its_note(number: str) -> None:
    box = (48.0, 500.0, 48.0 + 435 * 0.6, 546.0)
    value = TextBlock(number, box, (number,), 44, 46, LIGHT.ink, weight=600)
    words = "of rail missing from Astara (Iran) to Rasht"
    note = TextBlock(words, (220.0, 504.0, 483.0, 548.0), (words,), 17, 22, LIGHT.ink2)
    left, right = drawn(figure=Key(value, note)).shapes
    wider = Pt(fonts.width(number, Type(44, "sans", 600)) * 1.35 * 0.6)
    assert left.left + wider <= left.left + left.width <= right.left
    assert right.text_frame.text == words
    assert right.left + right.width <= Pt((483 + 12) * 0.6) + 1
