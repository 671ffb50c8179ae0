"""One builder at a time: a lock beside the gazetteer, held by SQLite so that it ends with its
process."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_PATIENCE = 1200.0  # seconds, twice what the largest dump takes; two builders do no harm
_TRY = 0.2  # seconds; a longer wait within SQLite would not heed Ctrl-C


@contextmanager
def turn(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Let the block run while nobody else's does for ``path``; ``wait`` is called if one must.

    Where there can be no lock the block runs at once: builders waste time then, but write whole
    files.
    """
    lock = path.with_name(f"{path.name}.lock")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(lock, timeout=_TRY, isolation_level=None)
    except sqlite3.Error:
        yield
        return
    with closing(connection):
        _take(connection, wait)
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()


def _take(connection: sqlite3.Connection, wait: Callable[[], None]) -> None:
    """Wait for the lock for as long as somebody holds it, within reason."""
    since = time.monotonic()
    while time.monotonic() - since < _PATIENCE:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if "locked" not in str(error):
                return  # no lock can be had: see turn
            wait()
        else:
            return
