"""Placements -> the rows of the layers, each with its geometry."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geodata.atlas.records import World
from geodata.gazetteer.names import fold_name
from geodata.model import Corridor, LayerName, Leg
from geodata.places import flow_id
from geodata.routes.lines import continuous

Row = dict[str, Any]

_AREAS = ("country", "admin", "region")

_COUNTS = """
SELECT place_id, layer, count(*) AS mentions, sum(reading = 'literal') AS literal,
       sum(reading = 'associative') AS associative, count(DISTINCT document_id) AS documents,
       group_concat(DISTINCT document_id) AS document_ids, min(first_date) AS first_date,
       max(last_date) AS last_date, avg(probability) AS confidence,
       group_concat(DISTINCT manner) AS manner,
       CASE WHEN sum(decision = 'corrected') THEN 'corrected'
            WHEN sum(decision = 'confirmed') THEN 'confirmed' ELSE '' END AS decision
FROM placements WHERE place_id IS NOT NULL GROUP BY place_id, layer ORDER BY place_id
"""
# With one max(), the other columns are those of the surest placement.
_SUREST = """
SELECT place_id, precision, basis, max(probability) FROM placements
WHERE place_id IS NOT NULL GROUP BY place_id
"""
_MOVED = """
SELECT place_id, lon, lat, name, kind FROM latest_decisions
WHERE verdict != 'reject' AND (lon IS NOT NULL OR name IS NOT NULL) ORDER BY fid
"""
# The first runner-up from outside knowledge tells where a described site is known to be.
_KNOWN = """
SELECT r.place_id, k.lon AS known_lon, k.lat AS known_lat,
       k.name || coalesce(': ' || k.note, '') AS known_note
