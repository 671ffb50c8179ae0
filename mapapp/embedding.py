"""What an embedded map is asked for: flags beside the arguments of a view, and its address.

``docs/embedding.md`` lists the flags for people; a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from mapapp.errors import BadRequestError
from mapapp.strings import text

FLAGS: Mapping[str, tuple[str, ...]] = {
    "legend": ("yes", "no"),
    "control": ("no", "yes"),
    "heading": ("yes", "no"),
    "zoom": ("no", "yes"),
    "wheel": ("yes", "no"),
    "theme": ("auto", "light", "dark"),
}
"""Flag -> its values, the default first."""


@dataclass(frozen=True, slots=True)
class Flags:
    """How an embed looks and acts; each value is one of `FLAGS`."""

    legend: str = "yes"
    control: str = "no"
    heading: str = "yes"
    zoom: str = "no"
    wheel: str = "yes"
    theme: str = "auto"


Position = tuple[float, float, float]
"""Latitude, longitude (degrees) and zoom of the middle of a map."""

_FURTHEST: Position = (90, 540, 24)


def position_of(arguments: Mapping[str, str]) -> Position | None:
    """``at=LAT,LON,ZOOM``, as the explorer's addresses have it; BadRequestError for another."""
    if not arguments.get("at"):
        return None
    try:
        lat, lon, zoom = map(float, arguments["at"].split(","))
    except ValueError as error:
        raise BadRequestError(text("error.at")) from error
    at = (lat, lon, zoom)
    inside = all(math.isfinite(n) and abs(n) <= most for n, most in zip(at, _FURTHEST, strict=True))
    if not inside or zoom < 0:
        raise BadRequestError(text("error.at"))
    return at


def position_arguments(position: Position | None) -> dict[str, str]:
    """The argument that says ``position``."""
    return {"at": ",".join(f"{n:.9g}" for n in position)} if position else {}


def flags_of(arguments: Mapping[str, str]) -> Flags:
    """The flags in an address; BadRequestError, in one line, for a value that there is not."""
    given = {name: arguments[name] for name in FLAGS if arguments.get(name)}
    for name, value in given.items():
        if value not in FLAGS[name]:
            choices = ", ".join(FLAGS[name])
            raise BadRequestError(text("error.choice", name=name, choices=choices))
    return Flags(**given)


def flag_arguments(flags: Flags) -> dict[str, str]:
    """The arguments that say ``flags``; defaults are left out."""
    values = {field.name: str(getattr(flags, field.name)) for field in fields(flags)}
    return {name: value for name, value in values.items() if value != FLAGS[name][0]}
