"""Names to candidates: the reading side of the gazetteer."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import zlib
from array import array
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import shapely
from platformdirs import user_cache_dir
from shapely.geometry.base import BaseGeometry

from geodata.errors import GazetteerError
from geodata.gazetteer import build
from geodata.gazetteer.names import fold_name
from geodata.gazetteer.rows import MATCHES, KnownSite
from geodata.gazetteer.sources.geonames import Dump
from geodata.gazetteer.turns import turn
from geodata.model import Candidate, Kind

# As Candidate has them, but for the match before the last two.
_FIELDS = (
    "place_id", "name", "kind", "lon", "lat", "country", "admin1", "admin2", "population", "rank",
    "basis", "note",
)  # fmt: skip
_COLUMNS = ", ".join(f"p.{field}" for field in _FIELDS)
# Places of one rank: whole countries before parts, water and regions before towns.
_KINDS: tuple[Kind, ...] = (
    "country", "region", "water", "corridor", "city", "admin", "landform", "site", "other",
)  # fmt: skip
# What a match costs against the place's own name, in ranks.
_COST = {"primary": 0.0, "alternate": 0.5, "abbreviation": 0.5, "demonym": 20.0}


def cache_path() -> Path:
    """Where the gazetteer is kept: the user's cache folder, or ``MAPAPP_CACHE``."""
    folder = os.environ.get("MAPAPP_CACHE") or user_cache_dir("mapapp")
    return Path(folder) / "gazetteer.sqlite"


def _note(path: Path) -> Path:
    """Where it is noted which GeoNames dump a gazetteer holds."""
    return path.with_name(f"{path.stem}.geonames.json")


