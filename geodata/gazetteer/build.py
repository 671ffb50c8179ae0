"""From sources to one SQLite file, whole or not at all.

The file is written beside its place under a name of its own and moved there when it is complete,
so readers and other builders never meet half of one, and whoever finishes last wins.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

import shapely

from geodata.errors import GazetteerError
from geodata.gazetteer import traps
from geodata.gazetteer.rows import FLAG_OF_KIND, MATCHES, KnownSite, Match, NameFlag, Row
from geodata.gazetteer.sources import all_rows, curated, geonames, versions
from geodata.gazetteer.sources.files import DATA
from geodata.gazetteer.sources.geonames import Dump
from geodata.model import Candidate

Progress = Callable[[str, float], None]  # what is being done, and how much is done, 0 to 1
# People of a city that is flagged so; a capital is GREAT whatever its size.
TOWN, BIG, GREAT = 10_000, 100_000, 1_000_000
_BATCH = 20_000  # places of a dump that are held in memory
_STALE = 3600  # seconds after which another builder's unfinished file is rubbish
_ROOM = Path(__file__).parent

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    lon REAL, lat REAL, country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER NOT NULL,
    rank INTEGER NOT NULL, basis TEXT NOT NULL, note TEXT);
CREATE TABLE spelling (place INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, match INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE cased (key TEXT NOT NULL, written TEXT NOT NULL, PRIMARY KEY (key, written))
    WITHOUT ROWID;
CREATE TABLE geometry (
    place INTEGER PRIMARY KEY, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
    north REAL NOT NULL, fine BLOB NOT NULL, coarse BLOB NOT NULL);
CREATE TABLE member (place INTEGER NOT NULL, country TEXT NOT NULL,
    PRIMARY KEY (place, country)) WITHOUT ROWID;
CREATE TABLE known (place INTEGER PRIMARY KEY, heads TEXT NOT NULL, modifiers TEXT NOT NULL,
    anchor TEXT NOT NULL, precision TEXT NOT NULL);
CREATE TABLE capital (country TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE words (keys BLOB NOT NULL, flags BLOB NOT NULL, longest INTEGER NOT NULL,
    areas BLOB NOT NULL, area BLOB NOT NULL);
"""


@cache
def version() -> str:
    """What the gazetteer is made of: packages, shipped and curated data, and the code itself."""
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    code = [_ROOM / f"{name}.py" for name in ("build", "names", "rows", "traps")]
    data = (*sorted(DATA.glob("*.gz")), *curated.files())
    for path in (*code, *sorted(_ROOM.glob("sources/*.py")), *data):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def version_with(dump: Dump | None) -> str:
    """The version of a gazetteer that holds a GeoNames dump, too."""
    return f"{version()}+{dump.stamp}" if dump else version()


def build(path: Path, progress: Progress | None = None, dump: Dump | None = None) -> None:
    """Build the gazetteer at ``path``; what stood there stays until the new one is whole.

    A ``dump`` adds its places to those of the data packages.
    """
    report = progress or (lambda _what, _done: None)
    handle, partial = _partial_file(path)
    os.close(handle)
    try:
        with closing(sqlite3.connect(partial, isolation_level=None)) as db:
            _fill(db, report, dump)
        partial.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"The gazetteer could not be built in {path.parent}: {error}."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    report("Gazetteer ready", 1.0)


