"""Marks of notes behind names, and routes that do not end."""

from time import process_time

import pytest

from geodata.geoparse import geoparse


@pytest.mark.parametrize("mark", ["[1]", " [12]", "[^1]", "[^2],", ".[3]"])
def test_a_name_with_a_mark_of_a_note_is_a_place(mark: str) -> None:
    found = geoparse(f"The engines are made by a firm in Xiamen{mark} and sold.").resolutions
    assert [r.mention.surface for r in found] == ["Xiamen"]


def test_a_route_without_an_end_is_read_in_linear_time() -> None:
    begun = process_time()
    geoparse("a railway from Baku to Tbilisi through " * 2500)
    assert process_time() - begun < 10
