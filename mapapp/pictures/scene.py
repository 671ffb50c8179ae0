"""A picture before it is drawn: plain values in page units, in drawing order.

All lengths are page units, 0.6 pt each: x grows to the right, y down, (0, 0) is the page's upper
left corner. Colours are ``#RRGGBB``. Everything is already projected, clipped to its frame,
measured and placed: a renderer only draws, one shape after the other, then the labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

POINTS_PER_UNIT = 0.6
"""A 16:9 page of 1600 by 900 units is a slide of 13.33 by 7.5 inches."""

Point = tuple[float, float]
Path = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Theme = Literal["light", "dark"]
Look = Literal["slide", "map"]
Kind = Literal["area", "line", "point", "box"]
Role = Literal["ground", "halo", "body", "mark", "edge", "selection"]
Marker = Literal["circle", "diamond", "square"]
Face = Literal["sans", "condensed", "serif"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ``width`` by ``height`` units; at scale 1 a unit is ``pixels`` wide."""

    name: str
    width: float
    height: float
    pixels: float = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """``hatch`` is the colour of 45° stripes; ``dash`` alternates on and off, () is solid."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    dash_at: float = 0.0
    cap: Literal["butt", "round"] = "round"
    hatch: str | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn thing. Shapes with the same ``layer`` and ``place_id`` are one feature.

    ``layer`` is a LayerName, or "ground" for the basemap, "column" for the text column,
    "legend", "pills". ``paths`` of an area are closed rings that fill by the even-odd rule, of a
    line polylines, of a point its centre, of a box two opposite corners. ``radius`` is the
    marker's, or that of a box's corners. ``role`` says what the shape is to its feature: a
    renderer that draws each feature once may leave out "halo" and "mark". ``alt`` describes the
    feature in words and is given once, on its body.
    """

    layer: str
    kind: Kind
    paths: tuple[Path, ...]
    style: Style
    place_id: str | None = None
    name: str = ""
    role: Role = "body"
    marker: Marker = "circle"
    radius: float = 0.0
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Text on the map. Lines are parted by newlines, ``leading`` apart.

    ``x``, ``y`` is the middle of the block's height at its ``anchor``; ``box`` is what it covers
    (of a turned label: before it is turned by ``angle``, degrees clockwise, about ``x``, ``y``,
    its anchor then being "middle"). ``run`` is the curve that the middle of a name along a line
    follows; without curved text, use ``angle``. ``halo`` is the colour beneath, ``back`` that of a
    filled box behind. ``leader`` joins the label with what it names.
    """

    text: str
    x: float
    y: float
    box: Box
    size: float
    colour: str
    anchor: Anchor = "middle"
    face: Face = "condensed"
    weight: int = 400
    italic: bool = False
    spacing: float = 0.0
    leading: float = 0.0
    halo: str | None = None
    back: str | None = None
    angle: float = 0.0
    run: Path | None = None
    leader: Path | None = None
    layer: str = "ground"
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Running text, already broken into ``lines``; ``marks`` are spans of ``text`` on yellow.

    ``box`` begins at the top of the first line; line i's middle is ``(i + 0.5) * leading`` below.
    """

    text: str
    box: Box
    lines: tuple[str, ...]
    size: float
    leading: float
    colour: str
    face: Face = "sans"
    weight: int = 400
    italic: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of the legend: its swatch, and words at ``x``, ``y`` (middle of the height)."""

    text: str
    x: float
    y: float
    swatch: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """``card`` is the box behind the entries where the legend stands on the map."""

    box: Box
    size: float
    colour: str
    entries: tuple[LegendEntry, ...]
    card: Shape | None = None


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A line from ``x`` to ``x + length``; ``km`` long at the middle of the map."""

    x: float
    y: float
    length: float
    km: float
    text: str
    colour: str
    halo: str


@dataclass(frozen=True, slots=True)
class Inset:
    """A part of the map, enlarged: ``outline`` is where it lies on the map, ``frame`` where it is
    drawn; ``tag`` stands at the corner of both."""

    tag: str
    outline: Box
    frame: Box
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One figure of the view: "162 km" and what it measures."""

    value: TextBlock
    note: TextBlock


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in the documents' words; ``source`` says whose, ``bar`` marks it at the left."""

    words: TextBlock
    source: TextBlock
    bar: Shape
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole page. Drawn in this order: ``shapes``, ``labels``, insets, legend, scale bar, then
    ``column`` (panel and rules) and the text on it.

    ``paper`` fills the page, ``left_out`` counts features that lie on the map but are not drawn
    (the sources say so). ``extent`` is west, south, east, north in degrees, ``projection`` the
    PROJ string.
    """

    page: Page
    theme: Theme
    paper: str
    map_frame: Box
    extent: tuple[float, float, float, float]
    projection: str
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    insets: tuple[Inset, ...] = ()
    legend: Legend | None = None
    scale_bar: ScaleBar | None = None
    column: tuple[Shape, ...] = ()
    title: TextBlock | None = None
    caption: TextBlock | None = None
    figure: Key | None = None
    quote: Quote | None = None
    sources: TextBlock | None = None
    attribution: TextBlock | None = None
    left_out: int = 0

    @property
    def width(self) -> float:
        return self.page.width

    @property
    def height(self) -> float:
        return self.page.height
