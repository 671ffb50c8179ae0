"""Which reader takes which file: the one place where a format is added."""

from __future__ import annotations

import io
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from geodata.documents.corpus import read_corpus
from geodata.documents.plain import read_plain
from geodata.documents.sources import Read, Reader, Source, expand
from geodata.documents.webpage import read_webpage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".jsonl": read_corpus,
}

_HEAD: Final = 1_000
"""Bytes of a stream that its format is told by."""


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
    try:
        if reason := _no_file(path):
            yield closed.error(reason)
        elif reader is None:
            known = " ".join(READERS)
            yield closed.error(f"no reader for this kind of file; save it as one of {known}")
        else:
            with path.open("rb") as stream:
                yield from reader(Source(name, str(path), stream))
    except OSError as problem:
        yield closed.error(f"could not be read ({problem.strerror or problem}); check the path")


def _no_file(path: Path) -> str | None:
    """Why a path is nothing to open; a pipe would wait for ever, a device never end."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        next(path.iterdir(), None)  # raises what keeps it from being read
        return "could not be read (it is a folder); name a file"
    return None if stat.S_ISREG(mode) else "is no ordinary file; save its text in one"


def read_stream(data: bytes | BinaryIO, name: str = "-") -> Read:
    """The documents of bytes without a name, as from standard input; the format is told by them."""
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    head = stream.read(_HEAD)
    whole = io.BufferedReader(_Joined(head, stream))
    yield from _guess(head)(Source(name, name, whole))


class _Joined(io.RawIOBase):
    """A stream whose beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        size = memoryview(buffer).nbytes
        part, self._head = self._head[:size], self._head[size:]
        part = part or self._rest.read(size)
        memoryview(buffer)[: len(part)] = part
        return len(part)


def _guess(head: bytes) -> Reader:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return read_webpage
    return read_corpus if head.startswith(b'{"') else read_plain
