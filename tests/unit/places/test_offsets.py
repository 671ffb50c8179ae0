"""Distance and bearing in words, and how far off a point so reckoned may be."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geodesy import distance_km
from geodata.geoparse import geoparse
from geodata.places.offsets import offset_in


@pytest.mark.parametrize(
    ("words", "km", "azimuth"),
    [
        ("an airstrip 60 km north-west of Faya", 60, 315),
        ("about 40 miles east of Bangui", 64.37, 90),
        ("90 nautical miles south-east of Mukalla", 166.7, 135),
        ("1,200 kilometres to the north-north-east of Perth", 1200, 22.5),
        ("some 12 kilometres from Mariupol", 12, None),
        ("500 metres off Sirte", 0.5, None),
        ("15 miles up the coast from Tartus", 24.1, None),
        ("within 30 km of Goma", 30, None),
        ("three days' walk from Putao", 120, None),
        ("two hours' drive north of Goma", 120, None),
    ],
)
def test_a_distance_is_read(words: str, km: float, azimuth: float | None) -> None:
    found = offset_in(words)
    assert found is not None
    assert found.km == pytest.approx(km, abs=0.1)
    assert found.azimuth == azimuth


@pytest.mark.parametrize("words", ["north of Faya", "a 30-km deep zone", "40 km north south of X"])
def test_what_tells_no_distance_is_none(words: str) -> None:
    assert offset_in(words) is None


def test_the_radius_grows_with_the_distance_and_without_a_bearing() -> None:
    near, far = offset_in("5 km west of X"), offset_in("60 km west of X")
    around = offset_in("60 km from X")
    assert near and far and around  # noqa: PT018
    assert near.radius_km < 5 < 20 < far.radius_km < 30 < 60 < around.radius_km


def test_a_site_off_a_town_is_placed_with_its_radius(gazetteer: Gazetteer) -> None:
    parsed = geoparse("They used an airstrip 60 km north-west of Agadez.", gazetteer)
    site = next(r.place for r in parsed.resolutions if r.mention.head)
    town = next(r.place for r in parsed.resolutions if not r.mention.head)
    assert site and town and site.lon and site.lat and town.lon and town.lat  # noqa: PT018
    assert distance_km((site.lon, site.lat), (town.lon, town.lat)) == pytest.approx(60, abs=0.1)
    assert site.radius_km == pytest.approx(25.7, abs=0.1)
    assert site.name == "Airstrip, 60 km north-west of Agadez"


def test_two_distances_are_two_sites(gazetteer: Gazetteer) -> None:
    text = "An airstrip 60 km north of Agadez was hit, then an airstrip 20 km south of Agadez."
    parsed = geoparse(text, gazetteer)
    assert len({r.place.place_id for r in parsed.resolutions if r.mention.head and r.place}) == 2
