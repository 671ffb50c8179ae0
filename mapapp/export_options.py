"""How pictures and slides are made: size, layout, sharpness, colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from mapapp.errors import BadRequestError
from mapapp.strings import text

Theme = Literal["light", "dark"]
Look = Literal["slide", "map"]

PAGES = ("16:9", "4:3", "1:1", "a4-landscape", "a4-portrait")
_SHORT = {"a4": "a4-landscape"}
SCALES = (1, 2, 3, 4)
THEMES: tuple[Theme, ...] = ("light", "dark")
LOOKS: tuple[Look, ...] = ("slide", "map")
SIDE = range(200, 4001)
"""Pixels of a page of one's own, before it is scaled."""
MOST_PIXELS = 40_000_000
_OWN_PAGE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


CHOICES: tuple[tuple[str, str, tuple[object, ...]], ...] = (
    ("page", "size", PAGES),
    ("look", "look", LOOKS),
    ("theme", "theme", THEMES),
    ("scale", "scale", SCALES),
)
"""(field of Options, its argument, what can be chosen), in the order of the dialog."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a picture is made: ``page`` is one of PAGES or ``WIDTHxHEIGHT`` in pixels.

    ``look`` "slide" has title, quote and sources beside the map, "map" is the map with its key.
    """

    page: str = "16:9"
    look: Look = "slide"
    scale: int = 2
    theme: Theme = "light"
    transparent: bool = False


def options_of(given: Mapping[str, str]) -> Options:
    """Options from ``size``, ``look``, ``scale``, ``theme``, ``transparent``; BadRequestError."""
    options = Options(
        page=_page(given.get("size") or "16:9"),
        look=cast(Look, _choice(given, "look", LOOKS)),
        scale=_scale(given.get("scale") or "2"),
        theme=cast(Theme, _choice(given, "theme", THEMES)),
        transparent=_choice(given, "transparent", ("no", "yes")) == "yes",
    )
    own = _OWN_PAGE.fullmatch(options.page)
    if own:
        pixels = int(own[1]) * int(own[2]) * options.scale**2
        if pixels > MOST_PIXELS:
            limits = {"n": round(pixels / 1e6), "high": MOST_PIXELS // 1_000_000}
            raise BadRequestError(text("error.export.pixels", **limits))
    return options


def _page(given: str) -> str:
    name = _SHORT.get(given.lower(), given.lower())
    own = _OWN_PAGE.fullmatch(name)
    if name in PAGES or (own and int(own[1]) in SIDE and int(own[2]) in SIDE):
        return name
    limits = {"pages": ", ".join(PAGES), "low": SIDE.start, "high": SIDE.stop - 1}
    raise BadRequestError(text("error.export.page", **limits))


def _scale(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) < 3 and int(given) in SCALES:
        return int(given)
    raise BadRequestError(text("error.export.scale", high=SCALES[-1]))


def _choice(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name) or choices[0]
    if value not in choices:
        raise BadRequestError(text("error.choice", name=name, choices=", ".join(choices)))
    return value
