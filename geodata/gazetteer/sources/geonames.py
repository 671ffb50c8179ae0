"""A dump of GeoNames that a person has fetched: `allCountries.zip`, `cities500.txt` and the like.

One place a line, 19 columns between tabs: geonameid, name, asciiname, alternatenames (between
commas), latitude, longitude, feature class, feature code, country, cc2, admin1 to admin4,
population, elevation, dem, timezone, modification date. Read line by line, never as a whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geodata.errors import GazetteerError
from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources import admin, cities
from geodata.model import Candidate, Kind

_COLUMNS = 19
_TRIED = 1_000  # lines by which a dump must have shown a place
KINDS: dict[str, Kind] = {
    "P": "city", "A": "admin", "H": "water", "T": "landform", "S": "site",
    "L": "other", "R": "other", "U": "other", "V": "other",
}  # fmt: skip
_RANKS: dict[Kind, int] = {"water": 8, "landform": 8}
_LEVELS = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4, "ADM5": 5}


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump as it was when it was asked for; ``stamp`` changes with the file."""

    path: Path
    size: int
    modified: int  # nanoseconds since 1970

    @classmethod
    def at(cls, path: Path) -> Dump:
        """The dump at a path; GazetteerError where there is no file."""
        try:
            facts = path.stat()
            if not path.is_file():
                raise GazetteerError(f"{path} is no file: name a GeoNames dump, .txt or .zip.")
        except OSError as error:
            raise GazetteerError(
                f"The GeoNames dump {path} cannot be read ({error.strerror}): bring it back, or run"
                " mapapp gazetteer build to go without it."
            ) from error
        return cls(path.resolve(), facts.st_size, facts.st_mtime_ns)

    @property
    def stamp(self) -> str:
        facts = f"{self.path}\n{self.size}\n{self.modified}"
        return hashlib.sha256(facts.encode(errors="surrogateescape")).hexdigest()[:8]

    @classmethod
    def remembered(cls, note: Path) -> Dump | None:
        """The dump that a note tells of; None without one or with one that cannot be read."""
        try:
            facts = json.loads(note.read_bytes())
            return cls(Path(facts["path"]), int(facts["size"]), int(facts["modified"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def remember(self, note: Path) -> None:
        """Write the note; GazetteerError where that cannot be done."""
        facts = {"path": str(self.path), "size": self.size, "modified": self.modified}
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(json.dumps(facts) + "\n", encoding="utf-8")
        except OSError as error:
            raise GazetteerError(
                f"The gazetteer cannot be kept in {note.parent} ({error.strerror}): make the"
                " folder writable or set MAPAPP_CACHE to another one."
            ) from error


def rows(dump: Dump, report: Callable[[float], None] | None = None) -> Iterator[Row]:
    """The places of a dump in its order, as they come; ``report`` is told the share that is read.

    Lines that hold no place are left out; GazetteerError for a file that holds none.
    """
    good = bad = 0
    try:
        with _opened(dump.path) as (lines, share):
            for number, line in enumerate(lines):
                row = _row(line)
                good, bad = good + (row is not None), bad + (row is None)
                if row is not None:
                    yield row
                if report and number % 10_000 == 0:
                    report(share())
                if bad == _TRIED and not good:
                    break
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(f"The GeoNames dump {dump.path} cannot be read: {error}.") from error
    if not good:
        raise GazetteerError(
            f"{dump.path} is no GeoNames dump: no line has {_COLUMNS} columns between tabs with a"
            " geonameid, a name and a position."
        )


@contextmanager
def _opened(path: Path) -> Iterator[tuple[io.TextIOWrapper, Callable[[], float]]]:
    """The lines of a dump, packed or not, and a function that tells the share read so far."""
    with path.open("rb") as file:
        size = max(path.stat().st_size, 1)
        source: IO[bytes] = file
        if zipfile.is_zipfile(file):
            packed = zipfile.ZipFile(file)
            source = packed.open(_member(packed, path))
        else:
            file.seek(0)
        lines = io.TextIOWrapper(source, encoding="utf-8", errors="replace", newline="\n")
        yield lines, lambda: min(file.tell() / size, 1.0)


def _member(packed: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The largest text of an archive: beside the dump there is a readme."""
    texts = [info for info in packed.infolist() if info.filename.endswith(".txt")]
    if not texts:
        raise GazetteerError(f"{path} holds no .txt file: name a GeoNames dump.")
    return max(texts, key=lambda info: info.file_size)


def _row(line: str) -> Row | None:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) < _COLUMNS or not (cells[0].isascii() and cells[0].isdigit() and cells[1]):
        return None
    kind = KINDS.get(cells[6], "other")
    names = tuple(filter(cities.is_name, filter(None, cells[3].split(","))))
    try:
        lat, lon, people = float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    place = Candidate(
        place_id=f"geonames:{int(cells[0])}",
        name=cells[1],
        kind=kind,
        lon=lon,
        lat=lat,
        country=cells[8] or None,
        admin1=cells[10] or None,
        admin2=cells[11] or None,
        population=people,
        rank=_rank(kind, cells[7], people, len(names)),
        note=f"GeoNames {cells[6]}.{cells[7]}",
    )
    plain = (cells[2],) if cells[2] and cells[2] != cells[1] else ()
    return Row(place, alternates=(*plain, *names))


def _rank(kind: Kind, code: str, people: int, names: int) -> int:
    if kind == "city":
        return cities.rank_of(people, names)
    if kind == "admin":
        return admin.rank_of(_LEVELS.get(code, 5), people)
    return _RANKS.get(kind, 9)
