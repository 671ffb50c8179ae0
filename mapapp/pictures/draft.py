"""A map while it is being made: its frame, its shapes so far, and the labels that it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mapapp.pictures import fonts
from mapapp.pictures.clip import Points, clip_line
from mapapp.pictures.lines import as_path
from mapapp.pictures.look import SCALE, TYPE, Palette, Type
from mapapp.pictures.placement import Placer, Spot
from mapapp.pictures.projection import Frame
from mapapp.pictures.scene import Box, Kind, Marker, Path, Role, Shape, Style

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Wish:
    """A label that a feature would like; ``spots`` are asked for when its turn comes."""

    rank: tuple[float, ...]
    lines: tuple[str, ...]
    type: Type
    colour: str
    halo: str | None
    spots: Callable[[], Iterable[Spot]]
    layer: str
    place_id: str | None = None
    limit: float = 1e9
    heed: float = 1.0
    back: str | None = None
    group: str | None = None
    """What several features would say alike: the first wish with a group is the only one."""


@dataclass(frozen=True)
class Feature:
    """What shapes of one feature have in common."""

    layer: str
    place_id: str | None = None
    name: str = ""
    alt: str = ""
    dimmed: bool = False
    """It steps back, because something else is selected."""


GROUND = Feature("ground")


@dataclass
class Draft:
    """One map, or one inset. ``selected`` is the id of the selected place."""

    frame: Frame
    palette: Palette
    light: Palette
    placer: Placer
    selected: str | None = None
    shapes: list[Shape] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    hidden: list[Box] = field(default_factory=list)
    """Boxes that an inset shows larger: what is in them needs no names here."""
    covered: list[Box] = field(default_factory=list)
    """Boxes that something is put on: insets, the legend."""
    is_inset: bool = False

    def feature(self, layer: str, row: Row, alt: str = "") -> Feature:
        """A row of a layer; steps back while something else is selected."""
        place_id = str(row["place_id"])
        dims = self.selected not in (None, place_id) and layer in {"corridors", "flows", "sites"}
        return Feature(layer, place_id, fonts.clean(str(row["name"])), alt, dims)

    def dim(self, colour: str | None, share: float = 0.4) -> str | None:
        """A colour of which ``share`` is left on the land; opaque: strokes do not add up."""
        if colour is None:
            return None
        pairs = ((colour[i : i + 2], self.palette.land[i : i + 2]) for i in (1, 3, 5))
        mixed = (round(share * int(a, 16) + (1 - share) * int(b, 16)) for a, b in pairs)
        return "#" + "".join(f"{part:02X}" for part in mixed)

    def is_selected(self, place_id: object) -> bool:
        return self.selected is not None and place_id == self.selected

    def add(
        self,
        feature: Feature,
        kind: Kind,
        paths: Iterable[Points | Path],
        style: Style,
        *,
        role: Role = "body",
        marker: Marker = "circle",
        radius: float = 0.0,
    ) -> None:
        """One more shape on top; an empty one is not kept."""
        plain = tuple(p if isinstance(p, tuple) else as_path(p) for p in paths if len(p))
        if not plain:
            return
        if feature.dimmed:
            style = replace(style, fill=self.dim(style.fill), stroke=self.dim(style.stroke),
                            hatch=self.dim(style.hatch))  # fmt: skip
        alt = feature.alt if role == "body" else ""
        self.shapes.append(
            Shape(
                feature.layer, kind, plain, style, feature.place_id, feature.name, role, marker,
                round(radius, 2), alt,
            )
        )  # fmt: skip

    def line(
        self,
        feature: Feature,
        lines: Iterable[Points],
        colour: str,
        width: float,
        *,
        dash: tuple[float, ...] = (),
        dash_at: float = 0.0,
        round_cap: bool = True,
        opacity: float = 1.0,
        role: Role = "body",
    ) -> None:
        """Strokes of one look, clipped to the frame; ``width`` and ``dash`` are px."""
        parts = [part for line in lines for part in clip_line(line, self.frame.box)]
        style = Style(
            stroke=colour,
            width=round(width * SCALE, 2),
            dash=tuple(round(d * SCALE, 2) for d in dash),
            dash_at=round(dash_at * SCALE, 2),
            cap="round" if round_cap else "butt",
            opacity=opacity,
        )
        self.add(feature, "line", parts, style, role=role)

    def dot(
        self,
        feature: Feature,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.0,
        dash: tuple[float, ...] = (),
        marker: Marker = "circle",
        role: Role = "body",
    ) -> None:
        """A symbol; ``radius``, ``width`` and ``dash`` are px."""
        style = Style(fill, stroke, round(width * SCALE, 2), tuple(d * SCALE for d in dash))
        centre = ((round(x, 2), round(y, 2)),)
        self.add(feature, "point", [centre], style, role=role, marker=marker, radius=radius * SCALE)

    def wish(
        self,
        rank: tuple[float, ...],
        text: str | tuple[str, ...],
        kind: str,
        colour: str,
        spots: Callable[[], Iterable[Spot]],
        feature: Feature,
        **more: Any,
    ) -> None:
        """Ask for a label in a type of `look.TYPE`; written as the type has it."""
        group = more.get("group")
        if group and any(wish.group == group for wish in self.wishes):
            return
        lines = (text,) if isinstance(text, str) else text
        style = TYPE[kind]
        shown = tuple(as_written(line, style) for line in lines)
        if feature.dimmed:
            colour = str(self.dim(colour, 0.6))
        self.wishes.append(
            Wish(rank, shown, style, colour, more.pop("halo", self.palette.land), spots,
                 feature.layer, feature.place_id, **more)
        )  # fmt: skip

    def in_inset(self, x: float, y: float) -> bool:
        """Whether a point lies where an inset shows more, or under something."""
        boxes = (*self.hidden, *self.covered)
        return any(a <= x <= c and b <= y <= d for a, b, c, d in boxes)

    def is_covered(self, x: float, y: float, r: float = 0.0) -> bool:
        """Whether something hides a symbol or cuts it."""
        return any(a - r <= x <= c + r and b - r <= y <= d + r for a, b, c, d in self.covered)


def as_written(text: str, style: Type) -> str:
    """A name on one line, in capitals where the type is."""
    plain = fonts.clean(text)
    return plain.upper() if style.upper else plain


def size(text: str | tuple[str, ...], kind: str) -> tuple[float, float]:
    """Width and height of a label in a type, as it will be written."""
    lines = (text,) if isinstance(text, str) else text
    style = TYPE[kind]
    return max(fonts.width(as_written(line, style), style) for line in lines), style.height * len(
        lines
    )
