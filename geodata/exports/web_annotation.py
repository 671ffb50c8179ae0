"""W3C Web Annotation (JSON-LD): one annotation a mention, its target found by place and by words.

https://www.w3.org/TR/annotation-model/. Position and quote selectors both hold for the text as it
was read; the quote with its prefix and suffix finds the words in an edited text, too.
"""

from __future__ import annotations

import uuid
from typing import Any

from shapely.geometry import Point

from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Mentioned, mentions
from geodata.exports.geojson import dumps
from geodata.exports.linked_places import identifier
from geodata.exports.rows import Row, features
from geodata.exports.shapes import geometry

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
GEOJSON_CONTEXT = "https://geojson.org/geojson-ld/geojson-context.jsonld"


def write(selection: Selection, context: Context) -> bytes:
    """UTF-8, one AnnotationCollection with a single page."""
    places = {row["place_id"]: row for row, _ in features(selection)}
    items = [_annotation(one, places[one.place_id], context) for one in mentions(selection)]
    name = f"{context.title} {context.created}"
    collection = {
        "@context": [ANNOTATION_CONTEXT, GEOJSON_CONTEXT],
        "id": _name(name),
        "type": "AnnotationCollection",
        "label": context.title,
        "created": context.created,
        "rights": list(context.credits),
        "total": len(items),
        "first": {
            "id": _name(f"{name} 1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return dumps(collection)


def _annotation(mention: Mentioned, place: Row, context: Context) -> Row:
    info = mention.source.info
    span = f"{info.id}:{mention.start}-{mention.end}"
    link = context.passage_link(info.id, mention.start)
    return {
        "id": _name(f"{span} {mention.place_id}"),
        "type": "Annotation",
        "motivation": "identifying",
        **({"via": link} if link else {}),
        "body": [_place(mention, place, context), _tag(mention.reading)],
        "target": _target(mention),
    }


def _place(mention: Mentioned, place: Row, context: Context) -> Row:
    """The place as a GeoJSON feature, with a point on it."""
    properties = {
        "title": place["name"],
        "place_id": mention.place_id,
        "layer": mention.layer,
        "kind": place["kind"],
        "country": place["country"],
        "status": place["status"],
        "precision": mention.precision,
        "basis": mention.basis,
        "probability": round(mention.probability, 4),
        "decision": mention.decision,
    }
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": {
            "id": identifier(mention.place_id, context),
            "type": "Feature",
            "geometry": geometry(Point(place["lon"], place["lat"])),
            "properties": properties,
        },
    }


def _tag(reading: str) -> Row:
    return {"type": "TextualBody", "purpose": "tagging", "value": reading, "format": "text/plain"}


def _target(mention: Mentioned) -> Row:
    info = mention.source.info
    source: dict[str, Any] = {
        "id": mention.source.uri,
        "type": "Text",
        "label": info.title or info.name,
    }
    if info.author:
        source["creator"] = info.author
    if info.published:
        source["created"] = info.published
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            {
                "type": "TextQuoteSelector",
                "exact": mention.exact,
                "prefix": mention.prefix,
                "suffix": mention.suffix,
            },
        ],
    }


def _name(said: str) -> str:
    """The same URN for the same thing, whoever exports it."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"
