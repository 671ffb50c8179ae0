"""The map: a Folium map, self-contained, with every feature in it and nothing that runs."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import folium
import lxml.html
import pytest
from folium.map import Layer
from geopandas import GeoDataFrame
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box

from geodata.model import LAYERS, LayerName
from mapapp.map_elements import BASEMAP, BASEMAPS, OWN, SCRIPTS, STYLES, asset_path
from mapapp.maps import attribution, make_map, map_parts
from tests.web.frames import frame, place

HOSTILE = """</script><script>alert(1)</script><!-- {{7*7}} {% raw %} `${1}` "><img onerror=x>"""


TAJIKISTAN = Polygon([(67.4, 37), (70, 41), (75, 38.5), (71.5, 36.8)])
RAIL = LineString([(37.6, 55.7), (41.9, 51.0), (48.0, 46.35)])


@pytest.fixture
def layers() -> dict[LayerName, GeoDataFrame]:
    factory = place(
        "site:factory@geonames:1220409", "drone factory", TAJIKISTAN, precision="country",
        country="TJ", head="factory", anchor_name="Tajikistan",
    )  # fmt: skip
    return {
        "corridors": frame(
            place("curated:instc", "INSTC", MultiLineString([RAIL]), kind="corridor")
        ),
        "flows": frame(place("flow:1>2", "Drones to Russia", LineString([(53, 32), (45, 58)]))),
        "sites": frame(factory),
        "cities": frame(
            place("geonames:112931", "Tehran", Point(51.42, 35.69)),
            place("geonames:162183", "Ashgabat", Point(58.38, 37.95), country="TM"),
        ),
        "countries": frame(place("geonames:130758", "Iran", box(44, 25, 63, 39))),
        "areas": frame(place("geonames:1", "Khuzestan", Point(49, 31))),
        "regions": frame(place("curated:central-asia", "Central Asia", box(47, 35, 87, 55))),
        "waters": frame(place("ne:caspian-sea", "Caspian Sea", box(47, 37, 54, 47))),
    }


@pytest.fixture
def legs() -> GeoDataFrame:
    row = {
        "corridor": "curated:instc", "branch": "western", "seq": 1, "mode": "rail", "km": 1425.7,
        "status": "operating", "from_name": "Moscow", "to_name": "Astrakhan",
        "routed_on": "osm-rail", "note": None, "geometry": RAIL,
    }  # fmt: skip
    return GeoDataFrame([row], geometry="geometry", crs=4326)


def render(drawn: folium.Map) -> str:
    return str(drawn.get_root().render())


def data_blocks(html: str) -> list[Any]:
    tree = lxml.html.fromstring(html)
    return [json.loads(node.text) for node in tree.xpath("//script[@type='application/json']")]


def values(html: str, column: str) -> list[Any]:
    """A column of all the layers in a page."""
    tables = [block["columns"] for block in data_blocks(html) if "columns" in block]
    return [value for columns in tables for value in columns.get(column, [])]


def addresses(html: str) -> Iterator[str]:
    """Everything that a browser would fetch for the page."""
    tree = lxml.html.fromstring(html)
    yield from tree.xpath("//@src | //@href")
    for style in tree.xpath("//style/text()"):
        yield from re.findall(r"url\(([^)]*)\)", style)
        yield from re.findall(r"@import\s+(\S+)", style)


def test_layers_become_folium_layers_of_a_folium_map(layers, legs):
    drawn = make_map(layers, legs)
    assert isinstance(drawn, folium.Map)
    shown = [child.layer for child in drawn._children.values() if isinstance(child, Layer)]
    assert shown == list(LAYERS)


def test_every_feature_is_on_the_map_under_its_place_id(layers, legs):
    ids = values(render(make_map(layers, legs)), "place_id")
    assert sorted(ids) == sorted(i for layer in layers.values() for i in layer["place_id"])


def test_same_layers_render_the_same_page(layers, legs):
    assert render(make_map(layers, legs)) == render(make_map(layers, legs))


def test_notebook_page_fetches_nothing(layers, legs):
    html = render(make_map(layers, legs, layer_control=True))
    assert [a for a in addresses(html) if not a.startswith(("data:", "#"))] == []


def test_notebook_shows_the_page_in_a_frame(layers, legs):
    frame_html = make_map(layers, legs)._repr_html_()
    assert "MapApp.start" in unescape(lxml.html.fromstring(frame_html).xpath("//iframe/@srcdoc")[0])


def test_linked_page_fetches_from_its_own_host_only(layers, legs):
    drawn = make_map(layers, legs, assets="linked", data_urls={"cities": "/api/cities?v=1"})
    html = render(drawn)
    found = list(addresses(html))
    assert len(found) == len(SCRIPTS) + len(STYLES)
    assert all(a.startswith("/") and not a.startswith("//") for a in found)
    assert '"/api/cities?v=1"' in html
    assert "Tehran" not in html


def test_names_are_data_and_never_markup_or_template(layers, legs):
    layers["cities"].loc[0, "name"] = HOSTILE
    layers["cities"].loc[1, "place_id"] = HOSTILE
    html = render(make_map(layers, legs, title=HOSTILE))
    harmless = render(make_map(layers, legs))
    tree = lxml.html.fromstring(html)
    assert len(tree.xpath("//script")) == len(lxml.html.fromstring(harmless).xpath("//script"))
    assert tree.xpath("//img") == []
    assert tree.xpath("//title/text()") == [HOSTILE]
    assert HOSTILE in values(html, "name")
    assert HOSTILE in values(html, "place_id")


