"""Corridors on a map: stretches of one look, trunks drawn once, stops, names along the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import shapely
from geopandas import GeoDataFrame

from mapapp.pictures.clip import Points, clip_line
from mapapp.pictures.draft import Draft, Feature, Row, size
from mapapp.pictures.lines import apart, at, beside, curved, length, resampled, runs_along, smooth
from mapapp.pictures.look import (
    BEAD_WIDTH,
    BEADS,
    SCALE,
    SHORTEST_WITH_TICKS,
    TICK_WIDTH,
    UNROUTED,
    mode_look,
    status_look,
)
from mapapp.pictures.placement import Spot, around
from mapapp.strings import text

STEP = 21 * SCALE  # between the points of a resampled line
CLOSE = 8 * SCALE  # within which two lines of one mode are one line
ASIDE = 10 * SCALE  # of a missing link from the road that bridges it
STATUSES_IN_WORDS = {"under construction", "planned", "disputed", "closed"}


@dataclass(frozen=True)
class Stretch:
    """Legs in a row with one look; ``parts`` are in degrees, ``line`` is in page units."""

    branch: str
    mode: str
    status: str
    routed: bool
    shared: bool
    km: float
    ends: tuple[str, str]
    parts: tuple[Points, ...]
    line: Points | None = None
    aside: bool = False
    """Whether it is missing and something else, such as a road, bridges its two ends."""

    @property
    def look(self) -> tuple[object, ...]:
        return self.branch, self.mode, self.status, self.routed, self.shared

    @property
    def drawn(self) -> Points:
        assert self.line is not None
        return self.line


@dataclass(frozen=True)
class Stop:
    """A real place where a corridor ends, branches or changes its mode (``rank`` 0), or calls."""

    name: str
    lon: float
    lat: float
    rank: int


@dataclass(frozen=True)
class Corridor:
    """A corridor's row with its stretches and stops."""

    row: Row
    stretches: tuple[Stretch, ...]
    stops: tuple[Stop, ...]

    @property
    def short(self) -> str:
        return short_name(str(self.row["name"]))

    @property
    def branches(self) -> list[str]:
        return list(dict.fromkeys(s.branch for s in self.stretches))

    @property
    def hue(self) -> str:
        """The hue of most of its length."""
        lengths: Counter[str] = Counter()
        for stretch in self.stretches:
            lengths[mode_look(stretch.mode).hue] += int(stretch.km) + 1
        return lengths.most_common(1)[0][0]


def read(rows: Iterable[Row], legs: GeoDataFrame) -> list[Corridor]:
    """The corridors with their legs; a leg that an earlier branch has is drawn there only."""
    records = [
        {
            **{str(key): value for key, value in record.items()},
            "points": shapely.get_coordinates(shape),
        }
        for record, shape in zip(
            legs.drop(columns="geometry").to_dict("records"), legs.geometry, strict=True
        )
    ]
    by_corridor = {
        key: list(group) for key, group in groupby(records, key=lambda leg: leg["corridor"])
    }
    found = []
    for row in rows:
        own = by_corridor.get(row["place_id"])
        if own:
            found.append(Corridor(row, _stretches(own), _stops(own)))
    bridged = {frozenset(s.ends) for c in found for s in c.stretches if s.status != "missing"}
    return [replace(c, stretches=tuple(_aside(c.stretches, bridged))) for c in found]


def _aside(stretches: Iterable[Stretch], bridged: set[frozenset[str]]) -> Iterator[Stretch]:
    for stretch in stretches:
        aside = stretch.status == "missing" and frozenset(stretch.ends) in bridged
        yield replace(stretch, aside=aside)


