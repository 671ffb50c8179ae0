"""Shapes and labels of a scene as native, editable shapes of a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from mapapp.pictures import fonts
from mapapp.pictures.decks.links import Link
from mapapp.pictures.decks.outlines import Outlines
from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.words import Align, Look, text_body, write
from mapapp.pictures.decks.words import Anchor as Upright
from mapapp.pictures.decks.xml import Element, add, clean, emu
from mapapp.pictures.look import Type
from mapapp.pictures.scene import Anchor, Box, Key, Label, Path, Shape, Style, TextBlock

LinkOf = Callable[[str | None], Link | None]

_NEAR_EDGE = 0.5
_LONGEST_ALT = 500
_LONGEST_NAME = 120
_WIDER = 1.35
"""How much wider a face may be that replaces a missing one: DejaVu is 1.2 times ours."""

_GAP = 16.0
"""Between the one figure and its note."""

_ALIGN: Mapping[Anchor, Align] = {"start": "l", "middle": "ctr", "end": "r"}
_MARKERS = {"circle": "ellipse", "diamond": "diamond", "square": "rect"}


class Drawing:
    """Writes shapes on a slide, each with an id of its own.

    ``link_of`` gives the link of a place; ``outlines`` thins paths to what a slide can show;
    ``frame`` is the box that what is drawn now was cut to.
    """

    def __init__(self, tree: Element, paint: Paint, link_of: LinkOf, outlines: Outlines) -> None:
        self._at = tree
        self._paint = paint
        self._link_of = link_of
        self._outlines = outlines
        self.frame: Box | None = None
        self._last_id = max(int(found) for found in tree.xpath(".//p:cNvPr/@id"))

    @contextmanager
    def group(self, name: str, alt: str = "") -> Iterator[None]:
        """What is drawn within is one group, as large as it."""
        outer = self._at
        group = add(outer, "p:grpSp")
        head = add(group, "p:nvGrpSpPr")
        self._name(head, name, alt or name)
        add(head, "p:cNvGrpSpPr")
        add(head, "p:nvPr")
        properties = add(group, "p:grpSpPr")
        self._at = group
        yield
        self._at = outer
        if not _frame_group(group, properties):
            outer.remove(group)

    def shape(self, shape: Shape, *, arrow: bool = False) -> None:
        """One shape of the scene: an area, a line (``arrow`` gives it a head), a symbol, a box."""
        if shape.kind == "line":
            self._line(shape, arrow)
        elif shape.kind == "area":
            self._area(shape)
        else:
            self._symbol(shape)

    def label(self, label: Label) -> None:
        """A name as a text box, after the line that leads to it."""
        if label.leader:
            style = Style(stroke=label.colour, width=1.6)
            self.shape(Shape(label.layer, "line", (label.leader,), style, name=label.text))
        body = self._text_box(label.text, label.box, label.angle, label.place_id, label.back)
        look = _label_look(label)
        write(text_body(body, "ctr", wrap=False), label.text, look, self._paint)

    def block(self, block: TextBlock, name: str, anchor: Upright = "t") -> None:
        """Running text as a text box that breaks its lines itself."""
        body = self._text_box(name, roomy(block), 0.0, None, None)
        frame = text_body(body, anchor, wrap=True)
        write(frame, block.text, look_of(block), self._paint, block.marks)

    def _line(self, shape: Shape, arrow: bool) -> None:
        paths = self._outlines.thinned(shape.paths)
        if shape.style.dash_at < 0:
            paths = self._outlines.begun_later(paths, -shape.style.dash_at)
        if not paths:
            return
        properties = self._begin(shape)
        self._outlines.freeform(properties, paths, closed=False)
        add(properties, "a:noFill")
        cut = self.frame is not None and any(_at_edge(path, self.frame) for path in paths)
        style = replace(shape.style, cap="butt") if cut else shape.style
        self._paint.line(properties, style, arrow=arrow)

    def _area(self, shape: Shape) -> None:
        paths = self._outlines.thinned(shape.paths)
        if not paths:
            return
        properties = self._begin(shape)
        self._outlines.freeform(properties, paths, closed=True)
        self._paint.fill(properties, shape.style)
        self._paint.line(properties, shape.style)

    def _symbol(self, shape: Shape) -> None:
        box = _box_of(shape)
        properties = self._begin(shape)
        place(properties, box)
        if shape.kind == "point":
            _preset(properties, _MARKERS[shape.marker])
        else:
            _rectangle(properties, box, shape.radius)
        self._paint.fill(properties, shape.style)
        self._paint.line(properties, shape.style)

    def _begin(self, shape: Shape) -> Element:
        """A new shape with its name, alternative text and link; its properties, still empty."""
        element = add(self._at, "p:sp")
        head = add(element, "p:nvSpPr")
        self._name(head, shape.name or shape.role, shape.alt, shape.place_id)
        add(head, "p:cNvSpPr")
        add(head, "p:nvPr")
        return add(element, "p:spPr")

    def _text_box(
        self, name: str, box: Box, angle: float, place_id: str | None, back: str | None
    ) -> Element:
        element = add(self._at, "p:sp")
        head = add(element, "p:nvSpPr")
        self._name(head, name, "", place_id)
        add(head, "p:cNvSpPr", {"txBox": 1})
        add(head, "p:nvPr")
        properties = add(element, "p:spPr")
        place(properties, box, angle)
        _preset(properties, "rect")
        self._paint.solid(properties, back)
        return element

    def _name(self, head: Element, name: str, alt: str, place_id: str | None = None) -> None:
        self._last_id += 1
        words = " ".join(clean(name).split())
        attributes: dict[str, object] = {"id": self._last_id, "name": words[:_LONGEST_NAME]}
        if alt:
            attributes["descr"] = alt[:_LONGEST_ALT]
        properties = add(head, "p:cNvPr", attributes)
        link = self._link_of(place_id)
        if link:
            action = {"action": link.action} if link.action else {}
            target = {"r:id": link.relation, **action, "tooltip": link.tip}
            add(properties, "a:hlinkClick", target)


def place(properties: Element, box: Box, angle: float = 0.0) -> None:
    """Where a shape lies, turned by ``angle`` degrees clockwise about its middle."""
    left, top, right, bottom = box
    turned: dict[str, object] = {"rot": round(angle % 360 * 60_000)} if angle else {}
    frame = add(properties, "a:xfrm", turned)
    add(frame, "a:off", {"x": emu(left), "y": emu(top)})
    add(frame, "a:ext", {"cx": emu(right - left), "cy": emu(bottom - top)})


def look_of(block: TextBlock) -> Look:
    """The look of running text."""
    bold = block.weight >= 600
    return Look(block.size, block.colour, block.face, bold, block.italic, leading=block.leading)


def _label_look(label: Label) -> Look:
    return Look(
        label.size,
        label.colour,
        label.face,
        label.weight >= 600,
        label.italic,
        label.spacing,
        label.leading if "\n" in label.text else 0.0,
        _ALIGN[label.anchor],
        None if label.back else label.halo,
    )


def roomy(block: TextBlock) -> Box:
    """A block's box, a little wider and deeper.

    A bold face in place of a semibold one must not break the lines anew, and the last line's
    descent must not make a slide program shrink the text.
    """
    left, top, right, bottom = block.box
    return left, top, right + 12, bottom + block.size * 0.4


def apart(figure: Key) -> tuple[TextBlock, TextBlock]:
    """A number and its note, to be set at half its height, with room for a wider face in both."""
    value, note = figure.value, figure.note
    left, top, most, bottom = value.box
    right = min(left + fonts.width(value.text, _type(value)) * _WIDER, most)
    start, end = right + _GAP, note.box[2]
    lines = fonts.wrapped(note.text, _type(note), (end - start) / _WIDER, 4)
    middle, half = (note.box[1] + note.box[3]) / 2, len(lines) * note.leading / 2
    up = note.size * 0.2  # `roomy` adds twice that below
    told = replace(note, box=(start, middle - half - up, end, middle + half - up))
    return replace(value, box=(left, top, right, bottom)), told


def _type(block: TextBlock) -> Type:
    return Type(block.size, block.face, block.weight, block.italic)  # type: ignore[arg-type]


def _box_of(shape: Shape) -> Box:
    (x, y), *more = shape.paths[0]
    if shape.kind == "point":
        return x - shape.radius, y - shape.radius, x + shape.radius, y + shape.radius
    ((other_x, other_y),) = more
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _at_edge(path: Path, frame: Box) -> bool:
    """Whether a path ends where it was cut: a round end would stand out over the edge."""
    gaps = [
        min(abs(x - frame[0]), abs(x - frame[2]), abs(y - frame[1]), abs(y - frame[3]))
        for x, y in (path[0], path[-1])
    ]
    return min(gaps) < _NEAR_EDGE


def _preset(properties: Element, name: str) -> Element:
    geometry = add(properties, "a:prstGeom", {"prst": name})
    return add(geometry, "a:avLst")


def _rectangle(properties: Element, box: Box, radius: float) -> None:
    if radius <= 0:
        _preset(properties, "rect")
        return
    shorter = min(box[2] - box[0], box[3] - box[1]) or 1.0
    share = min(50_000, round(radius / shorter * 100_000))
    add(_preset(properties, "roundRect"), "a:gd", {"name": "adj", "fmla": f"val {share}"})


def _frame_group(group: Element, properties: Element) -> bool:
    """Give a group the extent of what is in it; False where nothing is."""
    frames = group.xpath("./*/p:spPr/a:xfrm | ./*/p:grpSpPr/a:xfrm")
    if not frames:
        return False
    offsets = [(int(frame[0].get("x")), int(frame[0].get("y"))) for frame in frames]
    sizes = [(int(frame[1].get("cx")), int(frame[1].get("cy"))) for frame in frames]
    left, top = (min(edges) for edges in zip(*offsets, strict=True))
    ends = [(x + cx, y + cy) for (x, y), (cx, cy) in zip(offsets, sizes, strict=True)]
    right, bottom = (max(edges) for edges in zip(*ends, strict=True))
    frame = add(properties, "a:xfrm")
    for offset, size in (("a:off", "a:ext"), ("a:chOff", "a:chExt")):  # children keep their size
        add(frame, offset, {"x": left, "y": top})
        add(frame, size, {"cx": right - left, "cy": bottom - top})
    return True
