"""From mentions to layers: what is counted, drawn, told and left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import Point

from geodata.atlas import Atlas
from geodata.atlas.world import KnownWorld
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Candidate, Parsed, Route, TextDate
from tests.unit.atlas.gold import FACTORY, INSTC, Boxes, document, gold_documents, mention, straight

TEHRAN = Candidate("geonames:112931", "Tehran", "city", 51.4, 35.7, "IR")
MOSCOW = Candidate("geonames:524901", "Moscow", "city", 37.6, 55.8, "RU")


def test_the_seeds_fill_the_layers(atlas: Atlas) -> None:
    layers = atlas.layers()
    assert {name: len(layer) for name, layer in layers.items() if len(layer)} == {
        "corridors": 2,
        "flows": 10,
        "sites": 7,
        "cities": 14,
        "countries": 22,
        "regions": 8,
        "waters": 4,
    }
    assert layers["cities"].mentions.sum() == 100
    assert layers["countries"].mentions.sum() == 286
    for layer in layers.values():
        assert (layer.mentions == layer.literal + layer.associative).all()
        assert layer.place_id.is_unique
        assert layer.geometry.is_valid.all()


def test_label_points_lie_on_their_features(atlas: Atlas) -> None:
    for layer in atlas.layers().values():
        for row in layer.itertuples():
            assert row.geometry.distance(Point(row.lon, row.lat)) < 1e-6


def test_text_columns_hold_text_or_none_and_numbers_stay_numbers(atlas: Atlas) -> None:
    sites = atlas.layer("sites")
    for column in ("note", "country", "first_date", "known_note", "head"):
        assert all(value is None or isinstance(value, str) for value in sites[column])
    assert sites.mentions.dtype == "int64"
    empty = atlas.layer("areas")
    assert len(empty) == 0
    assert empty.crs == "EPSG:4326"
    assert empty.mentions.dtype == "int64"


def test_a_corridor_is_one_row_of_many_lines_and_its_legs_are_rows(atlas: Atlas) -> None:
    corridor = atlas.layer("corridors").set_index("place_id").loc[INSTC]
    assert corridor.geometry.geom_type == "MultiLineString"
    assert corridor.mentions == 9
    assert corridor.documents == 2
    assert (corridor.km, corridor.missing_km, corridor.modes) == (5000, 2000, "rail,sea")
    assert corridor.routed == "partly"
    assert corridor.status == "operating"
    legs = atlas.legs()
    assert legs[legs.corridor == INSTC].status.tolist() == ["missing", "operating"]


def test_a_site_somewhere_in_a_country_is_drawn_as_that_country(atlas: Atlas) -> None:
    site = atlas.layer("sites").set_index("place_id").loc[FACTORY]
    country = atlas.layer("countries").set_index("name").loc["Tajikistan"]
    assert site.precision == "country"
    assert site.geometry.equals(country.geometry)
    assert (site["head"], site.anchor_id, site.anchor_name) == (
        "factory",
        "gold:tajikistan",
        "Tajikistan",
    )


def test_names_keep_their_capitals_and_nouns_are_small(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = (
        "Springfield, Illinois. A boat sank in Sagamoor River of Sangamon County."
        " A warehouse in Sangamon County burned down."
        " A crash closed Clear Lake Avenue in Springfield."
    )
    with Atlas.create(tmp_path / "names.gpkg") as atlas:
        atlas.add(geoparse(text, gazetteer))
        atlas.refresh(KnownWorld(gazetteer))
        sites = atlas.layer("sites")
    assert {"Sagamoor River", "Clear Lake Avenue", "warehouse"} <= set(sites["head"])


def test_what_is_known_beyond_the_text_is_told_apart(atlas: Atlas) -> None:
    site = atlas.place(FACTORY)
    assert site is not None
    assert site["known_lon"] == pytest.approx(68.787)
    assert site["lon"] != site["known_lon"]
    assert site["basis"] == "text"
    assert not any(atlas.layer(name).place_id.str.startswith("known:").any() for name in ("sites",))


def test_a_flow_runs_straight_from_origin_to_destination(path: Path) -> None:
    doc = document("Rail cargo went from Moscow to Tehran. Again Moscow sent cargo to Tehran.")
    again = doc.text.index("Again")
    with Atlas.create(path) as atlas:
        atlas.add(
            Parsed(
                doc,
                (mention(doc, "Moscow", MOSCOW), mention(doc, "Tehran", TEHRAN)),
                (
                    Route(doc.id, 0, 37, MOSCOW, TEHRAN, (), "rail", None, goods="cargo"),
                    Route(doc.id, again, len(doc.text), MOSCOW, TEHRAN, goods="cargo"),
                    Route(doc.id, 0, 37, MOSCOW, None),
                    Route(doc.id, 0, 37, MOSCOW, MOSCOW),
                ),
            )
        )
        atlas.refresh(Boxes())
        flows = atlas.layer("flows")
        assert len(flows) == 1
        flow = flows.iloc[0]
        assert flow.geometry.equals(straight(MOSCOW, TEHRAN))
        assert (flow.place_id, flow.from_name, flow.to_name, flow["mode"], flow.mentions) == (
            "flow:geonames:524901>geonames:112931:cargo", "Moscow", "Tehran", "rail", 2,
        )  # fmt: skip
        texts = [p.text for group in atlas.passages(flow.place_id) for p in group.passages]
        assert texts == [doc.text[:38], doc.text[39:]]
        assert len(atlas.mentions(doc.id)) == 2


def test_a_described_way_leads_to_its_flow(path: Path) -> None:
    doc = document("The first rail cargo from Moscow to Tehran left.")
    way = mention(doc, "rail cargo from Moscow to Tehran", None, kind="corridor", reason="a flow")
    route = Route(doc.id, way.mention.start, way.mention.end, MOSCOW, TEHRAN, mentions=(10,))
    with Atlas.create(path) as atlas:
        atlas.add(Parsed(doc, (way,), (route,)))
        atlas.refresh(Boxes())
        [row] = atlas.mentions(doc.id)
        assert (row.layer, row.name, row.reason) == ("flows", "Moscow – Tehran", None)
        assert atlas.layer("flows").mentions.tolist() == [1]


def test_dates_come_from_the_sentence_and_else_from_the_day_of_publication(path: Path) -> None:
    text = "On 3 May 2021 they met in Tehran. Nothing came of it. Moscow was silent."
    dated = (TextDate(3, 13, "3 May 2021", "2021-05-03"), TextDate(0, 2, "On", None))
    doc = document(text, published="2022-01-31", dates=dated)
    with Atlas.create(path) as atlas:
        atlas.add(Parsed(doc, (mention(doc, "Tehran", TEHRAN), mention(doc, "Moscow", MOSCOW))))
        atlas.refresh(Boxes())
        cities = atlas.layer("cities").set_index("name")
    assert cities.loc["Tehran", ["first_date", "last_date"]].tolist() == ["2021-05-03"] * 2
    assert cities.loc["Moscow", ["first_date", "last_date"]].tolist() == ["2022-01-31"] * 2


def test_an_interval_spans_from_its_first_to_its_last_day(path: Path) -> None:
    text = "From October 22-24 they met in Tehran."
    doc = document(text, dates=(TextDate(5, 18, "October 22-24", "2024-10-22/2024-10-24"),))
    with Atlas.create(path) as atlas:
        atlas.add(Parsed(doc, (mention(doc, "Tehran", TEHRAN),)))
        atlas.refresh(Boxes())
        row = atlas.layer("cities").iloc[0]
    assert (row.first_date, row.last_date) == ("2024-10-22", "2024-10-24")


def test_what_has_no_location_is_on_no_layer_but_stays_a_mention(atlas: Atlas) -> None:
    tankers = [
        row
        for info in atlas.documents()
        for row in atlas.mentions(info.id)
        if row.surface == "tankers at sea in Asia"
    ]
    assert [(row.place_id, row.layer, row.reason) for row in tankers] == [
        (None, None, "the text gives no position")
    ]


def test_a_place_without_a_point_is_named_but_not_drawn(path: Path) -> None:
    doc = document("Far away in Ruritania.")
    nowhere = Candidate("curated:ruritania", "Ruritania", "country", None, None)
    with Atlas.create(path) as atlas:
        atlas.add(Parsed(doc, (mention(doc, "Ruritania", nowhere),)))
        atlas.refresh(Boxes())
        assert len(atlas.layer("countries")) == 0
        place = atlas.place("curated:ruritania")
        assert place is not None
        assert (place["layer"], place["name"]) == (None, "Ruritania")
        assert len(atlas.passages("curated:ruritania")) == 1


def test_refreshing_twice_changes_nothing(atlas: Atlas) -> None:
    before = {name: layer.to_json() for name, layer in atlas.layers().items()}
    atlas.refresh(Boxes())
    assert {name: layer.to_json() for name, layer in atlas.layers().items()} == before


def test_a_failing_refresh_leaves_the_layers_as_they_were(atlas: Atlas) -> None:
    class Broken(Boxes):
        def geometry(self, place_id: str) -> None:
            raise RuntimeError(place_id)

    before = len(atlas.layer("countries"))
    with pytest.raises(RuntimeError):
        atlas.refresh(Broken())
    assert len(atlas.layer("countries")) == before > 0


def test_the_last_document_takes_its_places_along(atlas: Atlas) -> None:
    for parsed in gold_documents():
        atlas.remove(parsed.document.id)
    atlas.refresh(Boxes())
    assert all(len(layer) == 0 for layer in atlas.layers().values())
    assert len(atlas.legs()) == 0
    assert atlas.search("Tehran").places == []
    assert atlas.search("Tehran").passages == []
