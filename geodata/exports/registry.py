"""The data formats; the only place that lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geodata.atlas.selection import Selection
from geodata.exports import geojson, geopackage, kml, linked_places, table, web_annotation
from geodata.exports.context import Context


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``ending`` is that of its files, without the first dot."""

    ending: str
    media_type: str
    write: Callable[[Selection, Context], bytes]


FORMATS: dict[str, Format] = {
    format.ending: format
    for format in (
        Format("geojson", "application/geo+json", geojson.write),
        Format("gpkg", "application/geopackage+sqlite3", geopackage.write),
        Format("kml", "application/vnd.google-earth.kml+xml", kml.write),
        Format("csv", "text/csv", table.write),
        Format("lpf.json", "application/ld+json", linked_places.write),
        Format("jsonld", "application/ld+json", web_annotation.write),
    )
}
