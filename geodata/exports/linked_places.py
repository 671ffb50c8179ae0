"""Linked Places Format 1.3: a gazetteer of the places, each name cited to its documents.

https://github.com/LinkedPasts/linked-places-format, version of 24 June 2024. It is GeoJSON with
JSON-LD terms; a flow or a corridor is a place of class R with relations to its ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Quote, Source, quotes_by_place
from geodata.exports.geojson import dumps
from geodata.exports.rows import Row, features
from geodata.exports.safe import uri
from geodata.exports.shapes import geometry
from geodata.model import Kind

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
# Kind -> GeoNames feature class, concept of the Getty AAT and its label.
_CLASSES: dict[Kind, tuple[str, str, str]] = {
    "city": ("P", "aat:300008347", "inhabited place"),
    "country": ("A", "aat:300387506", "country"),
    "admin": ("A", "aat:300232418", "administrative division"),
    "region": ("L", "aat:300182722", "region (geographic)"),
    "water": ("H", "aat:300266059", "body of water"),
    "landform": ("T", "aat:300266060", "landform (terrestrial)"),
    "corridor": ("R", "aat:300265365", "route"),
    "site": ("S", "aat:300000809", "site"),
    "other": ("L", "aat:300182722", "region (geographic)"),
}
_SURE, _FAIR = 0.9, 0.5
# How much a described site's precision leaves open.
_BY_PRECISION = {"exact": "certain", "city": "certain", "admin": "less-certain"}


def write(selection: Selection, context: Context) -> bytes:
    """UTF-8, one FeatureCollection."""
    quotes = quotes_by_place(selection)
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "title": context.title,
        "created": context.created,
        "attribution": list(context.credits),
        "features": [
            _feature(row, shape, quotes[row["place_id"]], context)
            for row, shape in features(selection)
        ],
    }
    return dumps(collection)


def _feature(row: Row, shape: BaseGeometry, quotes: list[Quote], context: Context) -> Row:
    fclass, concept, label = _CLASSES[row["kind"]]
    return {
        "@id": identifier(row["place_id"], context),
        "type": "Feature",
        "properties": _properties(row, fclass, context),
        "when": _when(row, context),
        "names": _names(row, quotes),
        "types": [
            {"identifier": concept, "label": label, "sourceLabels": [{"label": row["kind"]}]}
        ],
        "geometry": _geometry(row, shape),
        "links": _links(row, quotes),
        "relations": _relations(row, quotes, context),
        "descriptions": [_description(q, context) for q in quotes],
    }


def identifier(place_id: str, context: Context) -> str:
    """A place's address where it is published, else its id as a URI."""
    return context.place_link(place_id) or uri(place_id)


def _properties(row: Row, fclass: str, context: Context) -> Row:
    facts = ("layer", "place_id", "mentions", "literal", "associative", "precision", "basis")
    return {
        "title": row["name"],
        "ccodes": [row["country"]] if row["country"] else [],
        "fclasses": [fclass],
        **{name: row[name] for name in (*facts, "status", "decision", "confidence", "note")},
        "link": context.place_link(row["place_id"]) or None,
    }


def _when(row: Row, context: Context) -> Row:
    """The time that the texts speak of; without any date, no later than the export."""
    first, last = row["first_date"], row["last_date"]
    if not first:
        day = context.created[:10]
        return {"timespans": [{"start": {"latest": day}}], "certainty": "uncertain"}
    return {"timespans": [{"start": {"in": first}, "end": {"in": last or first}}]}


def _names(row: Row, quotes: list[Quote]) -> list[Row]:
    """The place's name and every other one that the texts give it, cited to its documents."""
    cited: dict[str, dict[str, Source]] = {row["name"]: {}}
    for quote in quotes:
        for mention in quote.mentions:
            sources = cited.setdefault(mention.exact, {})
            sources[quote.source.info.id] = quote.source
    every = {quote.source.info.id: quote.source for quote in quotes}
    return [
        {"toponym": name, "citations": [_citation(s) for s in (sources or every).values()]}
        for name, sources in cited.items()
    ]


def _citation(source: Source) -> Row:
    info = source.info
    said = (info.author, info.title or info.name, info.publisher)
    label = ", ".join(part for part in said if part)
    year = {"year": int(info.published[:4])} if info.published else {}
    return {"label": label, **year, "@id": source.uri}


def _geometry(row: Row, shape: BaseGeometry) -> Row:
    """What the texts support; where outside knowledge tells more, that as a second geometry."""
    supported = {**geometry(shape), "certainty": _certainty(row)}
    if row.get("known_lon") is None:
        return supported
    known = {
        **geometry(Point(row["known_lon"], row["known_lat"])),
        "certainty": "less-certain",
        "citations": [{"label": row["known_note"] or "outside knowledge"}],
    }
    return {"type": "GeometryCollection", "geometries": [supported, known]}


def _certainty(row: Row) -> str:
    """Of a described site its precision, of a named place how sure its identity is."""
    if row["layer"] in ("sites", "flows"):
        return _BY_PRECISION.get(row["precision"], "uncertain")
    sure = row["confidence"]
    return "certain" if sure >= _SURE else "less-certain" if sure >= _FAIR else "uncertain"


def _links(row: Row, quotes: Iterable[Quote]) -> list[Row]:
    scheme, _, number = row["place_id"].partition(":")
    links = []
    if scheme == "geonames" and number.isdigit():
        links.append({"type": "closeMatch", "identifier": f"https://www.geonames.org/{number}/"})
    uris = dict.fromkeys(quote.source.uri for quote in quotes)
    return links + [{"type": "subjectOf", "identifier": one} for one in uris]


def _relations(row: Row, quotes: list[Quote], context: Context) -> list[Row]:
    """A site lies in its anchor; a flow joins its ends."""
    told = [
        ("gvp:broaderPartitive", row.get("anchor_id"), f"in {row.get('anchor_name')}"),
        ("gvp:tgn3000_related_to", row.get("from_id"), f"from {row.get('from_name')}"),
        ("gvp:tgn3000_related_to", row.get("to_id"), f"to {row.get('to_name')}"),
    ]
    sources = {quote.source.info.id: quote.source for quote in quotes}.values()
    return [
        {
            "relationType": kind,
            "relationTo": identifier(place_id, context),
            "label": label,
            "citations": [_citation(source) for source in sources],
        }
        for kind, place_id, label in told
        if place_id
    ]


def _description(quote: Quote, context: Context) -> Row:
    link = context.passage_link(quote.source.info.id, quote.mentions[0].start)
    description: dict[str, Any] = {"@id": link or quote.source.uri, "value": quote.text}
    return {**description, "start": quote.start, "end": quote.end, "source": quote.source.uri}
