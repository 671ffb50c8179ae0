"""Saved views and briefings: what people want to show again, kept beside what was read."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import TypeVar
from unicodedata import category

from geodata.atlas.database import Database
from geodata.atlas.schema import VIEW_TABLES, add_missing_tables
from geodata.atlas.writing import insert_rows
from geodata.errors import AtlasError, UnknownError
from geodata.model import LAYERS, Briefing, View

ID = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,39}")
"""Ids are parts of addresses that people type: small letters, digits, single hyphens."""

LONGEST_TITLE = 300
LONGEST_CAPTION = 2_000
"""Characters; more is no title, and no caption."""

LONGEST_DOCUMENT = 10**9  # characters; a quote's offsets have nine digits at most

T = TypeVar("T")

# Embeddings, overrides, isolates: they would reach into the words around. Marks and joiners stay.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNSEEN = ("Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that have no ink
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # none that is taken for another, none that makes words
_LENGTH = 6
_TEXTS = ("title", "caption")
_TUPLES = ("extent", "layers", "documents", "quote")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with its id; ``position`` counts from 0 in the order of the list."""

    view_id: str
    view: View
    position: int


def checked_text(text: str, longest: int, name: str) -> str:
    """``text`` as it is kept: trimmed, without control characters and what turns the direction of
    writing around; "" where nothing of it can be seen. ValueError says what is wrong.

    A title (anything not longer than `LONGEST_TITLE`) is one line.
    """
    text = text.translate(_TURNS)
    text = "".join(" " if category(c) in ("Cc", "Cs") and c != "\n" else c for c in text)
    if all(category(c) in _UNSEEN or c in _BLANK for c in text):
        return ""
    text = " ".join(text.split()) if longest <= LONGEST_TITLE else text.strip()
    if len(text) > longest:
        raise ValueError(f"the {name} has {len(text):,} characters; {longest:,} are the most")
    return text


