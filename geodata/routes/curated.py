"""The curated corridors: ``curated/corridors/*.toml`` parsed and checked.

The README beside the files describes their form for the person who corrects them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from geodata.errors import GazetteerError
from geodata.geodesy import Point
from geodata.model import Mode, Status, Stop

_FOLDER = Path(__file__).parents[1] / "curated" / "corridors"
_MODES: tuple[Mode, ...] = get_args(Mode)
_STATUSES: tuple[Status, ...] = get_args(Status)
Follow = Literal["network", "points", "straight"]
_FOLLOWS: tuple[Follow, ...] = get_args(Follow)
_CORRIDOR_KEYS = {"id", "name", "aliases", "point", "note", "source", "branch"}
_BRANCH_KEYS = {"name", "mode", "status", "stops"}
_LEG_KEYS = {"mode", "status", "via", "follow", "km", "note"}
_STOP_KEYS = {"name", "at", "parallel"} | _LEG_KEYS


@dataclass(frozen=True, slots=True)
class CuratedLeg:
    """One stretch as the file gives it.

    ``via`` are (lon, lat) points between its stops. ``follow`` says where its line is from: the
    network of its mode, its points, or nothing but its two ends. ``km`` is its published length,
    where the file gives one.
    """

    branch: str
    mode: Mode
    status: Status
    origin: Stop
    destination: Stop
    via: tuple[Point, ...] = ()
    follow: Follow = "network"
    km: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CuratedCorridor:
    """One corridor of the file.

    ``point`` is a (lon, lat) that lies on its line; ``source`` names what the facts can be
    checked with.
    """

    place_id: str
    name: str
    aliases: tuple[str, ...]
    point: Point
    note: str
    source: str
    legs: tuple[CuratedLeg, ...]

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every stop once, in the order of the branches."""
        ends = (stop for leg in self.legs for stop in (leg.origin, leg.destination))
        return tuple({stop.name: stop for stop in ends}.values())


def load_corridors(path: Path | None = None) -> dict[str, CuratedCorridor]:
    """All corridors by place id (``curated:instc``), those of the project unless told otherwise.

    Raises GazetteerError with the corridor and what is wrong with it.
    """
    if path is not None:
        return _parse_files([path])
    return dict(_own_corridors())


@cache
def _own_corridors() -> dict[str, CuratedCorridor]:
    return _parse_files(sorted(_FOLDER.glob("*.toml")))


def _parse_files(paths: Iterable[Path]) -> dict[str, CuratedCorridor]:
    """The corridors of all files; an id stands once in them together."""
    corridors: dict[str, CuratedCorridor] = {}
    for path in paths:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            _add([_corridor(table) for table in _tables(tables, "corridor")], corridors)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            message = f"{path.name}: cannot be read: {error}; correct the file"
            raise GazetteerError(message) from error
        except _WrongRowError as error:
            raise GazetteerError(f"{path.name}: {error}; correct the row") from error
    return corridors


class _WrongRowError(ValueError):
    """What is wrong with a row; the file's name is added on the way out."""


def _add(rows: list[CuratedCorridor], corridors: dict[str, CuratedCorridor]) -> None:
    for row in rows:
        if row.place_id in corridors:
            raise _WrongRowError(f"corridor {row.place_id!r} stands twice")
        corridors[row.place_id] = row


def _corridor(table: Mapping[str, Any]) -> CuratedCorridor:
    where = f"corridor {table.get('id', table.get('name', '?'))!r}"
    try:
        _check_keys(table, _CORRIDOR_KEYS)
        stops: dict[str, Stop] = {}
        legs = [leg for b in _tables(table, "branch") for leg in _branch(b, stops)]
        return CuratedCorridor(
            place_id=f"curated:{_text(table, 'id')}",
            name=_text(table, "name"),
            aliases=_texts(table, "aliases"),
            point=_point(table.get("point")),
            note=_text(table, "note"),
            source=_text(table, "source"),
            legs=tuple(legs),
        )
    except _WrongRowError as error:
        raise _WrongRowError(f"{where}: {error}") from error


