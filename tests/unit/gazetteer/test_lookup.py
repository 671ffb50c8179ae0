"""What names can mean, on the real gazetteer."""

from __future__ import annotations

import multiprocessing
import threading
import time

import pytest
import shapely

from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer, NameFlag, fold_name
from geodata.geodesy import distance_km
from geodata.model import Candidate


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    return [place.place_id for place in gazetteer.candidates(name)]


def point_of(place: Candidate) -> shapely.Point:
    assert place.lon is not None
    assert place.lat is not None
    return shapely.Point(place.lon, place.lat)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Tehran", "geonames:112931"),
        ("Тегеран", "geonames:112931"),
        ("طهران", "geonames:112931"),
        ("Astana", "geonames:1526273"),
        ("Nur-Sultan", "geonames:1526273"),
        ("Kiev", "geonames:703448"),
        ("Odessa", "geonames:698740"),
        ("Naples", "geonames:3172394"),
        ("Venice", "geonames:3164603"),
        ("Georgia", "geonames:614540"),
        ("Egypt", "geonames:357994"),
        ("Türkiye", "geonames:298795"),
        ("TURKIYE", "geonames:298795"),
        ("Burma", "geonames:1327865"),
        ("Persia", "geonames:130758"),
        ("Islamic Republic of Iran", "geonames:130758"),
        ("Russian Federation", "geonames:2017370"),
        ("Holland", "geonames:2750405"),
        ("Britain", "geonames:2635167"),
        ("U.S.", "geonames:6252001"),
        ("USA", "geonames:6252001"),
        ("Россия", "geonames:2017370"),
        ("ایران", "geonames:130758"),
        ("Crimea", "geonames:703883"),
        ("Caspian Sea", "ne:caspian-sea"),
        ("Bosphorus", "ne:bosporus"),
        ("Azov Sea", "ne:sea-of-azov"),
        ("Arabian Gulf", "ne:persian-gulf"),
        ("Strait of Hormuz", "curated:strait-of-hormuz"),
        ("Suez Canal", "curated:suez-canal"),
        ("Middle East", "curated:middle-east"),
        ("Central Asia", "curated:central-asia"),
        ("Arab Gulf states", "curated:arab-gulf-states"),
        ("Zagros Mountains", "curated:zagros"),
        ("Kremlin", "curated:kremlin"),
        ("Nhava Sheva", "curated:nhava-sheva"),
        ("INSTC", "curated:instc"),
    ],
)
def test_first_candidate(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert ids(gazetteer, name)[0] == place_id


def test_all_candidates_are_kept(gazetteer: Gazetteer) -> None:
    georgias = gazetteer.candidates("Georgia")
    assert [(place.kind, place.country) for place in georgias[:2]] == [
        ("country", "GE"),
        ("admin", "US"),
    ]
    odessas = {(place.country, place.admin1) for place in gazetteer.candidates("Odessa")}
    assert {("UA", "17"), ("US", "TX"), ("US", "FL")} <= odessas


def test_cities_and_areas_join_by_their_codes(gazetteer: Gazetteer) -> None:
    florida = next(c for c in gazetteer.candidates("Florida") if c.country == "US")
    naples = [c for c in gazetteer.candidates("Naples") if c.admin1 == florida.admin1]
    assert [(c.country, c.name, c.admin2) for c in naples] == [("US", "Naples", "021")]
    county = gazetteer.candidates("Collier County")[0]
    assert (county.kind, county.admin1, county.admin2) == ("admin", "FL", "021")


def test_counties(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Suffolk County")
    assert {(place.admin1, place.kind) for place in found} == {("NY", "admin"), ("MA", "admin")}
    new_york = next(place for place in found if place.admin1 == "NY")
    assert new_york.lon == pytest.approx(-72.8, abs=0.3)
    assert new_york.lat == pytest.approx(40.9, abs=0.3)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Iranian", "IR"), ("Iranians", "IR"), ("Kazakh", "KZ"), ("Turkmen", "TM"),
        ("Uzbekistani", "UZ"), ("Saudi", "SA"), ("Emiratis", "AE"), ("Azeri", "AZ"),
        ("Irishwomen", "IE"), ("Frenchmen", "FR"), ("Sino", "CN"), ("Russo", "RU"),
    ],
)  # fmt: skip
def test_demonyms_are_no_places(gazetteer: Gazetteer, name: str, country: str) -> None:
    found = gazetteer.candidates(name)
    assert found[0].country == country
    assert {place.match for place in found} == {"demonym"}


