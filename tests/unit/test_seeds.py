"""The five articles as an atlas: what was asked for is on the map, with every passage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import ingest
from geodata.atlas import Atlas
from geodata.atlas.quotes import LONGEST, quote_of
from geodata.atlas.selection import select
from geodata.model import LayerName, View
from mapapp.legend import figure, legend

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "eval" / "seeds.gold.jsonl"


@pytest.fixture(scope="module")
def atlas(seeds_path: Path) -> Iterator[Atlas]:
    with Atlas.open(seeds_path) as opened:
        yield opened


def gold_spans(*places: str) -> set[tuple[str, int]]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return {
        (row["doc"], m["start"]) for row in rows for m in row["mentions"] if m["place"] in places
    }


def shown(atlas: Atlas, place_id: str) -> set[tuple[str, int]]:
    return {
        (found.document.name, mention.start)
        for found in atlas.passages(place_id)
        for passage in found.passages
        for mention in passage.mentions
        if mention.place_id == place_id
    }


@pytest.mark.parametrize(
    ("place_id", "layer", "shapes", "gold"),
    [
        (
            "curated:instc",
            "corridors",
            {"MultiLineString"},
            "International North-South Transport Corridor",
        ),
        ("curated:zangezur", "corridors", {"MultiLineString"}, "Zangezur corridor"),
        ("ne:caspian-sea", "waters", {"Polygon", "MultiPolygon"}, "Caspian Sea"),
        (
            "site:drone-factory@geonames:1220409",
            "sites",
            {"Polygon", "MultiPolygon"},
            "Iranian drone factory, Tajikistan",
        ),
        ("geonames:162183", "cities", {"Point"}, "Ashgabat"),
    ],
)
def test_what_was_asked_for_leads_to_every_passage(
    place_id: str, layer: LayerName, shapes: set[str], gold: str, atlas: Atlas
) -> None:
    table = atlas.layer(layer).set_index("place_id")
    assert table.loc[place_id].geometry.geom_type in shapes
    assert shown(atlas, place_id) >= gold_spans(gold)
    assert table.loc[place_id, "mentions"] == len(shown(atlas, place_id))


def test_the_missing_railway_is_a_missing_leg(atlas: Atlas) -> None:
    legs = atlas.legs()
    missing = legs[(legs.corridor == "curated:instc") & (legs.status == "missing")]
    assert set(zip(missing.from_name, missing.to_name, strict=True)) == {("Astara (Iran)", "Rasht")}


def test_a_site_in_a_country_is_its_area_and_says_what_is_known_besides(atlas: Atlas) -> None:
    site = atlas.layer("sites").set_index("place_id").loc["site:drone-factory@geonames:1220409"]
    assert (site.precision, site.basis, site.anchor_name) == ("country", "text", "Tajikistan")
    assert site.known_note
    assert abs(site.known_lat - 38.56) < 0.2


def test_the_seeds_have_a_ready_briefing_that_quotes_them(atlas: Atlas) -> None:
    (briefing,) = atlas.briefings()
    views = {saved.view_id: saved.view for saved in atlas.views()}
    assert briefing.views == tuple(views)
    assert list(views) == ["instc", "zangezur", "caspian", "drone-factories", "ashgabat", "whole"]
    for view in views.values():
        selection = select(atlas, view)
        found = quote_of(selection)
        assert found is not None
        assert len(found.text) <= LONGEST + 2
        if view.documents:
            assert found.document.id in view.documents
        if view.extent:
            assert not selection.within(view.extent).empty
    assert figure(select(atlas, views["instc"])) == (
        "162 km",
        "of rail missing from Astara (Iran) to Rasht",
    )


def test_the_key_says_when_a_site_is_drawn_where_others_know_it_to_be(atlas: Atlas) -> None:
    factory = View(place="site:drone-factory@geonames:1220409", layers=("sites",))
    assert "known" in {entry.symbol for entry in legend(select(atlas, factory))}
    assert "known" not in {
        entry.symbol for entry in legend(select(atlas, replace(factory, place=None)))
    }


def test_a_build_leaves_views_and_briefings_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A summit in Ashgabat.")
    (tmp_path / "briefing.toml").write_text('title = "T"\n[[view]]\nid = "v"\ntitle = "V"')
    path = tmp_path / "atlas.gpkg"
    assert not ingest.build([tmp_path], path, workers=1).failed
    with Atlas.open(path, write=True) as atlas:
        atlas.save_view(View(title="Mine"), "v")
        before = atlas.views(), atlas.briefings()
    (tmp_path / "b.txt").write_text("Another one in Tehran.")
    assert ingest.build([tmp_path], path, workers=1).read == 1
    with Atlas.open(path) as atlas:
        assert (atlas.views(), atlas.briefings()) == before


def test_a_wrong_briefing_is_one_error_and_the_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A summit in Ashgabat.")
    (tmp_path / "briefing.toml").write_text("title =")
    report = ingest.build([tmp_path], tmp_path / "atlas.gpkg", workers=1)
    assert report.read == 1
    (error,) = report.failed
    assert str(error).startswith(f"{tmp_path / 'briefing.toml'}: is no TOML")


def test_what_was_parsed_with_other_weights_is_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("A summit in Ashgabat.")
    atlas = tmp_path / "atlas.gpkg"
    assert ingest.build([tmp_path / "a.txt"], atlas, workers=1).read == 1
    assert ingest.build([tmp_path / "a.txt"], atlas, workers=1).read == 0
    monkeypatch.setattr("geodata.atlas.world.version", lambda _: "another")
    assert ingest.build([tmp_path / "a.txt"], atlas, workers=1).read == 1


def test_corridors_tell_their_length_by_mode(atlas: Atlas) -> None:
    corridors = atlas.layer("corridors").set_index("place_id")
    instc = corridors.loc["curated:instc"]
    by_mode = dict(part.rsplit(" ", 1) for part in instc.km_by_mode.split(", "))
    assert set(by_mode) == {"rail", "sea", "road"}
    assert sum(map(int, by_mode.values())) == pytest.approx(instc.km, abs=2)
    legs = atlas.legs_of("curated:instc")
    assert [leg["km"] for leg in legs if leg["status"] == "missing"] == [instc.missing_km]


def test_ways_tell_how_the_texts_speak_of_them(atlas: Atlas) -> None:
    flows = atlas.layer("flows").set_index("place_id")
    drones = next(row for place_id, row in flows.iterrows() if str(place_id).endswith(":drone"))
    assert "alleged" in drones.manner.split(",") or "possible" in drones.manner.split(",")
    said = {
        mention.manner
        for found in atlas.passages(str(drones.name))
        for passage in found.passages
        for mention in passage.mentions
    }
    assert set(drones.manner.split(",")) == said - {None}


def test_sites_on_a_border_name_both_its_sides(atlas: Atlas) -> None:
    sites = atlas.layer("sites")
    zones = sites[sites.anchor_id.fillna("").str.contains("+", regex=False)]
    assert "Turkey–Syria border" in set(zones.anchor_name) or "Syria–Turkey border" in set(
        zones.anchor_name
    )
