"""How many of the sites, routes and corridors that single sentences tell of are found.

``described.jsonl``, ``unseen.jsonl`` and ``prose.jsonl`` hold a text a line with what it tells of: "sites"
("span", "anchor"), "routes" ("from", "to", "via", "mode", "status", "goods") and "corridors"
("span"). A site or corridor counts as found where a predicted span overlaps it, as resolved where
that has a point; a route where both its ends are the wanted places.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Candidate, Parsed, Resolution, Route

HERE = Path(__file__).parent
Row = dict[str, Any]
Span = tuple[int, int]


@dataclass
class Count:
    """Of one kind: how many are told of, found and resolved, and how many found are none."""

    told: int = 0
    found: int = 0
    resolved: int = 0
    false: int = 0

    def __iadd__(self, other: Count) -> Count:
        for field in fields(self):
            added = getattr(self, field.name) + getattr(other, field.name)
            setattr(self, field.name, added)
        return self


def rows(name: str, **wanted: object) -> list[Row]:
    """The sentences of a file whose fields are as ``wanted``."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    found = (json.loads(line) for line in lines)
    return [
        row for row in found if "text" in row and all(row[key] == v for key, v in wanted.items())
    ]


def tally(sentences: Iterable[Row], gazetteer: Gazetteer) -> dict[str, Count]:
    """Counts by kind: sites, routes, corridors."""
    counts = {"sites": Count(), "routes": Count(), "corridors": Count()}
    for row in sentences:
        parsed = geoparse(row["text"], gazetteer)
        described = [r for r in parsed.resolutions if r.mention.head]
        named = [r for r in parsed.resolutions if _is_named_corridor(r)]
        # Phrases that tell of a route are counted with the routes.
        sites = [r for r in described if r.mention.kind == "site" or not row["routes"]]
        counts["sites"] += _spans(row["text"], row["sites"], described, sites)
        counts["corridors"] += _spans(row["text"], row.get("corridors", []), named, named)
        counts["routes"] += _routes(row, parsed, gazetteer)
    return counts


def _spans(
    text: str, wanted: list[Row], found: list[Resolution], counted: list[Resolution]
) -> Count:
    """``counted`` are those of the found that are false where nothing is told of."""
    spans = [(text.index(w["span"]), text.index(w["span"]) + len(w["span"])) for w in wanted]
    taken: list[Resolution] = []
    for start, end in spans:
        hit = next((r for r in found if r not in taken and _overlap(r, start, end)), None)
        taken += [hit] if hit else []
    resolved = sum(r.place is not None and r.place.lat is not None for r in taken)
    false = sum(not any(_overlap(r, *span) for span in spans) for r in counted)
    return Count(len(spans), len(taken), resolved, false)


def _is_named_corridor(r: Resolution) -> bool:
    return r.mention.kind == "corridor" and not r.mention.head


def _overlap(r: Resolution, start: int, end: int) -> bool:
    return r.mention.start < end and r.mention.end > start


def _routes(row: Row, parsed: Parsed, gazetteer: Gazetteer) -> Count:
    wanted, found = row["routes"], parsed.routes
    hits = sum(any(runs(route, want, gazetteer) for route in found) for want in wanted)
    described = [route for route in found if route.place_id is None]
    false = sum(not any(runs(route, want, gazetteer) for want in wanted) for route in described)
    return Count(len(wanted), hits, hits, false)


def runs(route: Route, want: Row, gazetteer: Gazetteer) -> bool:
    """Whether a route goes between the two places of a row."""
    ends = ((route.origin, want["from"]), (route.destination, want["to"]))
    return all(_named(place, name, gazetteer) for place, name in ends)


def _named(place: Candidate | None, name: str, gazetteer: Gazetteer) -> bool:
    known = {candidate.place_id for candidate in gazetteer.candidates(name)}
    return place is not None and (place.name == name or place.place_id in known)