def _stretches(legs: Sequence[Row]) -> tuple[Stretch, ...]:
    keys = [(leg["mode"], frozenset((leg["from_name"], leg["to_name"]))) for leg in legs]
    branches: dict[object, set[str]] = {}
    for key, leg in zip(keys, legs, strict=True):
        branches.setdefault(key, set()).add(leg["branch"])
    joined: list[Stretch] = []
    seen: set[object] = set()
    for key, leg in zip(keys, legs, strict=True):
        if key in seen:
            continue
        seen.add(key)
        one = Stretch(
            leg["branch"], leg["mode"], leg["status"], leg["routed_on"] != "great circle",
            len(branches[key]) > 1, float(leg["km"]), (leg["from_name"], leg["to_name"]),
            (leg["points"],),
        )  # fmt: skip
        last = joined[-1] if joined else None
        if last and last.look == one.look and _meet(last.parts[-1][-1], one.parts[0][0]):
            joined[-1] = replace(
                last, parts=last.parts + one.parts, km=last.km + one.km,
                ends=(last.ends[0], one.ends[1]),
            )  # fmt: skip
        else:
            joined.append(one)
    return tuple(joined)


def _meet(a: Points, b: Points) -> bool:
    return bool(np.abs((a - b + [180, 0]) % 360 - [180, 0]).max() < 1e-3)


def _stops(legs: Sequence[Row]) -> tuple[Stop, ...]:
    where: dict[str, Points] = {}
    modes: dict[str, set[str]] = {}
    ways: dict[str, set[str]] = {}
    for leg in legs:
        ends = (leg["from_name"], leg["points"][0]), (leg["to_name"], leg["points"][-1])
        for (name, point), (other, _) in (ends, ends[::-1]):
            if name.startswith("180°"):  # where the antimeridian cuts a leg: no place
                continue
            where.setdefault(name, point)
            modes.setdefault(name, set()).add(f"{leg['mode']}{leg['status'] == 'missing'}")
            ways.setdefault(name, set()).add(other)
    return tuple(
        Stop(
            name, float(p[0]), float(p[1]), 0 if len(ways[name]) != 2 or len(modes[name]) > 1 else 1
        )
        for name, p in where.items()
    )


def short_name(name: str) -> str:
    """Initials of a long name, as the press writes it ("INSTC"); short names stay."""
    if len(name) <= 26:
        return name
    words = [word for word in re.split(r"[\s–—-]+", name) if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) >= 4 else name


def laid_out(corridor: Corridor, draft: Draft) -> list[Stretch]:
    """The stretches in page units, smooth, shared trunks once; those in the frame alone."""
    placed: list[Stretch] = []
    for stretch in corridor.stretches:
        for curve in _curves(stretch.parts, draft):
            line = beside(curve, ASIDE) if stretch.aside else curve
            same = [s.drawn for s in placed if (s.mode, s.status) == (stretch.mode, stretch.status)]
            placed += [replace(stretch, line=part) for part in apart(line, same, CLOSE)]
    return placed


def _curves(parts: Iterable[Points], draft: Draft) -> Iterator[Points]:
    """Part by part, so that the line keeps passing through its stops; what is in the frame."""
    pieces = []
    for part in parts:
        points = draft.frame.project(part)
        runs = _unbroken(points[np.isfinite(points).all(axis=1)], draft)
        pieces += [smooth(resampled(run, STEP)) for run in runs]
    x0, y0, x1, y1 = draft.frame.box
    for run in _unbroken(np.concatenate(pieces), draft) if pieces else ():
        line = curved(smooth(run, 1))
        low, high = line.min(axis=0), line.max(axis=0)
        seen = high[0] > x0 and low[0] < x1 and high[1] > y0 and low[1] < y1
        if seen and length(line) > 1:
            yield line


def _unbroken(points: Points, draft: Draft) -> list[Points]:
    """A line, on a map of the world in the pieces that the map's edge cuts it into."""
    if not draft.frame.whole_world:
        return [points] if len(points) > 1 else []
    wide = draft.frame.box[2] - draft.frame.box[0]
    jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 0.4 * wide) + 1
    return [run for run in np.split(points, jumps) if len(run) > 1]


