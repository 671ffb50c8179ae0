"""Geometries of exports: cut at 180 degrees, never changed elsewhere."""

from __future__ import annotations

import pytest
from shapely import wkt

from geodata.exports.safe import cell, uri, xml_text
from geodata.exports.shapes import cut, geometry


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("POINT (1 2)", "POINT (1 2)"),
        ("LINESTRING (170 0, 175 10)", "LINESTRING (170 0, 175 10)"),
        ("LINESTRING (170 0, -170 10)", "MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10))"),
        ("LINESTRING (170 0, 190 10)", "MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10))"),
        ("LINESTRING (185 0, 190 10)", "LINESTRING (-175 0, -170 10)"),
        ("MULTILINESTRING ((0 0, 1 1))", "MULTILINESTRING ((0 0, 1 1))"),
        ("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
    ],
)
def test_shapes_stay_within_one_turn(given: str, expected: str) -> None:
    assert cut(wkt.loads(given)).equals(wkt.loads(expected))
    assert cut(wkt.loads(given)).geom_type == wkt.loads(expected).geom_type


def test_an_area_over_the_line_keeps_its_size() -> None:
    given = wkt.loads("POLYGON ((175 -10, 175 10, 185 10, 185 -10, 175 -10))")
    assert cut(given).area == pytest.approx(given.area)
    assert cut(given).bounds == (-180, -10, 180, 10)


def test_coordinates_have_no_more_digits_than_they_are_worth() -> None:
    assert geometry(wkt.loads("POINT (1.23456789 -0.1)"))["coordinates"] == [1.234568, -0.1]


def test_text_keeps_its_length_in_xml() -> None:
    assert (
        xml_text("a\x00\x08b\ud800\ufffe\U0001f682\t\n")
        == "a\ufffd\ufffdb\ufffd\ufffd\U0001f682\t\n"
    )


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "'a", "＝1", ""])
def test_a_cell_can_be_undone(text: str) -> None:
    safe = cell(text)
    assert safe == (f"'{text}" if text else "")
    assert safe.removeprefix("'") == text


def test_an_id_of_anything_is_a_uri() -> None:
    assert uri("geonames:162183") == "geonames:162183"
    assert uri("site:<b> é@x") == "site:%3Cb%3E%20%C3%A9@x"
