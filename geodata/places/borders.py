"""Lines that a text names by the country they bound: borders, coasts, and parts of them."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin

from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, line_merge
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

from geodata.gazetteer import Gazetteer
from geodata.geodesy import distance_km

COASTS = frozenset({"coast", "coastline", "shore", "shoreline"})
_BEARINGS = {
    "north": 90, "northern": 90, "south": 270, "southern": 270, "east": 0, "eastern": 0,
    "west": 180, "western": 180, "northeastern": 45, "northwestern": 135, "southeastern": 315,
    "southwestern": 225,
}  # fmt: skip
_OFF_COAST = 0.3  # degrees: simplified coasts and waters do not quite meet
_WEDGE = 60  # degrees to each side of a bearing that still count as that side
_FAR = 90.0  # degrees: longer than any country from its middle


@lru_cache(maxsize=64)
def bounding_line(
    gazetteer: Gazetteer, place_id: str, words: tuple[str, ...]
) -> BaseGeometry | None:
    """The land border or coast of a country, on the side that ``words`` name ("northern").

    Two ids joined by "+" mean the border between two countries, or a country's coast on a sea.
    EPSG:4326. None where the gazetteer has no area for the place or nothing bounds it there.
    """
    place_id, _, other_id = place_id.partition("+")
    if other_id and (line := _shared_line(gazetteer, place_id, other_id)):
        return line
    area = gazetteer.geometry(place_id)
    if not isinstance(area, Polygon | MultiPolygon):
        return None
    land = _land_border(gazetteer, place_id, area)
    line = area.boundary.difference(land) if COASTS.intersection(words) else land
    for word in words:
        if word in _BEARINGS:
            line = line.intersection(_wedge(area.centroid, _BEARINGS[word]))
    return _merged(line)


def _shared_line(gazetteer: Gazetteer, place_id: str, other_id: str) -> BaseGeometry | None:
    """What bounds both places: a border, or the coast of one on the water of the other."""
    area, other = gazetteer.geometry(place_id), gazetteer.geometry(other_id)
    if area is None or other is None:
        return None
    place = gazetteer.place(other_id)
    if place and place.kind == "water":
        coast = area.boundary.difference(_land_border(gazetteer, place_id, area))
        return _merged(coast.intersection(other.buffer(_OFF_COAST)))
    return _merged(area.boundary.intersection(other.boundary))


@lru_cache(maxsize=512)
def are_neighbours(gazetteer: Gazetteer, place_id: str, other_id: str) -> bool:
    """Two countries have a land border with each other."""
    if place_id == other_id:
        return False
    return _shared_line(gazetteer, place_id, other_id) is not None


def point_on(line: BaseGeometry, near: Point | None, reach_km: float) -> Point:
    """The point of a line nearest to ``near``, if that is in reach; else its longest part's middle.

    Points are (lon, lat).
    """
    if near is not None:
        nearest = nearest_points(line, near)[0]
        if distance_km((nearest.x, nearest.y), (near.x, near.y)) <= reach_km:
            return nearest
    longest = max(_parts(line), key=lambda part: part.length)
    return longest.interpolate(0.5, normalized=True)


def _merged(line: BaseGeometry) -> BaseGeometry | None:
    lines = [part for part in _parts(line) if isinstance(part, LineString) and part.length > 0]
    return line_merge(MultiLineString(lines)) if lines else None


def _land_border(gazetteer: Gazetteer, place_id: str, area: BaseGeometry) -> BaseGeometry:
    """The part of a boundary that is shared with other countries (one coverage: equal edges)."""
    others = (
        gazetteer.geometry(country.place_id)
        for country in gazetteer.countries_at(area.bounds)
        if country.place_id != place_id
    )
    touching = [other.boundary for other in others if other is not None and other.intersects(area)]
    return area.boundary.intersection(unary_union(touching)) if touching else LineString()


def _wedge(center: Point, bearing: int) -> Polygon:
    """What lies in a direction from a point; degrees counter-clockwise from east."""
    rays = [
        (center.x + _FAR * cos(radians(a)), center.y + _FAR * sin(radians(a)))
        for a in range(bearing - _WEDGE, bearing + _WEDGE + 1, 20)
    ]
    return Polygon([(center.x, center.y), *rays])


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return list(getattr(geometry, "geoms", [geometry]))
