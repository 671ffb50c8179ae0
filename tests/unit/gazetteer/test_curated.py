"""The hand-made data is whole: every row can be placed, checked and traced to its source."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

from geodata.gazetteer import Gazetteer, fold_name
from geodata.gazetteer.sources import curated

TABLES = {"regions": "region", "waters": "water", "landforms": "landform", "sites": "site"}
ENTRIES = [entry for file, table in TABLES.items() for entry in curated.read(file)[table]]
KEYS = {
    "id", "name", "aliases", "abbreviations", "demonyms", "kind", "point", "line", "countries",
    "rank", "heads", "modifiers", "anchor", "precision", "source", "note",
}  # fmt: skip


def test_ids_are_single() -> None:
    ids = [entry["id"] for entry in ENTRIES]
    assert len(set(ids)) == len(ids) > 600


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["id"]))
def test_rows_are_complete(gazetteer: Gazetteer, entry: dict[str, Any]) -> None:
    assert entry.keys() <= KEYS
    assert entry["source"]
    assert 0 <= entry.get("rank", 5) <= 9
    lon, lat = entry.get("point", (0, 0))
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90
    for name in (entry["name"], *entry.get("aliases", ())):
        assert f"curated:{entry['id']}" in {c.place_id for c in gazetteer.candidates(name)}


@pytest.mark.parametrize("entry", curated.read("sites")["site"], ids=lambda e: str(e["id"]))
def test_sites_lie_in_their_country(gazetteer: Gazetteer, entry: dict[str, Any]) -> None:
    if entry["id"] == "guantanamo-base":
        return
    country = gazetteer.geometry(gazetteer.country(entry["countries"][0]).place_id)
    assert country is not None
    assert country.distance(shapely.Point(*entry["point"])) < 0.6  # fields lie off the coast


def test_regions_hold_their_points(gazetteer: Gazetteer) -> None:
    for entry in curated.read("regions")["region"]:
        area = gazetteer.geometry(f"curated:{entry['id']}")
        assert area is not None
        assert area.is_valid, entry["id"]
        if "countries" in entry and entry.get("kind", "region") == "region":
            assert gazetteer.members(f"curated:{entry['id']}") == tuple(sorted(entry["countries"]))


@pytest.mark.parametrize("key", curated.read("names")["places"])
def test_names_belong_to_a_place(gazetteer: Gazetteer, key: str) -> None:
    entry = curated.read("names")["places"][key]
    assert entry.keys() <= {"name", "rank", "aliases", "abbreviations", "demonyms"}
    for name in (*entry.get("aliases", ()), *entry.get("abbreviations", ())):
        places = gazetteer.candidates(name)
        assert key in {curated.key_of(place) for place in places}, name
    if not entry.get("aliases"):
        assert any(curated.key_of(place) == key for place in _named(gazetteer, key, entry))


def _named(gazetteer: Gazetteer, key: str, entry: dict[str, Any]) -> tuple[Any, ...]:
    """The place itself, by its id or code or by one of the names it is given."""
    if ":" in key:
        return (gazetteer.place(key),)
    if "." not in key:
        return (gazetteer.country(key),)
    names = [entry.get("name"), *entry.get("abbreviations", ()), *entry.get("demonyms", ())]
    found = [place for name in filter(None, names) for place in gazetteer.candidates(name)]
    return tuple(found) or tuple(p for p in gazetteer.all("admin") if curated.key_of(p) == key)


def test_stop_words_are_folded_already() -> None:
    assert {word for word in curated.stop_words() if fold_name(word) != word} == set()
