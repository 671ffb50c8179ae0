"""Distance and bearing in words: "60 km north-west of Faya", "two hours' drive from Erbil"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot, radians, sin

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    "a few": 5.0, "a couple of": 2.0, "half a": 0.5, "half an": 0.5, "several": 10.0,
    "several hundred": 500.0, "a dozen": 12.0, "and a half": 0.5, "a": 1.0, "an": 1.0,
    **{word: float(n) for n, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: 10.0 * n for n, word in enumerate(_TENS, 2)},
}  # fmt: skip
_TIMES = {"hundred": 100, "thousand": 1000}
_TENS_AND_UNITS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)}))?"
_SMALL = rf"(?:{_TENS_AND_UNITS}|{'|'.join((*_TEENS, *_UNITS))})"
_SOME = "several hundred|several|a few|a couple of|half an?|a dozen|an?"
_NUMBER = (
    rf"\d[\d,]*(?:\.\d+)?|(?:{_SMALL}|{_SOME})(?:[\s-](?:hundred|thousand)"
    rf"(?:[\s-](?:and[\s-])?{_SMALL})?)?(?:[\s-]and[\s-]a[\s-]half)?"
)
_NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(sorted((*_NUMBERS, *_TIMES), key=len, reverse=True))})\b"
)
_OFFSET = re.compile(
    rf"(?<![\w.,])(?<![^\W\d]-)(?P<number>{_NUMBER})[\s-]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|(?:nautical\s+)?miles?|mi|nm|m|met(?:er|re)s?"
    r"|yards?|hours?|minutes?|days?)(?:\s+\([^()]{1,40}\))?"
    r"(?P<travel>['’]?s?['’]?\s+(?:(?:boat|train|car|bus)\s+)?"
    r"(?:drive|ride|walk|hike|march|sail|journey|trip|trek))?"
    r"(?:\s+(?:by\s+\w+|(?:up|down|along)\s+the\s+\w+|inland|offshore|(?:up|down)(?:stream|river)))?\s+"
    r"(?:(?:to the\s+)?(?:(?:due|just)\s+)?"
    r"(?P<side>(?:north|south|east|west)(?:[\s-]?(?:north|south|east|west)){0,2})(?:ern)?"
    r"\s+(?:of|from)|(?P<plain>from|outside|off|away from|of))\b",
    re.IGNORECASE,
)
_AZIMUTHS = {
    "north": 0.0, "northnortheast": 22.5, "northeast": 45.0, "eastnortheast": 67.5, "east": 90.0,
    "eastsoutheast": 112.5, "southeast": 135.0, "southsoutheast": 157.5, "south": 180.0,
    "southsouthwest": 202.5, "southwest": 225.0, "westsouthwest": 247.5, "west": 270.0,
    "westnorthwest": 292.5, "northwest": 315.0, "northnorthwest": 337.5,
}  # fmt: skip
_KM = {"k": 1.0, "n": 1.852, "m": 0.001, "y": 0.0009144}
_KM_A_MILE = 1.609344
_HOURS = {"hour": 1.0, "minute": 1 / 60, "day": 8.0}
_KM_AN_HOUR = {"walk": 5.0, "hike": 4.0, "march": 5.0, "trek": 4.0, "sail": 15.0}
_BY_ROAD = 60.0  # km an hour, and of any journey that does not tell how
_HALF_A_WIND = 22.5  # "north-west" is said of anything nearer to it than to north or west
_ROUNDING = 0.1  # texts round distances
_TOWN_KM = 2.0  # they count from the edge of a town, or from its middle


@dataclass(frozen=True, slots=True)
class Offset:
    """How far, and in which direction (degrees clockwise from north; None: not told).

    ``radius_km`` is how far off a point so reckoned may be; ``words`` as they are shown, and
    ``joint`` what stands between them and the place.
    """

    km: float
    azimuth: float | None
    words: str
    joint: str = "from"

    @property
    def radius_km(self) -> float:
        """All of the distance without a bearing; else what its wind and its rounding leave open."""
        across = self.km * sin(radians(_HALF_A_WIND)) if self.azimuth is not None else self.km
        return round(_TOWN_KM + hypot(across, _ROUNDING * self.km), 1)


def offset_in(words: str) -> Offset | None:
    """The first distance that some words tell.

    A time on the way is at most that far: its bearing is not reckoned.
    """
    found = _OFFSET.search(words)
    if found is None:
        return None
    side = re.sub(r"[\s-]", "", found["side"] or "").lower()
    if side and side not in _AZIMUTHS:
        return None
    unit = found["unit"].lower()
    count = _count(found["number"].lower())
    hours = _HOURS.get(unit.rstrip("s"))
    shown = f"{found['number']} {found['unit']}{found['travel'] or ''}"
    shown += f" {found['side'].lower()}" if side else ""
    joint = "of" if side else "from"
    if hours is not None:
        pace = _KM_AN_HOUR.get((found["travel"] or "").rpartition(" ")[2].lower(), _BY_ROAD)
        return Offset(count * hours * pace, None, shown, joint)
    km = count * (_KM_A_MILE if unit.startswith("mi") else _KM[unit[0]])
    return Offset(km, _AZIMUTHS[side] if side else None, shown, joint)


def _count(number: str) -> float:
    """The number that digits or words tell: "1,200", "twenty-five", "three hundred and fifty"."""
    if number[0].isdigit():
        return float(number.replace(",", ""))
    count = 0.0
    for word in _NUMBER_WORD.findall(re.sub(r"[\s-]+", " ", number)):
        count = count * _TIMES[word] if word in _TIMES else count + _NUMBERS[word]
    return count
