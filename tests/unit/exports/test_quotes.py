"""Every exported quote is its document's text at its offsets, whatever the format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from geodata.atlas import Atlas
from geodata.atlas.selection import Selection, select
from geodata.exports.safe import without_nul, xml_text
from geodata.model import Candidate, Parsed, View
from tests.unit.atlas.gold import Boxes, document, mention
from tests.unit.exports.samples import texts, write

Found = tuple[str, int, int, str]
"""Document id, start, end, and what is said to stand there."""


def _geojson(written: bytes) -> Iterator[Found]:
    for feature in json.loads(written)["features"]:
        for quote in feature["properties"].get("quotes", ()):
            yield quote["document"], quote["start"], quote["end"], quote["text"]
            for one in quote["mentions"]:
                yield quote["document"], one["start"], one["end"], one["exact"]


def _csv(written: bytes) -> Iterator[Found]:
    def told(cell: str) -> str:
        return cell.removeprefix("'")

    for row in csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")):
        span = int(row["quote_start"]), int(row["quote_end"])
        yield row["document_id"], *span, told(row["quote"])
        yield row["document_id"], int(row["start"]), int(row["end"]), told(row["mention"])


def _jsonld(written: bytes) -> Iterator[Found]:
    for item in json.loads(written)["first"]["items"]:
        position, quote = item["target"]["selector"]
        start, end = position["start"], position["end"]
        document = item["via"].rpartition("/")[2].partition("#")[0]
        yield document, start, end, quote["exact"]
        yield document, start - len(quote["prefix"]), start, quote["prefix"]
        yield document, end, end + len(quote["suffix"]), quote["suffix"]


def _lpf(written: bytes) -> Iterator[Found]:
    for feature in json.loads(written)["features"]:
        for told in feature["descriptions"]:
            document = told["@id"].rpartition("/")[2].partition("#")[0]
            yield document, told["start"], told["end"], told["value"]


READERS = {"geojson": _geojson, "csv": _csv, "jsonld": _jsonld, "lpf.json": _lpf}


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_quotes_are_the_text_at_their_offsets(
    ending: str, which: str, request: pytest.FixtureRequest
) -> None:
    selection: Selection = request.getfixturevalue(which)
    documents = texts(selection)
    if ending == "csv":  # the only one of these that no NUL can be stored in
        documents = {key: without_nul(text) for key, text in documents.items()}
    found = list(READERS[ending](write(ending, selection)))
    assert len(found) >= len(selection.mentions) / 2
    for source, start, end, said in found:
        assert documents[source][start:end] == said


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_passages_of_a_geopackage_are_the_text(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    selection: Selection = request.getfixturevalue(which)
    path = tmp_path / "export.gpkg"
    path.write_bytes(write("gpkg", selection))
    documents = {key: without_nul(text) for key, text in texts(selection).items()}
    passages = pyogrio.read_dataframe(path, layer="passages")
    assert len(passages) == len(selection.mentions)
    for row in passages.itertuples():
        text = documents[row.document_id]
        assert text[row.start : row.end] == row.mention
        assert text[row.quote_start : row.quote_end] == row.quote


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_balloons_quote_the_text(which: str, request: pytest.FixtureRequest) -> None:
    selection: Selection = request.getfixturevalue(which)
    every = "\n".join(xml_text(text) for text in texts(selection).values())
    root = etree.fromstring(write("kml", selection))
    quoted = 0
    for balloon in root.iterfind(".//{*}Placemark/{*}description"):
        for quote in html.fragment_fromstring(balloon.text, "div").iterfind("blockquote"):
            said = "".join(quote.itertext())
            assert said.replace("\r\n", "\n") in every.replace("\r\n", "\n")
            assert quote.find("b") is not None
            quoted += 1
    assert quoted >= len(selection)


PIECE = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=20)
@given(before=PIECE, after=PIECE)
def test_quotes_are_the_text_whatever_it_is(before: str, after: str) -> None:
    text = f"{before} Tehran {after}"
    named = document(text, title=before, author=after)
    tehran = Candidate("x:tehran", "Tehran", "city", 51.4, 35.7)
    with TemporaryDirectory() as folder, Atlas.create(Path(folder) / "atlas.gpkg") as atlas:
        atlas.add(Parsed(named, (mention(named, "Tehran", tehran),)))
        atlas.refresh(Boxes())
        selection = select(atlas, View())
        for ending, read in READERS.items():
            stored = without_nul(text) if ending == "csv" else text
            found = list(read(write(ending, selection)))
            assert found
            assert all(stored[start:end] == said for _, start, end, said in found)
        root = etree.fromstring(write("kml", selection))
    assert root.findtext(".//{*}Placemark/{*}name") == "Tehran"
