"""Areas on a map: "somewhere in" hatches and their pills, outlines, regions, border lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.pictures import fonts
from mapapp.pictures.basemap import lines_in, rings_in
from mapapp.pictures.clip import Points
from mapapp.pictures.corridors import along_spots
from mapapp.pictures.draft import Draft, Feature, Row, size
from mapapp.pictures.ground import Ground, area_of, inner_edges, polygon_rings
from mapapp.pictures.lines import curved, resampled, smooth
from mapapp.pictures.look import SCALE, TYPE
from mapapp.pictures.placement import Spot, centred
from mapapp.pictures.scene import Box, Label, Style
from mapapp.strings import text

AREA_PRECISIONS = {"country", "region", "admin"}
LARGE = 0.2  # of the frame's width or height: such an area gets its pill alone
SLIVER = 0.12  # of the frame: of an area that goes on outside it, less is not worth a pill
NARROW_NAME = 40


@dataclass(frozen=True)
class Group:
    """Sites that are only known to be somewhere in one area; one pill for all of them."""

    sites: tuple[tuple[Feature, Row], ...]
    name: str
    rings: tuple[Points, ...]
    ground: str
    large: bool

    @property
    def selected(self) -> Feature:
        """The selected site of the group, or else its most mentioned one."""
        return self.sites[0][0]

    def is_hatched(self, draft: Draft) -> bool:
        """Large areas are not, but for the selected one."""
        return not self.large or draft.is_selected(self.selected.place_id)


def is_area_bound(row: Row, shape: BaseGeometry) -> bool:
    """Whether a site is drawn as an area rather than where it lies."""
    return row["precision"] in AREA_PRECISIONS and shape.geom_type.endswith("Polygon")


def groups(
    draft: Draft, ground: Ground, sites: Sequence[tuple[Feature, Row, BaseGeometry]]
) -> list[Group]:
    """The sites by their areas, those in the frame."""
    by_area: dict[str, list[tuple[Feature, Row, BaseGeometry]]] = {}
    for site in sites:
        by_area.setdefault(str(site[1].get("anchor_id") or site[1]["place_id"]), []).append(site)
    found = []
    x0, y0, x1, y1 = draft.frame.box
    for members in by_area.values():
        _, row, shape = members[0]
        country = str(row["country"]) if row["precision"] == "country" else ""
        rings = ground.countries.get(country) or rings_in(polygon_rings(shape, 0.01), draft.frame)
        if not rings:
            continue
        every = np.concatenate(rings)
        (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
        cut = left < x0 + 1 or top < y0 + 1 or right > x1 - 1 or bottom > y1 - 1
        large = right - left > LARGE * (x1 - x0) or bottom - top > LARGE * (y1 - y0)
        sliver = cut and area_of(rings).area < SLIVER * (x1 - x0) * (y1 - y0)
        if sliver and not any(draft.is_selected(row["place_id"]) for _, row, _ in members):
            continue  # most of it is elsewhere
        members.sort(
            key=lambda site: (not draft.is_selected(site[1]["place_id"]), -site[1]["mentions"])
        )
        found.append(
            Group(
                tuple((feature, row) for feature, row, _ in members),
                str(row.get("anchor_name") or row["name"]),
                rings,
                ground.colour_of(row["country"]),
                bool(cut or large),
            )
        )
    return found


def draw_hatched(draft: Draft, group: Group) -> None:
    """Stripes and a dashed edge; yellow where one of its sites is selected."""
    palette, feature = draft.palette, group.selected
    if not group.is_hatched(draft):
        return
    style = Style(fill=group.ground, hatch=palette.site)
    draft.add(feature, "area", group.rings, style)
    edges = [edge for ring in group.rings for edge in inner_edges(ring, draft.frame.box)]
    for edge in edges:
        draft.placer.mark(edge, 2)
    if draft.is_selected(feature.place_id):
        draft.line(feature, edges, palette.yellow_edge, 4.6, role="selection")
        draft.line(feature, edges, palette.yellow, 3, role="selection")
    else:
        draft.line(feature, edges, palette.site, 1.6, dash=(5, 3), round_cap=False, role="edge")


def draw_outlined(draft: Draft, feature: Feature, shape: BaseGeometry) -> None:
    """An admin area, landform or lake: a quiet dashed edge, a soft fill when selected."""
    rings = rings_in(polygon_rings(shape, 0.01), draft.frame)
    if not rings:
        return
    palette = draft.palette
    edges = [edge for ring in rings for edge in inner_edges(ring, draft.frame.box)]
    if draft.is_selected(feature.place_id):
        draft.add(
            feature, "area", rings, Style(fill=palette.yellow, opacity=0.22), role="selection"
        )
        draft.line(feature, edges, palette.yellow_edge, 2.2, role="selection")
        draft.line(feature, edges, palette.yellow, 1.4, role="selection")
    elif feature.layer == "waters":
        draft.add(feature, "area", rings, Style(fill=palette.mentioned_water))
        draft.line(feature, edges, palette.coast, 1, role="edge")
    elif feature.layer != "regions":
        draft.line(feature, edges, palette.ink2, 1, dash=(3, 3), round_cap=False)


def draw_course(draft: Draft, feature: Feature, shape: BaseGeometry) -> list[Points]:
    """A border, river or canal as the line that it is; gives the lines in page units."""
    palette = draft.palette
    selected = draft.is_selected(feature.place_id)
    own = [shapely.get_coordinates(p) for p in shapely.get_parts(shape) if "Line" in p.geom_type]
    lines = [curved(smooth(resampled(line, 9))) for line in lines_in(own, draft.frame)]
    if not lines:
        return []
    hues = draft.light if selected else palette
    if selected:
        draft.line(feature, lines, palette.yellow_edge, 9.4, role="selection")
        draft.line(feature, lines, palette.yellow, 8, role="selection")
    else:
        draft.line(feature, lines, palette.land, 6, opacity=0.9, role="halo")
    if feature.layer == "waters":
        draft.line(feature, lines, hues.sea, 2)
    else:
        draft.line(feature, lines, hues.site, 2.4, dash=(7, 3), round_cap=False)
    return lines


def wish_course(draft: Draft, feature: Feature, row: Row, lines: Sequence[Points]) -> None:
    """The name of a border or river along it."""
    name = fonts.shortened(str(row["name"]), TYPE["city"], 15 * NARROW_NAME)
    water = feature.layer == "waters"
    kind = "water" if water else "city"
    width, height = size(name, kind)
    # A border wriggles; its name follows the sweep of it.
    sweeps = [smooth(resampled(line, 34), 6) for line in lines]

    def spots() -> Iterable[Spot]:
        gaps = [6 * SCALE + height / 2 + extra for extra in (0, 10, 20)]
        return along_spots(draft, sweeps, width, height, gaps)

    colour = draft.palette.water_name if water else draft.palette.site
    draft.wish((2, 3), name, kind, colour, spots, feature, limit=90.0)


# Pills


@dataclass(frozen=True)
class Pill:
    """A pill laid out: what it says, and its size."""

    group: Group
    head: str
    place: str
    width: float
    height: float


ICON, PAD = 42.0, 15.0


def pill_of(group: Group) -> Pill:
    """ "drone factory, military base" over "somewhere in Tajikistan"."""
    heads = [head_of(row) for _, row in group.sites]
    shown, rest = heads[:2], len(heads) - 2
    head = ", ".join(fonts.clean(head) for head in shown) + (f" +{rest}" if rest > 0 else "")
    head = fonts.shortened(head, TYPE["pill"], 380)
    place = text("feature.somewhere", area=fonts.clean(group.name))
    place = fonts.shortened(place, TYPE["pill_place"], 380)
    wide = max(fonts.width(head, TYPE["pill"]), fonts.width(place, TYPE["pill_place"]))
    return Pill(group, head, place, ICON + wide + PAD, 51.0)


def head_of(row: Row) -> str:
    """The head noun of a described site, as the text writes it."""
    head = row.get("head")
    return head if isinstance(head, str) and head else str(row["name"])


def place_pills(draft: Draft, groups_: Sequence[Group]) -> list[tuple[Pill, Spot]]:
    """One pill an area: inside a large one, beside a small one with a leader into it."""
    placed = []
    for group in sorted(
        groups_, key=lambda group: (not draft.is_selected(group.selected.place_id), not group.large)
    ):
        pill = pill_of(group)
        area = shapely.intersection(area_of(group.rings), shapely.box(*draft.placer.box))
        if area.is_empty:
            continue
        first = _inside(area, pill) if group.large else _beside(area, pill)
        spot = draft.placer.choose(first, heed=2.0, pad=4)
        if spot is None:
            other = _beside(area, pill) if group.large else _inside(area, pill, loose=True)
            spot = draft.placer.choose(other, heed=2.0, pad=4)
        if spot is not None:
            placed.append((pill, spot))
            if spot.leader is not None:
                draft.placer.mark(spot.leader, 5)
    return placed


def _inside(area: BaseGeometry, pill: Pill, loose: bool = False) -> list[Spot]:
    """Spots whose middle is in the area, best where there is most room."""
    x0, y0, x1, y1 = area.bounds
    grid = np.stack(
        np.meshgrid(np.arange(x0 + 10, x1, 26), np.arange(y0 + 10, y1, 20)), axis=-1
    ).reshape(-1, 2)
    if not len(grid):
        return []
    grid = grid[shapely.contains_xy(area, grid)]
    spots = []
    for x, y in grid.tolist():
        free = shapely.Point(x, y).distance(area.boundary)
        if loose or free > pill.height * 0.6:
            cost = max(0.0, 14 - free / 12)
            spots.append(Spot(centred(x, y, pill.width, pill.height), cost))
    return spots


def _beside(area: BaseGeometry, pill: Pill) -> list[Spot]:
    x0, y0, x1, y1 = area.bounds
    anchor = shapely.get_coordinates(area.representative_point())[0]
    ax, ay = float(anchor[0]), float(anchor[1])
    spots = []
    for gap in (20.0, 42.0, 70.0):
        for shift in (0.0, 0.25, -0.25, 0.5, -0.5):
            cx = ax + shift * pill.width
            grip = min(max(ax, cx - pill.width / 2 + 14), cx + pill.width / 2 - 14)
            cost = gap / 5 + 4 * abs(shift)
            low, high = y1 + gap, y0 - gap
            below = centred(cx, low + pill.height / 2, pill.width, pill.height)
            above = centred(cx, high - pill.height / 2, pill.width, pill.height)
            spots.append(Spot(below, cost, leader=np.array([[grip, low], [ax, ay]])))
            spots.append(Spot(above, cost + 2, leader=np.array([[grip, high], [ax, ay]])))
        right = centred(x1 + gap + pill.width / 2, ay, pill.width, pill.height)
        left = centred(x0 - gap - pill.width / 2, ay, pill.width, pill.height)
        spots.append(Spot(right, 3 + gap / 5, leader=np.array([[x1 + gap, ay], [ax, ay]])))
        spots.append(Spot(left, 4 + gap / 5, leader=np.array([[x0 - gap, ay], [ax, ay]])))
    return spots


def draw_pill(draft: Draft, pill: Pill, spot: Spot) -> list[Label]:
    """Leader, box and diamond; gives the two lines of text."""
    palette = draft.palette
    chosen = pill.group.selected
    selected = draft.is_selected(chosen.place_id)
    feature = Feature("pills", chosen.place_id, chosen.name, chosen.alt)
    if spot.leader is not None:
        draft.line(feature, [spot.leader], palette.land, 4, opacity=0.9, role="halo")
        if selected:
            draft.line(feature, [spot.leader], palette.yellow_edge, 3.2, role="edge")
        hue = palette.yellow if selected else palette.site
        draft.line(feature, [spot.leader], hue, 1.6, role="edge")
    x0, y0, x1, y1 = spot.box
    style = Style(
        fill=palette.yellow if selected else palette.panel,
        stroke=palette.yellow_edge if selected else palette.site,
        width=1.3 * SCALE,
        dash=() if selected else (4 * SCALE, 2.6 * SCALE),
        cap="butt",
    )
    draft.add(feature, "box", [((x0, y0), (x1, y1))], style, radius=10)
    ink = palette.on_yellow if selected else palette.ink
    draft.dot(
        feature, x0 + 21, (y0 + y1) / 2, 5.2, marker="diamond", width=1.7, role="mark",
        stroke=palette.on_yellow if selected else palette.site,
    )  # fmt: skip
    quiet = palette.on_yellow if selected else palette.ink2
    return [
        _pill_line(pill.head, x0, y0 + 17.5, "pill", ink, feature),
        _pill_line(pill.place, x0, y0 + 36.5, "pill_place", quiet, feature),
    ]


def _pill_line(words: str, x0: float, y: float, kind: str, colour: str, feature: Feature) -> Label:
    style = TYPE[kind]
    x = x0 + ICON - 6
    width = fonts.width(words, style)
    box: Box = (x, y - style.size / 2, x + width, y + style.size / 2)
    return Label(
        words, x, y, box, style.size, colour, "start", style.face, style.weight, style.italic,
        layer="pills", place_id=feature.place_id,
    )  # fmt: skip
