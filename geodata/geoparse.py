"""Text -> resolved mentions and routes: the whole way on one page. Pure: no files, no store."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from geodata.documents import document_from_text
from geodata.gazetteer import Gazetteer
from geodata.mentions import find_mentions
from geodata.model import Candidate, Document, Parsed, Resolution, Route
from geodata.places import find_flows, find_named, resolve_described, resolve_names, unite
from geodata.routes import load_corridors

LonLat = tuple[float, float]


def geoparse(text: str | Document, gazetteer: Gazetteer | None = None) -> Parsed:
    """Find and place everything in a text.

    >>> [r.place.name for r in geoparse("Talks in Ashgabat, Turkmenistan").resolutions]
    ['Ashgabat', 'Turkmenistan']
    """
    document = text if isinstance(text, Document) else document_from_text(text)
    gazetteer = gazetteer or Gazetteer.open()
    mentions = find_mentions(document, gazetteer)
    names = resolve_names(document, mentions, gazetteer)
    corridors = find_named(document, names, gazetteer, corridor_stops)
    described = unite(resolve_described(document, mentions, names, corridors, gazetteer))
    resolutions = sorted([*names, *described], key=lambda r: (r.mention.start, -r.mention.end))
    flows = find_flows(document, resolutions, gazetteer)
    return Parsed(document, tuple(resolutions), (*corridors, *flows))


def corridor_stops(place_id: str) -> tuple[LonLat, ...]:
    """The stops of a curated corridor's main branch in order, as (lon, lat); () for others."""
    corridor = load_corridors().get(place_id)
    if corridor is None or not corridor.legs:
        return ()
    main = [leg for leg in corridor.legs if leg.branch == corridor.legs[0].branch]
    stops = (main[0].origin, *(leg.destination for leg in main))
    return tuple((stop.lon, stop.lat) for stop in stops)


@cache
def version(gazetteer_version: str) -> str:
    """What a parse depends on: the gazetteer, and the code, lists and weights that read a text."""
    digest = sha256(gazetteer_version.encode())
    home = Path(__file__).parent
    files = [
        path for room in ("documents", "mentions", "places") for path in (home / room).rglob("*")
    ]
    for path in (*sorted(files), home / "curated" / "nouns.toml", home / "geodesy.py"):
        if path.suffix in (".py", ".gz", ".json", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def as_json(parsed: Parsed) -> dict[str, Any]:
    """The output of ``mapapp geoparse``: one object a document."""
    return {
        "doc": parsed.document.name,
        "routes": [_route(route) for route in parsed.routes],
        "mentions": [_mention(parsed.document, r) for r in parsed.resolutions],
    }


_GEOMETRIES = {
    "country": "polygon",
    "region": "polygon",
    "admin": "polygon",
    "water": "polygon",
    "corridor": "line",
}


def _mention(document: Document, r: Resolution) -> dict[str, Any]:
    mention, place = r.mention, r.place
    row: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "reading": mention.reading,
        "place": place.name if place else None,
        "place_id": place.place_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": r.precision,
        "geometry": _GEOMETRIES.get(mention.kind, "point") if place else None,
        "confidence": round(mention.confidence * r.probability, 4),
        "basis": r.basis,
    }
    if place and place.geonameid:
        row["geonameid"] = place.geonameid
    if mention.anchor:
        row["anchor"] = document.text[slice(*mention.anchor)]
    if place and place.radius_km:
        row["radius_km"] = place.radius_km
    if r.reason:
        row["reason"] = r.reason
    return row


def _route(route: Route) -> dict[str, Any]:
    row: dict[str, Any] = {
        "from": _end(route.origin),
        "to": _end(route.destination),
        "via": [_end(place) for place in route.via],
        "mode": route.mode,
        "status": route.status,
        "manner": route.manner,
        "mentions": list(route.mentions),
    }
    if route.name:
        row["name"] = route.name
    return row


def _end(place: Candidate | None) -> dict[str, Any] | None:
    """None for an end that the text does not tell."""
    return {"place": place.name, "lat": place.lat, "lon": place.lon} if place else None
