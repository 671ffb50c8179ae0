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
        ("twenty-five kilometres east of Faya", 25, 90),
        ("two hundred kilometres east of Faya", 200, 90),
        ("three hundred and fifty kilometres from Faya", 350, None),
        ("several hundred kilometres from Faya", 500, None),
        ("60 kilometers (37 miles) north of Faya", 60, 0),
        ("a two-and-a-half-hour drive from Erbil", 150, None),
        ("between twenty and thirty km from Erbil", 30, None),
        ("12 mi west of Aden", 19.3, 270),
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


def test_a_distance_with_a_point_is_another_than_one_without(gazetteer: Gazetteer) -> None:
    text = "A depot 1.5 km north of Agadez was hit, then a depot 15 km north of Agadez."
    parsed = geoparse(text, gazetteer)
    assert len({r.place.place_id for r in parsed.resolutions if r.mention.head and r.place}) == 2


@pytest.mark.parametrize(
    "distance",
    ["60 kilometers (37 miles)", "1,200 m", "two hundred kilometres", "30 mi"],
)
def test_a_site_at_a_distance_is_not_in_the_town(gazetteer: Gazetteer, distance: str) -> None:
    parsed = geoparse(f"A depot {distance} north of Agadez was hit.", gazetteer)
    site = next(r.place for r in parsed.resolutions if r.mention.head)
    assert site
    assert site.radius_km
    assert site.name.endswith("north of Agadez")


def test_a_site_between_two_towns_is_one_in_either_order(gazetteer: Gazetteer) -> None:
    text = "A camp between Nairobi and Mombasa burned. The camp between Mombasa and Nairobi grew."
    parsed = geoparse(text, gazetteer)
    sites = [r.place for r in parsed.resolutions if r.mention.head and r.place]
    assert len(sites) == 2
    assert sites[0] == sites[1]
