"""Distance and bearing in words: "60 km north-west of Faya", "some 40 miles from Herat"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot, radians, sin

_OFFSET = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?|a few|a dozen|several)[\s-]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|(?:nautical\s+)?miles?|nm|m|met(?:er|re)s)\s+"
    r"(?:(?:to the\s+)?(?:(?:due|just)\s+)?"
    r"(?P<side>(?:north|south|east|west)(?:[\s-]?(?:north|south|east|west)){0,2})(?:ern)?"
    r"\s+(?:of|from)|(?P<plain>from|outside|off|away from))\b",
    re.IGNORECASE,
)
_AZIMUTHS = {
    "north": 0.0, "northnortheast": 22.5, "northeast": 45.0, "eastnortheast": 67.5, "east": 90.0,
    "eastsoutheast": 112.5, "southeast": 135.0, "southsoutheast": 157.5, "south": 180.0,
    "southsouthwest": 202.5, "southwest": 225.0, "westsouthwest": 247.5, "west": 270.0,
    "westnorthwest": 292.5, "northwest": 315.0, "northnorthwest": 337.5,
}  # fmt: skip
_KM = {"k": 1.0, "n": 1.852, "m": 0.001}
_KM_A_MILE = 1.609344
_NUMBERS = {"a few": 5.0, "a dozen": 12.0, "several": 10.0}
_HALF_A_WIND = 22.5  # "north-west" is said of anything nearer to it than to north or west
_ROUNDING = 0.1  # texts round distances
_TOWN_KM = 2.0  # they count from the edge of a town, or from its middle


@dataclass(frozen=True, slots=True)
class Offset:
    """How far, and in which direction (degrees clockwise from north; None: not told).

    ``radius_km`` is how far off a point so reckoned may be; ``words`` as they are shown.
    """

    km: float
    azimuth: float | None
    words: str

    @property
    def radius_km(self) -> float:
        """All of the distance without a bearing; else what its wind and its rounding leave open."""
        across = self.km * sin(radians(_HALF_A_WIND)) if self.azimuth is not None else self.km
        return round(_TOWN_KM + hypot(across, _ROUNDING * self.km), 1)


def offset_in(words: str) -> Offset | None:
    """The first distance that some words tell."""
    found = _OFFSET.search(words)
    if found is None:
        return None
    told = found["number"].lower()
    number = _NUMBERS[told] if told in _NUMBERS else float(told.replace(",", ""))
    unit = found["unit"].lower()
    km = number * (_KM_A_MILE if unit.startswith("mile") else _KM[unit[0]])
    side = re.sub(r"[\s-]", "", found["side"] or "").lower()
    if side and side not in _AZIMUTHS:
        return None
    shown = f"{found['number']} {found['unit']}" + (f" {found['side'].lower()}" if side else "")
    return Offset(km, _AZIMUTHS[side] if side else None, shown)
