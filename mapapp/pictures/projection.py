"""Which projection fits an extent, and the frame that leads from degrees to page units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from geodata.geodesy import distance_km
from mapapp.pictures.scene import Box

Extent = tuple[float, float, float, float]
Points = NDArray[np.float64]
"""Rows of (x, y) or (lon, lat)."""

WORLD_WIDE = 140.0
SMALLEST_KM = 60.0  # across a page, whatever was asked for


def projection_for(extent: Extent) -> str:
    """The PROJ string that shows west, south, east, north with true areas and little bending.

    Equal Earth for the world, Albers' cone for wide bands of middle latitudes, Lambert's
    azimuthal plane for the rest, the poles among them.
    """
    west, south, east, north = extent
    lon, lat = (west + east) / 2, (south + north) / 2
    lon = (lon + 180) % 360 - 180
    if east - west > WORLD_WIDE and (north - south > 60 or abs(lat) < 40) and not _polar(extent):
        return f"+proj=eqearth +lon_0={lon:.4f} +datum=WGS84"
    wide = (east - west) * np.cos(np.radians(lat)) > 1.6 * (north - south)
    if wide and east - west > 20 and 15 < abs(lat) < 65 and max(abs(south), abs(north)) < 80:
        sixth = (north - south) / 6
        return (
            f"+proj=aea +lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f}"
            f" +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84"
        )
    if _polar(extent) and east - west > WORLD_WIDE:
        lat = 90.0 if lat > 0 else -90.0
    return f"+proj=laea +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84"


def _polar(extent: Extent) -> bool:
    """Whether it is the cap around a pole."""
    return extent[1] > 35 or extent[3] < -35


@lru_cache(maxsize=64)
def _transformer(projection: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", projection, always_xy=True)


@dataclass(frozen=True)
class Frame:
    """A window of the page onto a projection: ``scale`` is units per metre, ``origin`` the
    projected point that is drawn at the box's middle."""

    projection: str
    box: Box
    scale: float
    origin: tuple[float, float]

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def central_lon(self) -> float:
        return float(self.projection.split("+lon_0=")[1].split()[0])

    @property
    def whole_world(self) -> bool:
        return self.projection.startswith("+proj=eqearth")

    def project(self, lonlat: Points) -> Points:
        """Page units of points in degrees; not finite where the projection has no place."""
        x, y = _transformer(self.projection).transform(lonlat[:, 0], lonlat[:, 1])
        middle = self.middle
        px = middle[0] + (np.asarray(x) - self.origin[0]) * self.scale
        py = middle[1] - (np.asarray(y) - self.origin[1]) * self.scale
        return np.column_stack([px, py])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Page units of one point."""
        x, y = self.project(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def unproject(self, xy: Points) -> Points:
        """Degrees of page points; not finite off the globe."""
        middle = self.middle
        x = self.origin[0] + (xy[:, 0] - middle[0]) / self.scale
        y = self.origin[1] - (xy[:, 1] - middle[1]) / self.scale
        lon, lat = _transformer(self.projection).transform(x, y, direction="INVERSE")
        return np.column_stack([lon, lat])

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a page point lies in the box, ``margin`` units from its edge."""
        x0, y0, x1, y1 = self.box
        return x0 + margin <= x <= x1 - margin and y0 + margin <= y <= y1 - margin

    def km(self, units: float) -> float:
        """Geodesic length of ``units`` along the middle of the box."""
        x, y = self.middle
        (a, b) = self.unproject(np.array([[x - units / 2, y], [x + units / 2, y]]))
        return distance_km((a[0], a[1]), (b[0], b[1]))

    @cached_property
    def extent(self) -> Extent:
        """West, south, east, north of what the box shows; longitudes about the central one."""
        x0, y0, x1, y1 = self.box
        grid = np.stack(np.meshgrid(np.linspace(x0, x1, 40), np.linspace(y0, y1, 40)), axis=-1)
        lonlat = self.unproject(grid.reshape(-1, 2))
        lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
        centre = self.central_lon
        lon = (lonlat[:, 0] - centre + 180) % 360 - 180 + centre
        south, north = float(lonlat[:, 1].min()), float(lonlat[:, 1].max())
        for pole in (90.0, -90.0):
            if self.holds(*np.nan_to_num(self.point(centre, pole), nan=-1e9)):
                return centre - 180, min(south, pole), centre + 180, max(north, pole)
        return float(lon.min()), south, float(lon.max()), north

    def enlarged(self, part: Box, box: Box) -> Frame:
        """The part of this frame, in page units, drawn into another box of the same shape."""
        middle = ((part[0] + part[2]) / 2, (part[1] + part[3]) / 2)
        origin = (
            self.origin[0] + (middle[0] - self.middle[0]) / self.scale,
            self.origin[1] - (middle[1] - self.middle[1]) / self.scale,
        )
        factor = (box[2] - box[0]) / (part[2] - part[0])
        return Frame(self.projection, box, self.scale * factor, origin)


def fit(extent: Extent, box: Box, hole: Box, points: Points | None = None) -> Frame:
    """The frame of ``box`` that shows the extent within ``hole``, a part of the box.

    ``points`` in degrees, where given, are what has to fit, rather than the extent's corners.
    """
    extent = _sane(extent)
    projection = projection_for(extent)
    transformer = _transformer(projection)
    x, y = transformer.transform(*(_core(extent) if points is None else points).T)
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite]
    span = max(np.ptp(x), 1.0), max(np.ptp(y), 1.0)
    scale = min((hole[2] - hole[0]) / span[0], (hole[3] - hole[1]) / span[1])
    scale = min(scale, (box[2] - box[0]) / (SMALLEST_KM * 1000))
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    shift = (
        (hole[0] + hole[2]) / 2 - (box[0] + box[2]) / 2,
        (hole[1] + hole[3]) / 2 - (box[1] + box[3]) / 2,
    )
    origin = (middle[0] - shift[0] / scale, middle[1] + shift[1] / scale)
    return Frame(projection, box, float(scale), origin)


def _sane(extent: Extent) -> Extent:
    """At most the world once around, at least a spot with some height."""
    west, south, east, north = extent
    south, north = max(-90.0, south), min(90.0, north)
    if east - west >= 360:
        middle = (west + east) / 2
        west, east = middle - 180, middle + 180
    if east - west < 1e-4:
        west, east = west - 1e-4, east + 1e-4
    if north - south < 1e-4:
        south, north = south - 1e-4, north + 1e-4
    return west, max(-90.0, south), east, min(90.0, north)


def _core(extent: Extent) -> Points:
    """Points of an extent that have to be seen: all of its height but for the corners, its whole
    width in the middle half. A screen's corners reach farther than anyone looked."""
    west, south, east, north = extent
    inset = 1e-6 * (east - west)  # the seam of the world belongs to both sides
    middle, quarter = (south + north) / 2, (north - south) / 4
    lon, lat = np.linspace(west + inset, east - inset, 41), np.linspace(south, north, 41)
    across = np.stack(np.meshgrid(lon, middle + np.linspace(-quarter, quarter, 9)), axis=-1)
    down = np.stack(np.meshgrid(lon[6:-6], lat), axis=-1)
    return np.concatenate([across.reshape(-1, 2), down.reshape(-1, 2)])
