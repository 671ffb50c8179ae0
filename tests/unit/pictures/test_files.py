"""PNG, SVG and PDF, read back by Pillow, lxml and pypdf."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from geodata.atlas import Atlas
from geodata.atlas.selection import select
from geodata.model import View
from mapapp.pictures import Format, picture
from mapapp.pictures.render import render
from tests.sample import build_sample
from tests.unit.pictures.conftest import VIEWS, Scenes, Shown

YELLOW = (0xFF, 0xD2, 0x3F)
SVG = "{http://www.w3.org/2000/svg}"
ACTIVE = {f"{SVG}{tag}" for tag in ("script", "foreignObject", "iframe", "image", "a", "use")}


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize(
    ("page", "scale", "size"),
    [
        ("16:9", 1, (1600, 900)),
        ("16:9", 4, (6400, 3600)),
        ("1:1", 1, (1080, 1080)),
        ("a4-portrait", 1, (992, 1403)),
        ("640x360", 2, (1280, 720)),
        ("2000x700", 1, (2000, 700)),
    ],
)
def test_png_has_the_size_asked_for(
    page: str, scale: float, size: tuple[int, int], shown: Shown
) -> None:
    view = View(layers=("corridors",), place="curated:zangezur")
    png = opened(picture(shown(view), "png", page=page, scale=scale))
    assert png.size == size
    assert len(png.convert("RGB").resize((200, 120)).getcolors(24000) or ()) > 50


def test_png_shows_the_selection_in_yellow(scene: Scenes, shown: Shown) -> None:
    selected = opened(render(scene("instc"), "png")).convert("RGB")
    colours = {colour: n for n, colour in selected.getcolors(1 << 24) or ()}
    assert colours[YELLOW] > 5000
    plain = opened(picture(shown(View(layers=("corridors",))), "png")).convert("RGB")
    assert YELLOW not in {colour for _, colour in plain.getcolors(1 << 24) or ()}


def test_transparent_png_has_no_paper(shown: Shown) -> None:
    world = View(extent=(-180.0, -80.0, 180.0, 84.0), layers=("cities",))
    png = opened(picture(shown(world), "png", transparent=True, look="map"))
    assert png.mode == "RGBA"
    assert png.getpixel((5, 5))[3] == 0
    assert opened(picture(shown(world), "png", look="map")).getpixel((5, 5))[3] == 255


@pytest.mark.parametrize("format_", ["png", "svg", "pdf"])
def test_the_same_view_gives_the_same_bytes(format_: Format, shown: Shown) -> None:
    selection = shown(VIEWS["zangezur"])
    assert picture(selection, format_) == picture(selection, format_)


def test_threads_draw_the_same_picture(scene: Scenes) -> None:
    scenes = [scene("drones"), scene("zangezur")] * 3
    alone = [render(one, "png") for one in scenes[:2]] * 3
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda one: render(one, "png"), scenes)) == alone


def test_svg_keeps_its_text(scene: Scenes) -> None:
    root = etree.fromstring(render(scene("instc"), "svg"))
    texts = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    for words in ("Moscow", "Bandar Abbas", "RUSSIA", "Western branch", "162 km", "Borders"):
        assert words in texts
    assert root.find(f"{SVG}title").text == VIEWS["instc"].title
    titles = [node.text for node in root.iter(f"{SVG}title")]
    assert any("Corridor" in title for title in titles)
    assert root.get("viewBox") == "0 0 1600 900"


def test_svg_brings_its_fonts_and_asks_for_nothing(scene: Scenes) -> None:
    svg = render(scene("caspian"), "svg").decode()
    assert svg.count("@font-face") >= 5
    assert "url(data:font/woff;base64," in svg
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert len(svg) < 900_000


def test_svg_runs_nothing_that_a_document_says(tmp_path: Path) -> None:
    with Atlas.open(build_sample(tmp_path / "sample.gpkg")) as atlas:
        attack = "</style><script>alert(1)</script>\x00\ud800 $x_1$ {{7*7}}"
        view = View(title=attack, caption='"><img src=x onerror=alert(2)>')
        root = etree.fromstring(picture(select(atlas, view), "svg"))
    assert not ACTIVE & {node.tag for node in root.iter()}
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    assert "<script>alert(1" in root.find(f"{SVG}title").text


def test_pdf_is_one_page_with_embedded_fonts(shown: Shown) -> None:
    reader = PdfReader(io.BytesIO(picture(shown(VIEWS["instc"]), "pdf", page="a4-landscape")))
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(842, abs=1)
    assert float(page.mediabox.height) == pytest.approx(595, abs=1)
    text = page.extract_text()
    for words in ("Moscow", "Every branch", "Borders: Natural Earth"):
        assert words in text
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert len(fonts) >= 5
    for font in fonts:
        base = font.get("/DescendantFonts", [font])[0].get_object()
        assert "/FontFile2" in base["/FontDescriptor"].get_object()  # TrueType
    assert reader.metadata is not None
    assert reader.metadata.title == VIEWS["instc"].title
