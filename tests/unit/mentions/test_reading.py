"""Literal: something happens there. Associative: the name stands for a government or people."""

from __future__ import annotations

import pytest

from geodata.documents import document_from_text
from geodata.gazetteer import Gazetteer
from geodata.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "name", "reading"),
    [
        ("The delegation arrived in Yerevan on Monday.", "Yerevan", "literal"),
        ("Fighting broke out near Goma.", "Goma", "literal"),
        ("He was born in Ankara and lives in Izmir.", "Izmir", "literal"),
        ("Trucks drove from Tashkent to Kabul.", "Kabul", "literal"),
        ("Moscow warned that it would respond.", "Moscow", "associative"),
        ("Beijing said it wants talks.", "Beijing", "associative"),
        ("Sanctions against Iran were renewed.", "Iran", "associative"),
        ("Ferries cross the Black Sea.", "Black Sea", "literal"),
        (
            "Storm closes ports\n\nDAR ES SALAAM, Tanzania, 3 May – No ship left.",
            "Tanzania",
            "literal",
        ),
        ("A lorry bound for Lusaka was stopped.", "Lusaka", "literal"),
        ("The train takes nine hours from Lagos to Kano.", "Kano", "literal"),
    ],
)
def test_the_clause_tells_the_reading(
    text: str, name: str, reading: str, gazetteer: Gazetteer
) -> None:
    found = find_mentions(document_from_text(text), gazetteer)
    assert [m.reading for m in found if m.surface == name] == [reading]
