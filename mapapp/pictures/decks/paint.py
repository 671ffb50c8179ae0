"""Colours, fills and lines of shapes.

Colours of the theme are written by their place in it, so that choosing other theme colours in the
slide program recolours map, legend and text together.
"""

from __future__ import annotations

from collections.abc import Mapping

from mapapp.pictures.decks.xml import Element, add, emu
from mapapp.pictures.look import PALETTES, Palette
from mapapp.pictures.scene import Style, Theme

ACCENTS = ("rail", "sea", "road", "pipeline", "flow", "site")
"""The six accents of the theme, in order, as names of the palette."""


STRIPES = 0.6
"""How much of the hatch's colour its stripes have: the format's are wider than ours."""


class Paint:
    """The colours of a deck in one theme."""

    def __init__(self, theme: Theme) -> None:
        self.palette = PALETTES[theme]
        self._places = _places(self.palette)

    def colour(self, parent: Element, value: str, opacity: float = 1.0) -> None:
        """``value``, ``#RRGGBB``, as the colour of ``parent``."""
        place = self._places.get(value.upper())
        if place:
            colour = add(parent, "a:schemeClr", {"val": place})
        else:
            colour = add(parent, "a:srgbClr", {"val": value.lstrip("#").upper()})
        if opacity < 1:
            add(colour, "a:alpha", {"val": round(opacity * 100_000)})

    def solid(self, parent: Element, value: str | None, opacity: float = 1.0) -> None:
        """A solid fill, or none."""
        if value is None:
            add(parent, "a:noFill")
        else:
            self.colour(add(parent, "a:solidFill"), value, opacity)

    def fill(self, parent: Element, style: Style) -> None:
        """What an area is filled with; stripes lie on ``style.fill``, since patterns are opaque."""
        if style.hatch is None:
            self.solid(parent, style.fill, style.opacity)
            return
        ground = style.fill or self.palette.land
        pattern = add(parent, "a:pattFill", {"prst": "wdUpDiag"})
        stripes = _between(ground, style.hatch, STRIPES * style.opacity)
        self.colour(add(pattern, "a:fgClr"), stripes)
        self.colour(add(pattern, "a:bgClr"), ground)

    def line(self, parent: Element, style: Style, *, arrow: bool = False) -> None:
        """The outline of an area, or a line itself; ``arrow`` gives its end a head."""
        if style.stroke is None or style.width <= 0:
            add(add(parent, "a:ln"), "a:noFill")
            return
        cap = "flat" if style.cap == "butt" else "rnd"
        line = add(parent, "a:ln", {"w": emu(style.width), "cap": cap})
        self.solid(line, style.stroke, style.opacity)
        _dash(line, style.dash, style.width)
        add(line, "a:round")
        if arrow:
            add(line, "a:tailEnd", {"type": "stealth", "w": "lg", "len": "lg"})

    def text(self, parent: Element, value: str) -> None:
        """The colour of a run of text."""
        self.solid(parent, value)


def _dash(line: Element, dash: tuple[float, ...], width: float) -> None:
    """Lengths on and off as thousandths of a percent of the width, as the format counts them."""
    if not dash:
        add(line, "a:prstDash", {"val": "solid"})
        return
    custom = add(line, "a:custDash")
    for on, off in zip(dash[::2], dash[1::2], strict=True):
        share = {"d": max(1, round(on / width * 100_000)), "sp": round(off / width * 100_000)}
        add(custom, "a:ds", share)


def _between(ground: str, colour: str, share: float) -> str:
    """``share`` of a colour on a ground, as ``#RRGGBB``."""
    pairs = zip(bytes.fromhex(ground[1:]), bytes.fromhex(colour[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in pairs).hex().upper()


def _places(palette: Palette) -> Mapping[str, str]:
    """Colours of the palette by their place in the theme."""
    named = {"bg1": palette.panel, "tx1": palette.ink, "bg2": palette.land, "tx2": palette.ink2}
    named |= {f"accent{i}": palette.hue(name) for i, name in enumerate(ACCENTS, 1)}
    return {value.upper(): place for place, value in named.items()}
