"""Hand-made data: regions, waters, landforms, sites, corridors, blocs, names of other places.

Each ``curated/*.toml``, and each ``curated/corridors/*.toml``, is a list of rows that a person can
read and correct. Their keys:

    id        after "curated:"; never changes, because decisions hang on it
    name      as it is shown; ``aliases`` are other names that count as well
    kind      city, region, water, landform, corridor, site, other; the file's own if missing
    point     [longitude, latitude] on the place
    countries ISO 3166-1 alpha-2 codes; a region is the union of its countries
    line      [[longitude, latitude], ...] where a course is worth drawing
    heads, modifiers, anchor, precision
              what is known of a site that texts only describe (see ``KnownSite``)
    rank      prominence from 0 (of the world) to 9
    source    by what the facts can be checked; ``note`` and it are shown beside the place
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import GazetteerError
from geodata.gazetteer.rows import KnownSite, Row
from geodata.gazetteer.sources import listed
from geodata.gazetteer.sources.files import CURATED
from geodata.model import Candidate, Kind

# File -> its table and the kind and rank of rows that give none.
_FILES: dict[str, tuple[str, Kind, int]] = {
    "regions": ("region", "region", 3),
    "waters": ("water", "water", 3),
    "landforms": ("landform", "landform", 4),
    "sites": ("site", "site", 5),
    "blocs": ("bloc", "other", 6),
    **{
        f"corridors/{path.stem}": ("corridor", "corridor", 3)
        for path in sorted((CURATED / "corridors").glob("*.toml"))
    },
}


def files() -> tuple[Path, ...]:
    """The curated files that the gazetteer is made of; others beside them are not its own."""
    tables = (CURATED / f"{name}.toml" for name in (*_FILES, "names"))
    return tuple(sorted((*tables, CURATED / listed.NAME)))


@cache
def read(name: str) -> dict[str, Any]:
    """One curated file, parsed; empty where it does not exist."""
    path = CURATED / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(f"{path.name} of the curated data cannot be read: {error}.") from error


def rows(countries: Iterable[Row]) -> Iterator[Row]:
    """All curated places; ``countries`` are what regions are made of."""
    shapes = {row.members[0]: row for row in countries if row.members}
    for name, (table, kind, rank) in _FILES.items():
        for entry in read(name).get(table, ()):
            try:
                yield _row(entry, kind, rank, shapes)
            except (KeyError, TypeError, ValueError) as error:
                what = entry.get("id", entry)
                raise GazetteerError(f"{name}.toml: {what} has a wrong or no {error}.") from error


def _row(entry: dict[str, Any], kind: Kind, rank: int, shapes: dict[str, Row]) -> Row:
    members = tuple(dict.fromkeys(entry.get("countries", ())))
    parts = [shapes[iso] for iso in members]
    is_region = kind == "region" and bool(members)
    geometry = _union([part.geometry for part in parts]) if is_region else _line(entry)
    lon, lat = entry["point"] if "point" in entry else _point_on(geometry)
    place = Candidate(
        place_id=f"curated:{entry['id']}",
        name=entry["name"],
        kind=entry.get("kind", kind),
        lon=float(lon),
        lat=float(lat),
        country=members[0] if len(members) == 1 else None,
        population=sum(part.place.population for part in parts) if is_region else 0,
        rank=entry.get("rank", rank),
        basis="known" if "heads" in entry else "text",
        note=". ".join(text.rstrip(".") for text in _remarks(entry)) or None,
    )
    return Row(
        place,
        aliases=tuple(entry.get("aliases", ())),
        abbreviations=tuple(entry.get("abbreviations", ())),
        demonyms=tuple(entry.get("demonyms", ())),
        geometry=geometry,
        coarse=_union([part.coarse for part in parts]) if is_region else None,
        members=members if is_region else (),
        known=_known(entry, place, shapes),
    )


def _remarks(entry: dict[str, Any]) -> Iterator[str]:
    return (entry[key] for key in ("note", "source") if entry.get(key))


def _line(entry: dict[str, Any]) -> BaseGeometry | None:
    return shapely.LineString(entry["line"]) if "line" in entry else None


def _known(entry: dict[str, Any], place: Candidate, shapes: dict[str, Row]) -> KnownSite | None:
    """What the row knows of sites that texts describe; a country's code becomes its place id."""
    if "heads" not in entry:
        return None
    anchor = entry["anchor"]
    return KnownSite(
        place=place,
        heads=tuple(entry["heads"]),
        modifiers=tuple(entry["modifiers"]),
        anchor=shapes[anchor].place.place_id if anchor in shapes else anchor,
        precision=entry["precision"],
    )


def _union(parts: list[BaseGeometry | None]) -> BaseGeometry:
    """The area of countries, which meet along shared borders."""
    area: BaseGeometry = shapely.coverage_union_all([part for part in parts if part is not None])
    return area


def _point_on(geometry: BaseGeometry | None) -> tuple[float, float]:
    """A point well inside the largest part."""
    if geometry is None:
        raise KeyError("point")
    largest = max(shapely.get_parts(geometry), key=lambda part: part.area)
    point = largest.representative_point()
    return point.x, point.y


def with_names(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with what ``names.toml`` says about them."""
    places: dict[str, dict[str, Any]] = read("names").get("places", {})
    for row in rows:
        entry = places.get(key_of(row.place))
        yield _amended(row, entry) if entry else row


def _amended(row: Row, entry: dict[str, Any]) -> Row:
    """The curated name leads, the source's own name still counts."""
    name, rank = entry.get("name", row.place.name), entry.get("rank", row.place.rank)
    lon, lat = entry.get("point", (row.place.lon, row.place.lat))
    own = (row.place.name,) if name != row.place.name else ()
    return replace(
        row,
        place=replace(row.place, name=name, rank=rank, lon=lon, lat=lat),
        aliases=(*entry.get("aliases", ()), *own, *row.aliases),
        abbreviations=(*entry.get("abbreviations", ()), *row.abbreviations),
        demonyms=(*entry.get("demonyms", ()), *row.demonyms),
    )


def key_of(place: Candidate) -> str:
    """How names.toml addresses a place: "IR", "US.CA", else its id."""
    if place.kind == "country":
        return place.country or place.place_id
    if place.kind == "admin" and place.admin2 is None:
        return f"{place.country}.{place.admin1}"
    return place.place_id


def stop_words() -> frozenset[str]:
    """Alternate names that never count."""
    return frozenset(read("names").get("stop", "").split())
