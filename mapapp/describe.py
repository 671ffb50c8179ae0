"""A place in words: what kind it is, how it came to its spot, what is text and what is not."""

from __future__ import annotations

import math
from collections import defaultdict
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
    """The counts, who placed it, and the status of a line."""
    decision = place.get("decision") or "automatic"
    said = [
        plural("count.mentions", int(place.get("mentions") or 0)),
        plural("count.documents", int(place.get("documents") or 0)),
        STRINGS.get(f"decision.{decision}", str(decision)).lower(),
        _status(place).lower(),
    ]
    return [chip for chip in said if chip]


def notes(place: Place, legs: Iterable[Place] = ()) -> list[str]:
    """What of the feature stands in the text, and what is outside knowledge, one line each.

    ``legs`` are a corridor's, for the length of each of its branches.
    """
    lines = [_where(place), _length(place, legs), _radius(place), _manner(place)]
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


def _status(place: Place) -> str:
    """``Operating, 162 km missing``: the status of most of a line, and how much there is not."""
    status = STRINGS.get(f"status.{place.get('status')}", "")
    gap = _missing(place) if place.get("status") != "missing" else ""
    return ", ".join(part for part in (status, gap) if part)


def _missing(place: Place) -> str:
    km = place.get("missing_km")
    return text("feature.missing", km=f"{km:,.0f}") if _is_number(km) and km >= 1 else ""


def _length(place: Place, legs: Iterable[Place]) -> str:
    """``7,194 km in all: rail 4,213, sea 2,981; 162 km missing.``

    Of several branches each is told first: they are ways beside each other, not one.
    """
    km = place.get("km")
    if not _is_number(km) or km < 1:
        return ""
    branches: dict[str, int] = defaultdict(int)
    for leg in legs:
        branches[str(leg["branch"])] += round(leg["km"])  # as the list of legs adds up
    line = text("feature.length", km=f"{km:,.0f}")
    if len(branches) > 1:
        told = ", ".join(f"{name} {long:,.0f} km" for name, long in branches.items())
        line = text("feature.length.branches", n=len(branches), told=told, km=f"{km:,.0f}")
    by_mode = [part.rpartition(" ") for part in str(place.get("km_by_mode") or "").split(", ")]
    if len(by_mode) > 1:
        line += ": " + ", ".join(
            text("feature.length.mode", mode=STRINGS[f"mode.{mode}"].lower(), km=f"{int(long):,}")
            for mode, _, long in by_mode
        )
    return "; ".join(part for part in (line, _missing(place)) if part) + "."


def _manner(place: Place) -> str:
    spoken = [part for part in str(place.get("manner") or "").split(",") if part]
    manners = ", ".join(STRINGS.get(f"manner.{manner}", manner) for manner in spoken)
    return text("feature.manner", manners=manners) if manners else ""


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and math.isfinite(value)
