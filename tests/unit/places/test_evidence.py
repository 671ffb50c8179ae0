"""What the names of a document say of each other."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.model import Candidate
from geodata.places import nearness
from geodata.places.evidence import COLUMNS, Evidence, Name


def city(number: int, country: str, admin1: str, lon: float, lat: float) -> Candidate:
    return Candidate(f"geonames:{number}", "X", "city", lon, lat, country, admin1, population=1000)


FRANCE = Candidate("geonames:1", "France", "country", 2.0, 46.0, "FR")
PARIS = city(2, "FR", "11", 2.35, 48.85)
PARIS_TEXAS = city(3, "US", "TX", -95.56, 33.66)
VERSAILLES = city(4, "FR", "11", 2.13, 48.8)
NOWHERE = Candidate("curated:x", "X", "region", None, None)


def fitted(*names: Name, likely: list[float]) -> dict[str, list[float]]:
    """The columns of evidence, a number a candidate, when the candidates are so likely."""
    evidence = Evidence(names)
    evidence.fit(np.array(likely))
    return {column: evidence.table[:, i].tolist() for i, column in enumerate(COLUMNS)}


def test_a_named_country_speaks_for_what_lies_in_it_but_not_for_itself() -> None:
    paris = Name("paris", (PARIS, PARIS_TEXAS))
    found = fitted(paris, Name("france", (FRANCE,)), likely=[0.5, 0.5, 1.0])
    assert found["country:named"] == pytest.approx([1 / 1.5, 0, 0])
    assert found["country:implied"] == pytest.approx([0, 0, 0.5])
    assert found["admin:implied"] == [0, 0, 0]  # no name vouches for itself


def test_names_share_out_what_others_imply() -> None:
    paris, versailles = Name("paris", (PARIS, PARIS_TEXAS)), Name("versailles", (VERSAILLES,))
    found = fitted(paris, versailles, likely=[0.8, 0.2, 1.0])
    assert found["country:share"] == pytest.approx([1, 0, 0.8])
    assert found["near:60km"] == pytest.approx([1 / 1.5, 0, 0.8 / 1.3])


def test_what_has_no_point_is_near_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [Name("paris", (PARIS, PARIS_TEXAS)), Name("v", (VERSAILLES,)), Name("x", (NOWHERE,))]
    whole = fitted(*names, likely=[0.9, 0.1, 1.0, 1.0])
    assert whole["near:800km"] == pytest.approx([1 / 1.5, 0, 0.9 / 1.4, 0])
    monkeypatch.setattr(nearness, "_MOST_AT_ONCE", 1)  # long documents go row by row
    assert fitted(*names, likely=[0.9, 0.1, 1.0, 1.0]) == whole


def test_a_qualifier_holds_what_it_qualifies() -> None:
    paris = Name("paris", (PARIS, PARIS_TEXAS), qualifiers=[1])
    found = fitted(paris, Name("france", (FRANCE,)), likely=[0.5, 0.5, 1.0])
    assert found["qualified"] == pytest.approx([1, 0, 0])
    assert found["qualified:not"] == pytest.approx([0, 1, 0])
    assert found["qualifies"] == [0, 0, 1]
