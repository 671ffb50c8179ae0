"""The visual language as values: colours, lines, type. The same table as the map's `tokens.js`.

Widths, dashes and sizes are those of the screen in px; on a page everything is ``SCALE`` larger.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapapp.pictures.scene import Face, Theme

SCALE = 1.45


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme."""

    land: str
    water: str
    mentioned_water: str
    coast: str
    border: str
    tints: tuple[str, str, str]
    country: str
    water_name: str
    region: str
    panel: str
    rule: str
    ink: str
    ink2: str
    rail: str
    sea: str
    road: str
    pipeline: str
    flow: str
    site: str
    yellow: str = "#FFD23F"
    yellow_edge: str = "#1A2229"
    on_yellow: str = "#1A2229"

    def hue(self, name: str) -> str:
        """A colour by its name, such as "rail"."""
        return str(getattr(self, name))


LIGHT = Palette(
    land="#EFEFEC",
    water="#DCE5E9",
    mentioned_water="#CDDCE3",
    coast="#AFBEC6",
    border="#CBC7BC",
    tints=("#F4F1E7", "#F2EBDA", "#EEE5CC"),
    country="#6A6355",
    water_name="#3C5D70",
    region="#75601F",
    panel="#FFFFFF",
    rule="#E1E5E8",
    ink="#1A2229",
    ink2="#55616B",
    rail="#2B2EA6",
    sea="#08658C",
    road="#A05303",
    pipeline="#640F4B",
    flow="#C41A50",
    site="#006B4F",
)
DARK = Palette(
    land="#262D33",
    water="#161C21",
    mentioned_water="#1C2A33",
    coast="#3D4A53",
    border="#454F57",
    tints=("#2C3236", "#343A3D", "#383F43"),
    country="#ABB4BB",
    water_name="#7FA6BA",
    region="#D9C17A",
    panel="#1D2328",
    rule="#353E46",
    ink="#EDF1F4",
    ink2="#A6B1BA",
    rail="#A3A2FA",
    sea="#7FDDF7",
    road="#F7AD40",
    pipeline="#D89DC0",
    flow="#FF8C86",
    site="#2FDCAA",
    yellow_edge="#0B0F12",
)
PALETTES: Mapping[Theme, Palette] = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class ModeLook:
    """How a mode is stroked; ``halo`` is added to the width, ``core`` runs inside the body."""

    hue: str
    width: float
    halo: float = 4.0
    core: float = 0.0
    dash: tuple[float, ...] = ()


MODES: Mapping[str, ModeLook] = {
    "rail": ModeLook("rail", 2.6, halo=5.4),
    "sea": ModeLook("sea", 2.8),
    "road": ModeLook("road", 4.4, core=1.5),
    "pipeline": ModeLook("pipeline", 2.2),
    "cable": ModeLook("pipeline", 1.4),
    "river": ModeLook("sea", 2.4, core=0.8),
    "air": ModeLook("ink2", 1.8, dash=(1, 6)),
}


@dataclass(frozen=True, slots=True)
class StatusLook:
    """The body's dash, and the dash of rail's ticks (None: no ticks) with its offset."""

    dash: tuple[float, ...] = ()
    tick: tuple[float, float] | None = None
    tick_at: float = 0.0


STATUSES: Mapping[str, StatusLook] = {
    "operating": StatusLook((), (1.5, 11.5), -5),
    "under construction": StatusLook((12, 5), (1.5, 15.5), -5.25),
    "planned": StatusLook((3, 5), (1.5, 30.5), -0.75),
    "disputed": StatusLook((9, 3, 2.2, 3), (1.5, 32.9), -3.75),
    "closed": StatusLook((9, 3, 2.2, 3), (1.5, 32.9), -3.75),
    "missing": StatusLook(),
}
TICK_WIDTH = 7.4
BEADS, BEAD_WIDTH = (0.1, 15.9), 6.6
SHORTEST_WITH_TICKS = 46.0
UNROUTED = 1.6  # width of a leg that no network gave, at 0.7 opacity


def mode_look(mode: object) -> ModeLook:
    return MODES.get(str(mode), MODES["rail"])


def status_look(status: object) -> StatusLook:
    return STATUSES.get(str(status), STATUSES["operating"])


@dataclass(frozen=True, slots=True)
class Type:
    """A style of text; ``size`` and ``leading`` are page units."""

    size: float
    face: Face = "condensed"
    weight: Literal[400, 500, 600] = 400
    italic: bool = False
    spacing: float = 0.0
    upper: bool = False
    leading: float = 0.0

    @property
    def height(self) -> float:
        """What one line takes up."""
        return self.leading or self.size * 1.16


TYPE: Mapping[str, Type] = {
    "city_big": Type(22, weight=600),
    "city": Type(19, weight=500),
    "stop": Type(17.5),
    "area": Type(17.5, italic=True),
    "line": Type(19, weight=600),
    "flow": Type(18, weight=500, italic=True),
    "status": Type(17, italic=True),
    "country_big": Type(18, face="sans", weight=600, spacing=2.4, upper=True),
    "country": Type(16, face="sans", weight=600, spacing=2.0, upper=True),
    "country_quiet": Type(14.5, face="sans", spacing=1.2, upper=True),
    "water": Type(18.5, weight=500, italic=True, spacing=1.2),
    "water_quiet": Type(17.5, italic=True, spacing=1.1),
    "region": Type(20, face="sans", weight=400, spacing=5.6, upper=True),
    "pill": Type(18, weight=500),
    "pill_place": Type(16.5, italic=True),
    "note": Type(15),
}


def symbol_radius(count: float) -> float:
    """Of a city mentioned ``count`` times, in px: 2.1 + 1.42 sqrt(n), within 3 and 13."""
    return max(3.0, min(13.0, 2.1 + 1.42 * math.sqrt(count)))
