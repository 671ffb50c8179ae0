"""KML: an XML parser and GDAL read it, and no text of a document becomes markup."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pytest
from lxml import etree, html

from geodata.atlas.selection import Selection
from tests.unit.atlas.gold import FACTORY
from tests.unit.exports.samples import LONG_TITLE, SURFACES, write

K = "{http://www.opengis.net/kml/2.2}"


def _root(selection: Selection) -> etree._Element:
    return etree.fromstring(write("kml", selection))


def test_folders_are_the_layers(seeds: Selection) -> None:
    folders = {
        folder.findtext(f"{K}name"): len(folder.findall(f"{K}Placemark"))
        for folder in _root(seeds).iter(f"{K}Folder")
    }
    filled = {name.capitalize(): len(f) for name, f in seeds.layers.items() if len(f)}
    assert folders == {**filled, "Stretches of the corridors": len(seeds.legs)}


def test_styles_exist_and_lines_have_the_hue_of_their_mode(seeds: Selection) -> None:
    root = _root(seeds)
    styles = {style.get("id"): style for style in root.iter(f"{K}Style")}
    used = {url.text.removeprefix("#") for url in root.iter(f"{K}styleUrl")}
    assert used <= set(styles)
    assert {"leg-rail", "leg-sea", "sites", "cities"} <= used
    # Alpha, blue, green, red of #2B2EA6 and #006B4F.
    assert styles["leg-rail"].findtext(f"{K}LineStyle/{K}color") == "ffa62e2b"
    assert styles["sites"].findtext(f"{K}IconStyle/{K}color") == "ff4f6b00"


def test_opening_it_asks_nobody_for_anything(seeds: Selection) -> None:
    fetched = {f"{K}href", f"{K}Icon", f"{K}NetworkLink", f"{K}GroundOverlay"}
    assert not fetched & {element.tag for element in _root(seeds).iter()}


def test_facts_and_links_are_there(seeds: Selection) -> None:
    facts = {}
    for placemark in _root(seeds).iter(f"{K}Placemark"):
        data = {one.get("name"): one.findtext(f"{K}value") for one in placemark.iter(f"{K}Data")}
        facts[data.get("place_id")] = data, placemark.findtext(f"{K}description")
    factory, balloon = facts[FACTORY]
    assert (factory["precision"], factory["basis"]) == ("country", "text")
    assert factory["link"] == f"https://maps.example/?place={FACTORY}"
    assert "https://maps.example/documents/" in balloon


@pytest.mark.parametrize("driver", ["LIBKML", "KML"])
def test_gdal_reads_it(driver: str, seeds: Selection, tmp_path: Path) -> None:
    path = tmp_path / "export.kml"
    path.write_bytes(write("kml", seeds))
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert {"Cities", "Sites", "Countries", "Flows"} <= layers
    frame = pyogrio.read_dataframe(path, layer="Cities", allowed_drivers=[driver])
    assert sorted(frame["Name"]) == sorted(seeds.layers["cities"]["name"])
    countries = pyogrio.read_dataframe(path, layer="Countries")
    assert countries.geometry.is_valid.all()
    assert "Polygon" in set(countries.geom_type)


def test_hostile_text_stays_text(hostile: Selection) -> None:
    root = _root(hostile)
    names = {placemark.findtext(f"{K}name") for placemark in root.iter(f"{K}Placemark")}
    assert {"</script><script>alert(1)</script>", "تهران", "🚂🇮🇷", "a\ufffdb"} <= names
    assert "\ufffd\ufffd\ufffd\ufffd" in names
    for description in root.iter(f"{K}description"):
        page = html.fragment_fromstring(description.text, create_parent="div")
        tags = {element.tag for element in page.iter()} - {"div"}
        assert tags <= {"p", "small", "blockquote", "b", "a"}
        links = {link.get("href") for link in page.iter("a")}
        assert all(link.startswith("https://maps.example/") for link in links)
    assert LONG_TITLE in "".join(root.itertext())
    assert len(names) >= len(SURFACES)
