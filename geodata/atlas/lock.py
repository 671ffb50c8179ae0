"""One build at a time: a lock beside the atlas, held by SQLite so that it ends with its process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from geodata.errors import AtlasError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let only one build at a time work on an atlas; the lock ends with the process.

    AtlasError where another one is at work, and where there can be no atlas.
    """
    _check_place(path)
    lock = path.with_name(path.name + ".lock")
    try:
        connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise AtlasError(
            f"{path}: cannot write here; check that the folder exists and permits it"
        ) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            busy = "another build is at work on this atlas; wait for it to end"
            wrong = "cannot write here; check the folder's permissions and free space"
            said = busy if "locked" in str(error) else wrong
            raise AtlasError(f"{path}: {said}") from error
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()


def _check_place(path: Path) -> None:
    if not path.name or path.is_dir():
        raise AtlasError(f"{path}: is a folder; name a file in it for the atlas")
    if path.exists() and not path.is_file():
        raise AtlasError(f"{path}: is no ordinary file; name another one for the atlas")
