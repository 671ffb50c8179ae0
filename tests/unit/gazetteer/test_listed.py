"""The table of small places: every row is found, lies where it says; a wrong one is named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import shapely

from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.sources import files, listed

HEAD = "id\tkind\tname\taliases\tlon\tlat\trank\tcountries\n"


def test_every_row_is_found_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    rows = list(listed.rows())
    assert len({row.place.place_id for row in rows}) == len(rows) > 5000
    for row in rows:
        for name in (row.place.name, *row.aliases):
            found = {place.place_id for place in gazetteer.candidates(name)}
            assert row.place.place_id in found, name


def test_nearly_all_lie_in_their_countries_or_off_the_coast(gazetteer: Gazetteer) -> None:
    with (files.CURATED / listed.NAME).open(encoding="utf-8", newline="") as file:
        entries = [e for e in csv.DictReader(file, dialect="excel-tab") if e["countries"]]
    far = [entry["id"] for entry in entries if _degrees_off(gazetteer, entry) > 2]
    assert len(far) < 0.02 * len(entries), (
        far
    )  # bases abroad, seas, shoals and fields off the coast


def _degrees_off(gazetteer: Gazetteer, entry: dict[str, str]) -> float:
    point = shapely.Point(float(entry["lon"]), float(entry["lat"]))
    shapes = [
        gazetteer.geometry(gazetteer.country(iso).place_id, coarse=True)
        for iso in entry["countries"].split(";")
    ]
    return min((shape.distance(point) for shape in shapes if shape is not None), default=0.0)


@pytest.mark.parametrize(
    ("name", "kind", "near"),
    [
        ("Cox's Bazar", "city", (92.0, 21.4)),
        ("Hodeidah", "city", (42.95, 14.8)),
        ("Tarbela Dam", "site", (72.7, 34.09)),
        ("Catatumbo", "region", (-73.0, 8.5)),
        ("Ambrym", "landform", (168.1, -16.25)),
        ("Northamptonshire", "admin", (-0.9, 52.3)),
    ],
)
def test_what_the_news_names_is_there(
    gazetteer: Gazetteer, name: str, kind: str, near: tuple[float, float]
) -> None:
    found = [c for c in gazetteer.candidates(name) if c.kind == kind and c.lon is not None]
    assert any(abs(c.lon - near[0]) + abs(c.lat - near[1]) < 1.5 for c in found), found


@pytest.mark.parametrize(
    "cells",
    [
        "x",
        "x\tplanet\tMars\t\t0\t0\t5\t",
        "x\tsite\tY\t\t200\t0\t5\t",
        "x\tsite\tY\t\tnan\t0\t5\t",
        "x\tsite\t \t\t0\t0\t5\t",
        "x\tsite\tY\t\t0\t0\t10\t",
        "x\tsite\tY\t\t0\t0\t-1\t",
        "x\tsite\tY\t\t0\t0\t5\tIR;Iran",
        "x\tsite\tY\t\t0\t0\t5\tir",
        "x\tsite\tY\t\t0\t0\t5\tIR\tmore",
    ],
)
def test_a_wrong_row_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cells: str) -> None:
    (tmp_path / listed.NAME).write_text(f"{HEAD}{cells}\n", encoding="utf-8")
    monkeypatch.setattr(files, "CURATED", tmp_path)
    with pytest.raises(GazetteerError, match=r"places\.tsv: x has a wrong row"):
        list(listed.rows())


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "is empty"),
        (HEAD, "is empty"),
        (f"{HEAD}\tsite\tY\t\t0\t0\t5\t\n", "no id"),
        ("id\tname\nx\tY\n", "x has a wrong row"),
    ],
)
def test_a_wrong_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, line: str
) -> None:
    (tmp_path / listed.NAME).write_text(content, encoding="utf-8")
    monkeypatch.setattr(files, "CURATED", tmp_path)
    with pytest.raises(GazetteerError, match=line):
        list(listed.rows())


def test_a_spreadsheet_s_byte_order_mark_is_no_part_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / listed.NAME).write_text(f"{HEAD}x\tsite\tY\t\t1\t2\t5\tIR\n", "utf-8-sig")
    monkeypatch.setattr(files, "CURATED", tmp_path)
    (row,) = listed.rows()
    assert (row.place.place_id, row.place.country, row.place.rank) == ("curated:x", "IR", 5)