def _branch(table: Mapping[str, Any], known: dict[str, Stop]) -> list[CuratedLeg]:
    """The legs of one branch; ``known`` collects the corridor's stops by name."""
    _check_keys(table, _BRANCH_KEYS)
    branch = _text(table, "name")
    rows = [{"name": row} if isinstance(row, str) else row for row in table.get("stops", ())]
    if len(rows) < 2 or not all(isinstance(row, dict) for row in rows):
        raise _WrongRowError(f"branch {branch!r} needs two stops or more")
    stops = [_stop(row, known) for row in rows]
    defaults = {key: table[key] for key in ("mode", "status") if key in table}
    legs = []
    for (origin, destination), row in zip(pairwise(stops), rows[1:], strict=True):
        ways = [row, *_parallel(row)]
        legs += [_leg(branch, origin, destination, {**defaults, **way}) for way in ways]
    return legs


def _stop(row: Mapping[str, Any], known: dict[str, Stop]) -> Stop:
    _check_keys(row, _STOP_KEYS)
    name = _text(row, "name")
    if "at" in row:
        stop = Stop(name, *_point(row["at"]))
        if known.setdefault(name, stop) != stop:
            raise _WrongRowError(f"stop {name!r} has two places")
    if name not in known:
        raise _WrongRowError(f"stop {name!r} has no place: give at = [lon, lat]")
    return known[name]


def _leg(branch: str, origin: Stop, destination: Stop, row: Mapping[str, Any]) -> CuratedLeg:
    mode: Mode = _choice(row, "mode", _MODES)
    status: Status = _choice(row, "status", _STATUSES)
    follow = _choice(
        {"follow": _usual_follow(mode, status, "via" in row), **row}, "follow", _FOLLOWS
    )
    if "km" in row and not isinstance(row["km"], int | float):
        raise _WrongRowError("km is not a number")
    return CuratedLeg(
        branch=branch,
        mode=mode,
        status=status,
        origin=origin,
        destination=destination,
        via=_points(row, "via"),
        follow=follow,
        km=row.get("km"),
        note=row.get("note"),
    )


def _parallel(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The second way between the same stops, if there is one."""
    if "parallel" not in row:
        return []
    if not isinstance(row["parallel"], dict):
        raise _WrongRowError("parallel is no table")
    _check_keys(row["parallel"], _LEG_KEYS)
    return [row["parallel"]]


def _usual_follow(mode: Mode, status: Status, has_points: bool) -> Follow:
    """What was never built lies on no network; the points of a pipeline or cable are its line."""
    if mode == "sea" or (mode in ("rail", "road") and status == "operating"):
        return "network"
    return "points" if has_points or mode in ("pipeline", "cable", "river", "air") else "straight"


def _tables(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    rows = table.get(key)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _WrongRowError(f"there is no [[{key}]]")
    return rows


def _check_keys(table: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(table) - known):
        raise _WrongRowError(f"unknown key {unknown[0]!r}, known are {', '.join(sorted(known))}")


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _WrongRowError(f"{key} is missing or empty")
    return value


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key)
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise _WrongRowError(f"{key} is no list of texts")
    return tuple(values)


def _point(value: object) -> Point:
    match value:
        case [int() | float() as lon, int() | float() as lat] if abs(lon) <= 180 and abs(lat) <= 90:
            return float(lon), float(lat)
    raise _WrongRowError(f"{value!r} is no [lon, lat]")


_Choice = TypeVar("_Choice", bound=str)


def _points(table: Mapping[str, Any], key: str) -> tuple[Point, ...]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise _WrongRowError(f"{key} is no list of points")
    return tuple(_point(value) for value in values)


def _choice(table: Mapping[str, Any], key: str, choices: tuple[_Choice, ...]) -> _Choice:
    for choice in choices:
        if table.get(key) == choice:
            return choice
    raise _WrongRowError(f"{key} {table.get(key)!r} is none of {', '.join(choices)}")
