"""The ways of the world that a leg can follow: sea lanes, railways, roads.

Sea lanes come with the `searoute` package. Railways and main roads are an extract of
OpenStreetMap, ``data/rail.npz`` and ``data/road.npz``, made by ``scripts/extract_networks.py``:

==============  =============  ==================================================================
array           shape          holds
==============  =============  ==================================================================
``nodes``       (n, 2) int32   lon, lat in 0.001 degrees, each as the difference to the one before
``origin``      (e,) int32     first node of each edge, as the difference to the edge before
``span``        (e,) int32     last node less first node
``hectometres`` (e,) uint16    geodesic length in 100 m
``count``       (e,) uint8     points between the two nodes
``steps``       (k, 2) int32   the edge's course: ``count`` + 1 differences an edge
==============  =============  ==================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.geodesy import EARTH_KM, Point, length_km
from geodata.routes.lines import Line, continuous

_DATA = Path(__file__).with_name("data")
# A stop is a town, its station some way off: the network may be entered this far from it, but
# each kilometre beside the network counts for several, so that the nearest line is taken.
_ACCESS_KM = 30.0
_ACCESS_COST = 4.0
_DETOUR = 2.0
_APPROACH_KM = 50.0


class Network:
    """One land network as a graph that is searched by A*."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        nodes = np.cumsum(arrays["nodes"], axis=0, dtype=np.int64) / 1000
        self._on_sphere = _on_sphere(nodes)
        self._points: list[Point] = [(lon, lat) for lon, lat in nodes.tolist()]
        origin = np.cumsum(arrays["origin"], dtype=np.int64)
        self._shape = np.concatenate(([0], np.cumsum(arrays["count"].astype(np.int64) + 1)))
        self._steps = arrays["steps"]
        self._link(origin, origin + arrays["span"], arrays["hectometres"] / 10)

    def _link(
        self, origin: NDArray[np.int64], target: NDArray[np.int64], km: NDArray[np.float64]
    ) -> None:
        """Compressed adjacency: the links of node n are those from ``_first[n]`` on."""
        from_node = np.concatenate((origin, target))
        by_node = np.argsort(from_node, kind="stable")
        self._origin: list[int] = origin.tolist()
        counts = np.bincount(from_node, minlength=len(self._points))
        self._first: list[int] = np.concatenate(([0], np.cumsum(counts))).tolist()
        self._from: list[int] = from_node[by_node].tolist()
        self._to: list[int] = np.concatenate((target, origin))[by_node].tolist()
        self._km: list[float] = np.concatenate((km, km))[by_node].tolist()
        self._edge: list[int] = (by_node % len(origin)).tolist()

    def route(self, start: Point, end: Point) -> list[Point] | None:
        """The points of the shortest way between two places near the network.

        None if there is none, or only one more than twice as long as the great circle: that runs
        round a gap.
        """
        limit = _DETOUR * length_km((start, end))
        entries, exits = self._access(start), self._access(end)
        reach = limit + 2 * _ACCESS_COST * _ACCESS_KM
        found = self._search(entries, exits, self._distances(end).data, reach)
        line = None if found is None else self._trace(*found)
        return line if line and length_km((start, *line, end)) <= limit else None

    def _distances(
        self, point: Point, nodes: NDArray[np.int64] | slice = slice(None)
    ) -> NDArray[np.float64]:
        """Great-circle kilometres from a point to nodes, by way of the chords."""
        apart = self._on_sphere[:, nodes] - _on_sphere(np.array([point]))
        half_chord = np.sqrt(np.einsum("ij,ij->j", apart, apart)) / 2
        distances: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.minimum(half_chord, 1))
        return distances

    def _access(self, point: Point) -> dict[int, float]:
        """What the network's nodes near a point cost to reach."""
        height = _on_sphere(np.array([point]))[2]  # along the axis: no two are closer than by it
        band = np.flatnonzero(np.abs(self._on_sphere[2] - height) <= _ACCESS_KM / EARTH_KM)
        distances = self._distances(point, band)
        near = distances <= _ACCESS_KM
        costs = distances[near] * _ACCESS_COST
        return dict(zip(band[near].tolist(), costs.tolist(), strict=True))

    def _search(
        self,
        entries: dict[int, float],
        exits: dict[int, float],
        ahead: memoryview,
        reach: float,
    ) -> tuple[int, dict[int, int]] | None:
        """A* from all entries to the cheapest exit: that node, and the link each node came by.

        ``ahead`` is the distance still to go from each node; leaving the network costs more than
        that, so it never overestimates. Ways that cost more than ``reach`` are given up.
        """
        cost = dict(entries)
        came: dict[int, int] = dict.fromkeys(entries, -1)
        queue = [(paid + ahead[node], node) for node, paid in entries.items()]
        queue.sort()
        best, last = reach, -1
        while queue:
            estimate, node = heappop(queue)
            if estimate >= best:
                break
            paid = cost[node]
            if estimate > paid + ahead[node] + 1e-9:
                continue  # a cheaper way to this node was found since
            if node in exits and paid + exits[node] < best:
                best, last = paid + exits[node], node
            for link in range(self._first[node], self._first[node + 1]):
                to, total = self._to[link], paid + self._km[link]
                if total < cost.get(to, reach):
                    cost[to], came[to] = total, link
                    heappush(queue, (total + ahead[to], to))
        return None if last < 0 else (last, came)

    def _trace(self, node: int, came: dict[int, int]) -> list[Point]:
        """Walk back from the exit to the entry, edge by edge."""
        line = [self._points[node]]
        while (link := came[node]) >= 0:
            node = self._from[link]
            course = self._course(self._edge[link])
            if self._origin[self._edge[link]] == node:
                course.reverse()
            line += course[1:]
        return line[::-1]

    def _course(self, edge: int) -> list[Point]:
        """All points of an edge, from its first node to its last."""
        lon, lat = self._points[self._origin[edge]]
        steps = self._steps[self._shape[edge] : self._shape[edge + 1]]
        inner = np.cumsum(steps, axis=0) / 1000 + (lon, lat)
        return [(lon, lat), *((x, y) for x, y in np.round(inner, 3).tolist())]


