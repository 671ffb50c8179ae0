"""``briefing.toml`` beside texts: the ready briefing that an atlas of them begins with.

id = "russia-iran"                  # part of its address: /present/russia-iran
title = "Russia and Iran"

[[view]]                            # one for each slide, in order
id = "instc"                        # all but the title may be left out
title = "A trade route connects Russia to India via Iran"
caption = "..."
place = "curated:instc"             # the id in a place's address
extent = [25, 10, 85, 62]           # west, south, east, north in degrees
layers = ["corridors", "cities"]
reading = "literal"                 # or "associative"
documents = ["001.txt"]             # by name, as the list of documents has them
dated = "text"                      # or "published", for since and until
since = 2022-06-01
until = 2022-07-31
undated = false
quote = "words of one of the texts, exactly as they stand there"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geodata.atlas.store import Atlas
from geodata.atlas.views import ID, LONGEST_CAPTION, LONGEST_TITLE, checked_text
from geodata.errors import DocumentError
from geodata.model import LAYERS, Briefing, View

NAME = "briefing.toml"

_MOST_VIEWS = 100
_LARGEST = 200_000  # bytes

_Table = Mapping[str, Any]


def take_in(folder: Path, atlas: Atlas) -> None:
    """Save a folder's briefing, unless it has none or the atlas has ever had one.

    DocumentError, in one line, for a file that cannot be used; then nothing is saved.
    """
    path = folder / NAME
    if not path.is_file() or atlas.had_briefings:
        return
    try:
        table = _read(path)
        key, title = _id(table), _text(table, "title", LONGEST_TITLE)
        views = [_view(item, number, atlas) for number, item in enumerate(_items(table), 1)]
        _once([view_id for view_id, _ in views if view_id])
    except (OSError, ValueError, RecursionError) as error:
        raise DocumentError(f"{path}: {error}") from error
    with atlas.batch():
        ids = tuple(atlas.save_view(view, view_id).view_id for view_id, view in views)
        atlas.save_briefing(Briefing(key, title, ids))


def _read(path: Path) -> _Table:
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"larger than {_LARGEST:,} bytes; a briefing needs less")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is no TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ValueError("is not in UTF-8; save it as that") from error
    _known(table, ("id", "title", "view"))
    return table


def _items(table: _Table) -> list[_Table]:
    items = table.get("view")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError("has no [[view]]; write one for each slide")
    if len(items) > _MOST_VIEWS:
        raise ValueError(f"has {len(items)} views; {_MOST_VIEWS} are the most")
    return items


def _view(item: _Table, number: int, atlas: Atlas) -> tuple[str | None, View]:
    """The id that is asked for and the view; ValueError says which view is wrong, and how."""
    try:
        _known(item, ("id", *_READERS))
        values = {name: read(item, name, atlas) for name, read in _READERS.items() if name in item}
        if not values.get("title"):
            raise ValueError("has no title")
        return _id(item) or None, View(**values)
    except ValueError as error:
        raise ValueError(f"view {number}: {error}") from error


def _once(ids: list[str]) -> None:
    """ValueError if two views have the same id: the second would take the first one's place."""
    for view_id in ids:
        if ids.count(view_id) > 1:
            raise ValueError(f"two views have the id “{view_id}”; ids must differ")


def _known(table: _Table, names: tuple[str, ...]) -> None:
    for name in table:
        if name not in names:
            raise ValueError(f"“{name[:40]}” is unknown; there are {', '.join(names)}")


def _id(table: _Table) -> str:
    key = table.get("id", "")
    if not isinstance(key, str) or (key and not ID.fullmatch(key)):
        raise ValueError("“id” must be small letters, digits and single hyphens")
    return key


def _text(table: _Table, name: str, longest: int) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"“{name}” must be text")
    return checked_text(value, longest, name)


def _place(item: _Table, name: str, atlas: Atlas) -> str:
    place = _text(item, name, LONGEST_TITLE)
    if atlas.place(place) is None:
        raise ValueError(f"no text names the place “{place}”; copy its id from its address")
    return place


def _extent(item: _Table, name: str, _atlas: Atlas) -> tuple[float, ...]:
    given = item[name]
    if isinstance(given, list) and all(type(edge) in (int, float) for edge in given):
        west, south, east, north = given if len(given) == 4 else (0,) * 4
        if -540 <= west < east <= 540 and -90 <= south < north <= 90:
            return (float(west), float(south), float(east), float(north))
    raise ValueError(f"“{name}” must be [west, south, east, north] in degrees")


def _layers(item: _Table, name: str, _atlas: Atlas) -> tuple[str, ...]:
    given = item[name]
    if not isinstance(given, list) or not all(layer in LAYERS for layer in given):
        raise ValueError(f"“{name}” must be some of {', '.join(LAYERS)}")
    return tuple(layer for layer in LAYERS if layer in given)


def _documents(item: _Table, name: str, atlas: Atlas) -> tuple[str, ...]:
    ids = {info.name: info.id for info in atlas.documents()}
    given = item[name]
    if not isinstance(given, list) or not all(isinstance(file, str) for file in given):
        raise ValueError(f"“{name}” must be a list of names")
    unknown = next((file[:80] for file in given if file not in ids), None)
    if unknown is not None:
        raise ValueError(f"there is no document “{unknown}”; use its name in the list of documents")
    return tuple(ids[file] for file in given)


def _day(item: _Table, name: str, _atlas: Atlas) -> str:
    try:
        return date.fromisoformat(str(item[name])).isoformat()
    except ValueError as error:
        raise ValueError(f"“{name}” must be a day such as 2025-03-01") from error


def _flag(item: _Table, name: str, _atlas: Atlas) -> bool:
    if not isinstance(item[name], bool):
        raise ValueError(f"“{name}” must be true or false")
    return bool(item[name])


def _one_of(*choices: str) -> Callable[[_Table, str, Atlas], str]:
    def read(item: _Table, name: str, _atlas: Atlas) -> str:
        if item[name] not in choices:
            raise ValueError(f"“{name}” must be one of {', '.join(choices)}")
        return str(item[name])

    return read


def _quote(item: _Table, name: str, atlas: Atlas) -> tuple[str, int, int]:
    words = _text(item, name, LONGEST_CAPTION).split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for info in atlas.documents() if words else ():
        document = atlas.document(info.id)
        found = pattern.search(document.text) if document else None
        if found:
            return info.id, *found.span()
    raise ValueError(f"no text holds the quote “{' '.join(words)[:60]}”; copy it exactly")


_READERS: dict[str, Callable[[_Table, str, Atlas], Any]] = {
    "title": lambda item, name, _atlas: _text(item, name, LONGEST_TITLE),
    "caption": lambda item, name, _atlas: _text(item, name, LONGEST_CAPTION),
    "extent": _extent,
    "layers": _layers,
    "reading": _one_of("both", "literal", "associative"),
    "documents": _documents,
    "dated": _one_of("published", "text"),
    "since": _day,
    "until": _day,
    "undated": _flag,
    "place": _place,
    "quote": _quote,
}
