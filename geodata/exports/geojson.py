"""GeoJSON (RFC 7946): one FeatureCollection; every feature says its layer and brings its quotes."""

from __future__ import annotations

import json
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Quote, quotes_by_place
from geodata.exports.rows import Row, features, legs
from geodata.exports.shapes import bbox, cut, geometry


def write(selection: Selection, context: Context) -> bytes:
    """UTF-8, without line breaks."""
    quotes = quotes_by_place(selection)
    found = [_feature(row, shape, quotes, context) for row, shape in features(selection)]
    found += [_leg(row, shape) for row, shape in legs(selection)]
    shapes = [cut(shape) for _, shape in (*features(selection), *legs(selection))]
    collection = {
        "type": "FeatureCollection",
        **({"bbox": bbox(shapes)} if shapes else {}),
        "title": context.title,
        "created": context.created,
        "attribution": list(context.credits),
        "features": found,
    }
    return dumps(collection)


def dumps(value: object) -> bytes:
    """JSON in UTF-8 that is harmless in a page, too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").encode()


def _feature(
    row: Row, shape: BaseGeometry, quotes: dict[str, list[Quote]], context: Context
) -> dict[str, Any]:
    place_id = row["place_id"]
    properties = {
        **row,
        "document_ids": row["document_ids"].split(","),
        "link": context.place_link(place_id) or None,
        "quotes": [_quote(quote, context) for quote in quotes.get(place_id, ())],
    }
    return {
        "type": "Feature",
        "id": place_id,
        "geometry": geometry(shape),
        "properties": properties,
    }


def _leg(row: Row, shape: BaseGeometry) -> dict[str, Any]:
    row_id = f"{row['corridor']}#{row['branch']}-{row['seq']}"
    return {"type": "Feature", "id": row_id, "geometry": geometry(shape), "properties": row}


def _quote(quote: Quote, context: Context) -> dict[str, Any]:
    info = quote.source.info
    return {
        "text": quote.text,
        "document": info.id,
        "title": info.title or info.name,
        "publisher": info.publisher,
        "author": info.author,
        "published": info.published,
        "source": quote.source.uri,
        "start": quote.start,
        "end": quote.end,
        "link": context.passage_link(info.id, quote.mentions[0].start) or None,
        "mentions": [
            {
                "exact": mention.exact,
                "start": mention.start,
                "end": mention.end,
                "reading": mention.reading,
                "precision": mention.precision,
                "basis": mention.basis,
                "probability": mention.probability,
                "decision": mention.decision,
            }
            for mention in quote.mentions
        ],
    }
