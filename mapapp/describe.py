"""A place in words: what kind it is, how it came to its spot, what is text and what is not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeGuard

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
    lines = [_where(place), _radius(place), _length(place), _manner(place)]
    known = place.get("known_note")
    if known:
        lines.append(text("feature.note.known", note=known))
    elif place.get("note"):
        lines.append(str(place["note"]))
    return [line for line in lines if line]


def legs(rows: Iterable[Place]) -> list[dict[str, Any]]:
    """The legs of one corridor in words, branch by branch; ``km`` is a number."""
    return [
        {
            "branch": row["branch"],
            "from": row["from_name"],
            "to": row["to_name"],
            "mode": row["mode"],
            "status": row["status"],
            "km": round(row["km"]),
            "routed": STRINGS.get(f"routed.{row['routed_on']}", row["routed_on"]),
            "note": row["note"] or "",
        }
        for row in rows
    ]


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


def _radius(place: Place) -> str:
    km = place.get("radius_km")
    return text("feature.radius", km=f"{km:,.0f}") if _is_number(km) else ""


def _length(place: Place) -> str:
    """``7,194 km in all: rail 4,213, sea 2,981; 162 km missing.``"""
    km, missing = place.get("km"), place.get("missing_km")
    if not _is_number(km) or km < 1:
        return ""
    line = text("feature.length", km=f"{km:,.0f}")
    by_mode = [part.rpartition(" ") for part in str(place.get("km_by_mode") or "").split(", ")]
    if len(by_mode) > 1:
        line += ": " + ", ".join(
            text("feature.length.mode", mode=STRINGS[f"mode.{mode}"].lower(), km=f"{int(long):,}")
            for mode, _, long in by_mode
        )
    if _is_number(missing) and missing >= 1:
        line += "; " + text("feature.missing", km=f"{missing:,.0f}")
    return line + "."


def _manner(place: Place) -> str:
    spoken = [part for part in str(place.get("manner") or "").split(",") if part]
    manners = ", ".join(STRINGS.get(f"manner.{manner}", manner) for manner in spoken)
    return text("feature.manner", manners=manners) if manners else ""


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and math.isfinite(value)
