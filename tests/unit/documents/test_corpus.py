"""Corpora in JSON Lines: each line is a document or one error, and the others go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.documents import read_path, read_stream
from geodata.errors import DocumentError
from geodata.model import Document


def read(*lines: object, tmp_path: Path) -> list[Document | DocumentError]:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(
        b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines)
    )
    return list(read_path(path))


def test_a_record_s_fields_go_before_what_the_text_gives(tmp_path: Path) -> None:
    record = {
        "id": "oxo-1",
        "text": "Silt at Oxo\r\n\r\nBy Ilse Marend\r\n\r\nThe ferry sank on Tuesday near the mole.",
        "title": "Silt",
        "published": "2022-07-20T08:00:00Z",
        "url": "https://x.example/1",
        "publisher": "Courier",
        "spans": [[0, 4], [8, 11]],
    }
    (document,) = read(record, tmp_path=tmp_path)
    assert isinstance(document, Document)
    assert document.text == record["text"]
    assert (document.name, document.title, document.publisher) == ("oxo-1", "Silt", "Courier")
    assert (document.author, document.published) == ("Ilse Marend", "2022-07-20")
    assert document.url == "https://x.example/1"
    assert document.spans == ((0, 4), (8, 11))
    assert [date.iso for date in document.dates] == ["2022-07-19"]


def test_the_id_counts_on_the_record_and_not_on_how_it_is_written(tmp_path: Path) -> None:
    one, other = read(
        b'{"id": "a", "text": "Oxo \\u00e9"}',
        b'{"text":"Oxo \xc3\xa9",  "id":"b"}',
        tmp_path=tmp_path,
    )
    (again,) = read(b'{"text":"Oxo \xc3\xa9","id":"a"}', tmp_path=tmp_path)
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert isinstance(again, Document)
    assert one.id == again.id == one.sha256[:12]
    assert one.id != other.id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"text": "Oxo"}', 'no "id"'),
        (b'{"id": true, "text": "Oxo"}', 'no "id"'),
        (b'{"id": "a"}', 'no "text"'),
        (b'{"id": "a", "text": "  "}', 'no "text"'),
        (b'{"id": "a", "text": 5}', 'no "text"'),
        (b'{"id": "first", "text": "Oxo"}', "used before"),
        (b'{"id": "a", "text": "Oxo", "title": ["x"]}', '"title"'),
        (b'{"id": "a", "text": "Oxo", "spans": 3}', "not a list"),
        (b'{"id": "a", "text": "Oxo", "spans": [[0, 9]]}', "within its 3 characters"),
        (b'{"id": "a", "text": "Oxo", "spans": [[2, 2]]}', "within"),
        (b'{"id": "a", "text": "Oxo", "spans": [[-1, 2]]}', "within"),
        (b'{"id": "a", "text": "Oxo", "spans": [[0, 1.0]]}', "within"),
        (b'{"id": "a", "text": "Oxo", "spans": [[false, true]]}', "within"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": ' + b"9" * 5_000 + b', "text": "Oxo"}', "too many digits"),
    ],
)
def test_a_bad_line_is_one_error_with_its_number(line: bytes, reason: str, tmp_path: Path) -> None:
    first, bad, last = read(
        {"id": "first", "text": "Oxo"}, line, {"id": 3, "text": "Mirel"}, tmp_path=tmp_path
    )
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.name == "3"
    assert isinstance(bad, DocumentError)
    assert reason in str(bad)
    assert "corpus.jsonl: line 2" in str(bad)
    assert "\n" not in str(bad)


def test_half_characters_and_nul_are_replaced_one_for_one(tmp_path: Path) -> None:
    (document,) = read(
        b'{"id": "a\\ud800", "text": "x\\ud800\\u0000y \\ud83d\\udea2"}', tmp_path=tmp_path
    )
    assert isinstance(document, Document)
    assert document.text == "x\ufffd\ufffdy 🚢"
    document.name.encode("utf-8")


def test_only_web_addresses_are_kept(tmp_path: Path) -> None:
    addresses = [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "https://",
        "http://[x",
        "file:///a",
    ]
    records = [{"id": n, "text": "Oxo", "url": url} for n, url in enumerate(addresses)]
    documents = read(*records, tmp_path=tmp_path)
    assert [document.url for document in documents if isinstance(document, Document)] == [None] * 6


def test_blank_lines_are_passed_over_and_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert len(read(b"", {"id": 1, "text": "Oxo"}, b"", tmp_path=tmp_path)) == 1
    (error,) = read(tmp_path=tmp_path)
    assert "empty" in str(error)


def test_a_corpus_is_known_on_standard_input() -> None:
    (document,) = read_stream(b'\xef\xbb\xbf{"id": "a", "text": "Oxo"}\n')
    assert isinstance(document, Document)
    assert document.name == "a"
