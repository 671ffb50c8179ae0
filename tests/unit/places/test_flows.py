"""Routes that a text names or describes, with direction, goods and state."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import as_json, geoparse
from geodata.model import Route


def routes(text: str, gazetteer: Gazetteer) -> list[Route]:
    return list(geoparse(text, gazetteer).routes)


def ends(route: Route) -> tuple[str | None, str | None]:
    names = (end.name if end else None for end in (route.origin, route.destination))
    return next(names), next(names)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A first block train with wheat left Kostanay for Aktau.", None),
        ("Poland blocked the export of wheat from Ukraine to Hungary.", "closed"),
    ],
)
def test_a_block_train_blocks_nothing(text: str, status: str | None, gazetteer: Gazetteer) -> None:
    assert [route.status for route in routes(text, gazetteer)] == [status]


@pytest.mark.parametrize(
    ("text", "pair", "mode", "goods"),
    [
        ("Wheat exports from Kazakhstan to China rose.", ("Kazakhstan", "China"), None, "wheat"),
        ("A new rail link from Tashkent to Kabul opened.", ("Tashkent", "Kabul"), "rail", None),
        ("a gas pipeline between Iraq and Jordan", ("Iraq", "Jordan"), "pipeline", "gas"),
    ],
)
def test_a_described_route_runs_between_its_ends(
    text: str, pair: tuple[str, str], mode: str, goods: str, gazetteer: Gazetteer
) -> None:
    (route,) = routes(text, gazetteer)
    assert (ends(route), route.mode, route.goods) == (pair, mode, goods)


def test_a_plan_is_not_told_as_a_fact(gazetteer: Gazetteer) -> None:
    (route,) = routes("Hungary plans a trade route from Romania to Austria.", gazetteer)
    assert route.status == "planned"


def test_a_named_corridor_runs_between_the_stops_that_the_text_names(gazetteer: Gazetteer) -> None:
    text = "{} lies on Rail Baltica, and so does {}. Rail Baltica is late."
    for pair in (("Tallinn", "Kaunas"), ("Kaunas", "Tallinn")):
        (route,) = routes(text.format(*pair), gazetteer)
        assert ends(route) == ("Tallinn", "Kaunas")
    (open_end,) = as_json(geoparse("Rail Baltica is late in Riga.", gazetteer))["routes"]
    assert (open_end["from"], open_end["to"]) == (None, None)


def test_a_corridor_named_in_the_text_takes_up_what_describes_it(gazetteer: Gazetteer) -> None:
    text = (
        "Azerbaijan and Turkey want the Zangezur corridor. "
        "The transport route from Azerbaijan to Turkey crosses Armenia."
    )
    found = routes(text, gazetteer)
    assert {route.place_id for route in found} == {"curated:zangezur"}
    assert ends(found[0]) == ("Azerbaijan", "Turkey")


@pytest.mark.parametrize(
    ("text", "pair", "goods", "status"),
    [
        ("Ghana has quietly supplied Togo with rifles.", ("Ghana", "Togo"), "rifle", None),
        ("Chile will sell Peru 20 tanks.", ("Chile", "Peru"), "tank", "planned"),
        ("Kenya denied that it had sent troops to Somalia.", ("Kenya", "Somalia"), "troop",
         "disputed"),
        ("Angola did not ship crude to India.", ("Angola", "India"), "crude", "disputed"),
        ("Peru's sale of copper to Japan fell.", ("Peru", "Japan"), "copper", None),
        ("Nigerian gas to Ghana is cheap.", ("Nigeria", "Ghana"), "gas", None),
        ("Spain imports gas from Algeria.", ("Algeria", "Spain"), "gas", None),
        ("Cuba's imports of Brazilian rice rose.", ("Brazil", "Cuba"), "rice", None),
        ("Weapons were flown from Serbia to Niger.", ("Serbia", "Niger"), "weapon", None),
        ("Rocket attacks from Lebanon on Israel went on.", ("Lebanon", "Israel"), "rocket", None),
        ("Kazakhstan said it halted its grain exports to Uzbekistan.",
         ("Kazakhstan", "Uzbekistan"), "grain", "closed"),
        ("Egypt is interested in buying Argentine wheat.", ("Argentina", "Egypt"), "wheat",
         "planned"),
        ("Grain leaves Odesa for Alexandria.", ("Odesa", "Alexandria"), "grain", None),
        ("Work on the Lyon–Turin motorway goes on.", ("Lyon", "Turin"), None, None),
        ("A ferry links Tallinn with Helsinki.", ("Tallinn", "Helsinki"), None, None),
    ],
)  # fmt: skip
def test_a_sentence_tells_who_sends_what_to_whom(
    text: str, pair: tuple[str, str], goods: str | None, status: str | None, gazetteer: Gazetteer
) -> None:
    found = [r for r in routes(text, gazetteer) if ends(r) == pair]
    assert [(r.goods, r.status) for r in found] == [(goods, status)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister flew from Ankara to Doha on a military plane.",
        "He moved from Kenya to Canada.",
        "Japan sent a note to China.",
        "Gas shortages spread from Pakistan to Bangladesh.",
        "Relations between Poland and Germany are strained.",
        "He left Paris for London.",
    ],
)
def test_where_nothing_is_sent_there_is_no_flow(text: str, gazetteer: Gazetteer) -> None:
    assert routes(text, gazetteer) == []


def test_a_flow_passes_what_its_clause_names(gazetteer: Gazetteer) -> None:
    (route,) = routes("Afghan opium reaches Europe through Iran and Turkey.", gazetteer)
    assert ends(route) == ("Afghanistan", "Europe")
    assert [place.name for place in route.via] == ["Iran", "Turkey"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Moscow supplied Pyongyang with fuel.", ("Russia", "North Korea")),
        ("Iran sent drones to Moscow.", ("Iran", "Russia")),
        ("A new railway from Tashkent to Kabul opened.", ("Tashkent", "Kabul")),
    ],
)
def test_a_capital_that_stands_for_its_state_gives_way_to_it(
    text: str, pair: tuple[str, str], gazetteer: Gazetteer
) -> None:
    assert {ends(route) for route in routes(text, gazetteer)} == {pair}


def test_its_sentence_completes_what_a_phrase_leaves_open(gazetteer: Gazetteer) -> None:
    (route,) = routes("Iraq’s crude exports to China fell.", gazetteer)
    assert ends(route) == ("Iraq", "China")
    assert route.mentions == (7,)
