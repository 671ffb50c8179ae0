"""The basemap's places are the gazetteer's: a mention of one lights up the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.gazetteer import Gazetteer

MAP = Path(__file__).parents[2] / "mapapp" / "static" / "map"


@pytest.mark.parametrize("file", ["basemap-coarse.json", "basemap.json", "basemap-fine.json"])
def test_every_place_of_the_basemap_is_in_the_gazetteer(file: str, gazetteer: Gazetteer) -> None:
    basemap = json.loads((MAP / file).read_text(encoding="utf-8"))
    waters = {place.place_id for place in gazetteer.all("water")}
    codes = {country.country for country in gazetteer.all("country")}
    assert {water["id"] for water in basemap["waters"]} <= waters
    # Bases and the like that belong to no country of ISO 3166 have a code of three letters.
    assert {place["id"] for place in basemap["countries"] if len(place["id"]) == 2} <= codes
