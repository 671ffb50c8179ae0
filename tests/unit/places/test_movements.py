"""Ways of whatever moves: by verbs of transport, by what comes and goes, in stages, by lines."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from tests.unit.places.told import Pair, pairs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The dismantled reactor was barged from Bilbao to Rotterdam.", ("Bilbao", "Rotterdam")),
        ("Garlic is trucked to Warsaw from Hamburg.", ("Hamburg", "Warsaw")),
        ("The tusks, 600 in all, were in transit from Luanda to Mombasa.", ("Luanda", "Mombasa")),
        ("A bulk carrier en route from Santos to Qingdao ran aground.", ("Santos", "Qingdao")),
        ("Old buses come to Bishkek from Busan by way of Vladivostok.", ("Busan", "Bishkek")),
        ("From Tampico the fuel is trucked to Monterrey.", ("Tampico", "Monterrey")),
        ("The quinine reached London from Mumbai until 1942.", ("Mumbai", "London")),
        ("Most of Cuba’s oil used to come from Venezuela.", ("Venezuela", "Cuba")),
        ("Half the potash that Brazil buys comes from Russia.", ("Russia", "Brazil")),
        ("Peru, a big buyer of maize, took 90,000 tonnes from Romania.", ("Romania", "Peru")),
        ("Kenya has been buying hydropower from Ethiopia.", ("Ethiopia", "Kenya")),
        ("Three trains a week leave Duisburg for Chongqing.", ("Duisburg", "Chongqing")),
        ("Peru ships its copper from Callao to Busan.", ("Callao", "Busan")),
        ("The bullion was flown out of Caracas to Kampala.", ("Caracas", "Kampala")),
        ("Lorries cross the strait from Calais to Dover.", ("Calais", "Dover")),
    ],
)
def test_what_moves_has_a_way(text: str, pair: Pair, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == {pair}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Bananas picked in Machala end up in Hamburg.", ("Machala", "Hamburg")),
        ("Of the oil loaded at Novorossiysk, half goes to India.", ("Novorossiysk", "India")),
        ("A tanker left Murmansk on Monday; its cargo is meant for Rotterdam.",
         ("Murmansk", "Rotterdam")),
        ("Nearly all the garlic sold in Warsaw comes from Hamburg.", ("Hamburg", "Warsaw")),
        ("Cement from Sfax is unloaded at Valletta.", ("Sfax", "Valletta")),
        ("The load had come from Santos and was meant for Liverpool.", ("Santos", "Liverpool")),
        ("The rifles were scrap. They were loaded in Durban and were bound for Karachi.",
         ("Durban", "Karachi")),
    ],
)  # fmt: skip
def test_where_it_comes_from_and_where_it_goes_make_one_way(
    text: str, pair: Pair, gazetteer: Gazetteer
) -> None:
    assert pairs(text, gazetteer) == {pair}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Crude is pumped from Kirkuk to Ceyhan and then shipped to Trieste.",
         {("Kirkuk", "Ceyhan"), ("Ceyhan", "Trieste")}),
        ("Jute goes from Dhaka to Karachi, and from there by sea to Trieste.",
         {("Dhaka", "Karachi"), ("Karachi", "Trieste")}),
        ("Poland bought 3m tonnes from Colombia, 1.2m from Kazakhstan and the rest from Chile.",
         {("Colombia", "Poland"), ("Kazakhstan", "Poland"), ("Chile", "Poland")}),
        ("Milk goes from Bogotá to Lima, beef from Asunción to Quito.",
         {("Bogotá", "Lima"), ("Asunción", "Quito")}),
        ("Grain goes from Odesa to Tunis, Beirut and Mersin.",
         {("Odesa", "Tunis"), ("Odesa", "Beirut"), ("Odesa", "Mersin")}),
    ],
)  # fmt: skip
def test_lists_and_stages_are_ways_of_their_own(
    text: str, wanted: set[Pair], gazetteer: Gazetteer
) -> None:
    assert pairs(text, gazetteer) == wanted


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Engineers finished a 400 kV line linking Burgas with Plovdiv.", ("Burgas", "Plovdiv")),
        ("A ferry plies between Aktau and Baku.", ("Aktau", "Baku")),
        ("Trains run twice a week between Almaty and Tashkent.", ("Almaty", "Tashkent")),
        ("A road tunnel, 14 km long, would link Bergen with Stavanger.", ("Bergen", "Stavanger")),
        ("The railway that China has built from Mombasa to Nairobi is late.",
         ("Mombasa", "Nairobi")),
    ],
)  # fmt: skip
def test_lines_have_two_ends(text: str, pair: Pair, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == {pair}


@pytest.mark.parametrize(
    "text",
    [
        "The envoy went from Doha to Cairo with a draft.",
        "The family moved from Aleppo to Gaziantep in 2013.",
        "Her hostage brother was flown from Gaza to Doha.",
        "He was brought from Minsk to Vilnius.",
        "The girls were tired. They travelled from Aleppo to Beirut by bus.",
        "The company shipped its chief executive from Detroit to Shanghai.",
        "The talks moved from Geneva to Vienna.",
        "The storm system moved from Cuba to Florida.",
        "From Berlin to Tokyo, markets fell.",
        "Power passed from Paris to Brussels.",
        "The price of bananas rose from Quito to Moscow.",
        "The border runs from Narva to Pskov.",
        "The Danube flows from Germany to Romania.",
        "Germany’s chancellor took a train from Warsaw to Kyiv.",
        "The firm moved its headquarters from London to Dublin.",
        "Brussels exported its rules from Dublin to Athens.",
    ],
)
def test_people_ideas_and_extents_are_no_ways(text: str, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == set()


def test_a_town_in_sight_is_where_it_goes_rather_than_its_state(gazetteer: Gazetteer) -> None:
    assert pairs("Vaccines reached Kinshasa from Brussels.", gazetteer) == {
        ("Brussels", "Kinshasa")
    }


def test_a_noun_may_end_its_clause(gazetteer: Gazetteer) -> None:
    assert pairs("India, and barrels Iraq a China exports", gazetteer) == set()
