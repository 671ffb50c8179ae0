"""Routes that a text names or describes, with direction, goods and state."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Route


def routes(text: str, gazetteer: Gazetteer) -> list[Route]:
    return list(geoparse(text, gazetteer).routes)


def ends(route: Route) -> tuple[str | None, str | None]:
    names = (end.name if end else None for end in (route.origin, route.destination))
    return next(names), next(names)


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


def test_a_corridor_named_in_the_text_takes_up_what_describes_it(gazetteer: Gazetteer) -> None:
    text = (
        "Azerbaijan and Turkey want the Zangezur corridor. "
        "The transport route from Azerbaijan to Turkey crosses Armenia."
    )
    found = routes(text, gazetteer)
    assert {route.place_id for route in found} == {"curated:zangezur"}
    assert ends(found[0]) == ("Azerbaijan", "Turkey")