def draw(draft: Draft, feature: Feature, stretches: Sequence[Stretch]) -> None:
    """One corridor as one stack, pass by pass, so that no halo cuts a neighbour's body."""
    selected = draft.is_selected(feature.place_id)
    hues = draft.light if selected else draft.palette
    ground = draft.palette.yellow if selected else draft.palette.land
    lines = [s.drawn for s in stretches]
    if selected:
        draft.line(feature, lines, draft.palette.yellow_edge, 11.8, role="selection")
        draft.line(feature, lines, draft.palette.yellow, 10.4, role="selection")
    else:
        for stretch in stretches:
            look = mode_look(stretch.mode)
            under = draft.palette.mentioned_water if look.hue == "sea" else draft.palette.land
            width = look.width + look.halo if stretch.routed else 4.0
            draft.line(feature, [stretch.drawn], under, width, opacity=0.9, role="halo")
    for stretch in stretches:
        _body(draft, feature, stretch, hues.hue(mode_look(stretch.mode).hue), ground)
    for stretch in stretches:
        _mark(draft, feature, stretch, hues.hue(mode_look(stretch.mode).hue))


def _body(draft: Draft, feature: Feature, stretch: Stretch, hue: str, ground: str) -> None:
    look, status = mode_look(stretch.mode), status_look(stretch.status)
    line = [stretch.drawn]
    if stretch.status == "missing":
        draft.line(feature, line, hue, 7, round_cap=False)
        draft.line(feature, line, ground, 4, round_cap=False, role="mark")
    elif not stretch.routed:
        draft.line(feature, line, hue, UNROUTED, dash=status.dash, opacity=0.7)
    else:
        dash = look.dash or status.dash
        draft.line(feature, line, hue, look.width, dash=dash, round_cap=bool(look.dash) or not dash)
        if look.core:
            draft.line(feature, line, ground, look.core, role="mark")


def _mark(draft: Draft, feature: Feature, stretch: Stretch, hue: str) -> None:
    if stretch.status == "missing" or not stretch.routed:
        return
    if length(stretch.drawn) < SHORTEST_WITH_TICKS * SCALE * 0.7:
        return
    status = status_look(stretch.status)
    line = [stretch.drawn]
    if stretch.mode == "rail" and status.tick:
        draft.line(
            feature, line, hue, TICK_WIDTH, dash=status.tick, dash_at=status.tick_at,
            round_cap=False, role="mark",
        )  # fmt: skip
    elif stretch.mode == "pipeline":
        draft.line(feature, line, hue, BEAD_WIDTH, dash=BEADS, dash_at=-8, role="mark")


def wish_names(draft: Draft, feature: Feature, corridor: Corridor, own: Sequence[Stretch]) -> None:
    """Names of branches, lengths that are missing, modes and statuses beside their stretches."""
    several = len(corridor.branches) > 1
    named: list[Stretch] = []
    for branch in corridor.branches:
        chosen = _branch_stretches(corridor, branch, own)
        named += chosen
        if chosen:
            names = _branch_names(draft, corridor, branch) if several else (corridor.short,)
            hue = mode_look(chosen[0].mode).hue
            _wish(draft, feature, [s.drawn for s in chosen], names, "line", hue, rank=(3, 0))
    for stretch in own:
        hue, reach = mode_look(stretch.mode).hue, length(stretch.drawn)
        lines = [stretch.drawn]
        if stretch.status == "missing" and reach > 40:
            words = text("picture.missing", km=f"{stretch.km:,.0f}")
            way = "|".join((stretch.mode, *sorted(stretch.ends)))
            _wish(draft, feature, lines, (words,), "line", hue, rank=(2, 9), group=way)
        elif not stretch.routed and reach > 60:
            _wish(draft, feature, lines, (text("picture.unrouted"),), "status", "ink2", rank=(5, 0))
        elif stretch.status in STATUSES_IN_WORDS and reach > 60:
            words = text(f"picture.status.{stretch.status}")
            _wish(draft, feature, lines, (words,), "status", "ink", rank=(4, 1))
        elif (
            stretch.mode == "sea" and corridor.hue != "sea" and stretch not in named and reach > 90
        ):
            _wish(draft, feature, lines, (text("picture.by_sea"),), "line", hue, rank=(4, 0))


