"""How layers look in other programs: the explorer's hues for light maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.exports.rows import LEGS_LAYER


@dataclass(frozen=True, slots=True)
class Look:
    """``hue`` is RRGGBB, ``width`` of lines in points, ``opacity`` that of areas, 0 to 1.

    ``hatched`` areas say "somewhere in here", where a program can draw that.
    """

    label: str
    hue: str
    width: float = 1.5
    opacity: float = 0.0
    marker: Literal["circle", "diamond", "square"] = "square"
    hatched: bool = False


LOOKS: dict[str, Look] = {
    "corridors": Look("Corridors", "1A2229", 1.0),
    LEGS_LAYER: Look("Stretches of the corridors", "1A2229", 2.0),
    "flows": Look("Flows", "C41A50", 2.0),
    "sites": Look("Sites", "006B4F", 1.5, 0.2, "diamond", hatched=True),
    "cities": Look("Cities", "1A2229", marker="circle"),
    "countries": Look("Countries", "6A6355", 1.0, 0.12),
    "areas": Look("Areas", "6A6355", 1.0, 0.15),
    "regions": Look("Regions", "75601F", 1.0, 0.08),
    "waters": Look("Waters", "3C5D70", 1.0, 0.2),
}

MODES: dict[str, Look] = {
    "rail": Look("Rail", "2B2EA6", 2.6),
    "sea": Look("Sea", "08658C", 2.8),
    "road": Look("Road", "A05303", 4.4),
    "pipeline": Look("Pipeline", "640F4B", 2.2),
    "cable": Look("Cable", "640F4B", 1.4),
    "air": Look("Air", "55616B", 1.8),
    "river": Look("River", "08658C", 2.4),
}
