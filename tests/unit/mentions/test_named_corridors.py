"""Corridors that no list has, and companies that have the name of one."""

import pytest

from geodata.documents import document_from_text
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Resolution


def corridors(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    found = geoparse(document_from_text(text), gazetteer).resolutions
    return [r for r in found if r.mention.kind == "corridor"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Engineers repaired the Trans-Foobar pipeline on Monday.", "Trans-Foobar pipeline"),
        ("Work on the Kobbie Interconnector began in May.", "Kobbie Interconnector"),
        ("Sabotage of the Marvik Strom gas pipeline cut flows.", "Marvik Strom gas pipeline"),
        ("Gazprom's Kovykta Ring pipeline leaks.", "Kovykta Ring pipeline"),
        ("The Zambezi Green Corridor will link three states.", "Zambezi Green Corridor"),
        ("The Tanager Subsea Cable failed.", "Tanager Subsea Cable"),
        ("The Tanager cable was cut on the seabed off Ghana.", "Tanager cable"),
        ("The Rail Nordica railway would cross Finland.", "Rail Nordica railway"),
    ],
)
def test_a_named_line_that_no_list_has_is_a_corridor_without_a_place(
    text: str, name: str, gazetteer: Gazetteer
) -> None:
    (found,) = corridors(text, gazetteer)
    assert found.mention.surface == name
    assert found.place is None


@pytest.mark.parametrize(
    "text",
    [
        "Nord Stream AG said it had no information.",
        "Nord Stream 2 AG filed for insolvency.",
        "Colonial Pipeline Co. paid a ransom.",
        "The Eagle Ford Pipeline LLC signed a deal.",
        "Keystone Pipeline, Inc., was founded then.",
        "Trans-Canada Pipelines Ltd posted a profit.",
        "The Caspian Pipeline Consortium suspended loadings.",
        "Officials at the Somali Corridor Authority met.",
    ],
)
def test_a_company_is_no_corridor(text: str, gazetteer: Gazetteer) -> None:
    assert corridors(text, gazetteer) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Russian pipeline was hit, and the Turkish railway was closed.",
        "An Ohio highway was shut.",
        "CNN and Comcast Cable said the outage was over.",
        "The Kobbie cable spoke of a coup, said WikiLeaks.",
        "Kinder Morgan pipeline workers went on strike.",
        "Near the Fork River corridor a house burned.",
        "The Undersea Cable was laid in 1866.",
    ],
)
def test_what_is_only_a_place_or_a_thing_is_no_named_corridor(
    text: str, gazetteer: Gazetteer
) -> None:
    assert corridors(text, gazetteer) == []


def test_two_places_and_a_noun_stay_two_places(gazetteer: Gazetteer) -> None:
    parsed = geoparse(document_from_text("The Lusaka–Ndola railway is being rebuilt."), gazetteer)
    assert [m.mention.surface for m in parsed.resolutions] == ["Lusaka", "Ndola"]
    assert len(parsed.routes) == 1


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("The Equiano cable landed in Lagos.", "curated:equiano"),
        ("Repair of the 2Africa cable is late.", "curated:2africa"),
        ("EstLink 2 was damaged by an anchor.", "curated:estlink-2"),
        ("They sailed the Northwest Passage.", "curated:northwest-passage"),
        ("Nord Stream was blown up.", "curated:nord-stream"),
    ],
)
def test_a_listed_line_has_its_place(text: str, place_id: str, gazetteer: Gazetteer) -> None:
    (found,) = corridors(text, gazetteer)
    assert found.place is not None
    assert found.place.place_id == place_id
