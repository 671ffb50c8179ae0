"""``.txt`` and ``.md``: one file, one document, its text exactly as it stands."""

from __future__ import annotations

import hashlib

from geodata.documents.encodings import MAX_BYTES, decode
from geodata.documents.make import document_from_text
from geodata.documents.sources import Read, Source
from geodata.errors import DocumentError


def read_plain(source: Source) -> Read:
    """The file as one document."""
    data = source.stream.read(MAX_BYTES + 1)
    try:
        text = decode(data)
    except DocumentError as problem:
        yield source.error(problem)
        return
    yield document_from_text(
        text, name=source.name, source=source.path, sha256=hashlib.sha256(data).hexdigest()
    )