class Views:
    """The part of an atlas that holds views and briefings; every method may raise AtlasError.

    What is deleted is marked as such and can be restored; it keeps its id and its place. None of
    this changes the atlas's ``data_version``: layers and passages stay as they are.
    """

    _database: Database

    def views(self) -> list[SavedView]:
        """All that are not deleted, in their order; `damaged` names those that are left out."""
        with self._database.reading() as connection:
            rows = _select(connection, "views", "deleted IS NULL")
        views = _whole(rows, _saved)[0]
        return [replace(saved, position=position) for position, saved in enumerate(views)]

    def view(self, view_id: str) -> SavedView:
        """UnknownError if there is none, or it is deleted."""
        found = next((saved for saved in self.views() if saved.view_id == view_id), None)
        return self._there(found, "view", view_id)

    def save_view(self, view: View, view_id: str | None = None) -> SavedView:
        """Keep a view, in place of the one of that id if there is one; a new one goes last."""
        with self._database.writing(counts=False) as connection:
            add_missing_tables(connection)
            view_id = _checked(view_id) if view_id else _new_id(connection, "views")
            values = (view.title, view.caption, _as_json(view))
            _upsert(connection, "views", view_id, ("title", "caption", "state"), values)
        return self.view(view_id)

    def delete_view(self, view_id: str) -> None:
        self._mark("views", view_id, deleted=True)

    def restore_view(self, view_id: str) -> None:
        self._mark("views", view_id, deleted=False)

    def reorder_views(self, view_ids: Sequence[str]) -> None:
        """Put these first, in this order; the others stay behind them as they were."""
        with self._database.writing(counts=False) as connection:
            add_missing_tables(connection)
            known = [row["view_id"] for row in _select(connection, "views", "1")]
            unknown = next((name for name in view_ids if name not in known), None)
            if unknown is not None:
                raise UnknownError(_no("view", unknown))
            first = list(dict.fromkeys(view_ids))
            order = [*first, *(name for name in known if name not in first)]
            connection.executemany(
                "UPDATE views SET position = ? WHERE view_id = ?", list(enumerate(order))
            )

    def briefings(self) -> list[Briefing]:
        """All that are not deleted, in the order in which they were made."""
        with self._database.reading() as connection:
            rows = _select(connection, "briefings", "deleted IS NULL")
        return _whole(rows, _briefing)[0]

    def briefing(self, briefing_id: str) -> Briefing:
        """UnknownError if there is none, or it is deleted."""
        found = next((item for item in self.briefings() if item.briefing_id == briefing_id), None)
        return self._there(found, "briefing", briefing_id)

    def damaged(self) -> list[str]:
        """Views and briefings whose rows are no longer whole, by title or id: nothing shows them.

        Each costs itself alone. Saved again under its id it is whole; deleted it is gone.
        """
        names = []
        with self._database.reading() as connection:
            for table, make in (("views", _saved), ("briefings", _briefing)):
                rows = _whole(_select(connection, table, "deleted IS NULL"), make)[1]
                names += [
                    _name(row, "title") or _name(row, _id_column(table)) or "?" for row in rows
                ]
        return names

    def save_briefing(self, briefing: Briefing) -> Briefing:
        """Keep a briefing, in place of the one of its id; an empty id gets a new one.

        UnknownError if it names a view that was never saved.
        """
        with self._database.writing(counts=False) as connection:
            add_missing_tables(connection)
            known = {row["view_id"] for row in _select(connection, "views", "1")}
            unknown = next((name for name in briefing.views if name not in known), None)
            if unknown is not None:
                raise UnknownError(_no("view", unknown))
            key = briefing.briefing_id
            key = _checked(key) if key else _new_id(connection, "briefings")
            values = (briefing.title, json.dumps(briefing.views))
            _upsert(connection, "briefings", key, ("title", "view_ids"), values)
        return replace(briefing, briefing_id=key)

    def delete_briefing(self, briefing_id: str) -> None:
        """Its views stay."""
        self._mark("briefings", briefing_id, deleted=True)

    def restore_briefing(self, briefing_id: str) -> None:
        self._mark("briefings", briefing_id, deleted=False)

    @property
    def had_briefings(self) -> bool:
        """Whether there is or ever was one."""
        with self._database.reading() as connection:
            return bool(_select(connection, "briefings", "1"))

    def _there(self, found: T | None, what: str, key: str) -> T:
        if found is not None:
            return found
        with self._database.reading() as connection:
            rows = _select(connection, f"{what}s", "deleted IS NULL")
        if any(row[_id_column(f"{what}s")] == key for row in rows):
            raise AtlasError(f"the {what} “{key[:80]}” is damaged; delete it and save it anew")
        raise UnknownError(_no(what, key))

    def _mark(self, table: str, key: str, *, deleted: bool) -> None:
        with self._database.writing(counts=False) as connection:
            add_missing_tables(connection)
            id_column = _id_column(table)
            when = _now() if deleted else None
            done = connection.execute(
                f"UPDATE {table} SET deleted = ? WHERE {id_column} = ? AND (deleted IS NULL) = ?",
                (when, key, deleted),
            )
            if done.rowcount == 0:
                raise UnknownError(_no(table.removesuffix("s"), key))