def _on_sphere(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors of lon, lat rows: shape (3, n)."""
    lon, lat = np.radians(points).T
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@cache
def land_network(mode: Literal["rail", "road"]) -> Network:
    """The shipped extract for a mode; read once (about a fifth of a second for roads)."""
    with np.load(_DATA / f"{mode}.npz") as arrays:
        return Network(dict(arrays))


def land_line(mode: Literal["rail", "road"], points: Sequence[Point]) -> Line | None:
    """From the first point to the last along railways or roads, by way of those between.

    None where the extract has no way for one of the stretches.
    """
    network = land_network(mode)
    line: list[Point] = []
    for start, end in pairwise(points):
        part = network.route(start, end)
        if part is None:
            return None
        line += part
    return (points[0], *line, points[-1])


def sea_line(points: Sequence[Point]) -> Line:
    """From the first point to the last along sea lanes, through those between.

    Points closer than 50 km are joined directly: so a harbour's approach can be given. The line is
    continuous: it runs on past 180 degrees where it crosses the antimeridian.
    """
    from searoute import searoute  # its network loads with the first route

    line: list[Point] = [points[0]]
    for start, end in pairwise(points):
        if length_km((start, end)) > _APPROACH_KM:
            lane = searoute(list(start), list(end))["geometry"]["coordinates"]
            line += [(lon, lat) for lon, lat in lane]
        line.append(end)
    return continuous(_without_spikes(line))


def _without_spikes(line: Sequence[Point]) -> list[Point]:
    """Drop ways out and back (a, b, a): two lanes that meet at a node off the way make them."""
    kept: list[Point] = []
    for point in line:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and point == kept[-2]:
            kept.pop()
        else:
            kept.append(point)
    return kept
