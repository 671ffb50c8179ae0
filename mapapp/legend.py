"""The key to what a selection shows, and no more: for slides, embeds and pictures alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd
import shapely
from geopandas import GeoDataFrame

from geodata.atlas.selection import Selection
from mapapp.strings import STRINGS, text

MODES = ("rail", "sea", "road", "pipeline", "cable", "air", "river")
STATUSES = ("under construction", "planned", "disputed", "closed", "missing")
GROUND = ("outline", "area-point", "countries", "waters", "course", "water-point")
"""Symbols of areas: with little room they go first."""
SITES = {"exact": "exact", "city": "exact", "admin": "province"}
"""Precision of a site -> its symbol; any other is somewhere in an area."""


class Entry(NamedTuple):
    """A line of the key; ``symbol`` and ``status`` are what the map's swatches are asked by."""

    symbol: str
    status: str
    text: str


class Figure(NamedTuple):
    """One number worth a second look: "162 km", and what it measures."""

    value: str
    note: str


def legend(selection: Selection) -> tuple[Entry, ...]:
    """One entry for each kind of mark within the view's extent, lines first."""
    parts = (_lines, _flows, _points, _areas)
    return tuple(entry for part in parts for entry in part(selection.in_view))


def foremost(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """The entries that stay, in their order, where there is room for ``most`` of them.

    Every kind of line comes before the statuses of lines, then points, then areas.
    """
    by_rank = sorted(range(len(entries)), key=lambda i: (_rank(entries[i]), i))
    return tuple(entries[i] for i in sorted(by_rank[: max(0, most)]))


def _rank(entry: Entry) -> int:
    if entry.symbol in {*MODES, "flows"}:
        return 1 if entry.status else 0
    return 3 if entry.symbol in GROUND else 2


def figure(selection: Selection) -> Figure | None:
    """How much is missing of the selected corridor, or without a selection of those in view."""
    legs, place = selection.legs, selection.view.place
    legs = legs[legs["corridor"] == place] if place else _in_view(legs, selection)
    missing = _each_once(legs[legs["status"] == "missing"])
    km = missing["km"].sum()
    if km < 1:
        return None
    if len(missing) > 1:
        return Figure(f"{km:,.0f} km", text("figure.missing.many", n=len(missing)))
    leg = missing.iloc[0]
    mode = STRINGS.get(f"mode.{leg['mode']}", "").lower()
    ends = {"start": leg["from_name"], "end": leg["to_name"]}
    return Figure(f"{km:,.0f} km", text("figure.missing", mode=mode, **ends))


def _each_once(legs: GeoDataFrame) -> GeoDataFrame:
    """Without legs between the ends of an earlier one of the same mode: corridors share them."""
    ends = map(frozenset, zip(legs["from_name"], legs["to_name"], strict=True))
    ways = pd.Series(list(zip(legs["mode"], ends, strict=True)), index=legs.index, dtype=object)
    once: GeoDataFrame = legs[~ways.duplicated()]
    return once


def _lines(shown: Selection) -> Iterator[Entry]:
    legs = _in_view(shown.legs, shown)
    modes = set(legs["mode"])
    for mode in MODES:
        if mode in modes:
            yield Entry(mode, "", STRINGS[f"mode.{mode}"])
    for status in STATUSES:
        having = legs[legs["status"] == status]
        if len(having):
            yield Entry(having["mode"].mode()[0], status, STRINGS[f"status.{status}"])
    if (legs["routed_on"] == "great circle").any():
        yield _entry("unrouted")
    if len(_in_view(legs.set_geometry(legs.boundary), shown)):
        yield _entry("stop")


def _flows(shown: Selection) -> Iterator[Entry]:
    flows = shown.layers.get("flows")
    statuses = set(flows["status"]) if flows is not None else set()
    if statuses - {*STATUSES}:
        yield Entry("flows", "", text("legend.flow"))
    for status in STATUSES:
        if status in statuses:
            words = STRINGS[f"status.{status}"]
            yield Entry("flows", status, text("legend.flow.status", status=words.lower()))


def _points(shown: Selection) -> Iterator[Entry]:
    cities, countries = shown.layers.get("cities"), shown.layers.get("countries")
    if cities is not None and (cities["literal"] > 0).any():
        yield _entry("literal", "city.literal")
    ringed = cities is not None and (cities["associative"] > 0).any()
    if ringed or (countries is not None and (countries["literal"] == 0).any()):
        yield _entry("associative", "city.associative")
    sites = shown.layers.get("sites")
    symbols = _site_symbols(sites) if sites is not None else set()
    for symbol in ("exact", "province", "somewhere"):
        if symbol in symbols:
            yield _entry(symbol, f"site.{symbol}")
    if sites is not None and (sites["radius_km"].astype(float) > 0).any():
        yield _entry("radius")
    if sites is not None and _is_known(sites, shown.view.place):
        yield _entry("known")
    if "LineString" in _shapes(sites) | _shapes(shown.layers.get("areas")):
        yield _entry("border")
    decisions = {d for frame in shown.layers.values() for d in frame["decision"]}
    for decision in ("confirmed", "corrected"):
        if decision in decisions:
            yield Entry(decision, "", STRINGS[f"decision.{decision}"])


def _site_symbols(sites: GeoDataFrame) -> set[str]:
    """Sites in an area whose shape is not known are marked as those in a province are."""
    bounds = zip(sites["precision"], sites.geom_type, strict=True)
    return {
        "province" if p == "region" and shape == "Point" else SITES.get(p, "somewhere")
        for p, shape in bounds
        if p != "region" or not shape.endswith("LineString")
    }


def _is_known(sites: GeoDataFrame, place: str | None) -> bool:
    """Whether the selected site is drawn a second time, where others know it to be."""
    own = sites[sites["place_id"] == place]
    return bool(own["known_lon"].notna().any())


def _areas(shown: Selection) -> Iterator[Entry]:
    """Areas as they are drawn: with an outline, as a line, or by their middles alone."""
    areas, waters = (_shapes(shown.layers.get(name)) for name in ("areas", "waters"))
    if "Polygon" in areas:
        yield _entry("outline")
    if "Point" in areas:
        yield _entry("area-point")
    countries = shown.layers.get("countries")
    if countries is not None and (countries["literal"] > 0).any():
        yield _entry("countries")
    for shape, symbol in (
        ("Polygon", "waters"),
        ("LineString", "course"),
        ("Point", "water-point"),
    ):
        if shape in waters:
            yield _entry(symbol)


def _shapes(frame: GeoDataFrame | None) -> set[str]:
    return set() if frame is None else set(frame.geom_type.str.removeprefix("Multi"))


def _entry(symbol: str, key: str = "") -> Entry:
    return Entry(symbol, "", text(f"legend.{key or symbol}"))


def _in_view(frame: GeoDataFrame, shown: Selection) -> GeoDataFrame:
    """The rows whose geometry touches the view's extent, which may pass 180 degrees."""
    if not shown.view.extent:
        return frame
    west, south, east, north = shown.view.extent
    shapes: Any = frame.geometry.to_numpy()
    turned = (shapely.box(west + turn, south, east + turn, north) for turn in (-360, 0, 360))
    touching: GeoDataFrame = frame[shapely.intersects(shapes, shapely.union_all(list(turned)))]
    return touching
