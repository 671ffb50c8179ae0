"""What leads from a described place to its name: landscape, directions, distances, chained."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from tests.unit.mentions.test_described import described, roles


@pytest.mark.parametrize(
    ("surface", "anchors"),
    [
        ("cement plant in the mountains east of Sulaymaniyah", ["Sulaymaniyah"]),
        ("monastery on a wooded ridge above Ohrid", ["Ohrid"]),
        ("fuel store on the northern edge of Niamey", ["Niamey"]),
        ("quarry at the foot of Mount Elgon", ["Mount Elgon"]),
        ("drone works in a free zone outside Izhevsk", ["Izhevsk"]),
        ("warehouse on the quay at Rotterdam", ["Rotterdam"]),
        ("refinery not far from the Gulf of Suez", ["Gulf of Suez"]),
        ("pier just off Berbera", ["Berbera"]),
        ("radar within sight of Okinawa", ["Okinawa"]),
        ("jetty a stone's throw from Ceuta", ["Ceuta"]),
        ("camp some two hours' drive from Erbil", ["Erbil"]),
        ("camp three hours by car from Erbil", ["Erbil"]),
        ("quarry 40 km to the east of Sebha", ["Sebha"]),
        ("airfield 300 to 400 km south of Tripoli", ["Tripoli"]),
        ("depot on the road from Dakar to Thiès", ["Dakar", "Thiès"]),
        ("sawmill across the river from Kinshasa", ["Kinshasa"]),
        ("dam where the Kama meets the Volga", ["Kama", "Volga"]),
        ("airfield halfway between Sebha and Tripoli", ["Sebha", "Tripoli"]),
        ("fort in the hills near the Afghan border", ["Afghan"]),
        ("solar tower in the Moroccan desert", ["Moroccan desert"]),
        ("airfield close to the Ukrainian capital", ["Ukrainian capital"]),
        ("slipway in Kenya's port city of Mombasa", ["Kenya", "Mombasa"]),
        ("wharf on the Sulina branch", ["Sulina"]),
        ("detention camp run by a militia near Zawiya", ["Zawiya"]),
        ("tent camp for displaced families near Goma", ["Goma"]),
    ],
)
def test_a_location_is_read_to_its_names(
    surface: str, anchors: list[str], gazetteer: Gazetteer
) -> None:
    text = f"They watched a {surface}, and left."
    (mention,) = described(text, gazetteer)
    assert mention.surface == surface
    assert [name for _, name in roles(text, mention)] == anchors


@pytest.mark.parametrize(
    ("text", "surface", "head"),
    [
        (
            "A row of grain silos near Reni burned.",
            "row of grain silos near Reni",
            "grain silo",
        ),
        (
            "Marines raided four heroin laboratories in the hills south of Zaranj.",
            "four heroin laboratories in the hills south of Zaranj",
            "heroin laboratory",
        ),
        (
            "A $28bn chip factory near Dresden is late.",
            "$28bn chip factory near Dresden",
            "chip factory",
        ),
        (
            "The Chinese-owned cement works near Naivasha closed.",
            "Chinese-owned cement works near Naivasha",
            "cement works",
        ),
        (
            "A Chinese-built plant near Naivasha closed.",
            "Chinese-built plant near Naivasha",
            "plant",
        ),
        ("It is a palm-oil mill near Medan.", "palm-oil mill near Medan", "palm-oil mill"),
        ("A storage facility near Medan leaks.", "storage facility near Medan", "storage facility"),
        ("A $5m factory near Medan closed.", "$5m factory near Medan", "factory"),
        ("A 5 m wall near Medan fell.", "5 m wall near Medan", "wall"),
        (
            "A 1,200 MW power station near Medan opened.",
            "1,200 MW power station near Medan",
            "power station",
        ),
    ],
)
def test_the_phrase_starts_with_its_numbers_and_is_named_by_what_tells(
    text: str, surface: str, head: str, gazetteer: Gazetteer
) -> None:
    (mention,) = described(text, gazetteer)
    assert (mention.surface, mention.head) == (surface, head)


@pytest.mark.parametrize(
    "text",
    [
        "A hospital in Mocha was rebuilt.",
        "Two schools in Gao were rebuilt.",
        "A wooden mosque in the Alay valley was rebuilt.",
        "The primary school below Mount Elgon was rebuilt.",
        "A farm near Ipswich was rebuilt.",
        "An abandoned farm in Ipswich was rebuilt.",
    ],
)
def test_what_every_town_has_counts_where_it_is_new_or_on_a_spot(
    text: str, gazetteer: Gazetteer
) -> None:
    assert len(described(text, gazetteer)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He was taken to a hospital in Mocha.",
        "Schools in Gao were closed.",
        "A farm in Ipswich was quarantined.",
        "Bats live in caves in Uganda.",
        "The ship docks in Lagos.",
        "The customer base in India grew.",
        "They plan to lock in gains. More importantly, lock in Tehran.",
        "Djibouti has a large French garrison.",
        "The depot is in the south.",
        "They ran out of steel. mills in Ohio closed.",
    ],
)
def test_what_tells_of_no_thing_on_its_place_is_none(text: str, gazetteer: Gazetteer) -> None:
    assert described(text, gazetteer) == []


def test_a_coast_that_places_a_name_is_no_place_of_its_own(gazetteer: Gazetteer) -> None:
    assert described("They sailed to Turbo, on Colombia's Caribbean coast.", gazetteer) == []
    assert len(described("They sailed along Colombia's Caribbean coast.", gazetteer)) == 1
