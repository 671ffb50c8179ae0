"""Which reader takes which file: the one place where a format is added."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from geodata.documents.corpus import read_corpus
from geodata.documents.plain import read_plain
from geodata.documents.sources import Read, Reader, Source, expand
from geodata.documents.webpage import read_webpage

READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".jsonl": read_corpus,
}


def iter_paths(paths: Sequence[Path]) -> list[tuple[Path, Path]]:
    """The files that ``paths`` stand for, each with the folder that its name counts from.

    Raises DocumentError for a path that does not exist and for a folder with nothing to read.
    """
    return expand(paths, READERS.keys())


def read_path(path: Path, root: Path | None = None) -> Read:
    """The documents of one file, in order; in place of one that cannot be read its DocumentError.

    A document's name is the path relative to ``root`` (without it, the file's name), that of a
    corpus's document the record's id. Nothing is raised for a file that cannot be read.
    """
    below = root is not None and root in path.parents
    name = path.relative_to(root).as_posix() if root and below else path.name
    reader = READERS.get(path.suffix.lower())
    closed = Source(name, str(path), io.BytesIO())
    if reader is None:
        known = " ".join(READERS)
        yield closed.error(f"no reader for this kind of file; save it as one of {known}")
        return
    try:
        with path.open("rb") as stream:
            yield from reader(Source(name, str(path), stream))
    except OSError as problem:
        yield closed.error(f"could not be read ({problem.strerror or problem}); check the file")


def read_stream(data: bytes, name: str = "-") -> Read:
    """The documents of bytes without a name, as from standard input; the format is told by them."""
    yield from _guess(data)(Source(name, name, io.BytesIO(data)))


def _guess(data: bytes) -> Reader:
    head = data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return read_webpage
    return read_corpus if head.startswith(b'{"') else read_plain
