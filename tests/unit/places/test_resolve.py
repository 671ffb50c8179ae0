"""Which place a name means depends on what else the text says."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Resolution


def resolution(text: str, surface: str, gazetteer: Gazetteer) -> Resolution:
    return next(r for r in geoparse(text, gazetteer).resolutions if r.mention.surface == surface)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("She moved to Naples, Florida last year.", "Naples", "US", "FL"),
        ("She moved to Naples and then to Rome, Italy.", "Naples", "IT", "04"),
        ("A diner in Paris, Texas burned down.", "Paris", "US", "TX"),
        ("Talks in Paris between France and Germany", "Paris", "FR", "11"),
        ("It happened at Memphis in Tennessee.", "Memphis", "US", "TN"),
        ("Georgia, Armenia and Azerbaijan share the South Caucasus.", "Georgia", "GE", None),
        ("Police in Atlanta, Georgia made an arrest.", "Georgia", "US", "GA"),
        ("Kyiv and Odessa were shelled, Ukraine said.", "Odessa", "UA", "17"),
        ("Odessa, Texas and Midland, Texas pump oil.", "Odessa", "US", "TX"),
    ],
)
def test_context_decides_between_namesakes(
    text: str, name: str, country: str, admin1: str | None, gazetteer: Gazetteer
) -> None:
    place = resolution(text, name, gazetteer).place
    assert place is not None
    assert (place.country, place.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Floods along the Mississippi closed two bridges.", "Mississippi", "water"),
        ("Herders crossed the Niger, then the Senegal.", "Niger", "water"),
        ("South of the Lúrio the road is open.", "Lúrio", "water"),
        ("The Naf delta is flooded.", "Naf", "water"),
        ("The Mississippi senator voted against it.", "Mississippi", "admin"),
        ("The Delaware-based firm was fined.", "Delaware", "admin"),
        ("Doctors from the Kansas and Nebraska health boards met.", "Kansas", "admin"),
        ("Voters in the Bronx waited.", "Bronx", "city"),
        ("Mississippi voted against it.", "Mississippi", "admin"),
    ],
)
def test_with_an_article_a_name_is_a_river(
    text: str, name: str, kind: str, gazetteer: Gazetteer
) -> None:
    found = {r.mention.surface: r for r in geoparse(text, gazetteer).resolutions}
    assert found[name].mention.kind == kind


def test_a_qualified_name_is_not_outvoted_by_its_famous_namesake(gazetteer: Gazetteer) -> None:
    text = "A man from Athens, Ohio, flew to Crete. Athens had never heard of him."
    first, *_ = geoparse(text, gazetteer).resolutions
    assert first.place is not None
    assert (first.place.country, first.place.admin1) == ("US", "OH")


def test_what_no_list_has_is_where_the_name_in_it_is(gazetteer: Gazetteer) -> None:
    text = "She was born in Hartford Hospital in Hartford, Connecticut."
    found = resolution(text, "Hartford Hospital", gazetteer)
    town = resolution(text, "Hartford", gazetteer).place
    assert found.place is not None
    assert town is not None
    assert found.place.place_id == f"site:hartford-hospital@{town.place_id}"
    assert (found.mention.kind, found.precision) == ("site", "city")
    assert (found.place.lon, found.place.lat) == (town.lon, town.lat)


def test_runners_up_are_kept_and_probabilities_are_shares(gazetteer: Gazetteer) -> None:
    found = resolution("They met in Georgia.", "Georgia", gazetteer)
    others = {place.country: chance for place, chance in found.runners_up}
    assert found.place is not None
    assert {found.place.country, *others} >= {"GE", "US"}
    assert found.probability + sum(others.values()) == pytest.approx(1, abs=0.05)


def test_old_names_and_other_scripts_mean_the_same_place(gazetteer: Gazetteer) -> None:
    ids = {
        resolution(f"in {name}", name, gazetteer).place.place_id  # type: ignore[union-attr]
        for name in ("Nur-Sultan", "Astana", "Астана")
    }
    assert ids == {"geonames:1526273"}


@pytest.mark.parametrize(
    ("text", "surface", "country", "precision"),
    [
        ("a munitions factory in Moldova", "munitions factory in Moldova", "MD", "country"),
        ("a drone factory near Isfahan", "drone factory near Isfahan", "IR", "city"),
        ("five Iraqi oil fields", "five Iraqi oil fields", "IQ", "country"),
    ],
)
def test_a_described_site_is_as_precise_as_its_anchor(
    text: str, surface: str, country: str, precision: str, gazetteer: Gazetteer
) -> None:
    found = resolution(f"They spoke of {text}.", surface, gazetteer)
    assert found.place is not None
    assert (found.place.country, found.precision) == (country, precision)


def test_distance_and_bearing_give_a_point(gazetteer: Gazetteer) -> None:
    text = "an airstrip 60 km north-west of Faya in Chad"
    site = resolution(text, "airstrip 60 km north-west of Faya in Chad", gazetteer).place
    faya = resolution(text, "Faya", gazetteer).place
    assert site is not None
    assert faya is not None
    assert geodesic((site.lat, site.lon), (faya.lat, faya.lon)).km == pytest.approx(60, abs=0.1)
    assert (site.lon or 0) < (faya.lon or 0)
    assert (site.lat or 0) > (faya.lat or 0)


def test_a_border_is_placed_on_the_border(gazetteer: Gazetteer) -> None:
    from shapely import Point

    found = resolution(
        "Drones crossed the northern Syrian border.", "northern Syrian border", gazetteer
    )
    assert found.place is not None
    spot = Point(found.place.lon, found.place.lat)
    for name in ("Syria", "Turkey"):
        country = gazetteer.geometry(gazetteer.candidates(name)[0].place_id)
        assert country is not None
        assert country.boundary.distance(spot) < 1e-6


def test_what_is_known_of_a_described_site_stands_beside_it(gazetteer: Gazetteer) -> None:
    text = "It opened a drone factory in Tajikistan."
    found = resolution(text, "drone factory in Tajikistan", gazetteer)
    (known, chance), *_ = found.runners_up
    assert (found.precision, found.basis) == ("country", "text")
    assert (known.basis, chance) == ("known", 0.0)
    assert known.note
    assert geodesic((known.lat, known.lon), (38.56, 68.79)).km < 20


def test_the_capital_of_a_country_is_that_city(gazetteer: Gazetteer) -> None:
    found = resolution("He landed in the Uzbek capital.", "Uzbek capital", gazetteer)
    assert found.place is not None
    assert found.place.name == "Tashkent"
