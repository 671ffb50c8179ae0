"""Styles of KML: how Google Earth draws each layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geodata.exports.looks import LOOKS, MODES, Look
from geodata.exports.rows import LEGS_LAYER, Row


def style_of(row: Row) -> str:
    """The id of the style of a feature or a leg."""
    if row["layer"] == LEGS_LAYER and row["mode"] in MODES:
        return f"leg-{row['mode']}"
    return str(row["layer"])


def styles(make: Any) -> Iterator[Any]:
    """The Style elements, made by an ElementMaker of KML's namespace."""
    for layer, look in LOOKS.items():
        yield _style(make, layer, look)
    for mode, look in MODES.items():
        yield _style(make, f"leg-{mode}", look)


def _style(make: Any, name: str, look: Look) -> Any:
    return make.Style(
        # Each program's own mark, tinted: an address of an icon would be asked for when opened.
        make.IconStyle(make.color(_colour(look.hue)), make.scale("0.9")),
        make.LabelStyle(make.scale("0.8")),
        make.LineStyle(make.color(_colour(look.hue)), make.width(str(look.width))),
        make.PolyStyle(make.color(_colour(look.hue, look.opacity))),
        id=name,
    )


def _colour(hue: str, opacity: float = 1.0) -> str:
    """KML writes opacity, blue, green, red."""
    red, green, blue = hue[:2], hue[2:4], hue[4:]
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()
