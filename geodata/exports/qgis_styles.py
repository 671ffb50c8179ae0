"""Styles for QGIS, kept in a GeoPackage's table ``layer_styles``: layers open in their colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from lxml import etree
from lxml.builder import ElementMaker

from geodata.exports.looks import LOOKS, MODES, Look
from geodata.exports.rows import LEGS_LAYER

Shape = Literal["points", "lines", "areas"]

_E: Any = ElementMaker()
_MM = 25.4 / 72
"""Millimetres in a point: QGIS measures in them."""
_SYMBOLS = {"points": "marker", "lines": "line", "areas": "fill"}
_CLASSES = {"points": "SimpleMarker", "lines": "SimpleLine", "areas": "SimpleFill"}
_LABELLED = ("cities", "sites")


def qml(layer: str, shape: Shape) -> str:
    """The style of a layer's points, lines or areas as QGIS writes it."""
    labelled = layer in _LABELLED and shape == "points"
    style = _E.qgis(
        _by_mode(shape) if layer == LEGS_LAYER else _alike(LOOKS[layer], shape),
        *([_labels()] if labelled else []),
        version="3.22",
        styleCategories="Symbology|Labeling",
        labelsEnabled=str(int(labelled)),
    )
    return str(etree.tostring(style, encoding="unicode"))


def _alike(look: Look, shape: Shape) -> Any:
    return _E("renderer-v2", _E.symbols(_symbol("0", look, shape)), type="singleSymbol")


def _by_mode(shape: Shape) -> Any:
    known = {**MODES, "": LOOKS[LEGS_LAYER]}
    symbols = [_symbol(str(i), look, shape) for i, look in enumerate(known.values())]
    categories = [
        _E.category(symbol=str(i), value=mode, label=look.label, render="true")
        for i, (mode, look) in enumerate(known.items())
    ]
    return _E(
        "renderer-v2",
        _E.categories(*categories),
        _E.symbols(*symbols),
        type="categorizedSymbol",
        attr="mode",
    )


def _symbol(name: str, look: Look, shape: Shape) -> Any:
    layer = _E.layer(_options(_drawn(look, shape)), enabled="1", locked="0")
    layer.set("class", _CLASSES[shape])
    return _E.symbol(layer, name=name, type=_SYMBOLS[shape], alpha="1")


def _drawn(look: Look, shape: Shape) -> Mapping[str, str]:
    width = f"{look.width * _MM:.2f}"
    if shape == "lines":
        return {"line_color": _colour(look.hue), "line_width": width, "capstyle": "round"}
    outline = {"outline_width": f"{0.75 * _MM:.2f}", "outline_style": "solid"}
    if shape == "areas":
        edge = {"outline_color": _colour(look.hue)}
        fill = {"color": _colour(look.hue, look.opacity), "style": "solid"}
        if look.hatched:
            fill = {"color": _colour(look.hue, 0.5), "style": "b_diagonal"}
        return {**outline, **edge, **fill}
    edge = {"outline_color": "255,255,255,255"}
    return {**outline, **edge, "name": look.marker, "color": _colour(look.hue), "size": "2.6"}


def _options(values: Mapping[str, str]) -> Any:
    options = (_E.Option(name=name, value=value, type="QString") for name, value in values.items())
    return _E.Option(*options, type="Map")


def _labels() -> Any:
    buffer = {"bufferDraw": "1", "bufferSize": "0.8", "bufferColor": "255,255,255,255"}
    style = {"fieldName": "name", "fontSize": "8", "textColor": _colour(LOOKS["cities"].hue)}
    return _E.labeling(
        _E.settings(_E("text-style", _E("text-buffer", **buffer), **style)), type="simple"
    )


def _colour(hue: str, opacity: float = 1.0) -> str:
    """QGIS writes red, green, blue, opacity from 0 to 255."""
    parts = [int(hue[i : i + 2], 16) for i in (0, 2, 4)]
    return ",".join(map(str, [*parts, round(opacity * 255)]))