class Gazetteer:
    """An open gazetteer; every method may be called from any thread, and after a fork."""

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version
        self._local = threading.local()
        self._cached_candidates = lru_cache(maxsize=100_000)(self._candidates)
        self._cached_geometry = lru_cache(maxsize=1_000)(self._geometry)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, str]]:
        """Another process opens the same file for itself."""
        return Gazetteer, (self.path, self.version)

    @classmethod
    def open(
        cls, path: Path | None = None, *, progress: Callable[[str, float], None] | None = None
    ) -> Gazetteer:
        """Open the gazetteer, building it first where it is missing, stale or broken.

        Opened again in a process it is the same, with all that was read of it, for as long as its
        file is. ``progress`` is told what is being built and how much is done (0 to 1).
        Raises GazetteerError where it can neither be opened nor built.
        """
        path = path or cache_path()
        stored = _stored_version(path)
        if stored and stored.partition("+")[0] == build.version():
            return _opened(path, stored, _file(path))
        dump = Dump.remembered(_note(path))
        return cls.build(path, dump=dump.path if dump else None, progress=progress)

    @classmethod
    def build(
        cls,
        path: Path | None = None,
        *,
        dump: Path | None = None,
        progress: Callable[[str, float], None] | None = None,
    ) -> Gazetteer:
        """Open the gazetteer with the places of a GeoNames dump, or without those of any.

        The dump is remembered: later openings hold its places, too, and read it again only when
        the gazetteer is out of date. Raises GazetteerError as ``open`` does, and for no dump.
        """
        path = path or cache_path()
        new = Dump.at(dump) if dump else None
        wanted = build.version_with(new)
        if _stored_version(path) != wanted:
            report = progress or (lambda _what, _done: None)
            with turn(path, lambda: report("another process is at it", 0.0)):
                if _stored_version(path) != wanted:  # it may have been made meanwhile
                    build.build(path, progress, new)
        if new:
            new.remember(_note(path))
        else:
            _note(path).unlink(missing_ok=True)
        return _opened(path, wanted, _file(path))

    def words(self) -> tuple[dict[str, int], dict[str, str]]:
        """Every folded name with its ``NameFlag`` bits, and with the areas of its places.

        Areas are codes by spaces ("=US.GA FR US.TX"): with a sign the country or province that a
        place is, without the one that it lies in. Half a second to load.
        """
        packed, flags, areas, area = self._query("SELECT keys, flags, areas, area FROM words")[0]
        keys, codes = _lines(packed), _lines(areas)
        areas_of = zip(keys, map(codes.__getitem__, _numbers("I", area)), strict=True)
        return (
            dict(zip(keys, _numbers("H", flags), strict=True)),
            dict(filter(itemgetter(1), areas_of)),
        )

    @property
    def max_words(self) -> int:
        """Words of the longest name."""
        return int(self._query("SELECT longest FROM words")[0][0])

    @cached_property
    def cased(self) -> dict[str, frozenset[str]]:
        """Folded name -> spellings that count, for names flagged CASED: "us" -> US, U.S."""
        found: dict[str, set[str]] = {}
        for key, written in self._query("SELECT key, written FROM cased"):
            found.setdefault(key, set()).add(written)
        return {key: frozenset(spellings) for key, spellings in found.items()}

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All places that a name may mean, most prominent first; demonyms last."""
        return self._cached_candidates(fold_name(name))

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        rows = self._query(
            f"SELECT {_COLUMNS}, n.match FROM name n JOIN place p ON p.id = n.place"
            " WHERE n.key = ?",
            key,
        )
        found = [_candidate(row[:-1], MATCHES[row[-1]]) for row in rows]
        return tuple(sorted(found, key=prominence))

    def place(self, place_id: str) -> Candidate | None:
        """The place with this id, None where there is none."""
        rows = self._query(f"SELECT {_COLUMNS} FROM place p WHERE place_id = ?", place_id)
        return _candidate(rows[0]) if rows else None

    def country(self, iso2: str) -> Candidate:
        """The country with this ISO 3166-1 alpha-2 code; GazetteerError for an unknown one."""
        try:
            return self._countries[iso2]
        except KeyError:
            raise GazetteerError(f"There is no country with the code {iso2}.") from None

    @cached_property
    def _countries(self) -> dict[str | None, Candidate]:
        return {country.country: country for country in self.all("country")}

    def capital(self, iso2: str) -> Candidate | None:
        """The capital of a country, its largest where it has several; None where it has none."""
        rows = self._query(
            f"SELECT {_COLUMNS} FROM capital c JOIN place p ON p.id = c.place WHERE c.country = ?"
            " ORDER BY p.population DESC LIMIT 1",
            iso2,
        )
        return _candidate(rows[0]) if rows else None

    def all(self, kind: Kind) -> tuple[Candidate, ...]:
        """All places of a kind, most prominent first."""
        rows = self._query(f"SELECT {_COLUMNS} FROM place p WHERE kind = ?", kind)
        return tuple(sorted((_candidate(row) for row in rows), key=prominence))

    def countries_at(self, extent: tuple[float, float, float, float]) -> tuple[Candidate, ...]:
        """The countries whose own extents touch one: west, south, east, north in degrees."""
        west, south, east, north = extent
        rows = self._query(  # a cross join reads the few geometries first
            f"SELECT {_COLUMNS} FROM geometry g CROSS JOIN place p ON p.id = g.place"
            " WHERE p.kind = 'country' AND g.west <= ? AND g.east >= ?"
            " AND g.south <= ? AND g.north >= ? ORDER BY p.place_id",
            east, west, north, south,
        )  # fmt: skip
        return tuple(map(_candidate, rows))

    def geometry(self, place_id: str, *, coarse: bool = False) -> BaseGeometry | None:
        """Polygon or line of a place, its point where it has no more (EPSG:4326).

        ``coarse`` is for a map of the world. None where not even a point is known.
        """
        return self._cached_geometry(place_id, coarse)

    def _geometry(self, place_id: str, coarse: bool) -> BaseGeometry | None:
        column = "coarse" if coarse else "fine"
        rows = self._query(
            f"SELECT g.{column}, p.lon, p.lat FROM place p LEFT JOIN geometry g ON g.place = p.id"
            " WHERE p.place_id = ?",
            place_id,
        )
        for wkb, lon, lat in rows:
            if wkb is not None:
                geometry: BaseGeometry = shapely.from_wkb(wkb)
                return geometry
            return None if lon is None else shapely.Point(lon, lat)
        return None

    def members(self, place_id: str) -> tuple[str, ...]:
        """ISO codes of the countries that a region consists of; a country's own code."""
        rows = self._query(
            "SELECT m.country FROM member m JOIN place p ON p.id = m.place WHERE p.place_id = ?"
            " ORDER BY m.country",
            place_id,
        )
        return tuple(iso for (iso,) in rows)

    def names(self, place_id: str) -> tuple[str, ...]:
        """All names of a place as written, its own first."""
        rows = self._query(
            "SELECT s.names FROM spelling s JOIN place p ON p.id = s.place WHERE p.place_id = ?",
            place_id,
        )
        return tuple(rows[0][0].split("\n")) if rows else ()

    def known_sites(self) -> tuple[KnownSite, ...]:
        """What the curated sites know of sites that texts only describe."""
        return self._known_sites

    @cached_property
    def _known_sites(self) -> tuple[KnownSite, ...]:
        rows = self._query(
            f"SELECT {_COLUMNS}, k.heads, k.modifiers, k.anchor, k.precision"
            " FROM known k JOIN place p ON p.id = k.place ORDER BY p.place_id"
        )
        return tuple(
            KnownSite(
                _candidate(row[:-4]), tuple(heads.split("\n")), tuple(words.split("\n")), *rest
            )
            for row in rows
            for heads, words, *rest in [row[-4:]]
        )

    def search(self, text: str, limit: int = 20) -> list[Candidate]:
        """Places for a search box: those so named first, then those whose names begin so."""
        found = {place.place_id: place for place in self.candidates(text)}
        key = fold_name(text)
        if key and len(found) < limit:
            rows = self._query(
                f"SELECT {_COLUMNS}, min(n.match) FROM name n JOIN place p ON p.id = n.place"
                " WHERE n.key > ? AND n.key < ? AND n.match < 3 GROUP BY p.id"
                " ORDER BY p.rank, p.population DESC LIMIT ?",
                key, key + "\U0010ffff", limit,
            )  # fmt: skip
            for row in rows:
                place = _candidate(row[:-1], MATCHES[row[-1]])
                found.setdefault(place.place_id, place)
        return list(found.values())[:limit]

    def _query(self, sql: str, *values: object) -> list[Any]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(
                f"The gazetteer {self.path} is damaged ({error}): delete it, it is built anew."
            ) from error

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection in this process: SQLite's must cross neither."""
        process, connection = getattr(self._local, "connection", (0, None))
        if connection is None or process != os.getpid():
            connection = _connect(self.path)
            self._local.connection = os.getpid(), connection
        return connection


