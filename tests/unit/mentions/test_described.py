"""Described places: the span from the first modifier through the location, and its roles."""

from __future__ import annotations

import pytest

from geodata.documents import document_from_text
from geodata.gazetteer import Gazetteer
from geodata.mentions import find_mentions
from geodata.model import Mention


def described(text: str, gazetteer: Gazetteer) -> list[Mention]:
    return [m for m in find_mentions(document_from_text(text), gazetteer) if m.head]


def roles(text: str, mention: Mention) -> list[tuple[str, str]]:
    return [(role, text[start:end]) for role, start, end in mention.ends]


@pytest.mark.parametrize(
    ("text", "surface", "ends"),
    [
        (
            "Engineers inspected two Omani oil fields and four gas fields.",
            "two Omani oil fields and four gas fields",
            [("of", "Omani")],
        ),
        (
            "They own a shipyard and two dry docks in Karachi.",
            "shipyard and two dry docks in Karachi",
            [("in", "Karachi")],
        ),
        (
            "A liquefied natural gas terminal in Tanzania was planned.",
            "liquefied natural gas terminal in Tanzania",
            [("in", "Tanzania")],
        ),
        (
            "An airbase in Iraq’s Anbar province was shelled.",
            "airbase in Iraq’s Anbar province",
            [("in", "Iraq"), ("in", "Anbar province")],
        ),
        (
            "Rebels hold an outpost 25 miles south-east of Gao.",
            "outpost 25 miles south-east of Gao",
            [("off", "Gao")],
        ),
        (
            "Gas flows from Russia and Norway, and Hungary has Russian gas via Serbia and Romania.",
            "Russian gas via Serbia and Romania",
            [("via", "Serbia"), ("via", "Romania"), ("of", "Russian")],
        ),
    ],
)
def test_the_phrase_takes_its_modifiers_and_its_location(
    text: str, surface: str, ends: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    (mention,) = described(text, gazetteer)
    assert mention.surface == surface
    assert roles(text, mention) == ends


@pytest.mark.parametrize(
    ("text", "surface", "ends"),
    [
        (
            "The border between Chad and Libya is open.",
            "border between Chad and Libya",
            [("of", "Chad"), ("with", "Libya")],
        ),
        (
            "Oman's border with Yemen was closed.",
            "Oman's border with Yemen",
            [("of", "Oman"), ("with", "Yemen")],
        ),
        (
            "It closed the Chad-Sudan border.",
            "Chad-Sudan border",
            [("of", "Chad"), ("with", "Sudan")],
        ),
        (
            "They met at the Greek-Turkish border.",
            "Greek-Turkish border",
            [("of", "Greek"), ("with", "Turkish")],
        ),
        ("A boat sank off the coast of Tunisia.", "coast of Tunisia", [("of", "Tunisia")]),
        (
            "Sudan's Red Sea coast was flooded.",
            "Sudan's Red Sea coast",
            [("of", "Sudan"), ("with", "Red Sea")],
        ),
        (
            "Trenches near the South Korean border were dug.",
            "South Korean border",
            [("of", "South Korean")],
        ),
    ],
)
def test_a_line_is_owned_by_one_place_or_lies_between_two(
    text: str, surface: str, ends: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    (mention,) = described(text, gazetteer)
    assert mention.surface == surface
    assert roles(text, mention) == ends


@pytest.mark.parametrize(
    ("text", "surface", "ends"),
    [
        (
            "A 5-km deep buffer zone along the Libyan border was cleared.",
            "5-km deep buffer zone along the Libyan border",
            [("border", "Libyan")],
        ),
        (
            "A wind farm off the coast of Portugal was doubled.",
            "wind farm off the coast of Portugal",
            [("coast", "Portugal")],
        ),
        (
            "The army built checkpoints along the border between Mali and Niger.",
            "checkpoints along the border between Mali and Niger",
            [("border", "Mali"), ("border", "Niger")],
        ),
        (
            "A missile depot within Syrian borders exploded.",
            "missile depot within Syrian borders",
            [("within", "Syrian borders")],
        ),
    ],
)
def test_a_site_may_lie_on_a_line(
    text: str, surface: str, ends: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    (mention,) = described(text, gazetteer)
    assert mention.surface == surface
    assert roles(text, mention) == ends


def test_a_site_told_of_before_needs_no_location_again(gazetteer: Gazetteer) -> None:
    text = "A naval base in Eritrea was sold. The naval base is old, and a base is no place."
    first, second = described(text, gazetteer)
    assert (second.surface, second.anchor) == ("naval base", first.anchor)


def test_the_same_noun_at_two_places_is_not_taken_up(gazetteer: Gazetteer) -> None:
    text = "There is a naval base in Eritrea and a naval base in Oman. The naval base is old."
    assert [text[slice(*m.anchor)] for m in described(text, gazetteer) if m.anchor] == [
        "Eritrea",
        "Oman",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Greek coast guard saved them.",
        "They passed the Syrian border town.",
        "The states that border Niger agreed.",
        "Tariffs hurt German factories.",
        "Chadian gas producers are few.",
    ],
)
def test_what_only_looks_like_a_site_is_none(text: str, gazetteer: Gazetteer) -> None:
    assert described(text, gazetteer) == []