def _partial_file(path: Path) -> tuple[int, Path]:
    """A new file beside ``path``; those that killed builders left behind go."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f".{path.name}.*"):
            with suppress(FileNotFoundError):
                if time.time() - old.stat().st_mtime > _STALE:
                    old.unlink()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise GazetteerError(
            f"The gazetteer cannot be kept in {path.parent} ({error.strerror}): "
            "make the folder writable or set MAPAPP_CACHE to another one."
        ) from error
    return handle, Path(name)


def _fill(db: sqlite3.Connection, report: Progress, dump: Dump | None) -> None:
    """Write every table in one transaction; nobody else sees the file yet."""
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    db.execute("BEGIN")
    # A dump is by far the larger part, where there is one.
    share = 0.1 if dump else 1.0
    report("Reading places", 0.02 * share)
    rows = list(all_rows())
    _check_ids(rows)
    screen = traps.screen(curated.stop_words(), rows)
    names = _fold_names(rows, screen, lambda what, done: report(what, done * share))
    report("Writing places", 0.8 * share)
    _write_places(db, rows)
    report("Writing names", 0.9 * share)
    _write_names(db, names)
    if dump:
        _Import(db, rows, screen, names.flags.keys()).add(dump, report)
    report("Writing the index", 0.98)
    db.execute("CREATE UNIQUE INDEX place_by_id ON place (place_id)")
    db.execute("INSERT INTO meta VALUES ('version', ?)", (version_with(dump),))
    db.execute("COMMIT")


def _check_ids(rows: list[Row]) -> None:
    """Ids name one place each: decisions and layers hang on them."""
    seen: set[str] = set()
    for row in rows:
        if row.place.place_id in seen:
            raise GazetteerError(
                f"Two places have the id {row.place.place_id}: rename one of them."
            )
        seen.add(row.place.place_id)


@dataclass(slots=True)
class _Names:
    """The folded names of all places: whose they are, their flags, and how CASED ones are written.

    A row of ``places`` is the folded name, the number of its place and the index of its match.
    ``areas`` holds the codes of the areas that a name's places lie in or are.
    """

    places: list[tuple[str, int, int]] = field(default_factory=list)
    flags: dict[str, int] = field(default_factory=dict)
    cased: dict[str, set[str]] = field(default_factory=dict)
    areas: dict[str, set[str]] = field(default_factory=dict)


def _fold_names(rows: list[Row], screen: traps.Screen, report: Progress) -> _Names:
    """Fold the names of all places and gather what each folded name can be."""
    names, proper = _Names(), set[str]()
    for number, row in enumerate(rows):
        if number % 10_000 == 0:
            report("Folding names", 0.3 + 0.5 * number / len(rows))
        bits, area = _flags(row), _area(row.place)
        for key, (match, written) in screen.keys(row).items():
            names.places.append((key, number, MATCHES.index(match)))
            names.flags[key] = names.flags.get(key, 0) | bits[match]
            if match == "abbreviation" or traps.is_short(key):
                names.cased.setdefault(key, set()).update(written)
            if match != "abbreviation":
                proper.add(key)
            if area and match != "demonym":
                names.areas.setdefault(key, set()).add(area)
    for key in names.cased:
        if traps.is_short(key) or key not in proper:
            names.flags[key] |= NameFlag.CASED
    return names


def _area(place: Candidate) -> str:
    """The country or province that a place is ("=US", "=US.TX") or that it lies in ("US.TX")."""
    if place.country is None:
        return ""
    whole = place.kind == "country" or (place.kind == "admin" and place.admin2 is None)
    code = f"{place.country}.{place.admin1}" if place.admin1 else place.country
    return f"={code}" if whole else code


def _write_places(db: sqlite3.Connection, rows: list[Row]) -> None:
    """Write places with all that hangs on them but the folded names; a place's id is its number."""
    _insert(db, "place", (_place(n, row) for n, row in enumerate(rows)))
    _insert(db, "spelling", ((n, "\n".join(_spellings(row))) for n, row in enumerate(rows)))
    _insert(db, "geometry", filter(None, (_geometry(n, row) for n, row in enumerate(rows))))
    _insert(db, "member", ((n, iso) for n, row in enumerate(rows) for iso in row.members))
    _insert(db, "known", (_known(n, row.known) for n, row in enumerate(rows) if row.known))
    _insert(db, "capital", ((r.place.country, n) for n, r in enumerate(rows) if r.capital))


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


def _place(number: int, row: Row) -> tuple[object, ...]:
    place = row.place
    return (
        number, place.place_id, place.name, place.kind, place.lon, place.lat, place.country,
        place.admin1, place.admin2, place.population, place.rank, place.basis, place.note,
    )  # fmt: skip


def _spellings(row: Row) -> Iterator[str]:
    """All names of the place itself as written, its own first."""
    return iter(dict.fromkeys(name for name, match in row.names() if match != "demonym"))


def _geometry(number: int, row: Row) -> tuple[object, ...] | None:
    if row.geometry is None:
        return None
    coarse = row.coarse if row.coarse is not None else row.geometry
    return number, *row.geometry.bounds, shapely.to_wkb(row.geometry), shapely.to_wkb(coarse)


def _known(number: int, known: KnownSite) -> tuple[object, ...]:
    heads, modifiers = "\n".join(known.heads), "\n".join(known.modifiers)
    return number, heads, modifiers, known.anchor, known.precision


