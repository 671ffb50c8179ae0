"""One view on a slide: placeholders first, as they are read first, then the map by layers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pptx.slide import Slide

from mapapp.pictures.decks.drawing import Drawing, LinkOf, apart, look_of, place, roomy
from mapapp.pictures.decks.layers import features, layer_name, layered, with_arrows
from mapapp.pictures.decks.outlines import Outlines
from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.placeholders import TITLE, drop, emptied, placeholder
from mapapp.pictures.decks.template import CAPTION
from mapapp.pictures.decks.words import write
from mapapp.pictures.decks.xml import Element, add
from mapapp.pictures.scene import (
    Box,
    Inset,
    Label,
    Legend,
    ScaleBar,
    Scene,
    Shape,
    Style,
    TextBlock,
)
from mapapp.strings import text

_NAMED_IN_ALT = 8
"""Features that the description of a layer names."""


def draw_view(slide: Slide, scene: Scene, paint: Paint, link_of: LinkOf) -> None:
    """The whole scene on an empty slide of the layout "Map"."""
    title = placeholder(slide, TITLE, text("deck.title"))
    caption = placeholder(slide, CAPTION, text("deck.caption"))
    _fill(title, scene.title, paint)
    _fill(caption, scene.caption, paint)
    shapes = [*scene.shapes, *(shape for inset in scene.insets for shape in inset.shapes)]
    drawing = Drawing(slide.shapes.element, paint, link_of, Outlines(shapes))
    _draw_layers(drawing, scene.map_frame, scene.shapes, scene.labels)
    for inset in scene.insets:
        _draw_inset(drawing, inset, paint)
    if scene.legend:
        _draw_legend(drawing, scene.legend)
    if scene.scale_bar:
        _draw_scale_bar(drawing, scene.scale_bar)
    _draw_column(drawing, scene)


def _fill(shape: Element, block: TextBlock | None, paint: Paint) -> None:
    """The block in a placeholder, where the scene has it; without one the placeholder goes."""
    if block is None:
        drop(shape)
        return
    place(shape.spPr, roomy(block))
    body = emptied(shape)
    add(body.bodyPr, "a:normAutofit")  # LibreOffice heeds the layout's only where text is edited
    write(body, block.text, look_of(block), paint, block.marks)


def _draw_layers(
    drawing: Drawing, frame: Box, shapes: Iterable[Shape], labels: Iterable[Label], suffix: str = ""
) -> None:
    """A group for each layer's shapes, then one for each layer's names: they lie above all."""
    labels = list(labels)
    drawing.frame = frame
    for name, members in layered(shapes):
        own = [label for label in labels if label.layer == members[0].layer == "pills"]
        with drawing.group(name + suffix, _alt(name, members)):
            for parts, names in features(members, own):
                _draw_feature(drawing, parts, names)
    drawing.frame = None
    named: dict[str, list[Label]] = {}
    for label in labels:
        if label.layer != "pills":
            named.setdefault(label.layer, []).append(label)
    for layer, names in named.items():
        with drawing.group(text("deck.names", layer=layer_name(layer)) + suffix):
            for label in names:
                drawing.label(label)


def _draw_feature(drawing: Drawing, parts: list[Shape], names: list[Label]) -> None:
    """A feature that takes more than one shape is a group; what belongs to none stands free."""
    if parts[0].place_id is None or len(parts) + len(names) == 1:
        for part in parts:
            drawing.shape(part)
        return
    alt = next((part.alt for part in parts if part.alt), parts[0].name)
    with drawing.group(parts[0].name, alt):
        for part, arrow in with_arrows(parts):
            words = text(f"deck.part.{part.role}", name=part.name)
            drawing.shape(replace(part, name=words, alt=""), arrow=arrow)
        for label in names:
            drawing.label(label)


def _draw_inset(drawing: Drawing, inset: Inset, paint: Paint) -> None:
    """A frame with its part of the map, and where on the map it lies."""
    ink, panel = paint.palette.ink, paint.palette.panel
    name = text("deck.inset", tag=inset.tag)
    with drawing.group(name, name):
        _draw_layers(drawing, inset.frame, inset.shapes, inset.labels, f" ({inset.tag})")
        for box, width in ((inset.outline, 1.6), (inset.frame, 2.4)):
            corners = ((box[0], box[1]), (box[2], box[3]))
            style = Style(stroke=ink, width=width)
            drawing.shape(Shape("insets", "box", (corners,), style, name=name))
            left, top = (box[0], box[1]) if box is inset.frame else (box[0] - 13, box[1] - 13)
            tag: Box = (left, top, left + 26, top + 26)
            middle = left + 13, top + 13
            drawing.label(Label(inset.tag, *middle, tag, 17, panel, weight=600, back=ink))


def _draw_legend(drawing: Drawing, legend: Legend) -> None:
    words = ", ".join(entry.text for entry in legend.entries)
    with drawing.group(text("deck.legend"), words):
        if legend.card:
            drawing.shape(legend.card)
        for entry in legend.entries:
            for shape in entry.swatch:
                drawing.shape(shape)
            half = legend.size * 0.65
            box = (entry.x, entry.y - half, max(legend.box[2], entry.x + 1), entry.y + half)
            label = Label(
                entry.text, entry.x, entry.y, box, legend.size, legend.colour, "start", "sans"
            )
            drawing.label(label)


def _draw_scale_bar(drawing: Drawing, bar: ScaleBar) -> None:
    end = bar.x + bar.length
    ticks = ((bar.x, bar.y - 5), (bar.x, bar.y), (end, bar.y), (end, bar.y - 5))
    style = Style(stroke=bar.colour, width=1.6, cap="butt")
    box = (bar.x, bar.y - 24, end, bar.y - 6)
    middle = bar.x + bar.length / 2, bar.y - 15
    with drawing.group(text("deck.scale"), bar.text):
        drawing.shape(Shape("scale", "line", (ticks,), style, name=text("deck.scale")))
        drawing.label(Label(bar.text, *middle, box, 14, bar.colour, halo=bar.halo))


def _draw_column(drawing: Drawing, scene: Scene) -> None:
    """Rules, the one figure, the quote and the sources beside the map."""
    with drawing.group(text("deck.column")):
        for shape in scene.column:
            if shape.style.fill != scene.paper:  # the panel: the slide's own background
                drawing.shape(shape)
    if scene.figure:
        value, note = apart(scene.figure)
        drawing.block(value, text("deck.figure"))
        drawing.block(note, text("deck.figure.note"), "ctr")
    if scene.quote:
        drawing.shape(scene.quote.bar)
        drawing.block(scene.quote.words, text("deck.quote"))
        drawing.block(scene.quote.source, text("deck.quote.source"))
    if scene.sources:
        drawing.block(scene.sources, text("deck.sources"))
    if scene.attribution:
        drawing.block(scene.attribution, text("deck.attribution"))


def _alt(name: str, shapes: Iterable[Shape]) -> str:
    """What a layer shows, in words: its first features by name."""
    names = list(dict.fromkeys(s.name for s in shapes if s.name and s.place_id))
    listed = ", ".join(names[:_NAMED_IN_ALT])
    more = len(names) - _NAMED_IN_ALT
    if more > 0:
        listed = text("deck.alt.more", names=listed, n=more)
    return f"{name}: {listed}" if listed else name
