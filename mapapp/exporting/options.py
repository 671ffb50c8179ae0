"""How pictures and slides are made: size, layout, sharpness, colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from mapapp.errors import BadRequestError
from mapapp.pictures.layout import MOST_PIXELS, PAGES, page_of
from mapapp.strings import text

Theme = Literal["light", "dark"]
Look = Literal["slide", "map"]

SCALES = (1, 2, 3, 4)
THEMES: tuple[Theme, ...] = ("light", "dark")
LOOKS: tuple[Look, ...] = ("slide", "map")

CHOICES: tuple[tuple[str, str, tuple[object, ...]], ...] = (
    ("page", "size", tuple(PAGES)),
    ("look", "look", LOOKS),
    ("theme", "theme", THEMES),
    ("scale", "scale", SCALES),
)
"""(field of Options, its argument, what can be chosen), in the order of the dialog."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a picture is made: ``page`` is one of `PAGES` or ``WIDTHxHEIGHT`` in pixels.

    ``look`` "slide" has title, quote and sources beside the map, "map" is the map with its key.
    """

    page: str = "16:9"
    look: Look = "slide"
    scale: int = 2
    theme: Theme = "light"
    transparent: bool = False


def options_of(given: Mapping[str, str]) -> Options:
    """Options from ``size``, ``look``, ``scale``, ``theme``, ``transparent``; BadRequestError."""
    page = page_of(given.get("size") or "16:9")
    options = Options(
        page=page.name,
        look=cast(Look, _choice(given, "look", LOOKS)),
        scale=_scale(given.get("scale") or "2"),
        theme=cast(Theme, _choice(given, "theme", THEMES)),
        transparent=_choice(given, "transparent", ("no", "yes")) == "yes",
    )
    pixels = page.width * page.height * (page.pixels * options.scale) ** 2
    if pixels > MOST_PIXELS:
        limits = {"n": round(pixels / 1e6), "high": MOST_PIXELS // 1_000_000}
        raise BadRequestError(text("error.export.pixels", **limits))
    return options


def _scale(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) < 3 and int(given) in SCALES:
        return int(given)
    raise BadRequestError(text("error.export.scale", high=SCALES[-1]))


def _choice(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name) or choices[0]
    if value not in choices:
        raise BadRequestError(text("error.choice", name=name, choices=", ".join(choices)))
    return value