@pytest.mark.parametrize(
    "name",
    ["Kurdish", "Central Asian", "Middle Eastern", "Texan", "Parisian", "Muscovites", "Europeans"],
)
def test_demonyms_of_other_places(gazetteer: Gazetteer, name: str) -> None:
    assert {place.match for place in gazetteer.candidates(name)} == {"demonym"}


@pytest.mark.parametrize("name", ["Hong Kong", "New Zealand", "Singapore", "Luxembourg"])
def test_names_that_are_also_adjectives_stay_names(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name)[0].kind == "country"


@pytest.mark.parametrize("name", ["The", "For", "SEA", "From", "said", "island", "will", ""])
def test_traps_are_no_names(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()


def test_lesser_places_do_not_borrow_great_names(gazetteer: Gazetteer) -> None:
    assert {place.kind for place in gazetteer.candidates("Iraq")} == {"country"}
    assert gazetteer.candidates("Tunis")[0].name == "Tunis"
    assert all(place.kind != "country" for place in gazetteer.candidates("Tunis"))


def test_abbreviations_count_only_as_written(gazetteer: Gazetteer) -> None:
    keys = gazetteer.words()[0]
    for name in ("US", "UAE", "DC", "Calif.", "Ill.", "N.Y.", "IN"):
        assert keys[fold_name(name)] & NameFlag.CASED, name
        assert name in gazetteer.cased[fold_name(name)]
        assert gazetteer.candidates(name)[0].match == "abbreviation"
    assert "us" not in gazetteer.cased["us"]
    assert not keys["iran"] & NameFlag.CASED


def test_saints_and_mounts_are_found_either_way(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Saint Louis")[0] == ids(gazetteer, "St. Louis")[0] == "geonames:4407066"
    assert ids(gazetteer, "Mt. Fuji") == ids(gazetteer, "Mount Fuji")


def test_keys_hold_every_name_with_what_it_is(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    keys = gazetteer.words()[0]
    assert time.process_time() - start < 3  # half a second on a quiet machine
    assert len(keys) > 700_000
    assert NameFlag(keys["georgia"]) == (
        NameFlag.COUNTRY | NameFlag.ADMIN | NameFlag.STATE | NameFlag.MAIN
    )
    assert keys["tehran"] & NameFlag.BIG
    assert keys["iranian"] == NameFlag.DEMONYM
    assert keys["caspian sea"] & NameFlag.WATER
    assert keys["instc"] & NameFlag.CORRIDOR
    assert max(key.count(" ") + 1 for key in keys) == gazetteer.max_words


def test_every_key_has_candidates(gazetteer: Gazetteer) -> None:
    for key in list(gazetteer.words()[0])[::9_973]:
        assert gazetteer.candidates(key), key


def test_regions_are_their_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.members("curated:south-caucasus") == ("AM", "AZ", "GE")
    region = gazetteer.geometry("curated:south-caucasus")
    assert region is not None
    for iso in ("AM", "AZ", "GE"):
        country = gazetteer.country(iso)
        assert region.contains(point_of(country))
    assert not region.contains(shapely.Point(37.6, 55.7))
    assert gazetteer.members(gazetteer.country("IR").place_id) == ("IR",)


def test_crimea_is_drawn_as_most_of_the_united_nations_see_it(gazetteer: Gazetteer) -> None:
    simferopol = shapely.Point(34.11, 44.96)
    ukraine = gazetteer.geometry(gazetteer.country("UA").place_id)
    russia = gazetteer.geometry(gazetteer.country("RU").place_id)
    assert ukraine is not None
    assert russia is not None
    assert ukraine.contains(simferopol)
    assert not russia.contains(simferopol)


@pytest.mark.parametrize("kind", ["country", "water"])
@pytest.mark.parametrize("coarse", [False, True])
def test_polygons_are_valid_and_hold_their_points(
    gazetteer: Gazetteer, kind: str, coarse: bool
) -> None:
    places = gazetteer.all("country" if kind == "country" else "water")
    assert len(places) > 200
    for place in places:
        geometry = gazetteer.geometry(place.place_id, coarse=coarse)
        if geometry is not None:
            assert geometry.is_valid, place
            if not coarse:
                assert geometry.intersects(point_of(place)), place


def test_every_country_has_a_point(gazetteer: Gazetteer) -> None:
    unplaced = {place.country for place in gazetteer.all("country") if place.lon is None}
    assert unplaced == {"BV", "TK"}  # Bouvet Island and Tokelau: no polygon and no capital


def test_countries_at_an_extent(gazetteer: Gazetteer) -> None:
    found = {place.country for place in gazetteer.countries_at((8.9, 45.8, 9.0, 46.0))}  # Lugano
    assert {"CH", "IT"} <= found
    assert "JP" not in found


def test_coarse_countries_are_lighter(gazetteer: Gazetteer) -> None:
    nations = [country.place_id for country in gazetteer.all("country")]
    fine = sum(shapely.get_num_coordinates(gazetteer.geometry(i)) for i in nations)
    coarse = sum(shapely.get_num_coordinates(gazetteer.geometry(i, coarse=True)) for i in nations)
    assert coarse < fine / 2


def test_geometry_of_the_rest_is_a_point_or_a_line(gazetteer: Gazetteer) -> None:
    tehran = gazetteer.geometry("geonames:112931")
    assert tehran is not None
    assert tehran.geom_type == "Point"
    canal = gazetteer.geometry("curated:suez-canal")
    assert canal is not None
    assert canal.geom_type == "LineString"
    assert gazetteer.geometry("geonames:0") is None


def test_place_and_names(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("geonames:1526273")
    assert place is not None
    assert (place.name, place.country, place.geonameid) == ("Astana", "KZ", 1526273)
    assert {"Astana", "Nur-Sultan"} <= set(gazetteer.names(place.place_id))
    assert gazetteer.place("geonames:0") is None
    assert gazetteer.names("geonames:0") == ()
    with pytest.raises(GazetteerError, match="no country with the code ZZ"):
        gazetteer.country("ZZ")


def test_search_finds_beginnings_after_whole_names(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Ashga", limit=5)
    assert "Ashgabat" in [place.name for place in found]
    assert gazetteer.search("Georgia")[0].place_id == "geonames:614540"
    assert len(gazetteer.search("San", limit=7)) == 7
    assert gazetteer.search("") == []
    assert gazetteer.search("'; DROP TABLE place; --") == []


def test_what_is_known_of_described_sites(gazetteer: Gazetteer) -> None:
    sites = {site.place.place_id: site for site in gazetteer.known_sites()}
    factory = sites["curated:drone-factory-dushanbe"]
    assert factory.anchor == gazetteer.country("TJ").place_id
    assert "factory" in factory.heads
    assert "drone" in factory.modifiers
    assert factory.place.basis == "known"
    assert "17 May 2022" in (factory.place.note or "")


def test_threads_and_forks_may_share_one(gazetteer: Gazetteer) -> None:
    found: list[list[str]] = []
    gazetteer = Gazetteer(gazetteer.path, gazetteer.version)  # with nothing cached yet

    def look_up() -> None:
        found.append(ids(gazetteer, "Ashgabat"))

    threads = [threading.Thread(target=look_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    context = multiprocessing.get_context("fork")
    with context.Pool(1) as pool:
        found.append(pool.apply(_rasht, (gazetteer,)))
    assert [place_ids[0] for place_ids in found] == ["geonames:162183"] * 4 + ["geonames:118743"]


def _rasht(gazetteer: Gazetteer) -> list[str]:
    return ids(gazetteer, "Rasht")


@pytest.mark.parametrize(
    ("area", "town"),
    [("Heilongjiang", "Harbin"), ("Hebei", "Baoding"), ("Jiangsu", "Yangzhou"), ("Gao", "Gao"),
     ("Gansu", "Lanzhou"), ("Kurgan Oblast", "Kurgan"), ("Hovedstaden", "Copenhagen")],
)  # fmt: skip
def test_an_area_has_its_point_among_its_towns(area: str, town: str, gazetteer: Gazetteer) -> None:
    places = [
        next(c for c in gazetteer.candidates(name) if c.kind == kind)
        for name, kind in ((area, "admin"), (town, "city"))
    ]
    (ax, ay), (bx, by) = ((c.lon, c.lat) for c in places)
    assert ax and ay and bx and by  # noqa: PT018
    assert distance_km((ax, ay), (bx, by)) < 260
