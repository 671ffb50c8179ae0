"""A scene as SVG: text stays text, in fonts that the file brings along.

Programs that know no embedded fonts fall back on their own, squeezed to the length of ours.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path as FilePath
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from mapapp.pictures import fonts
from mapapp.pictures.hatch import stripes
from mapapp.pictures.scene import Face, Path, Scene, Shape, Style
from mapapp.pictures.stroke import HALO, HATCH_OPACITY, HATCH_WIDTH, LEADER
from mapapp.pictures.writing import Piece, Words, pieces_of, rounded_box

SVG = "http://www.w3.org/2000/svg"
FALLBACKS: dict[Face, str] = {
    "sans": "'IBM Plex Sans', 'Segoe UI', Arial, sans-serif",
    "condensed": "'IBM Plex Sans Condensed', 'Arial Narrow', Arial, sans-serif",
    "serif": "'IBM Plex Serif', Georgia, serif",
}
Element = Any  # of lxml, which has no types
StyleKey = tuple[Face, int, bool]


def draw(scene: Scene, *, transparent: bool = False) -> bytes:
    """The file's bytes, UTF-8; the same scene gives the same bytes."""
    width, height = (n * scene.page.pixels for n in (scene.width, scene.height))
    root = etree.Element(
        f"{{{SVG}}}svg", nsmap={None: SVG}, width=_n(width), height=_n(height), role="img",
        viewBox=f"0 0 {_n(scene.width)} {_n(scene.height)}",
    )  # fmt: skip
    if scene.title:
        _add(root, "title").text = scene.title.text
    if scene.caption:
        _add(root, "desc").text = scene.caption.text
    style = _add(root, "style")
    if not transparent:
        _add(root, "rect", width="100%", height="100%", fill=scene.paper)
    used: dict[StyleKey, set[str]] = {}
    for i, piece in enumerate(pieces_of(scene)):
        _piece(root, piece, f"clip{i}", used)
    style.text = "".join(_face(key, used[key]) for key in sorted(used))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", named)


