"""What holds for all texts and all bytes."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents import document_from_text, read_stream
from geodata.documents.dates import bounds
from geodata.errors import DocumentError
from geodata.model import Document

PIECES = st.sampled_from(
    [
        *("By Ilse Marend", "March 3, 2021", "in May", "Tuesday", "22-24 October", "07/20/2022"),
        *(
            "© 2022 Oxo",
            "---",
            "title: x",
            "# Oxo",
            "Leave a comment",
            "Share this",
            "* ",
            "Photo:",
        ),
        *(
            "The ferry sank near the mole, and nobody saw it go down. ",
            "1999",
            "since ",
            "\n",
            "\n\n",
        ),
        *(
            " ",
            "\r\n",
            "\xa0",
            "\ufeff",
            "🚢",
            "[a](b)",
            "!",
            "Ilse Marend for The Courier",
            "a: b",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.lists(PIECES, max_size=40).map("".join),
)


@given(TEXTS)
def test_every_text_is_kept_and_all_that_is_found_lies_in_it(text: str) -> None:
    document = document_from_text(text)
    assert document.text == text
    begin, end = document.body
    assert 0 <= begin <= end <= len(text)
    position = 0
    for date in document.dates:
        assert position <= date.start < date.end
        assert text[date.start : date.end] == date.surface
        assert date.iso is None or bounds(date.iso)[0]
        position = date.end


@pytest.mark.parametrize(
    "piece", ["0", "x", "1 ", "#a", "by ", "Photo ", "a.", "A b, ", "|", "-30-"]
)
def test_a_line_of_one_thing_is_read_at_once(piece: str) -> None:
    start = time.process_time()
    document_from_text(piece * (4000 // len(piece)) + ":")
    assert time.process_time() - start < 2


@given(st.text(st.characters()))
def test_every_text_can_be_stored_and_keeps_its_offsets(text: str) -> None:
    document = document_from_text(text, name=text, said={"title": text, "url": text})
    assert len(document.text) == len(text)
    for value in (document.text, document.name, document.source, document.title or ""):
        assert "\0" not in value
        value.encode("utf-8")


@given(
    st.one_of(st.binary(), TEXTS.map(str.encode), st.text().map("<html>{}".format).map(str.encode))
)
def test_all_bytes_give_documents_or_one_line(data: bytes) -> None:
    results = list(read_stream(data))
    assert results or data.strip().startswith(b'{"') or not data.strip()
    for result in results:
        assert isinstance(result, Document | DocumentError)
        assert not isinstance(result, DocumentError) or len(str(result).splitlines()) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        key: JSON | st.text()
        for key in ("id", "text", "title", "published", "url", "publisher", "author", "spans")
    },
)


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_every_record_gives_a_document_or_one_line(records: list[dict[str, object]]) -> None:
    data = "\n".join(map(json.dumps, ({"id": "first", "text": "Oxo"}, *records))).encode()
    results = list(read_stream(data))
    assert len(results) == len(records) + 1
    assert isinstance(results[0], Document)