def test_every_script_and_style_carries_the_nonce(layers, legs):
    tree = lxml.html.fromstring(render(make_map(layers, legs, nonce="r4nd0m")))
    runs = tree.xpath("//script[not(@type='application/json')] | //style | //link")
    assert runs
    assert {node.get("nonce") for node in runs} == {"r4nd0m"}
    assert tree.xpath("//@style | //@onclick | //@onload") == []


def test_parts_make_up_a_page_of_ones_own(layers, legs):
    parts = map_parts(make_map(layers, legs, assets="linked", nonce="n"))
    assert "leaflet.js" in parts.head
    assert 'class="folium-map"' in parts.body
    assert parts.script.count("MapApp.start(") == 1
    assert "<script" not in parts.script


def test_empty_layers_draw_an_empty_map():
    empty = GeoDataFrame({"place_id": [], "geometry": []}, geometry="geometry", crs=4326)
    assert values(render(make_map(dict.fromkeys(LAYERS, empty))), "place_id") == []


def test_openstreetmap_is_credited_where_its_lines_are_drawn(legs):
    assert "Natural Earth" in attribution()
    assert "OpenStreetMap" not in attribution()
    assert "OpenStreetMap contributors" in attribution(legs)


def test_scripts_are_all_listed_and_write_no_markup():
    own = sorted(f"map/{path.name}" for path in OWN.glob("*.js"))
    assert own == sorted(name for name in SCRIPTS if name.startswith("map/"))
    for name in own:
        text = asset_path(name).read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text
        )
        assert set(re.findall(r"https?://[^\"\s]+", text)) <= {"http://www.w3.org/2000/svg"}


# --- the basemap ------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[name for _, name in BASEMAPS])
def basemap(request: pytest.FixtureRequest) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(asset_path(request.param).read_text("utf-8"))
    return data


def arc_points(basemap: dict[str, Any], index: int) -> list[tuple[int, int]]:
    flat = basemap["arcs"][max(index, ~index)]
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points if index >= 0 else points[::-1]


def ring_points(basemap: dict[str, Any], ring: list[int]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for index in ring:
        part = arc_points(basemap, index)
        assert not points or points[-1] == part[0]
        points += part[1:] if points else part
    assert points[0] == points[-1]
    return points


def covers(basemap: dict[str, Any], record: dict[str, Any], lon: float, lat: float) -> bool:
    point = Point(lon / basemap["quantum"], lat / basemap["quantum"])
    rings = (ring_points(basemap, ring) for ring in record["rings"])
    return sum(Polygon(r).buffer(0).covers(point) for r in rings) % 2 == 1


def test_rings_close_and_borders_are_stored_once(basemap):
    uses: Counter[int] = Counter()
    for country in basemap["countries"]:
        for ring in country["rings"]:
            ring_points(basemap, ring)
            uses.update(max(i, ~i) for i in ring)
    assert {uses[i] for i in basemap["lines"]["border"]} == {2}
    assert {uses[i] for i in basemap["lines"]["coast"]} == {1}


def test_no_line_is_drawn_along_the_antimeridian(basemap):
    edge = round(180 / basemap["quantum"])
    for index in basemap["lines"]["coast"] + basemap["lines"]["border"]:
        points = arc_points(basemap, index)
        assert not all(abs(x) == edge for x, _ in points)


def test_the_caspian_is_water_between_its_countries(basemap):
    countries = {c["id"]: c for c in basemap["countries"]}
    waters = {w["id"]: w for w in basemap["waters"]}
    assert covers(basemap, waters["ne:caspian-sea"], 50.7, 41.9)
    assert not any(
        covers(basemap, countries[c], 50.7, 41.9) for c in ("AZ", "KZ", "TM", "RU", "IR")
    )
    assert covers(basemap, countries["IR"], 51.42, 35.69)


@pytest.mark.parametrize(("name", "most"), [(BASEMAPS[0][1], 150_000), (BASEMAP, 250_000)])
def test_the_first_basemap_is_small(name, most):
    assert len(gzip.compress(asset_path(name).read_bytes())) < most


def test_every_place_of_the_basemap_has_an_id_of_its_own(basemap):
    """A far island under its country's code would take the country's place."""
    for kind in ("countries", "waters"):
        ids = [place["id"] for place in basemap[kind]]
        assert len(ids) == len(set(ids))
    names = {c["id"]: c["name"] for c in basemap["countries"]}
    assert (names["FR"], names["AU"], names["CN"]) == ("France", "Australia", "China")
    assert not [name for name in names.values() if "Ã" in name]


def test_online_tiles_lie_below_and_their_credit_is_text(layers, legs):
    template = "https://tiles.example/{z}/{x}/{y}.png"
    drawn = make_map(layers, legs, tiles=template, tiles_attribution=HOSTILE)
    tile_layer = next(c for c in drawn._children.values() if isinstance(c, folium.TileLayer))
    assert tile_layer.tiles == template
    page = drawn.get_root().render()
    assert template in page
    assert "{{7*7}}" not in page
    assert "<img" not in page
    assert not [c for c in make_map(layers)._children.values() if isinstance(c, folium.TileLayer)]
