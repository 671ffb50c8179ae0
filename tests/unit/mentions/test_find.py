"""What counts as a mention: names of places and described places, and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents import document_from_text
from geodata.gazetteer import Gazetteer
from geodata.mentions import find_mentions
from geodata.model import Mention


def mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    return find_mentions(document_from_text(text), gazetteer)


def surfaces(text: str, gazetteer: Gazetteer) -> list[str]:
    return [m.surface for m in mentions(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The minister flew from Ankara to Bishkek.", ["Ankara", "Bishkek"]),
        ("Ships crossed the Caspian Sea to Turkmenbashi.", ["Caspian Sea", "Turkmenbashi"]),
        ("The U.S. and the UK objected.", ["U.S.", "UK"]),
        ("He lives in Washington, D.C. with us.", ["Washington, D.C."]),
        ("Kiev, Türkiye and Nur-Sultan agreed.", ["Kiev", "Türkiye", "Nur-Sultan"]),
        ("Work on the Lobito Corridor began in Angola.", ["Lobito Corridor", "Angola"]),
        ("A strike hit Odessa, Texas.", ["Odessa", "Texas"]),
        ("Iran-Russia ties deepen.", ["Iran", "Russia"]),
        ("Talks go on in ʼ\nKabul.", ["Kabul"]),
        ("Cosco and Maersk left Suez, Adani runs Haifa.", ["Suez", "Haifa"]),
        ("He lives in Toyota, Japan.", ["Toyota", "Japan"]),
        (
            "Floods hit Cox's Bazar and St. John's, Antigua.",
            ["Cox's Bazar", "St. John's", "Antigua"],
        ),
        ("Floods hit Ellsworth and Riley counties in Kansas.", ["Ellsworth", "Riley", "Kansas"]),
        ("She was born in Hartford Hospital.", ["Hartford Hospital"]),
        ("He lives on N. Cedar St. in Toledo, Ohio.", ["N. Cedar St.", "Toledo", "Ohio"]),
    ],
)
def test_names_of_places_are_found_whole(text: str, found: list[str], gazetteer: Gazetteer) -> None:
    assert surfaces(text, gazetteer) == found


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored thirty points.",
        "Mr. Washington thanked Mrs. Lincoln.",
        "The Bank of England raised its rates.",
        "The Shanghai Cooperation Organization expanded.",
        "Iranian and Turkish officials spoke Persian.",
        "They ate turkey and drank port with us.",
        "The Paris Agreement came into force.",
        "It cost them US$400 million.",
        "The Marburg virus killed nine of them.",
        "The village voted on Monday.",
        "Talks between Vladimir Putin and Masoud Pezeshkian failed.",
    ],
)
def test_people_organisations_and_peoples_are_not_places(text: str, gazetteer: Gazetteer) -> None:
    assert surfaces(text, gazetteer) == []


def test_a_name_is_more_likely_a_place_where_the_text_already_is(gazetteer: Gazetteer) -> None:
    move = "Later they moved to Brandon."
    home = mentions(f"They lived in Vicksburg and Jackson, Mississippi. {move}", gazetteer)[-1]
    away = mentions(f"They lived in Parma and Turin, Italy. {move}", gazetteer)[-1]
    assert home.surface == away.surface == "Brandon"
    assert home.confidence > away.confidence


@pytest.mark.parametrize(
    ("text", "surface", "head", "anchor"),
    [
        (
            "They opened a missile assembly factory in neighbouring Armenia.",
            "missile assembly factory in neighbouring Armenia",
            "missile factory",
            "Armenia",
        ),
        (
            "A new grain silo on the Danube below Galati burned down.",
            "new grain silo on the Danube below Galati",
            "grain silo",
            "Danube",
        ),
        (
            "It patrols the southern Iraqi border.",
            "southern Iraqi border",
            "southern border",
            "Iraqi",
        ),
        (
            "Troops left the airstrip 60 km north-west of Faya.",
            "airstrip 60 km north-west of Faya",
            "airstrip",
            "Faya",
        ),
        (
            "It has troops in Djibouti, where it keeps a large naval base.",
            "large naval base",
            "naval base",
            "Djibouti",
        ),
        (
            "Wheat exports from Kazakhstan to China rose.",
            "Wheat exports from Kazakhstan to China",
            "wheat export",
            "Kazakhstan",
        ),
    ],
)
def test_described_places_span_their_location_and_hang_on_it(
    text: str, surface: str, head: str, anchor: str, gazetteer: Gazetteer
) -> None:
    described = [m for m in mentions(text, gazetteer) if m.head]
    assert [(m.surface, m.head) for m in described] == [(surface, head)]
    assert described[0].anchor is not None
    assert text[slice(*described[0].anchor)] == anchor


def test_a_thing_that_hangs_on_no_place_is_no_mention(gazetteer: Gazetteer) -> None:
    assert surfaces("They built a drone factory and an oil terminal.", gazetteer) == []


def test_given_spans_are_taken_as_they_are(gazetteer: Gazetteer) -> None:
    document = document_from_text("Paris and the north of Lyon", spans=((0, 5), (14, 27)))
    found = [(m.start, m.end) for m in find_mentions(document, gazetteer)]
    assert found == [(0, 5), (14, 27)]


AWKWARD = (
    "\u201cTehran\u2019s\u201d\u00a0plan,\r\n\U0001f642 made in Sa\u0303o Paulo \u2014 "
    "and in C\u00f4te d\u2019Ivoire\u2026"
)


def test_offsets_are_exact_among_awkward_characters(gazetteer: Gazetteer) -> None:
    found = mentions(AWKWARD, gazetteer)
    assert [m.surface for m in found] == ["Tehran", "Sa\u0303o Paulo", "C\u00f4te d\u2019Ivoire"]
    assert all(AWKWARD[m.start : m.end] == m.surface for m in found)


PIECES = st.sampled_from(
    ["Iran", "U.S.", "’s", " ", "\r\n", "drone factory in ", "the ", "border", "Paris", ", Texas",
     "from ", "to ", "\U0001f642", "(", "‘", "60 km north of ", "Russian ", ". ", "é", "corridor"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_spans_of_all_texts_are_exact_and_names_do_not_overlap(
    gazetteer: Gazetteer, text: str
) -> None:
    found = mentions(text, gazetteer)
    assert all(text[m.start : m.end] == m.surface for m in found)
    names = [m for m in found if m.head is None]
    assert all(a.end <= b.start for a, b in pairwise(names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Camps near Cox's Bazar flooded.", ["Cox's Bazar"]),
        ("She flew to St. John's, Antigua.", ["St. John's", "Antigua"]),
        ("They met in Queen Anne's County, Maryland.", ["Queen Anne's County", "Maryland"]),
        ("Ohio's Mad River rose in Dayton, Ohio.", ["Ohio", "Mad River", "Dayton", "Ohio"]),
        ("A truck overturned on County Road 43 near Ada.", ["County Road 43", "Ada"]),
        ("The crash closed KY 52 near Irvine, Kentucky.", ["KY 52", "Irvine", "Kentucky"]),
    ],
)
def test_names_with_an_s_of_their_own_and_numbered_roads(
    text: str, found: list[str], gazetteer: Gazetteer
) -> None:
    assert surfaces(text, gazetteer) == found


@pytest.mark.parametrize(
    "text",
    [
        "Georgia Stanway scored twice.",
        "See https://example.org/London/paris.html for more.",
        "Read bbc.example.com/news/Ukraine/kyiv.html today.",
        "Write to georgia@paris.example.org.",
    ],
)
def test_first_names_and_words_in_addresses_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert surfaces(text, gazetteer) == []


def test_a_link_keeps_its_words(gazetteer: Gazetteer) -> None:
    text = "See [Tehran](https://en.example.org/wiki/Tehran)."
    assert surfaces(text, gazetteer) == ["Tehran"]
