"""The ground of a map: sea, mentioned waters, countries with their tints, borders, coasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.pictures.basemap import Basemap, Land, globe_outline, lines_in, rings_in
from mapapp.pictures.clip import Points, signed_area
from mapapp.pictures.draft import GROUND, Draft, Feature, Row
from mapapp.pictures.scene import Path, Style

THIN = 0.9  # px of coasts and borders
SHORE_KM = 40.0  # by which the rough polygons of waters may fall short of their coasts
MANY = 60  # countries above which the classes are thirds


@dataclass(frozen=True)
class Ground:
    """What of the basemap is in the frame: drawn rings by id, and the colour of each country."""

    base: Basemap
    countries: Mapping[str, tuple[Points, ...]]
    waters: Mapping[str, tuple[Points, ...]]
    tints: Mapping[str, str]
    land: str
    coast: tuple[Points, ...] = ()

    def colour_of(self, country: object) -> str:
        """The colour of a country's ground, for halos."""
        return self.tints.get(str(country), self.land)

    @cached_property
    def land_edges(self) -> shapely.STRtree:
        """The outer rings of the land, to be asked what lies on it."""
        rings = [ring for rings in self.countries.values() for ring in rings]
        return shapely.STRtree(shapely.make_valid([shapely.Polygon(ring) for ring in rings]))

    def area(self, kind: str, key: str) -> BaseGeometry | None:
        """The drawn part of a country or water, in page units."""
        rings = (self.countries if kind == "country" else self.waters).get(key)
        return area_of(rings) if rings else None


def area_of(rings: Sequence[Points], speck: float = 0.0) -> BaseGeometry:
    """Outer rings and holes, told by the way they run round, as one shape.

    Rings of less than ``speck`` square units are left out, but for the largest.
    """
    areas = [signed_area(ring) for ring in rings]
    largest = max(areas, key=abs, default=0.0)
    kept = [
        (shapely.Polygon(ring), area * largest > 0)
        for ring, area in zip(rings, areas, strict=True)
        if abs(area) >= min(speck, abs(largest))
    ]
    outer = shapely.union_all(shapely.make_valid([ring for ring, is_outer in kept if is_outer]))
    holes = [ring for ring, is_outer in kept if not is_outer]
    if not holes:
        return outer
    return shapely.difference(outer, shapely.union_all(shapely.make_valid(holes)))


def draw(
    draft: Draft,
    base: Basemap,
    countries: Mapping[str, tuple[Feature, Row]],
    waters: Mapping[str, tuple[Feature, Row]],
) -> Ground:
    """Draw the ground and tell what is where; ``countries`` by ISO code, ``waters`` by id."""
    palette, frame = draft.palette, draft.frame
    sea = Style(fill=palette.water)
    if frame.whole_world:
        draft.add(GROUND, "area", [globe_outline(frame)], sea, role="ground")
    else:
        draft.add(GROUND, "area", [_rectangle(frame.box)], sea, role="ground")
    drawn_waters = _drawn(base.waters.values(), draft)
    for key, (feature, _) in waters.items():
        if key in drawn_waters:
            style = Style(fill=palette.mentioned_water)
            draft.add(feature, "area", drawn_waters[key], style, role="ground")
    drawn = _drawn(base.countries.values(), draft)
    literal = {key: int(row["literal"]) for key, (_, row) in countries.items()}
    tints = _tints(literal, palette.tints)
    for key, rings in drawn.items():
        feature = (
            countries[key][0]
            if key in countries
            else Feature("ground", None, base.countries[key].name)
        )
        style = Style(fill=tints.get(key, palette.land))
        draft.add(feature, "area", rings, style, role="ground")
    draft.line(GROUND, lines_in(base.border, frame), palette.border, THIN, role="edge")
    coast = lines_in(base.coast, frame)
    draft.line(GROUND, coast, palette.coast, THIN, role="edge")
    return Ground(base, drawn, drawn_waters, tints, palette.land, coast)


def _rectangle(box: tuple[float, float, float, float]) -> Path:
    x0, y0, x1, y1 = box
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))


def _drawn(places: Iterable[Land], draft: Draft) -> dict[str, tuple[Points, ...]]:
    found = {place.id: rings_in(place.rings, draft.frame) for place in places}
    return {key: rings for key, rings in found.items() if rings}


def _tints(literal: Mapping[str, int], classes: Sequence[str]) -> dict[str, str]:
    """Colour by literal mentions: 1-2, 3-7, 8 and more; thirds when there are many."""
    counts = sorted(count for count in literal.values() if count > 0)
    third = len(counts) // 3
    cuts = (counts[third], counts[2 * third]) if len(counts) > MANY else (3, 8)
    return {
        key: classes[int(np.searchsorted(cuts, count, side="right"))]
        for key, count in literal.items()
        if count > 0
    }


def outline_selected(
    draft: Draft, ground: Ground, feature: Feature, rings: Sequence[Points]
) -> None:
    """A selected area: yellow on ink, along its coasts and borders but not along the frame.

    Waters reach under the land: theirs is the coast within them.
    """
    if feature.layer == "waters":
        coast = shapely.multilinestrings([shapely.LineString(line) for line in ground.coast])
        inside = shapely.intersection(shapely.node(coast), _with_shore(area_of(rings), draft))
        merged = shapely.get_parts(shapely.line_merge(inside))
        edges = [shapely.get_coordinates(part) for part in merged if part.length > 6]
    else:
        edges = [part for ring in rings for part in inner_edges(ring, draft.frame.box)]
    for edge in edges:
        draft.placer.mark(edge, 2)
    draft.line(feature, edges, draft.palette.yellow_edge, 4.6, role="selection")
    draft.line(feature, edges, draft.palette.yellow, 3, role="selection")


def _with_shore(water: BaseGeometry, draft: Draft) -> BaseGeometry:
    """A water as far as its coast may lie, but not far beyond a strait."""
    units = SHORE_KM / max(draft.frame.km(1.0), 1e-6)
    return water.buffer(min(units, 0.1 * water.area**0.5))


def inner_edges(ring: Points, box: tuple[float, float, float, float]) -> list[Points]:
    """A clipped ring's line without what runs along the box it was clipped to."""
    x, y = ring[:, 0], ring[:, 1]
    near = 0.02
    on = [np.abs(x - box[0]) < near, np.abs(y - box[1]) < near, np.abs(x - box[2]) < near,
          np.abs(y - box[3]) < near]  # fmt: skip
    along = np.any([side[:-1] & side[1:] for side in on], axis=0)
    if not along.any():
        return [ring]
    start = int(np.argmax(along)) + 1  # begin after a stretch on the frame, so that runs are whole
    turned = np.concatenate([ring[start:-1], ring[: start + 1]])
    outside = np.concatenate([along[start:], along[:start]])
    parts, first = [], 0
    for i, skip in enumerate(outside):
        if skip:
            if i > first:
                parts.append(turned[first : i + 1])
            first = i + 1
    if len(outside) > first:
        parts.append(turned[first:])
    return [part for part in parts if len(part) > 1]


def polygon_rings(shape: BaseGeometry, simplify: float) -> tuple[Points, ...]:
    """The rings of an area in degrees, thinned."""
    thinned = shapely.orient_polygons(shapely.simplify(shape, simplify))
    parts = [part for part in shapely.get_parts(thinned) if part.geom_type == "Polygon"]
    return tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(parts))
