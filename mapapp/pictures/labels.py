"""Names of areas, and the granting of all wishes for labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapapp.pictures.basemap import Land, rings_in
from mapapp.pictures.clip import Points
from mapapp.pictures.draft import GROUND, Draft, Feature, Row, Wish, size
from mapapp.pictures.ground import Ground, area_of, polygon_rings
from mapapp.pictures.lines import angle, as_path
from mapapp.pictures.placement import Boxes, Spot, centred
from mapapp.pictures.scene import Label

GRID = 22.0
SPECK = 300.0  # square units below which an island takes no name
MOST_SPOTS = 90
MOST_QUIET = 30
ROOMY = 1.1  # of its name: how wide an area that no text mentions has to be to be named
AIR = (8.0, 2.0)  # kept free around the names of areas, or two read as one


def wish_countries(
    draft: Draft, ground: Ground, features: Mapping[str, tuple[Feature, Row]], hatched: set[str]
) -> None:
    """The mentioned ones in capitals, a ring before those only named as governments."""
    quiet = 0
    for key, rings in _largest_first(ground.countries):
        place = ground.base.countries[key]
        feature, row = features.get(key, (GROUND, None))
        if key in hatched and not draft.is_selected(feature.place_id):
            continue  # named by its pill
        if row is None:
            quiet += 1
            if quiet > MOST_QUIET:
                continue
        kind = "country_quiet" if row is None else "country_big" if place.rank <= 2 else "country"
        name = str(row["name"]) if row is not None else place.name
        named_only = row is not None and not row["literal"]
        lines = (f"○ {name}" if named_only else name,)
        rank = (7.0, -float(row["mentions"])) if row is not None else (8.0, place.rank)
        _wish_inside(
            draft, feature, area_of(rings, SPECK), place, lines, kind, draft.palette.country, rank,
            ground.colour_of(key),
        )  # fmt: skip


def wish_waters(draft: Draft, ground: Ground, features: Mapping[str, tuple[Feature, Row]]) -> None:
    """Names of seas in two lines, where the land leaves them open."""
    land = ground.land_edges
    quiet = 0
    for key, rings in _largest_first(ground.waters):
        place = ground.base.waters[key]
        feature, row = features.get(key, (GROUND, None))
        if row is None:
            quiet += 1
            if quiet > MOST_QUIET or ("ocean" in key and place.rank > 1):
                continue
        name = str(row["name"]) if row is not None else place.name
        kind = "water" if row is not None else "water_quiet"
        halo = draft.palette.mentioned_water if row is not None else draft.palette.water
        rank = (5.0 if row is not None else 6.0, place.rank)
        _wish_inside(
            draft, feature, area_of(rings, SPECK), place, two_lines(name), kind,
            draft.palette.water_name, rank, halo, land,
        )  # fmt: skip


def _largest_first(
    drawn: Mapping[str, Sequence[Points]],
) -> list[tuple[str, Sequence[Points]]]:
    def extent(item: tuple[str, Sequence[Points]]) -> float:
        return -max(float(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1])) for ring in item[1])

    return sorted(drawn.items(), key=extent)


def two_lines(name: str) -> tuple[str, ...]:
    """ "Black Sea" in two lines; long names are cut at the space nearest the middle."""
    spaces = [i for i, character in enumerate(name) if character == " "]
    if not spaces:
        return (name,)
    cut = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return name[:cut], name[cut + 1 :]


def _wish_inside(
    draft: Draft, feature: Feature, area: BaseGeometry, place: Land | None, lines: tuple[str, ...],
    kind: str, colour: str, rank: tuple[float, ...], halo: str, land: shapely.STRtree | None = None,
) -> None:  # fmt: skip
    """A name whose middle stays inside its area, where there is room and no land."""
    area = shapely.intersection(area, shapely.box(*draft.placer.box))
    if area.is_empty:
        return
    width, height = size(lines, kind)
    x0, y0, x1, y1 = area.bounds
    mentioned = feature is not GROUND
    share = 0.25 if mentioned else ROOMY
    selected = draft.is_selected(feature.place_id)
    if not selected and (x1 - x0 < share * width or y1 - y0 < share * height):
        return
    anchor = draft.frame.point(*place.label) if place is not None else None

    def spots() -> Iterable[Spot]:
        return _inside(area, width, height, anchor, land)

    draft.wish(
        (0.0,) if selected else rank, lines, kind,
        draft.palette.on_yellow if selected else colour, spots, feature,
        halo=None if selected else halo, back=draft.palette.yellow if selected else None,
        limit=1e9 if selected else 30.0 if mentioned else 16.0, heed=1.2,
    )  # fmt: skip


def _inside(
    area: BaseGeometry, width: float, height: float, anchor: tuple[float, float] | None,
    land: shapely.STRtree | None = None,
) -> list[Spot]:  # fmt: skip
    x0, y0, x1, y1 = area.bounds
    step = max(GRID / 2, min(GRID, (x1 - x0) / 4, (y1 - y0) / 4))
    xs, ys = np.arange(x0 + step / 2, x1, step), np.arange(y0 + step / 2, y1, step * 0.8)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    shapely.prepare(area)
    grid = grid[_open(area, grid, land)] if len(grid) else grid
    if not len(grid):
        return []
    ends = [grid + np.array([part * width, 0]) for part in (-0.5, -0.25, 0.25, 0.5)]
    cost = 3.0 * (4 - sum(_open(area, end, land).astype(int) for end in ends))
    room = shapely.distance(shapely.points(grid), area.boundary)
    cost = cost + np.maximum(0, 12 - room / 4) / 3
    if anchor is not None and np.isfinite(anchor).all():
        cost = cost + np.minimum(np.hypot(*(grid - anchor).T), 400) / 50
    best = np.argsort(cost, kind="stable")[:MOST_SPOTS]
    return [
        Spot(
            box := centred(grid[i, 0], grid[i, 1], width, height), float(cost[i]), boxes=_airy(box)
        )
        for i in best
    ]


def _open(area: BaseGeometry, points: Points, land: shapely.STRtree | None) -> NDArray[np.bool_]:
    """Which points lie in an area, and not on land where that is told."""
    inside = shapely.contains_xy(area, points)
    if land is not None and inside.any():
        hits = land.query(shapely.points(points[inside]), predicate="intersects")[0]
        wet = np.ones(int(inside.sum()), dtype=bool)
        wet[hits] = False
        inside[inside] = wet
    return inside


def _airy(box: tuple[float, float, float, float]) -> Boxes:
    return np.array([[box[0] - AIR[0], box[1] - AIR[1], box[2] + AIR[0], box[3] + AIR[1]]])


def wish_regions(draft: Draft, rows: Sequence[tuple[Feature, Row, BaseGeometry]]) -> None:
    """Letterspaced names; from afar those that are named once give way to the others."""
    crowded = len(rows) > 4
    for feature, row, shape in rows:
        selected = draft.is_selected(feature.place_id)
        if crowded and row["mentions"] < 2 and not selected:
            continue
        rings = rings_in(polygon_rings(shape, 0.1), draft.frame)
        area = area_of(rings) if rings else None
        if area is None or area.is_empty:
            continue
        width, height = size(str(row["name"]), "region")
        x0, _, x1, _ = area.bounds
        if x1 - x0 < 0.7 * width and not selected:
            continue
        anchor = draft.frame.point(row["lon"], row["lat"])
        if not draft.frame.holds(*np.nan_to_num(anchor, nan=-1e9)) and not selected:
            continue  # named where its middle is seen

        def spots(
            area: BaseGeometry = area, anchor: tuple[float, float] = anchor,
            width: float = width, height: float = height,
        ) -> Iterable[Spot]:  # fmt: skip
            return _inside(
                shapely.intersection(area, shapely.box(*draft.placer.box)), width, height, anchor
            )

        draft.wish(
            (0.0,) if selected else (4.5, -float(row["mentions"])), str(row["name"]), "region",
            draft.palette.on_yellow if selected else draft.palette.region, spots, feature,
            halo=None if selected else draft.palette.land,
            back=draft.palette.yellow if selected else None, heed=1.6,
            limit=1e9 if selected else 22.0,
        )  # fmt: skip


def granted(draft: Draft) -> tuple[Label, ...]:
    """All labels that find a place, best first."""
    labels = []
    for wish in sorted(draft.wishes, key=lambda wish: wish.rank):
        spot = draft.placer.choose(wish.spots(), wish.limit, wish.heed)
        if spot is not None:
            labels.append(_label(wish, spot))
    return tuple(labels)


def _label(wish: Wish, spot: Spot) -> Label:
    style = wish.type
    x0, y0, x1, y1 = spot.box
    x = {"start": x0, "end": x1, "middle": (x0 + x1) / 2}[spot.anchor]
    run = spot.run
    return Label(
        text="\n".join(wish.lines),
        x=round(x, 2),
        y=round((y0 + y1) / 2, 2),
        box=tuple(round(edge, 2) for edge in spot.box),  # type: ignore[arg-type]
        size=style.size,
        colour=wish.colour,
        anchor="middle" if run is not None else spot.anchor,
        face=style.face,
        weight=style.weight,
        italic=style.italic,
        spacing=style.spacing,
        leading=style.height,
        halo=wish.halo,
        back=wish.back,
        angle=round(angle(run), 2) if run is not None else 0.0,
        run=as_path(run) if run is not None else None,
        leader=as_path(spot.leader) if spot.leader is not None else None,
        layer=wish.layer,
        place_id=wish.place_id,
    )
