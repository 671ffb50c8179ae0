"""A selection onto one frame: everything that is drawn on a map, and the names that it wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection
from geodata.model import LayerName
from mapapp.describe import kind_line
from mapapp.pictures import areas, corridors, flows, ground, labels, points
from mapapp.pictures.basemap import basemap_for
from mapapp.pictures.clip import Points, clip_line
from mapapp.pictures.draft import Draft, Feature, Row
from mapapp.pictures.look import SCALE
from mapapp.pictures.scene import Label
from mapapp.pictures.trunks import shared_once
from mapapp.strings import plural

MOST = 800
"""Features of one layer that a picture looks at: more could be neither drawn nor read."""

SPECK = 14.0
"""Page units: a country no longer than this is marked and named as a point."""

Shaped = tuple[Feature, Row, BaseGeometry]


@dataclass
class Drawn:
    """What came of a map: its labels, legs that are on it, how many features were left out.

    ``symbols`` are the modes, or "flows", with their statuses, of the lines that are on it.
    """

    legs: GeoDataFrame
    labels: tuple[Label, ...] = ()
    left_out: int = 0
    symbols: set[tuple[str, str]] = field(default_factory=set)
    corridors: list[tuple[corridors.Corridor, list[corridors.Stretch]]] = field(
        default_factory=list
    )


def draw_map(draft: Draft, selection: Selection) -> Drawn:
    """Draw what is selected, from the ground up."""
    drawn = Drawn(selection.legs[:0])
    read = {}
    for name, frame in selection.layers.items():
        kept = _foremost(draft, name, frame)
        drawn.left_out += len(kept) - min(len(kept), MOST)
        read[name] = list(_rows(draft, name, kept.head(MOST)))
    countries = {
        str(row["country"]): (feature, row) for feature, row, _ in read.get("countries", ())
    }
    waters = {str(row["place_id"]): (feature, row) for feature, row, _ in read.get("waters", ())}
    base = basemap_for(draft.frame)
    earth = ground.draw(draft, base, countries, waters)
    _areas(draft, earth, read)
    hatched = _sites_in_areas(draft, earth, read.get("sites", []))
    _outlines(draft, earth, countries, waters)
    _lines(draft, selection, read, earth, drawn)
    _points(draft, read, earth, drawn)
    pills = areas.place_pills(draft, hatched)
    labels.wish_regions(draft, read.get("regions", []))
    labels.wish_waters(draft, earth, waters)
    named = {str(g.sites[0][1]["country"]) for g in hatched if g.is_hatched(draft)}
    labels.wish_countries(draft, earth, countries, named)
    written = [label for pill, spot in pills for label in areas.draw_pill(draft, pill, spot)]
    drawn.labels = (*written, *labels.granted(draft))
    return drawn


def _foremost(draft: Draft, name: LayerName, frame: GeoDataFrame) -> GeoDataFrame:
    """A layer's features that may be seen, most mentioned first, the selected one before all.

    Of large layers of points, those off the frame are dropped before anything is done with them.
    """
    if len(frame) <= MOST:
        return frame
    if name in {"cities", "sites", "areas"}:
        places = draft.frame.project(frame[["lon", "lat"]].to_numpy(dtype=float))
        x0, y0, x1, y1 = draft.frame.box
        inside = (places > (x0, y0)).all(axis=1) & (places < (x1, y1)).all(axis=1)
        frame = frame[inside | (frame["place_id"] == draft.selected).to_numpy()]
    chosen = frame["place_id"] == draft.selected
    return pd.concat([frame[chosen], frame[~chosen]]) if chosen.any() else frame


def _rows(draft: Draft, name: LayerName, frame: GeoDataFrame) -> Iterator[Shaped]:
    records = frame.drop(columns=frame.geometry.name).to_dict("records")
    for record, shape in zip(records, frame.geometry, strict=True):
        row: dict[str, Any] = {str(key): value for key, value in record.items()}
        row["layer"] = name
        yield draft.feature(name, row, _alt(row)), row, shape


def _alt(row: Row) -> str:
    """What somebody who does not see the feature is told."""
    return f"{row['name']}: {kind_line(row)}, {plural('count.mentions', int(row['mentions']))}"


def _areas(draft: Draft, earth: ground.Ground, read: Mapping[LayerName, list[Shaped]]) -> None:
    """Regions when selected, provinces and lakes, rivers."""
    for feature, row, shape in [*read.get("regions", ()), *read.get("areas", ())]:
        if row["layer"] == "regions" and not draft.is_selected(feature.place_id):
            continue
        _loose(draft, feature, row, shape)
    for feature, row, shape in read.get("waters", ()):
        if feature.place_id not in earth.base.waters:
            _loose(draft, feature, row, shape)


def _outlines(
    draft: Draft,
    earth: ground.Ground,
    countries: Mapping[str, tuple[Feature, Row]],
    waters: Mapping[str, tuple[Feature, Row]],
) -> None:
    """A selected country or water, on top of the lines along its borders."""
    for known, drawn in ((countries, earth.countries), (waters, earth.waters)):
        for key, (feature, _) in known.items():
            if draft.is_selected(feature.place_id) and key in drawn:
                ground.outline_selected(draft, earth, feature, drawn[key])


def _loose(draft: Draft, feature: Feature, row: Row, shape: BaseGeometry) -> None:
    """A place that the basemap does not hold, as its own geometry has it."""
    if shape.geom_type.endswith("Polygon"):
        areas.draw_outlined(draft, feature, shape)
    elif "Line" in shape.geom_type:
        areas.wish_course(draft, feature, row, areas.draw_course(draft, feature, shape))


def _sites_in_areas(draft: Draft, earth: ground.Ground, sites: list[Shaped]) -> list[areas.Group]:
    """Borders as lines, "somewhere in" as hatches; gives the groups that want pills."""
    for feature, row, shape in sites:
        if "Line" in shape.geom_type:
            lines = areas.draw_course(draft, feature, shape)
            areas.wish_course(draft, feature, row, lines)
            for line in lines:
                draft.placer.mark(line, 2)
    if draft.is_inset:
        return []  # an area is no matter of detail
    bound = [site for site in sites if areas.is_area_bound(site[1], site[2])]
    found = areas.groups(draft, earth, bound)
    for group in found:
        areas.draw_hatched(draft, group)
    return found


def _lines(
    draft: Draft,
    selection: Selection,
    read: Mapping[LayerName, list[Shaped]],
    earth: ground.Ground,
    drawn: Drawn,
) -> None:
    """Corridors and flows, what is selected on top."""
    rows = [row for _, row, _ in read.get("corridors", ())]
    for corridor in corridors.read(rows, selection.legs):
        drawn.corridors.append((corridor, corridors.laid_out(corridor, draft)))
    seen = []
    for corridor, own in drawn.corridors:
        visible = [s for s in own if clip_line(s.drawn, draft.frame.box)]
        drawn.symbols |= {(s.mode, status) for s in visible for status in ("", s.status)}
        seen += [str(corridor.row["place_id"])] if visible else []
    drawn.legs = selection.legs[selection.legs["corridor"].isin(seen)]
    arcs = _arcs(draft, read, earth, drawn)
    for arc in arcs:
        if clip_line(arc.line, draft.frame.box):
            drawn.symbols |= {("flows", ""), ("flows", str(arc.row["status"] or ""))}
    flows_first = draft.selected is not None and not any(
        draft.is_selected(arc.feature.place_id) for arc in arcs
    )
    if flows_first:
        _draw_arcs(draft, arcs)
    by_id = {feature.place_id: feature for feature, _, _ in read.get("corridors", ())}
    drawn.corridors.sort(key=lambda item: draft.is_selected(item[0].row["place_id"]))
    free = shared_once([own for _, own in drawn.corridors])
    for (corridor, own), parts in zip(drawn.corridors, free, strict=True):
        feature = by_id[str(corridor.row["place_id"])]
        corridors.draw(draft, feature, parts)
        selected = draft.is_selected(feature.place_id)
        for stretch in own:
            draft.placer.mark(stretch.drawn, 3.0 if selected else 1.5, reach=int(selected))
        ends = [stretch.drawn[i] for stretch in own for i in (0, len(stretch.drawn) // 2, -1)]
        if ends and all(draft.in_inset(float(x), float(y)) for x, y in ends):
            continue  # the inset names it
        corridors.wish_names(draft, feature, corridor, own)
    if not flows_first:
        _draw_arcs(draft, arcs)


def _draw_arcs(draft: Draft, arcs: list[flows.Arc]) -> None:
    for arc in sorted(arcs, key=lambda arc: draft.is_selected(arc.feature.place_id)):
        flows.draw(draft, arc)
        draft.placer.mark(arc.line, 1)
        ends = ((arc.line[0], 6.0), (arc.line[-1], 10.0))
        draft.placer.block((x - r, y - r, x + r, y + r) for (x, y), r in ends)
        flows.wish_name(draft, arc)


def _arcs(
    draft: Draft, read: Mapping[LayerName, list[Shaped]], earth: ground.Ground, drawn: Drawn
) -> list[flows.Arc]:
    rows = [
        (feature, row, shapely.get_coordinates(shape))
        for feature, row, shape in read.get("flows", ())
    ]
    if not rows:
        return []
    polygons = {
        str(row["place_id"]): area
        for _, row, _ in read.get("countries", ())
        if (area := earth.area("country", str(row["country"]))) is not None
    }
    cities = _page_points(draft, read.get("cities", []))
    lines = [stretch.drawn for _, own in drawn.corridors for stretch in own]
    crowd = np.concatenate([line[::4] for line in lines]) if lines else np.zeros((0, 2))
    return flows.laid_out(draft, rows, polygons, cities, crowd)


def _page_points(draft: Draft, shaped: list[Shaped]) -> Points:
    lonlat = np.array([[row["lon"], row["lat"]] for _, row, _ in shaped[:600]]).reshape(-1, 2)
    places = draft.frame.project(lonlat)
    return places[np.isfinite(places).all(axis=1)]


def _points(
    draft: Draft, read: Mapping[LayerName, list[Shaped]], earth: ground.Ground, drawn: Drawn
) -> None:
    """Stops, cities, sites with a position, what is known of the selected site."""
    cities, hidden = points.lay_out_cities(draft, [s[:2] for s in read.get("cities", ())])
    drawn.left_out += hidden
    located = [s[:2] for s in read.get("sites", ()) if s[2].geom_type == "Point"]
    sites = points.lay_out_sites(draft, located, cities)
    middles, hidden = points.lay_out_areas(
        draft, list(_loose_areas(read, earth)), [*cities, *sites]
    )
    drawn.left_out += hidden
    by_id = {feature.place_id: feature for feature, _, _ in read.get("corridors", ())}
    calls: list[points.Call] = []
    for corridor, _ in reversed(drawn.corridors):  # the selected one is the last
        feature = by_id[str(corridor.row["place_id"])]
        shown = points.stops_shown(draft, corridor.stops, cities, calls)
        calls += shown
        for stop, x, y in shown:
            points.draw_stop(draft, feature, x, y)
            points.wish_stop(draft, feature, stop, x, y)
            draft.placer.block([(x - 5, y - 5, x + 5, y + 5)])
    for dot in middles:
        points.draw_area(draft, dot)
        points.wish_area(draft, dot, earth.colour_of(dot.row["country"]))
    for dot in reversed(cities):
        points.draw_city(draft, dot)
    for dot in sites:
        points.draw_site(draft, dot)
        points.wish_site(draft, dot, earth.colour_of(dot.row["country"]))
    for dot in cities[:250]:
        points.wish_city(draft, dot, earth.colour_of(dot.row["country"]))
    draft.placer.block(
        (d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r) for d in [*cities, *sites, *middles]
    )
    _known(draft, read.get("sites", []))


def _loose_areas(
    read: Mapping[LayerName, list[Shaped]], earth: ground.Ground
) -> Iterator[tuple[Feature, Row]]:
    """Areas that the basemap lacks or that are too small to see in it, such as island states.

    Rivers and borders carry their names themselves.
    """
    seen = {code for code, rings in earth.countries.items() if _reach(rings) > SPECK}
    for name, column, known in (
        ("areas", "place_id", {}),
        ("waters", "place_id", earth.base.waters),
        ("countries", "country", seen),
    ):
        for feature, row, shape in read.get(cast(LayerName, name), ()):
            if str(row[column]) not in known and "Line" not in shape.geom_type:
                yield feature, row


def _reach(rings: Iterable[Points]) -> float:
    """How long the largest of some rings is, in page units."""
    return max(float(np.ptp(ring, axis=0).max()) for ring in rings)


def _known(draft: Draft, sites: list[Shaped]) -> None:
    """Where outside knowledge puts the selected site."""
    for feature, row, _ in sites:
        lon = row.get("known_lon")
        if not draft.is_selected(feature.place_id) or not isinstance(lon, float) or np.isnan(lon):
            continue
        x, y = draft.frame.point(lon, float(row["known_lat"]))
        if draft.frame.holds(x, y):
            r = 9.5 * SCALE
            points.draw_known(draft, feature, x, y)
            note = str(row["known_note"]).split(":")[0].split(";")[0].split(".")[0]
            points.wish_known(draft, feature, note[:60], x, y)
            draft.placer.block([(x - r, y - r, x + r, y + r)])
