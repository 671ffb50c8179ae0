"""One source as a reader gets it, and the paths that a person names as files to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geodata.errors import DocumentError
from geodata.model import Document


@dataclass(frozen=True, slots=True)
class Source:
    """An open source: ``name`` is how the user knows it, ``path`` where it lies."""

    name: str
    path: str
    stream: BinaryIO

    def error(self, what: object) -> DocumentError:
        """A one-line error that begins with where the source lies."""
        line = f"{self.path}: {what}"
        return DocumentError("".join(c if c.isprintable() else "\ufffd" for c in line))


Read = Iterator[Document | DocumentError]
"""What a reader gives: documents, and in their place the errors of those it could not read."""

Reader = Callable[[Source], Read]


def expand(paths: Sequence[Path], suffixes: Collection[str]) -> list[tuple[Path, Path]]:
    """Files to read with the folder their names count from, each file once, in sorted order.

    A folder stands for all files below it with a known suffix, hidden ones left out; a file for
    itself, whatever its suffix. A folder that may not be read stands among the files, so that
    reading it says so. Raises DocumentError for a path that does not exist and for a folder that
    holds nothing to read.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        for file, root in _files(path, suffixes):
            found.setdefault(os.path.realpath(file), (file, root))
    return list(found.values())


def _files(path: Path, suffixes: Collection[str]) -> list[tuple[Path, Path]]:
    try:
        if path.is_dir():
            return _below(path, suffixes)
        if path.exists():
            return [(path, path.parent)]
    except (OSError, ValueError) as problem:
        raise DocumentError(f"{str(path)!r}: {_reason(problem)}; check the path") from problem
    raise DocumentError(f"{path}: no such file or folder; check the path")


def _below(folder: Path, suffixes: Collection[str]) -> list[tuple[Path, Path]]:
    files: list[Path] = []

    def note(problem: OSError) -> None:
        files.append(Path(problem.filename))

    for where, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [
            Path(where, name)
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes
        ]
    if not files:
        known = " ".join(sorted(suffixes))
        raise DocumentError(f"{folder}: no files to read in this folder (it takes {known})")
    return [(file, folder) for file in sorted(files)]


def _reason(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem)
