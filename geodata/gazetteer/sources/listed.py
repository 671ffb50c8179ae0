"""Many small places in one table: rivers, lakes, islands, mountains, regions, dams, bases, fields.

``curated/places.tsv`` has a row a place, written by hand from general knowledge: an id that never
changes, the kind, the name, further names with ";" between them, longitude and latitude of a point
on it (to about 0.1 degree; sites and small islands finer), the rank from 0 (of the world) to 9, and
the countries it lies in (ISO 3166-1 alpha-2, with ";").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from geodata.errors import GazetteerError
from geodata.gazetteer.rows import FLAG_OF_KIND, Row
from geodata.gazetteer.sources import files
from geodata.model import Candidate

NAME = "places.tsv"

_COUNTRY = re.compile("[A-Z]{2}")


def rows() -> Iterator[Row]:
    """All places of the table; GazetteerError names a row that is wrong."""
    path = files.CURATED / NAME
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            entries = list(csv.DictReader(file, dialect="excel-tab", restval="", strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{NAME} of the curated data cannot be read: {error}.") from error
    if not entries:
        raise GazetteerError(f"{NAME} of the curated data is empty.")
    for entry in entries:
        try:
            yield _row(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise GazetteerError(f"{NAME}: {entry.get('id')} has a wrong row: {error}.") from error


def _row(entry: dict[str, str]) -> Row:
    countries, kind = _split(entry["countries"]), entry["kind"]
    lon, lat, rank = float(entry["lon"]), float(entry["lat"]), int(entry["rank"])
    if None in entry:
        raise ValueError("too many columns")
    if not (entry["id"].strip() and entry["name"].strip()):
        raise ValueError("no id or no name")
    if kind not in FLAG_OF_KIND or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("kind or position")
    if not 0 <= rank <= 9 or not all(map(_COUNTRY.fullmatch, countries)):
        raise ValueError("rank or countries")
    place = Candidate(
        place_id=f"curated:{entry['id']}",
        name=entry["name"],
        kind=kind,
        lon=lon,
        lat=lat,
        country=countries[0] if len(countries) == 1 else None,
        # An area below the first level: a historic county is no province.
        admin2=entry["id"] if kind == "admin" else None,
        rank=rank,
    )
    return Row(place, aliases=_split(entry["aliases"]))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
