"""What part of the world a view shows when it does not say so."""

from __future__ import annotations

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geodata.atlas.selection import Selection
from geodata.geodesy import destination, distance_km
from mapapp.pictures.basemap import basemap
from mapapp.pictures.clip import Points
from mapapp.pictures.projection import Extent

CONTEXT_KM = {"cities": 1400.0, "sites": 1100.0}
LEAST_KM = 450.0
WIDER = 0.35
MIDDLE = 0.06
"""The outermost share of mentions that may fall outside a view of the whole."""


def points_shown(selection: Selection) -> Points:
    """Points in degrees that have to be seen: the selected place's, or those of most mentions."""
    chosen = _selected(selection)
    if chosen is not None:
        return _around(chosen)
    return _around(_home(selection))


def extent_of(points: Points) -> Extent:
    """West, south, east, north the short way around; east may pass 180 degrees."""
    lon = np.sort(points[:, 0] % 360)
    gaps = np.diff(np.concatenate([lon, lon[:1] + 360]))
    cut = int(gaps.argmax())
    west = float(lon[(cut + 1) % len(lon)])
    east = west + 360 - float(gaps[cut])
    if west >= 180:
        west, east = west - 360, east - 360
    return west, float(points[:, 1].min()), east, float(points[:, 1].max())


def _selected(selection: Selection) -> Points | None:
    """The selected place's outline, line or point, with what is known of it from elsewhere."""
    for name, frame in selection.layers.items():
        found = frame[frame["place_id"] == selection.view.place]
        if not len(found):
            continue
        row = found.iloc[0]
        shape = found.geometry.iloc[0]
        country = basemap().countries.get(str(row["country"]))
        if name == "countries" and country is not None:
            return country.rings[0]
        if name == "sites" and row["precision"] == "country" and country is not None:
            return _wider(country.rings[0])
        points = shapely.get_coordinates(shape)
        if len(points) == 1:
            km = CONTEXT_KM.get(name, LEAST_KM)
            return circle((points[0][0], points[0][1]), km)
        return points[:: max(1, len(points) // 4000)]
    return None


def _wider(ring: Points) -> Points:
    """An area with as much around it as tells where it is."""
    west, south, east, north = extent_of(ring)
    dx, dy = WIDER * (east - west), WIDER * (north - south)
    corners = [[west - dx, max(south - dy, -85)], [east + dx, min(north + dy, 85)]]
    return np.concatenate([ring, corners])


def circle(centre: tuple[float, float], km: float, steps: int = 24) -> Points:
    """A closed ring in degrees around a place; longitudes run on over the antimeridian."""
    ring = np.array([destination(centre, turn, km) for turn in np.linspace(0, 360, steps + 1)])
    return np.column_stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]])


def _around(points: Points) -> Points:
    """The points, with some context where they lie close together."""
    west, south, east, north = extent_of(points)
    centre = ((west + east) / 2, (south + north) / 2)
    corners = ((west, south), (west, north), (east, south), (east, north))
    if max(distance_km(centre, corner) for corner in corners) >= LEAST_KM / 2:
        return points
    return np.concatenate([points, circle(centre, LEAST_KM / 2)])


def _home(selection: Selection) -> Points:
    """The middle 88 % of the mentions, and the whole of corridors that do not double the view."""
    places, weights = [np.zeros((0, 2))], [np.zeros(0)]
    for name, frame in selection.layers.items():
        if not len(frame) or (name in {"regions", "waters"} and len(selection.layers) > 1):
            continue
        column = "literal" if name == "countries" else "mentions"
        places.append(frame[["lon", "lat"]].to_numpy(dtype=float))
        weights.append(frame[column].to_numpy(dtype=float))
    points, weight = np.concatenate(places), np.concatenate(weights)
    known = np.isfinite(points).all(axis=1)
    points, weight = points[known], weight[known]
    if not len(points):
        points, weight = _anything(selection)
    if weight.sum() <= 0:
        weight = np.ones(len(points))
    box = _middle(points, weight)
    for shape in selection.legs.dissolve("corridor").geometry if len(selection.legs) else ():
        line = shapely.get_coordinates(shape)
        both = _joined(box, extent_of(line))
        if _size(both) <= 2.2 * _size(box):
            box = both
    west, south, east, north = box
    lon, lat = np.linspace(west, east, 73), np.linspace(south, north, 9)
    return np.stack(np.meshgrid(lon, lat), axis=-1).reshape(-1, 2)


def _anything(selection: Selection) -> tuple[Points, Points]:
    frames: list[GeoDataFrame] = [frame for frame in selection.layers.values() if len(frame)]
    points = np.concatenate([shapely.get_coordinates(frame.geometry)[::50] for frame in frames])
    return points, np.ones(len(points))


def _middle(points: Points, weight: Points) -> Extent:
    """The box of the middle of the weight; longitudes the short way around."""
    west, _, east, _ = extent_of(points)
    lon = (points[:, 0] - west) % 360 + west if east - west < 340 else points[:, 0]
    edges = [
        _quantile(values, weight, q) for q in (MIDDLE, 1 - MIDDLE) for values in (lon, points[:, 1])
    ]
    return edges[0], edges[1], edges[2], edges[3]


def _quantile(values: Points, weight: Points, q: float) -> float:
    order = np.argsort(values)
    passed = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(passed, q * passed[-1])])


def _joined(a: Extent, b: Extent) -> Extent:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _size(box: Extent) -> float:
    return max(box[2] - box[0], 1.0) * max(box[3] - box[1], 1.0)