def _n(number: float) -> str:
    """A number as short as it can be seen."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _piece(root: Element, piece: Piece, clip: str, used: dict[StyleKey, set[str]]) -> None:
    group = _add(root, "g", id=piece.name.replace(" ", "-"))
    if piece.clip:
        x0, y0, x1, y1 = piece.clip
        cut = _add(_add(group, "clipPath", id=clip), "rect", x=_n(x0), y=_n(y0))
        cut.set("width", _n(x1 - x0))
        cut.set("height", _n(y1 - y0))
        group.set("clip-path", f"url(#{clip})")
    for layer, shapes in groupby(piece.shapes, key=lambda shape: shape.layer):
        layer_group = _add(group, "g", data_layer=layer)
        for _, own in groupby(shapes, key=lambda shape: shape.place_id):
            _feature(layer_group, list(own))
    for words in piece.words:
        _words(group, words, used)


def _feature(parent: Element, shapes: list[Shape]) -> None:
    """The shapes of one feature, with what it is as its title."""
    alt = next((shape.alt for shape in shapes if shape.alt), "")
    group = parent
    if alt:
        group = _add(parent, "g")
        _add(group, "title").text = alt
    for shape in shapes:
        _shape(group, shape)


def _shape(parent: Element, shape: Shape) -> None:
    style = shape.style
    if style.fill or style.stroke:
        _styled(_outline(parent, shape), style)
    if style.hatch:
        lines = Style(
            stroke=style.hatch, width=HATCH_WIDTH, opacity=HATCH_OPACITY * style.opacity, cap="butt"
        )
        _styled(_add(parent, "path", d=_d(stripes(shape.paths), closed=False)), lines)


def _outline(parent: Element, shape: Shape) -> Element:
    if shape.kind == "point":
        (x, y), r = shape.paths[0][0], shape.radius
        if shape.marker == "circle":
            return _add(parent, "circle", cx=_n(x), cy=_n(y), r=_n(r))
        ring = {
            "diamond": ((x, y - r), (x + r, y), (x, y + r), (x - r, y)),
            "square": ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
        }[shape.marker]
        return _add(parent, "path", d=_d([(*ring, ring[0])], closed=True))
    if shape.kind == "box":
        (x0, y0), (x1, y1) = shape.paths[0]
        return _add(
            parent, "path", d=_d([rounded_box((x0, y0, x1, y1), shape.radius)], closed=True)
        )
    path = _add(parent, "path", d=_d(shape.paths, closed=shape.kind == "area"))
    if shape.kind == "area":
        path.set("fill-rule", "evenodd")
    return path


def _d(paths: Iterable[Path], *, closed: bool) -> str:
    parts = []
    for path in paths:
        points = path[:-1] if closed else path
        parts.append(
            "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + ("Z" if closed else "")
        )
    return "".join(parts)


def _styled(element: Element, style: Style) -> None:
    element.set("fill", style.fill or "none")
    if style.stroke:
        element.set("stroke", style.stroke)
        element.set("stroke-width", _n(style.width))
        element.set("stroke-linejoin", "round")
        element.set("stroke-linecap", style.cap)
        if style.dash:
            element.set("stroke-dasharray", " ".join(map(_n, style.dash)))
            element.set("stroke-dashoffset", _n(style.dash_at))
    if style.opacity < 1:
        element.set("opacity", _n(style.opacity))


def _words(parent: Element, words: Words, used: dict[StyleKey, set[str]]) -> None:
    if words.back:
        ring = rounded_box(words.back_box, 6)
        _add(parent, "path", d=_d([ring], closed=True), fill=words.back)
    if words.leader:
        line = Style(stroke=words.colour, width=LEADER)
        _styled(_add(parent, "path", d=_d([words.leader], closed=False)), line)
    if not words.glyphs:
        return
    style = words.type
    used.setdefault((style.face, style.weight, style.italic), set()).update(words.plain)
    attributes: dict[str, Any] = {
        "font_family": FALLBACKS[style.face], "font_size": _n(style.size), "fill": words.colour,
    }  # fmt: skip
    if style.weight != 400:
        attributes["font_weight"] = str(style.weight)
    if style.italic:
        attributes["font_style"] = "italic"
    if words.halo:
        attributes |= {
            "stroke": words.halo, "stroke_width": _n(HALO), "stroke_linejoin": "round",
            "paint_order": "stroke",
        }  # fmt: skip
    if any(glyph.angle for glyph in words.glyphs):
        solid = [g for g in words.glyphs if g.text.strip()]
        attributes |= {
            "x": " ".join(_n(g.x) for g in solid),
            "y": " ".join(_n(g.y) for g in solid),
            "rotate": " ".join(_n(g.angle) for g in solid),
        }
        for part in _words_apart(words, solid):
            _add(parent, "text", **(attributes | part[1])).text = part[0]
        return
    first = words.glyphs[0]
    if style.spacing:
        attributes["letter_spacing"] = _n(style.spacing)
    attributes |= {
        "x": _n(first.x), "y": _n(first.y), "textLength": _n(fonts.width(words.plain, style)),
        "lengthAdjust": "spacingAndGlyphs",
    }  # fmt: skip
    _add(parent, "text", **attributes).text = words.plain


def _words_apart(words: Words, glyphs: list[Any]) -> list[tuple[str, dict[str, str]]]:
    """The words of a name along a line, each with its glyphs' places: spaces have none."""
    parts = []
    at = 0
    for word in words.plain.split(" "):
        own = glyphs[at : at + len(word)]
        at += len(word)
        if own:
            places = {
                "x": " ".join(_n(g.x) for g in own),
                "y": " ".join(_n(g.y) for g in own),
                "rotate": " ".join(_n(g.angle) for g in own),
            }
            parts.append((word, places))
    return parts


def _face(key: StyleKey, characters: set[str]) -> str:
    """A font with the characters that are used, as a CSS rule."""
    face, weight, italic = key
    data = base64.b64encode(_subset(fonts.font(face, weight, italic).path, characters)).decode()
    return (
        f"@font-face{{font-family:'{fonts.FAMILIES[face]}';font-weight:{weight};"
        f"font-style:{'italic' if italic else 'normal'};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _subset(path: FilePath, characters: set[str]) -> bytes:
    options = subset.Options(flavor="woff", layout_features=["kern", "mark"], notdef_outline=True)
    options.recalc_timestamp = False
    options.drop_tables += ["GSUB", "DSIG", "STAT", "fvar", "gvar", "avar", "cvar"]
    options.drop_tables += ["HVAR", "MVAR", "meta"]
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(characters)))
        subsetter.subset(font)
        font.flavor = "woff"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
