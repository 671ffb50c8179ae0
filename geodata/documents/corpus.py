"""``.jsonl``: one document a line, ``{"id", "text"}`` and optionally ``title``, ``published``,
``url``, ``publisher``, ``author`` and ``spans``, the mentions to resolve as ``[start, end]``.

A line that cannot be read is one DocumentError with its number; the others go on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from geodata.documents.encodings import MAX_BYTES
from geodata.documents.make import FIELDS, document_from_text
from geodata.documents.sources import Read, Source
from geodata.errors import DocumentError
from geodata.model import Document

Record = dict[str, object]


def read_corpus(source: Source) -> Read:
    """Each line of the file as a document, or as the error that kept it from being one."""
    seen: set[str] = set()
    number = 0
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        try:
            yield _document(line, source, seen)
        except DocumentError as problem:
            yield source.error(f"line {number}: {problem}")
    if not number:
        yield source.error("is empty; there is nothing to read")


def _lines(source: Source) -> Iterator[bytes]:
    """Lines of at most MAX_BYTES; the rest of a longer one is passed over."""
    while line := source.stream.readline(MAX_BYTES + 1):
        part = line
        while len(part) > MAX_BYTES and not part.endswith(b"\n"):
            part = source.stream.readline(MAX_BYTES + 1)
        yield line


def _document(line: bytes, source: Source, seen: set[str]) -> Document:
    record = _record(line)
    name = _name(record, seen)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(f'record {name!r} has no "text"')
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"))
    document = document_from_text(
        text,
        name=name,
        source=source.path,
        sha256=hashlib.sha256(canonical.encode("ascii")).hexdigest(),
        said=_said(record, name),
        spans=_spans(record.get("spans"), len(text), name),
    )
    seen.add(name)
    return document


def _record(line: bytes) -> Record:
    if len(line) > MAX_BYTES:
        raise DocumentError(f"is longer than {MAX_BYTES // 1_000_000} MB; split the text")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DocumentError("is not UTF-8; save the file as UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as problem:
        raise DocumentError(f"is not JSON ({problem}); each line is one JSON object") from None
    except ValueError:
        raise DocumentError("has a number of too many digits; write it as text") from None
    if not isinstance(record, dict):
        raise DocumentError('is not a JSON object; a record is {"id": ..., "text": ...}')
    return record


def _name(record: Record, seen: set[str]) -> str:
    name = record.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        raise DocumentError('has no "id"; each record needs its own')
    if str(name) in seen:
        raise DocumentError(f"the id {str(name)!r} was used before; each record needs its own")
    return str(name)


def _said(record: Record, name: str) -> dict[str, str | None]:
    said: dict[str, str | None] = {}
    for field in FIELDS:
        value = record.get(field)
        if value is not None and not isinstance(value, str):
            raise DocumentError(f'"{field}" of record {name!r} is not text')
        said[field] = value
    return said


def _spans(value: object, length: int, name: str) -> tuple[tuple[int, int], ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise DocumentError(f'"spans" of record {name!r} is not a list of [start, end]')
    spans = []
    for span in value:
        match span:
            case [int(start), int(end)] if (
                bool not in map(type, span) and 0 <= start < end <= length
            ):
                spans.append((start, end))
            case _:
                raise DocumentError(
                    f"record {name!r} has the span {json.dumps(span)[:60]}, which is not "
                    f"[start, end] within its {length} characters"
                )
    return tuple(spans)
