"""A place in words: what kind it is, how it came to its spot, what is text and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale

from mapapp.strings import STRINGS, plural, text

Place = Mapping[str, Any]


def kind_line(place: Place) -> str:
    """``Corridor · rail, sea, road``; ``City · Iran``."""
    kind = "flow" if place.get("layer") == "flows" else str(place.get("kind") or "other")
    parts = [STRINGS.get(f"kind.{kind}", kind)]
    modes = [mode.strip() for mode in str(place.get("modes") or place.get("mode") or "").split(",")]
    named = [STRINGS.get(f"mode.{mode}", mode).lower() for mode in modes if mode]
    if named:
        parts.append(", ".join(named))
    elif kind in {"city", "admin", "site"} and place.get("country"):
        parts.append(country_name(str(place["country"])))
    return " · ".join(parts)


@cache
def country_name(iso: str) -> str:
    """The usual English name of an ISO 3166-1 country; the code itself where there is none."""
    return str(Locale("en").territories.get(iso, iso))


def chips(place: Place) -> list[str]:
    """The counts, and who placed it."""
    decision = place.get("decision") or "automatic"
    return [
        plural("count.mentions", int(place.get("mentions") or 0)),
        plural("count.documents", int(place.get("documents") or 0)),
        STRINGS.get(f"decision.{decision}", str(decision)).lower(),
    ]


def notes(place: Place) -> list[str]:
    """What of the feature stands in the text, and what is outside knowledge, one line each."""
    lines = [_where(place), _length(place)]
    known = place.get("known_note")
    if known:
        lines.append(text("feature.note.known", note=known))
    elif place.get("note"):
        lines.append(str(place["note"]))
    return [line for line in lines if line]


def _where(place: Place) -> str:
    layer, precision = place.get("layer"), place.get("precision")
    if layer == "flows":
        return text("feature.note.flow")
    if layer == "corridors":
        return text("feature.note.corridor")
    if layer == "sites" and precision in {"country", "admin", "region"}:
        area = text("feature.somewhere", area=place.get("anchor_name") or place.get("name"))
        return text("feature.note.area", area=area)
    if layer in {"cities", "areas", "regions", "waters"}:
        return text("feature.note.gazetteer")
    return ""


def _length(place: Place) -> str:
    parts = []
    for column, key in (("km", "feature.length"), ("missing_km", "feature.missing")):
        km = place.get(column)
        if isinstance(km, int | float) and km >= 1:
            parts.append(text(key, km=f"{km:,.0f}"))
    return ", ".join(parts) + "." if parts else ""