FROM resolutions r
JOIN candidates c USING (document_id, start, "end")
JOIN places k ON k.place_id = c.place_id AND k.basis = 'known' AND k.lon IS NOT NULL
WHERE r.place_id LIKE 'site:%' ORDER BY c.seq DESC
"""
_ROUTES = """
SELECT origin_id, destination_id, via_ids, mode, status, name, goods FROM routes
WHERE place_id IS NULL AND origin_id IS NOT NULL AND destination_id IS NOT NULL
ORDER BY document_id, start
"""


class Features:
    """Builds layer rows from one connection's placements and a world's geometries."""

    def __init__(self, connection: sqlite3.Connection, world: World) -> None:
        self._world = world
        self._places = _by_place(connection, "SELECT * FROM places")
        self._surest = _by_place(connection, _SUREST)
        self._known = _by_place(connection, _KNOWN)
        self._moved = _by_place(connection, _MOVED)
        self._flows = _flows(connection)
        self._counts = [dict(row) for row in connection.execute(_COUNTS)]
        self._corridors: dict[str, Corridor] = {}
        self._makers: dict[LayerName, Callable[[Row], BaseGeometry | None]] = {
            "corridors": self._corridor,
            "flows": self._flow,
            "sites": self._site,
            "cities": self._point,
        }

    def rows(self) -> Iterator[tuple[LayerName, Row, BaseGeometry]]:
        """(layer, columns, geometry) of every place that can be drawn."""
        for counts in self._counts:
            row = self._described(counts)
            layer: LayerName = row.pop("layer")
            geometry = self._makers.get(layer, self._area)(row)
            if geometry is not None and not geometry.is_empty:
                row["lon"], row["lat"] = _label_point(geometry, row["lon"], row["lat"])
                yield layer, row, geometry

    def legs(self) -> Iterator[tuple[Row, BaseGeometry]]:
        """The legs of the corridors that ``rows`` has given, shared trunks in each corridor."""
        for corridor in self._corridors.values():
            for leg in corridor.legs:
                yield _leg_row(corridor.place_id, leg), LineString(leg.coordinates)

    def _described(self, counts: Row) -> Row:
        place_id = counts["place_id"]
        place = self._places.get(place_id, {})
        moved = {k: v for k, v in self._moved.get(place_id, {}).items() if v is not None}
        surest = self._surest[place_id]
        return {
            **{key: place.get(key) for key in ("lon", "lat", "country", "note", "radius_km")},
            "name": place.get("name") or place_id,
            "kind": place.get("kind") or "other",
            **moved,
            **counts,
            "precision": surest["precision"],
            "basis": surest["basis"],
            "status": None,
            "moved": "lon" in moved,
        }

    def _point(self, row: Row) -> BaseGeometry | None:
        return Point(row["lon"], row["lat"]) if row["lon"] is not None else None

    def _area(self, row: Row) -> BaseGeometry | None:
        if row["moved"]:
            return self._point(row)
        return self._world.geometry(row["place_id"]) or self._point(row)

    def _site(self, row: Row) -> BaseGeometry | None:
        """A described site is drawn as what the text supports: an area, a border, or a point."""
        head, _, anchor = row["place_id"].removeprefix("site:").partition("@")
        row |= self._known.get(row["place_id"], {})
        if anchor:
            row |= {
                "head": self._head(row["place_id"], head),
                "anchor_id": anchor,
                "anchor_name": self._anchor_name(anchor),
            }
        if row["moved"]:
            row["radius_km"] = None
            return self._point(row)
        own = self._world.geometry(row["place_id"])
        if own is None and anchor and row["precision"] in _AREAS:
            own = self._world.geometry(anchor)
        return own or self._point(row)

    def _corridor(self, row: Row) -> BaseGeometry | None:
        corridor = self._world.corridor(row["place_id"])
        if corridor is None or not corridor.legs:
            return None
        self._corridors[row["place_id"]] = corridor
        row |= _corridor_facts(corridor)
        return MultiLineString(list(dict.fromkeys(leg.coordinates for leg in corridor.legs)))

    def _flow(self, row: Row) -> BaseGeometry | None:
        route = self._flows.get(row["place_id"])
        if route is None:
            return None
        origin, destination = (self._places[route[end]] for end in ("origin_id", "destination_id"))
        via = [self._name(place_id) for place_id in json.loads(route["via_ids"])]
        row |= {
            "kind": "corridor",
            "name": route["name"] or _flow_name(origin, destination, route["goods"]),
            "from_id": origin["place_id"],
            "from_name": origin["name"],
            "to_id": destination["place_id"],
            "to_name": destination["name"],
            "via": ", ".join(filter(None, via)) or None,
            **{key: route[key] for key in ("mode", "status", "goods")},
        }
        return LineString([(end["lon"], end["lat"]) for end in (origin, destination)])

    def _head(self, site_id: str, slug: str) -> str:
        """What a site is called without where it is: a name as it is written, a noun in small.

        The slug in its id is all there is of most lines, and begins with the distance of a site
        that is off its anchor.
        """
        head = str(self._places.get(site_id, {}).get("name")).partition(",")[0]
        if not slug.endswith(fold_name(head).replace(" ", "-")):
            return slug.replace("-", " ")
        return head if head[1:] != head[1:].lower() else head.lower()

    def _anchor_name(self, anchor: str) -> str | None:
        """What a described site hangs on: a place, the border of two, or a line named so."""
        line, _, owners = anchor.removeprefix("site:").rpartition("@")
        line = self._head(anchor, line) if line else ""
        names = [self._name(place_id) for place_id in owners.split("+")]
        if None in names:
            return None
        known = [name for name in names if name]
        if len(known) > 1 or "border" in line:
            return f"{'–'.join(known)} {line or 'border'}"
        return f"{line} of {known[0]}" if line else known[0]

    def _name(self, place_id: str) -> str | None:
        if place_id in self._places:
            return str(self._places[place_id]["name"])
        place = self._world.place(place_id)
        return place.name if place else None


def _flow_name(origin: Row, destination: Row, goods: str | None) -> str:
    """Flows between the same two places are told apart by what they carry."""
    return f"{origin['name']} – {destination['name']}" + (f": {goods}" if goods else "")


def _by_place(connection: sqlite3.Connection, query: str) -> dict[str, Row]:
    """Rows by place id; of several, the last holds."""
    return {row["place_id"]: dict(row) for row in connection.execute(query)}


def _flows(connection: sqlite3.Connection) -> dict[str, Row]:
    """The routes by flow id, later tellings filling in what earlier ones leave open."""
    flows: dict[str, Row] = {}
    for row in map(dict, connection.execute(_ROUTES)):
        way = flow_id(row["origin_id"], row["destination_id"], row["goods"])
        told = flows.setdefault(way, row)
        told |= {key: value for key, value in row.items() if told[key] in (None, "[]")}
    return flows


def _corridor_facts(corridor: Corridor) -> Row:
    """What is told of the whole of a corridor: modes, lengths, the status of most of it."""
    trunks = {
        (leg.mode, frozenset((leg.origin.name, leg.destination.name))): leg for leg in corridor.legs
    }.values()
    by_status: defaultdict[str, float] = defaultdict(float)
    by_mode: defaultdict[str, float] = defaultdict(float)
    for leg in trunks:
        by_status[leg.status] += leg.km
        by_mode[leg.mode] += leg.km
    longest = sorted(by_mode, key=by_mode.__getitem__, reverse=True)
    unrouted = [leg for leg in trunks if leg.routed_on == "great circle"]
    routed = "yes" if not unrouted else "no" if len(unrouted) == len(trunks) else "partly"
    return {
        "kind": "corridor",
        "name": corridor.name,
        "note": corridor.note,
        "modes": ",".join(dict.fromkeys(leg.mode for leg in corridor.legs)),
        "km": round(corridor.km, 1),
        "km_by_mode": ", ".join(f"{mode} {by_mode[mode]:.0f}" for mode in longest),
        "missing_km": round(by_status["missing"], 1),
        "status": max(by_status, key=lambda status: by_status[status]),
        "routed": routed,
    }


def _leg_row(place_id: str, leg: Leg) -> Row:
    return {
        "corridor": place_id,
        "branch": leg.branch,
        "seq": leg.order,
        "mode": leg.mode,
        "status": leg.status,
        "from_name": leg.origin.name,
        "to_name": leg.destination.name,
        "km": round(leg.km, 1),
        "routed_on": leg.routed_on,
        "note": leg.note,
    }


def _label_point(
    geometry: BaseGeometry, lon: float | None, lat: float | None
) -> tuple[float, float]:
    """The known point if it lies on the feature, else one that does."""
    if isinstance(geometry, Point):
        return geometry.x, geometry.y
    if lon is not None and lat is not None and geometry.distance(Point(lon, lat)) < 1e-9:
        return lon, lat
    parts = shapely.get_parts(geometry)
    largest = max(parts, key=lambda part: part.area or part.length)
    if largest.geom_type == "LineString":
        short_way = LineString(continuous(list(largest.coords)))
        point = short_way.interpolate(0.5, normalized=True)
        return (point.x + 180) % 360 - 180, point.y
    point = largest.representative_point()
    return point.x, point.y