def _select(connection: sqlite3.Connection, table: str, where: str) -> list[sqlite3.Row]:
    """Rows in their order; none where an atlas is older than its table."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if not there:
        return []
    columns = ", ".join(VIEW_TABLES[table])
    query = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY position, fid"
    before, connection.text_factory = connection.text_factory, _decoded
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.text_factory = before


def _decoded(stored: bytes) -> str:
    """Text of whatever bytes: `_texts` finds those that are none, and the other rows are read."""
    return stored.decode("utf-8", "surrogateescape")


def _id_column(table: str) -> str:
    return next(iter(VIEW_TABLES[table]))


def _whole(
    rows: Iterable[sqlite3.Row], make: Callable[[sqlite3.Row], T]
) -> tuple[list[T], list[sqlite3.Row]]:
    """What ``make`` makes of the rows, and the rows that are damaged."""
    made, damaged = [], []
    for row in rows:
        try:
            made.append(make(row))
        except sqlite3.DatabaseError:
            damaged.append(row)
    return made, damaged


def _name(row: sqlite3.Row, column: str) -> str:
    """What a column of a damaged row says, as far as that can be read."""
    said = row[column] if isinstance(row[column], str) else ""
    return checked_text(said, len(said), column)[:80]


def _upsert(
    connection: sqlite3.Connection,
    table: str,
    key: str,
    columns: tuple[str, ...],
    values: tuple[str, ...],
) -> None:
    id_column = _id_column(table)
    changes = ", ".join(f"{column} = ?" for column in columns)
    try:
        done = connection.execute(
            f"UPDATE {table} SET {changes}, changed = ?, deleted = NULL WHERE {id_column} = ?",
            (*values, _now(), key),
        )
        if done.rowcount == 0:
            # A position that is no number is damage that need not stop anyone.
            highest = f"SELECT coalesce(max(CAST(position AS INTEGER)), -1) FROM {table}"
            last = connection.execute(highest).fetchone()
            insert_rows(connection, table, [(key, *values, last[0] + 1, _now(), None)])
    except UnicodeEncodeError as error:
        raise AtlasError("a text holds half of a surrogate pair; mend its encoding") from error


def _no(what: str, key: str) -> str:
    return f"there is no {what} “{key[:80]}” in this atlas"


def _checked(key: str) -> str:
    if not ID.fullmatch(key):
        raise AtlasError(f"“{key[:80]}” is no id: use small letters, digits and single hyphens")
    return key


def _new_id(connection: sqlite3.Connection, table: str) -> str:
    id_column = _id_column(table)
    taken = {row[id_column] for row in _select(connection, table, "1")}
    while True:
        key = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        if key not in taken:
            return key


def _as_json(view: View) -> str:
    """What of a view is not as it would be anyway, without its texts, which have columns."""
    plain = asdict(View())
    state = {k: v for k, v in asdict(view).items() if k not in _TEXTS and v != plain[k]}
    return json.dumps(state, ensure_ascii=False)


def _saved(row: sqlite3.Row) -> SavedView:
    """The view of a row; its position is known only among the others."""
    state, title, caption, key = _texts(row, "state", "title", "caption", "view_id")
    return SavedView(key, replace(_state(state), title=title, caption=caption), 0)


def _texts(row: sqlite3.Row, *columns: str) -> list[str]:
    """What the columns hold; what is no text is damage."""
    values = [row[column] for column in columns]
    if not all(isinstance(value, str) and _is_text(value) for value in values):
        raise sqlite3.DatabaseError("malformed row")
    return values


def _is_text(value: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in value)


def _state(stored: str) -> View:
    """A later program's fields are left out; what cannot be a view is damage."""
    known = {field.name for field in fields(View)} - set(_TEXTS)
    try:
        state = {name: value for name, value in json.loads(stored).items() if name in known}
        lists = {name: state[name] for name in _TUPLES if state.get(name) is not None}
        if not all(isinstance(values, list) for values in lists.values()):
            raise TypeError("no list")
        tuples = {name: tuple(values) for name, values in lists.items()}
        view = View(**{**state, **tuples})
        json.dumps(state, ensure_ascii=False).encode()  # no half of a surrogate pair
        whole = _is_view(view)
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise sqlite3.DatabaseError("malformed view") from error
    if not whole:
        raise sqlite3.DatabaseError("malformed view")
    return view


def _is_view(view: View) -> bool:
    """Whether the values are of their types; an atlas may have been written by anything."""
    texts = (view.since, view.until, view.place)
    west, south, east, north = view.extent or (-180, -90, 180, 90)
    document, start, end = view.quote or ("", 0, 1)
    return (
        all(isinstance(value, str | None) for value in texts)
        and all(date.fromisoformat(day) for day in (view.since, view.until) if day)
        and all(type(edge) in (int, float) for edge in (west, south, east, north))
        and -540 <= west < east <= 540
        and -90 <= south < north <= 90
        and set(view.layers or ()) <= set(LAYERS)
        and all(isinstance(name, str) for name in (*(view.documents or ()), document))
        and type(start) is type(end) is int  # True is an int, too
        and 0 <= start < end < LONGEST_DOCUMENT
        and view.reading in ("both", "literal", "associative")
        and view.dated in ("published", "text")
        and isinstance(view.undated, bool)
    )


def _briefing(row: sqlite3.Row) -> Briefing:
    key, title, stored = _texts(row, "briefing_id", "title", "view_ids")
    try:
        views = json.loads(stored)
    except (ValueError, RecursionError) as error:
        raise sqlite3.DatabaseError("malformed briefing") from error
    if not isinstance(views, list) or not all(isinstance(name, str) for name in views):
        raise sqlite3.DatabaseError("malformed briefing")
    return Briefing(key, title, tuple(views))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