@lru_cache(maxsize=1)
def _opened(path: Path, version: str, _file: tuple[int, int]) -> Gazetteer:
    """The last gazetteer that was asked for: what is known of it costs time and memory anew."""
    return Gazetteer(path, version)


def _file(path: Path) -> tuple[int, int]:
    """What tells a file from one that took its place."""
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


def _lines(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split("\n")


def _numbers(width: str, packed: bytes) -> array[int]:
    """Numbers as the builder packed them, little-endian."""
    values = array(width, packed)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def prominence(place: Candidate) -> tuple[float, int, int, str]:
    """Sort key that puts the place a name most likely means first, knowing no context."""
    return (
        place.rank + _COST[place.match],
        _KINDS.index(place.kind),
        -place.population,
        place.place_id,
    )


def _candidate(row: Sequence[Any], match: str = "primary") -> Candidate:
    values = list(row)
    values.insert(-2, match)
    return Candidate(*values)


def _connect(path: Path) -> sqlite3.Connection:
    """A read-only connection; the file never changes, it is only replaced by another."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _stored_version(path: Path) -> str | None:
    """What a gazetteer file was made of; None where it is missing, cut off or no gazetteer."""
    with suppress(sqlite3.Error, OSError), closing(_connect(path)) as db:
        (pages,), (size,) = db.execute("PRAGMA page_count"), db.execute("PRAGMA page_size")
        if pages[0] * size[0] == path.stat().st_size:
            row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            return str(row[0]) if row else None
    return None
