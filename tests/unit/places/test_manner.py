"""How a text speaks of a way: as a fact, or as planned, possible, denied, halted ..."""

from __future__ import annotations

import pytest

from geodata.places.manner import manner_of, mode_of, status_of

WAY = "the corridor"


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Trains use the corridor every day.", None),
        ("Iran plans to open the corridor next year.", "planned"),
        ("They will extend the corridor.", "planned"),
        ("They say the corridor would shorten the way to India.", "possible"),
        ("Traders could use the corridor instead.", "possible"),
        ("Tehran denies that the corridor crosses its land.", "denied"),
        ("Baku is accused of closing the corridor.", "alleged"),
        ("It is not the corridor.", "negated"),
        ("Yerevan threatens to close the corridor.", "threatened"),
        ("Russia halted the corridor in spring.", "halted"),
        ("A ship took the corridor stopping at Murmansk.", None),
        ("Work on the corridor stopped.", "halted"),
        ("Workers are building the corridor.", "being built"),
        ("Exports may fall, but trains use the corridor.", None),
    ],
)
def test_the_clause_around_a_way_tells_its_manner(text: str, manner: str | None) -> None:
    start = text.index(WAY)
    assert manner_of(text, start, start + len(WAY), way=True) == manner


def test_what_may_happen_to_goods_that_move_is_told_as_a_fact() -> None:
    text = "Grain exports to Syria could fall."
    assert manner_of(text, 0, 22) is None
    assert manner_of(text, 0, 22, way=True) == "possible"


@pytest.mark.parametrize(
    ("manner", "status"),
    [("possible", "planned"), ("denied", "disputed"), ("halted", "closed"), (None, None)],
)
def test_a_manner_makes_a_status(manner: str | None, status: str | None) -> None:
    assert status_of(manner) == status  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("a subsea cable from Helsinki to Rostock in the Baltic Sea", "cable"),
        ("a power line from Ethiopia to Djibouti", "cable"),
        ("a cable car from Sochi to Rosa Khutor", None),
        ("trains from Ulm to Linz", "rail"),
        ("oil from Basra to Aqaba", None),
    ],
)
def test_the_words_tell_how_it_goes(words: str, mode: str | None) -> None:
    assert mode_of(words) == mode
