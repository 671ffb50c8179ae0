"""Many small places in one table: rivers, lakes, islands, mountains, regions, dams, bases, fields.

``curated/places.tsv`` has a row a place, written by hand from general knowledge: an id that never
changes, the kind, the name, further names with ";" between them, longitude and latitude of a point
on it (to about 0.1 degree; sites and small islands finer), the rank from 0 (of the world) to 9, and
the countries it lies in (ISO 3166-1 alpha-2, with ";").
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from geodata.errors import GazetteerError
from geodata.gazetteer.rows import FLAG_OF_KIND, Row
from geodata.gazetteer.sources import files
from geodata.model import Candidate

NAME = "places.tsv"


def rows() -> Iterator[Row]:
    """All places of the table; GazetteerError names a row that is wrong."""
    path = files.CURATED / NAME
    try:
        with path.open(encoding="utf-8", newline="") as file:
            entries = list(csv.DictReader(file, dialect="excel-tab", restval="", strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{NAME} of the curated data cannot be read: {error}.") from error
    for entry in entries:
        try:
            yield _row(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise GazetteerError(f"{NAME}: {entry.get('id')} has a wrong row: {error}.") from error


def _row(entry: dict[str, str]) -> Row:
    countries, kind = _split(entry["countries"]), entry["kind"]
    lon, lat = float(entry["lon"]), float(entry["lat"])
    if kind not in FLAG_OF_KIND or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("kind or position")
    place = Candidate(
        place_id=f"curated:{entry['id']}",
        name=entry["name"],
        kind=kind,
        lon=lon,
        lat=lat,
        country=countries[0] if len(countries) == 1 else None,
        # An area below the first level: a historic county is no province.
        admin2=entry["id"] if kind == "admin" else None,
        rank=int(entry["rank"]),
    )
    return Row(place, aliases=_split(entry["aliases"]))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
