"""Every setting of the app, in one place: a field, its variable, what it does."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click


@dataclass(frozen=True, slots=True)
class Settings:
    """How the explorer is served. Field ``x`` is read from the variable ``MAPAPP_X``.

    atlas             the atlas file that is shown
    host              the address to listen on; 127.0.0.1 is this machine alone
    port              the port to listen on, 1 to 65535
    threads           how many requests are answered at the same time, 1 to 64
    title             the name shown above the map; by default the atlas file's name
    tiles             URL template of online map tiles with {z}, {x} and {y}; none by default, and
                      then no page asks any other host for anything
    tiles_attribution the credit that the tiles' provider asks for, shown as text
    frame_ancestors   who may frame /embed: sources of Content-Security-Policy, separated by spaces
    hosts             further host names under which the app may be asked, separated by spaces
    public_url        the address at which others reach the explorer; exports link to it
    """

    atlas: Path = Path("atlas.gpkg")
    host: str = "127.0.0.1"
    port: int = 5000
    threads: int = 8
    title: str | None = None
    tiles: str | None = None
    tiles_attribution: str = ""
    frame_ancestors: tuple[str, ...] = ("*",)
    hosts: tuple[str, ...] = ()
    public_url: str = ""


def from_environment(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from ``MAPAPP_*`` variables; values in ``given`` that are not None go first.

    An empty variable counts as none. click.UsageError, in one line, for a value that cannot be.
    """
    environ = os.environ if environ is None else environ
    values = {name: value for name, value in given.items() if value is not None}
    for name, read in _READERS.items():
        text = environ.get(f"MAPAPP_{name.upper()}", "").strip()
        if text and name not in values:
            try:
                values[name] = read(text)
            except ValueError as error:
                raise click.UsageError(f"MAPAPP_{name.upper()}={text!r}: {error}") from error
    return Settings(**values)


def _between(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise ValueError(f"give a whole number from {lowest} to {highest}")
        return int(text)

    return read


def _tiles(text: str) -> str:
    missing = [mark for mark in ("{z}", "{x}", "{y}") if mark not in text]
    if missing:
        raise ValueError(f"the address lacks {' '.join(missing)}")
    return _web_address(text)


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("give an address that begins with https:// or http://")
    return text


def _public(text: str) -> str:
    return _web_address(text).rstrip("/")


def _sources(text: str) -> tuple[str, ...]:
    """Parts of a header: nothing in them may end the directive or the header."""
    if any(mark in text for mark in ";,\r\n"):
        raise ValueError("separate the entries by spaces, without ; or ,")
    return tuple(text.split())


_READERS: dict[str, Callable[[str], Any]] = {field.name: str for field in fields(Settings)} | {
    "atlas": Path,
    "port": _between(1, 65535),
    "threads": _between(1, 64),
    "tiles": _tiles,
    "frame_ancestors": _sources,
    "hosts": _sources,
    "public_url": _public,
}
