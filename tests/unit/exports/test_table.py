"""CSV: the csv module reads every row back, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections import Counter

from geodata.atlas.selection import Selection
from geodata.exports.table import COLUMNS
from tests.unit.exports.samples import LONG_TITLE, SURFACES, UNLINKED, write

DANGEROUS = tuple("=+-@\t\r＝＋－＠")


def _rows(written: bytes) -> list[dict[str, str]]:
    text = written.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_one_row_a_mention(seeds: Selection) -> None:
    rows = _rows(write("csv", seeds))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(seeds.mentions)
    counts = Counter(row["place_id"] for row in rows)
    for frame in seeds.layers.values():
        for place_id, mentions in zip(frame["place_id"], frame["mentions"], strict=True):
            assert counts[place_id] == mentions
    first = next(row for row in rows if row["place"] == "Tehran")
    assert (first["layer"], first["precision"], first["basis"]) == ("cities", "city", "text")
    assert 51 < float(first["lon"]) < 52
    assert first["link"].endswith(f"{first['document_id']}#m{first['start']}")
    assert _rows(write("csv", seeds, UNLINKED))[0]["link"] == ""


def test_excel_knows_the_encoding_and_the_lines(seeds: Selection) -> None:
    written = write("csv", seeds)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.endswith(b"\r\n")


def test_no_cell_begins_a_formula(hostile: Selection) -> None:
    rows = _rows(write("csv", hostile))
    for row in rows:
        for column, cell in row.items():
            if column not in ("lon", "lat"):
                assert not cell.startswith(DANGEROUS), (column, cell)
    mentions = {row["mention"] for row in rows}
    assert '\'=HYPERLINK("http://evil.example","x")' in mentions
    assert "''quoted" in mentions
    assert {mention.removeprefix("'") for mention in mentions} >= {
        surface.replace("\0", "\ufffd") for surface in SURFACES
    }
    assert LONG_TITLE in {row["title"] for row in rows}
    west = next(row for row in rows if row["place"] == "Lima")
    assert float(west["lon"]) == -77.0