def _flags(row: Row) -> dict[Match, int]:
    """The flags of a place's names, by what they are to it."""
    plain = int(FLAG_OF_KIND[row.place.kind] | _size(row))
    return {
        "primary": plain | int(NameFlag.MAIN),
        "alternate": plain,
        "abbreviation": plain,
        "demonym": int(NameFlag.DEMONYM),
    }


def _size(row: Row) -> NameFlag:
    """How large a city is, and whether an admin area is a country's first level."""
    place = row.place
    if place.kind == "admin":
        return NameFlag.STATE if place.admin2 is None else NameFlag(0)
    if place.kind != "city":
        return NameFlag(0)
    size = NameFlag.TOWN if place.population >= TOWN else NameFlag(0)
    if place.population >= BIG:
        size |= NameFlag.BIG
    if place.population >= GREAT or row.capital:
        size |= NameFlag.GREAT
    return size


def _write_names(db: sqlite3.Connection, names: _Names) -> None:
    """Write the folded names: as rows to look one up, and as one blob to read all in one gulp."""
    cased = names.cased
    _insert(db, "name", sorted(names.places))
    _insert(db, "cased", ((key, word) for key in cased for word in sorted(cased[key])))
    longest = max(key.count(" ") + 1 for key in names.flags)
    keys = zlib.compress("\n".join(names.flags).encode(), 1)
    number: dict[str, int] = {"": 0}
    area = array("I")
    for key in names.flags:
        codes = " ".join(sorted(names.areas.get(key, ())))
        area.append(number.setdefault(codes, len(number)))
    areas = zlib.compress("\n".join(number).encode(), 1)
    flags = _as_bytes(array("H", names.flags.values()))
    row = (keys, flags, longest, areas, _as_bytes(area))
    db.execute("INSERT INTO words VALUES (?, ?, ?, ?, ?)", row)


def _as_bytes(values: array[int]) -> bytes:
    """Little-endian, whatever the machine."""
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


class _Import:
    """Adds a dump's places that are not there yet, a batch at a time.

    Their names can be looked up but are not among ``Gazetteer.keys``: with millions of hamlets
    and farms every other surname would pass for a place. What is no town is not found under a name
    that a place of the data packages has: no farm called Paris.
    """

    def __init__(
        self, db: sqlite3.Connection, rows: list[Row], screen: traps.Screen, keys: Set[str]
    ) -> None:
        self._db = db
        self._screen = screen
        self._keys = keys
        self._next = len(rows)
        self._seen = bytearray(1 << 24)  # a byte a geonameid: a set of millions takes 60
        for row in rows:
            if row.place.geonameid is not None:
                self._is_new(row.place.geonameid)

    def add(self, dump: Dump, report: Progress) -> None:
        self._db.execute("PRAGMA cache_size = -65536")  # 64 MB
        self._db.execute("CREATE TEMP TABLE added (key TEXT, place INTEGER, match INTEGER)")
        told = geonames.rows(dump, lambda done: report("Reading GeoNames", 0.1 + 0.75 * done))
        fresh = (row for row in told if self._is_new(row.place.geonameid or 0))
        while batch := list(islice(fresh, _BATCH)):
            self._write(batch)
        report("Sorting names", 0.86)
        # In the order of the keys: each page of the index is written once.
        self._db.execute("INSERT INTO name SELECT key, place, match FROM added ORDER BY key, place")
        self._db.execute("DROP TABLE added")

    def _is_new(self, geonameid: int) -> bool:
        """Whether an id comes for the first time; notes that it came."""
        if geonameid >= len(self._seen):
            self._seen.extend(bytes(geonameid + 1 - len(self._seen)))
        new = not self._seen[geonameid]
        self._seen[geonameid] = 1
        return new

    def _write(self, batch: list[Row]) -> None:
        numbered = list(enumerate(batch, self._next))
        self._next += len(batch)
        _insert(self._db, "place", (_place(n, row) for n, row in numbered))
        _insert(self._db, "spelling", ((n, "\n".join(_spellings(row))) for n, row in numbered))
        _insert(self._db, "added", (name for n, row in numbered for name in self._names(n, row)))

    def _names(self, number: int, row: Row) -> Iterator[tuple[str, int, int]]:
        for key, (match, _) in self._screen.keys(row).items():
            if row.place.kind == "city" or key not in self._keys:
                yield key, number, MATCHES.index(match)
