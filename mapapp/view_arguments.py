"""A view as the arguments of an address, and back: the explorer's link, embeds and exports."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from geodata.model import LAYERS, LayerName, View
from mapapp.errors import BadRequestError
from mapapp.strings import text

Choice = TypeVar("Choice", bound=str)

_QUOTE = re.compile(r"(\w{1,64}):([0-9]{1,9})-([0-9]{1,9})", re.ASCII)

MAX_DOCUMENTS = 500
"""Ids in one address; a browser's line ends before more of them."""


def view_of(arguments: Mapping[str, str]) -> View:
    """The view that an address asks for; BadRequestError, in one line, for what cannot be.

    extent=WEST,SOUTH,EAST,NORTH  layers=corridors,sites  reading=literal  documents=ID,ID
    dated=text  since=2025-01-01  until=2025-12-31  undated=no  place=ID  title=  caption=
    quote=DOCUMENT:START-END
    """
    given = {name: value for name, value in arguments.items() if value}
    return View(
        title=given.get("title", ""),
        caption=given.get("caption", ""),
        extent=_extent(given.get("extent")),
        layers=_layers(arguments.get("layers")),
        reading=_choice(given, "reading", ("both", "literal", "associative")),
        documents=_documents(given.get("documents")),
        dated=_choice(given, "dated", ("published", "text")),
        since=_day(given, "since"),
        until=_day(given, "until"),
        undated=_choice(given, "undated", ("yes", "no")) == "yes",
        place=given.get("place"),
        quote=_quote(given.get("quote")),
    )


def arguments_of(view: View) -> dict[str, str]:
    """The arguments that say ``view``; what is as it would be anyway is left out."""
    said = {
        "title": view.title,
        "caption": view.caption,
        "extent": ",".join(f"{edge:.9g}" for edge in view.extent or ()),
        "reading": "" if view.reading == "both" else view.reading,
        "documents": ",".join(view.documents or ()),
        "dated": "" if view.dated == "published" else view.dated,
        "since": view.since or "",
        "until": view.until or "",
        "undated": "" if view.undated else "no",
        "place": view.place or "",
        "quote": "{}:{}-{}".format(*view.quote) if view.quote else "",
    }
    arguments = {name: value for name, value in said.items() if value}
    if view.layers is not None:
        arguments["layers"] = ",".join(view.layers) or "none"
    return arguments


def _extent(given: str | None) -> tuple[float, float, float, float] | None:
    if given is None:
        return None
    try:
        # Five decimals are about a metre, and stay as they are in the address that says the view.
        west, south, east, north = (round(float(part), 5) for part in given.split(","))
    except ValueError as error:
        raise BadRequestError(text("error.extent")) from error
    extent = (west, south, east, north)
    if not all(map(math.isfinite, extent)) or not (
        -540 <= west < east <= 540 and -90 <= south < north <= 90
    ):
        raise BadRequestError(text("error.extent"))
    return extent


def _layers(given: str | None) -> tuple[LayerName, ...] | None:
    if not given:
        return None
    names = [] if given == "none" else given.split(",")
    unknown = [name for name in names if name not in LAYERS]
    if unknown:
        raise BadRequestError(text("error.layers", name=unknown[0][:40], names=", ".join(LAYERS)))
    return tuple(name for name in LAYERS if name in names)


def _documents(given: str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    ids = given.split(",")
    if len(ids) > MAX_DOCUMENTS:
        raise BadRequestError(text("error.documents", n=MAX_DOCUMENTS))
    return tuple(ids)


def _quote(given: str | None) -> tuple[str, int, int] | None:
    if given is None:
        return None
    found = _QUOTE.fullmatch(given)
    if found is None or int(found[2]) >= int(found[3]):
        raise BadRequestError(text("error.quote"))
    return found[1], int(found[2]), int(found[3])


def _choice(given: Mapping[str, str], name: str, choices: tuple[Choice, ...]) -> Choice:
    value = given.get(name, choices[0])
    for choice in choices:
        if value == choice:
            return choice
    raise BadRequestError(text("error.choice", name=name, choices=", ".join(choices)))


def _day(given: Mapping[str, str], name: str) -> str | None:
    value = given.get(name)
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise BadRequestError(text("error.day", name=name)) from error
