"""The hand-made data is whole: every row can be placed, checked and traced to its source."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

from geodata.gazetteer import Gazetteer, fold_name
from geodata.gazetteer.sources import curated
from geodata.model import Candidate

TABLES = {
    "regions": "region",
    "waters": "water",
    "landforms": "landform",
    "sites": "site",
    "blocs": "bloc",
}
ENTRIES = [entry for file, table in TABLES.items() for entry in curated.read(file)[table]]
KEYS = {
    "id", "name", "aliases", "abbreviations", "demonyms", "kind", "point", "line", "countries",
    "rank", "heads", "modifiers", "anchor", "precision", "source", "note",
}  # fmt: skip


def test_ids_are_single() -> None:
    ids = [entry["id"] for entry in ENTRIES]
    assert len(set(ids)) == len(ids) > 600


@pytest.mark.parametrize("file", TABLES)
def test_rows_are_complete(gazetteer: Gazetteer, file: str) -> None:
    for entry in curated.read(file)[TABLES[file]]:
        assert entry.keys() <= KEYS, entry
        assert entry["source"], entry
        assert 0 <= entry.get("rank", 5) <= 9, entry
        lon, lat = entry.get("point", (0, 0))
        assert -180 <= lon <= 180, entry
        assert -90 <= lat <= 90, entry
        for name in (entry["name"], *entry.get("aliases", ())):
            found = {place.place_id for place in gazetteer.candidates(name)}
            assert f"curated:{entry['id']}" in found, name


def test_sites_lie_in_their_country(gazetteer: Gazetteer) -> None:
    for entry in curated.read("sites")["site"]:
        country = gazetteer.geometry(gazetteer.country(entry["countries"][0]).place_id)
        assert country is not None
        far = 2 if "field" in entry["source"] else 0.6  # degrees; fields lie off the coast
        if entry["id"] != "guantanamo-base":
            assert country.distance(shapely.Point(*entry["point"])) < far, entry


def test_regions_hold_their_points(gazetteer: Gazetteer) -> None:
    for entry in curated.read("regions")["region"]:
        area = gazetteer.geometry(f"curated:{entry['id']}")
        assert area is not None
        assert area.is_valid, entry["id"]
        if "countries" in entry and entry.get("kind", "region") == "region":
            assert gazetteer.members(f"curated:{entry['id']}") == tuple(sorted(entry["countries"]))


NAME_FIELDS = {"name", "rank", "point", "aliases", "abbreviations", "demonyms"}


def test_names_belong_to_a_place(gazetteer: Gazetteer) -> None:
    for key, entry in curated.read("names")["places"].items():
        assert entry.keys() <= NAME_FIELDS, key
        assert key in {curated.key_of(place) for place in _named(gazetteer, key, entry)}
        for name in (*entry.get("aliases", ()), *entry.get("abbreviations", ())):
            places = gazetteer.candidates(name)
            assert key in {curated.key_of(place) for place in places}, name


def _named(gazetteer: Gazetteer, key: str, entry: dict[str, Any]) -> tuple[Candidate, ...]:
    """The places that an entry may be about: by id, by country code, by its names."""
    if ":" in key:
        place = gazetteer.place(key)
        return (place,) if place else ()
    if "." not in key:
        return (gazetteer.country(key),)
    lists = (entry.get(field, ()) for field in ("aliases", "abbreviations", "demonyms"))
    names = [entry.get("name", ""), *(name for names in lists for name in names)]
    return tuple(place for name in names for place in gazetteer.candidates(name))


def test_stop_words_are_folded_already() -> None:
    assert {word for word in curated.stop_words() if fold_name(word) != word} == set()
