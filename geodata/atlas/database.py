"""The SQLite file beneath an atlas: connections, transactions, and errors as one line."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from geodata.atlas import geopackage
from geodata.atlas.schema import SCHEMA_VERSION, create_schema
from geodata.errors import AtlasError

_BUSY_SECONDS = 10.0

# What SQLite says (in part) -> what happened and what to do.
_SAID = {
    "locked": "another program is writing to this atlas; try again when it is done",
    "not a database": "this is no atlas; name another file, or move it away and build again",
    "malformed": "the atlas is damaged; move it away and build again",
    "no such column": "the atlas is damaged; move it away and build again",
    "no such table": "the atlas is damaged or no atlas; move it away and build again",
    "readonly": "the atlas cannot be written; check the permissions of file and folder",
    "unable to open": "the file cannot be opened; check that its folder exists and permits it",
    "disk is full": "the disk is full; the atlas is as it was before, make room and try again",
    "disk I/O": "the disk failed to read or write; the atlas may lie on a faulty or full disk",
}


class Database:
    """One atlas file, with a connection of its own for each thread."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self.write = write
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._connections:
            connection = self._connections.pop()
            if self.write:
                # Into the file itself, even while others read: it is what people copy.
                with suppress(sqlite3.Error):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection on which all reads see the same state."""
        with told(self.path):
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, counts: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction, all or nothing; within another one it is a part that can fail alone.

        ``counts`` False leaves the data version as it is: nothing read out of documents changed.
        """
        if not self.write:
            raise AtlasError(f"{self.path}: the atlas was opened for reading only")
        with told(self.path):
            connection = self._connection()
            inside = connection.in_transaction
            with _savepoint(connection) if inside else _transaction(connection, counts=counts):
                yield connection

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        if self.path.is_dir():
            raise AtlasError(f"{self.path}: is a folder, no atlas; name the file")
        if not self.path.is_file():
            raise AtlasError(f"{self.path}: there is no such atlas; build it with `mapapp build`")
        if self.write:
            return connect(self.path, "rw")
        try:
            connection = connect(self.path, "ro")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            if not any(part in str(error) for part in ("unable to open", "readonly")):
                raise
        # A folder where no lock may be made: nobody can be writing either.
        return connect(self.path, "ro&immutable=1")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open without implicit transactions; ``mode`` is SQLite's ``ro``, ``rw`` or ``rwc``."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = NORMAL")
        geopackage.register_functions(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def create_file(path: Path) -> None:
    """Write an empty atlas; all of it or, on any failure, no file."""
    if path.exists():
        raise AtlasError(f"{path}: there is a file already; name another one or move it away")
    with told(path):
        check_free(path)
        connection = connect(path, "rwc")
        try:
            with _transaction(connection, counts=False):
                create_schema(connection)
                for key, value in (("schema_version", SCHEMA_VERSION), ("data_version", "empty")):
                    connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
            # Kept by the file: from now on readers never wait for a writer.
            connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
        connection.close()


def journal(path: Path) -> Path:
    """Where SQLite keeps what is written until it is taken over into the file itself."""
    return path.with_name(path.name + "-wal")


def is_whole(path: Path) -> bool:
    """Whether the file by itself holds all that was written to it."""
    left = journal(path)
    return not left.exists() or left.stat().st_size == 0


def check_free(path: Path) -> None:
    """AtlasError where an atlas that is gone left changes: SQLite would mix them into a new one."""
    if not is_whole(path):
        raise AtlasError(
            f"{journal(path)} holds changes of an atlas that is gone: put that back as"
            f" {path.name}, or delete {journal(path).name}, and try again"
        )
    journal(path).unlink(missing_ok=True)


def is_atlas(path: Path) -> bool:
    """Whether a file is an atlas, of this version or another, rather than anything else.

    An exported GeoPackage is none: it can be made again, decisions and views cannot.
    """
    if not path.is_file():
        return False
    with suppress(sqlite3.Error, OSError), closing(connect(path, "ro&immutable=1")) as connection:
        query = "SELECT 1 FROM meta WHERE key = 'schema_version'"
        return connection.execute(query).fetchone() is not None
    return False


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """AtlasError unless the file is an atlas of this version."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != geopackage.APPLICATION_ID:
        raise AtlasError(f"{path}: this is no atlas; name another file")
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    if row is None or row[0] != SCHEMA_VERSION:
        found = row[0] if row else "none"
        raise AtlasError(
            f"{path}: an atlas of version {found}, this program reads {SCHEMA_VERSION};"
            " move it away and build again"
        )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into one line for a person."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        line = next((line for part, line in _SAID.items() if part in said), said)
        raise AtlasError(f"{path}: {line}") from error
    except OSError as error:
        raise AtlasError(f"{path}: {error.strerror or error}") from error


@contextmanager
def _transaction(connection: sqlite3.Connection, *, counts: bool = True) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    before = connection.total_changes
    try:
        yield
        if counts and connection.total_changes != before:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'data_version'", (secrets.token_hex(8),)
            )
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back when the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")
