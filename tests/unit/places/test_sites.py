"""Where described sites are put: as precisely as the text supports, lines on their lines."""

from __future__ import annotations

import pytest
from shapely import Point

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Resolution
from geodata.places import bounding_line

IRAN, ARMENIA, TURKEY, SYRIA = (f"geonames:{number}" for number in (130758, 174982, 298795, 163843))


def sites(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    return [r for r in geoparse(text, gazetteer).resolutions if r.mention.head]


def site(text: str, gazetteer: Gazetteer) -> Resolution:
    (found,) = sites(text, gazetteer)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "They met at the border between Iran and Armenia.",
        "They met at the Armenian-Iranian border.",
        "They met at Armenia's border with Iran.",
        "They met at the Iran-Armenia border.",
    ],
)
def test_a_border_of_two_is_their_shared_line(text: str, gazetteer: Gazetteer) -> None:
    place = site(text, gazetteer).place
    assert place is not None
    assert place.place_id == f"site:border@{IRAN}+{ARMENIA}"
    line = bounding_line(gazetteer, f"{IRAN}+{ARMENIA}", ("border",))
    assert line is not None
    assert line.distance(Point(place.lon, place.lat)) < 1e-6
    assert 45.9 < line.bounds[0] < line.bounds[2] < 46.7


def test_the_neighbour_named_beside_a_border_is_its_other_side(gazetteer: Gazetteer) -> None:
    text = "Turkey moved tanks to the Syrian border. Talks failed."
    place = site(text, gazetteer).place
    assert place is not None
    assert place.place_id == f"site:border@{SYRIA}+{TURKEY}"
    assert place.name == "Border of Syria and Turkey"


def test_a_neighbour_told_later_is_not_a_border_s_other_side(gazetteer: Gazetteer) -> None:
    burkina, mali = "geonames:2361809", "geonames:2453866"
    for text in (
        "Fighters in Mali fled near the border with Burkina Faso. It was quiet. Niger sent troops.",
        "Fighters in Mali fled near the border with Burkina Faso, and Niger sent troops.",
        "Bamako is in Mali. They fled near the border with Burkina Faso. Niger sent troops.",
    ):
        (border,) = sites(text, gazetteer)
        assert border.place is not None
        assert border.place.place_id == f"site:border@{burkina}+{mali}"


def test_a_place_beside_a_border_tells_which_part_of_it(gazetteer: Gazetteer) -> None:
    place = site("The road ends on the Iranian border near Zahedan.", gazetteer).place
    assert place is not None
    assert place.lon is not None
    assert 60 < place.lon < 62


def test_a_zone_along_a_border_lies_on_it_not_in_the_middle(gazetteer: Gazetteer) -> None:
    found = site("Turkey wants a 30-km deep safe zone along the Syrian border.", gazetteer)
    assert found.place is not None
    assert found.place.place_id == f"site:safe-zone@site:border@{SYRIA}+{TURKEY}"
    assert found.place.lat == pytest.approx(36.7, abs=0.5)
    assert found.precision == "region"


def test_a_city_places_better_than_the_coast_it_lies_on(gazetteer: Gazetteer) -> None:
    found = site("The naval base at Tartus on the Syrian coast was emptied.", gazetteer)
    assert found.precision == "city"
    assert (found.place and found.place.place_id) == "site:naval-base@geonames:163345"


def test_one_factory_told_of_twice_is_one(gazetteer: Gazetteer) -> None:
    text = "A drone factory in Tajikistan opened. The factory in Tajikistan is small."
    first, second = sites(text, gazetteer)
    assert first.place == second.place


def test_factories_that_differ_stay_two(gazetteer: Gazetteer) -> None:
    text = "A drone factory in Tajikistan opened, and a missile factory in Tajikistan closed."
    first, second = sites(text, gazetteer)
    assert first.place != second.place


def test_a_site_between_two_towns_is_half_way_and_says_how_sure(gazetteer: Gazetteer) -> None:
    halfway = site("A naval base halfway between Nouakchott and Nouadhibou.", gazetteer).place
    between = site("A solar farm between Diss and Eye.", gazetteer).place
    assert halfway and between  # noqa: PT018
    assert (halfway.lat, halfway.lon) == pytest.approx((19.51, -16.50), abs=0.05)
    assert halfway.name == "Naval base, halfway between Nouakchott and Nouadhibou"
    assert halfway.radius_km == pytest.approx(33.5, abs=1)
    assert between.radius_km == pytest.approx(3.4, abs=0.2)


def test_a_zone_between_two_countries_is_on_their_border(gazetteer: Gazetteer) -> None:
    place = site("A buffer zone between Chad and Libya was drawn.", gazetteer).place
    assert place is not None
    assert place.name == "Buffer zone, border of Libya and Chad"


def test_a_distance_counts_from_what_it_is_told_of(gazetteer: Gazetteer) -> None:
    place = site("A farm near Västerås some 80 kilometres west of Stockholm.", gazetteer).place
    assert (place and place.name) == "Farm, Västerås"


def test_a_site_near_a_capital_is_at_that_city(gazetteer: Gazetteer) -> None:
    place = site("An airfield near the Ukrainian capital was hit.", gazetteer).place
    assert (place and place.name) == "Airfield, Kyiv"


def test_a_site_in_a_landscape_named_by_an_adjective_is_in_its_country(
    gazetteer: Gazetteer,
) -> None:
    found = site("A solar tower in the Moroccan desert stands idle.", gazetteer)
    assert (found.place and found.place.name, found.precision) == (
        "Solar tower, Morocco",
        "country",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A dam on the Nile in Ethiopia was built.", "Dam, Ethiopia"),
        ("A dam on the Nile in Egypt was built.", "Dam, Nile"),
        ("A mine in the Andes in Ecuador was closed.", "Mine, Ecuador"),
    ],
)
def test_a_site_lies_in_the_country_told_beside_its_river_or_range(
    text: str, name: str, gazetteer: Gazetteer
) -> None:
    place = site(text, gazetteer).place
    assert (place and place.name) == name