def _branch_stretches(corridor: Corridor, branch: str, own: Sequence[Stretch]) -> list[Stretch]:
    """Those that carry a branch's name: its own in the corridor's main hue, or the longest."""
    several = len(corridor.branches) > 1
    all_own = [s for s in own if s.branch == branch and s.status != "missing"]
    free = [s for s in all_own if not (several and s.shared) and length(s.drawn) > 60]
    main = [s for s in free if mode_look(s.mode).hue == corridor.hue]
    return main or sorted(free or all_own, key=lambda s: -length(s.drawn))[:1]


_PLAIN = re.compile(r"^(sea|rail|railway|road|pipeline|cable|main line)$", re.IGNORECASE)


def _branch_names(draft: Draft, corridor: Corridor, branch: str) -> tuple[str, ...]:
    """ "INSTC western", or "Western branch" where all is about this corridor; then shorter ones.

    A branch that only repeats the line's look goes without.
    """
    word = re.sub(r"\s*(branch|route)$", "", branch, flags=re.IGNORECASE)
    word = _PLAIN.sub("", word)
    if not word:
        return (corridor.short,)
    capital = word[0].upper() + word[1:]
    if draft.is_selected(corridor.row["place_id"]):
        return text("picture.branch", name=capital), capital
    return f"{corridor.short} {word}", capital


def _wish(
    draft: Draft,
    feature: Feature,
    lines: Sequence[Points],
    names: Sequence[str],
    kind: str,
    hue: str,
    *,
    rank: tuple[float, ...],
    group: str | None = None,
) -> None:
    """A name along its lines, the first that is short enough; else the last beside them."""
    selected = draft.is_selected(feature.place_id)
    reach = max(map(length, lines), default=0.0)
    name = next((name for name in names if size(name, kind)[0] * 1.1 + 16 < reach), names[-1])
    width, height = size(name, kind)
    offset = (8 if selected else 5) * SCALE + height / 2
    visible = [run for line in lines for run in clip_line(line, draft.placer.box)]
    visible = sorted(visible, key=length, reverse=True)[:4]

    def spots() -> Iterable[Spot]:
        along = along_spots(draft, visible, width, height, [offset, offset + 6])
        if along or (draft.is_inset and len(names) > 1):
            return along
        return [
            replace(spot, cost=spot.cost + 6 + 2 * i)
            for line in visible
            for i, part in enumerate((0.5, 0.3, 0.7, 0.0, 1.0))
            for x, y in at(line, length(line) * part)
            for spot in around(float(x), float(y), offset - height / 2, width, height)
        ]

    opacity_rank = 0.0 if selected else 0.5
    draft.wish(
        (rank[0], opacity_rank, *rank[1:]), name, kind, draft.palette.hue(hue), spots, feature,
        limit=140.0, heed=1.6, group=group,
    )  # fmt: skip


def along_spots(
    draft: Draft, lines: Sequence[Points], width: float, height: float, offsets: Sequence[float]
) -> list[Spot]:
    """Spots along lines outside the insets, the boxes of each being squares in a row."""
    half = height * 0.5
    found = []
    for line in lines:
        for i, offset in enumerate(offsets):
            for run in runs_along(line, width, offset):
                middle = run.points[len(run.points) // 2]
                if draft.in_inset(float(middle[0]), float(middle[1])):
                    continue
                boxes = np.column_stack([run.points - half, run.points + half])
                box = (
                    float(middle[0]) - width / 2, float(middle[1]) - half,
                    float(middle[0]) + width / 2, float(middle[1]) + half,
                )  # fmt: skip
                found.append(Spot(box, run.cost + 2 * i, boxes=boxes, run=run.points))
    return found
