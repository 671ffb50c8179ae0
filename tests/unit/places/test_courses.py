"""Lines and carriers whose verb, subject or end stands apart: relative clauses, pronouns, lists."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from tests.unit.places.told import Pair, pairs


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The pipeline, which has cost $4bn so far, will run for 900 km from Almaty in southern "
         "Kazakhstan to the Russian city of Omsk.", ("Almaty", "Omsk")),
        ("The Aurora Pipeline, whose first section is to run from Damascus to Amman, is late.",
         ("Damascus", "Amman")),
        ("The scheme is a dream of engineers. It would run from Riyadh to Amman by way of Tabuk.",
         ("Riyadh", "Amman")),
        ("A power line is to be laid from Tbilisi to Yerevan.", ("Tbilisi", "Yerevan")),
        ("From Ankara to Sivas the new trains will run at night.", ("Ankara", "Sivas")),
        ("Between Riga and Vilnius the line runs through two forests.", ("Riga", "Vilnius")),
        ("One cable is dead; an older one linking Lisbon with Dakar still works.",
         ("Lisbon", "Dakar")),
        ("The railway, meant to link Lomé with Niamey by way of Cotonou, rusts.",
         ("Lomé", "Niamey")),
        ("Work on the Kampala–Nairobi section has begun.", ("Kampala", "Nairobi")),
    ],
)  # fmt: skip
def test_a_verb_far_behind_lays_a_line(text: str, pair: Pair, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == {pair}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Police boarded a dhow that was sailing from Karachi to Mombasa.",
         ("Karachi", "Mombasa")),
        ("Sailings from Santos to Rotterdam now take 20 days.", ("Santos", "Rotterdam")),
        ("The airline flies thrice weekly between Riga and Tbilisi.", ("Riga", "Tbilisi")),
        ("Tractors dragging crates take nine days from Salta to Iquique.", ("Salta", "Iquique")),
        ("Lorries of cement need five days from Sfax to Bamako.", ("Sfax", "Bamako")),
        ("In Benghazi, where planes from Minsk have landed since May, nobody asks.",
         ("Minsk", "Benghazi")),
        ("Gas for Moldova now enters, at a price, from Romania.", ("Romania", "Moldova")),
        ("Turkey is sending Lebanon 60 mcm a month.", ("Turkey", "Lebanon")),
        ("Norway exports 1,400 MW to Germany on windy nights.", ("Norway", "Germany")),
        ("Nord Stream would bring 50 bcm a year from Vyborg to Rostock.", ("Vyborg", "Rostock")),
        ("Cobalt goes from Lubumbashi to China’s Guangdong province.",
         ("Lubumbashi", "Guangdong")),
        ("The firm mines bauxite in Angola and ships it to Yantai.", ("Angola", "Yantai")),
        ("The first flight to Kabul took off from Almaty.", ("Almaty", "Kabul")),
        ("Oil goes by rail to Aktau, from where tankers take it on to Baku.", ("Aktau", "Baku")),
        ("Grain for Egypt is shipped from Odesa to Alexandria.", ("Odesa", "Alexandria")),
        ("More than 600,000 Sudanese have fled from Khartoum into Chad.", ("Khartoum", "Chad")),
        ("The rifles had been loaded in Durban, a court found; they were destined for Karachi.",
         ("Durban", "Karachi")),
        ("Iran has supplied Ghana’s army with drones.", ("Iran", "Ghana")),
        ("The Ever Luck reached Hamburg after a voyage of 20 days from Ningbo.",
         ("Ningbo", "Hamburg")),
    ],
)  # fmt: skip
def test_what_carries_and_how_much_is_carried(text: str, pair: Pair, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == {pair}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gas is piped from Baku to Erzurum, and from there on to a terminal in Trieste.",
         {("Baku", "Erzurum"), ("Erzurum", "Trieste")}),
        ("Maize is shipped from Odesa to Tunis, as well as to Beirut and Mersin.",
         {("Odesa", "Tunis"), ("Odesa", "Beirut"), ("Odesa", "Mersin")}),
        ("The firm wants to extend its gas line from Mombasa to Nairobi and later to Kampala.",
         {("Mombasa", "Nairobi"), ("Mombasa", "Kampala")}),
        ("Copper is railed from Lubumbashi to Luanda rather than to Durban.",
         {("Lubumbashi", "Luanda"), ("Lubumbashi", "Durban")}),
        ("Some 1.2 million people have crossed from Syria into Turkey and another 300,000 from "
         "Syria into Jordan.", {("Syria", "Turkey"), ("Syria", "Jordan")}),
    ],
)  # fmt: skip
def test_words_that_add_an_end_make_another_way(
    text: str, wanted: set[Pair], gazetteer: Gazetteer
) -> None:
    assert pairs(text, gazetteer) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The front line runs from Kharkiv to Kherson.",
        "The border, which runs for 900 km from Narva to Pskov, is closed.",
        "A red line leads from Versailles to Munich.",
        "The prime minister flies weekly between London and Brussels.",
        "It takes two hours from Paris to Brussels.",
        "Envoys took eleven days from Doha to Cairo.",
        "The network of spies, meant to link Vienna with Tehran, is no more.",
        "The project links Oxford with Cambridge in a bid for funds.",
        "The pipeline of talent from Lagos to London has dried up.",
        "The general crossed from Sudan into Chad.",
        "The pipeline worker went from Baku to Tbilisi for his wedding.",
        "The road from Oslo to a Palestinian state is long.",
        "From Riga to Tbilisi, people took to the streets.",
    ],
)
def test_figures_fronts_and_travellers_are_no_ways(text: str, gazetteer: Gazetteer) -> None:
    assert pairs(text, gazetteer) == set()


def test_a_corridor_runs_between_the_stops_in_its_name(gazetteer: Gazetteer) -> None:
    (route,) = geoparse("The Belgrade–Budapest railway is late.", gazetteer).routes
    ends = [end.name for end in (route.origin, route.destination) if end]
    assert ends == ["Belgrade", "Budapest"]
    assert route.place_id


def test_a_measure_is_not_what_moves(gazetteer: Gazetteer) -> None:
    (route,) = geoparse("Qatar sold 2 bcm to Egypt.", gazetteer).routes
    assert route.goods is None
