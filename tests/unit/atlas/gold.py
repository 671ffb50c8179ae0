"""The annotated seeds as parsed documents, and a small world of boxes to draw them in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from geodata.model import (
    Candidate,
    Corridor,
    Document,
    Leg,
    Mention,
    Parsed,
    Resolution,
    Route,
    Stop,
    TextDate,
)

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / "seeds"
INSTC = "curated:instc"
FACTORY = "site:factory@gold:tajikistan"
_CORRIDORS = {
    "International North-South Transport Corridor": INSTC,
    "Zangezur corridor": "curated:zangezur",
}

Row = dict[str, Any]


@cache
def gold_documents() -> tuple[Parsed, ...]:
    """The five seeds with their 450 annotated mentions, in the order of their names."""
    lines = (ROOT / "tests/eval/seeds.gold.jsonl").read_text("utf-8").splitlines()
    return tuple(_parsed(json.loads(line)) for line in lines)


def document(text: str, **facts: Any) -> Document:
    """A document of a text, with the facts that matter to a test."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = facts.pop("name", "text.txt")
    source = facts.pop("source", name)
    return Document(digest[:12], text, name, source, digest, (0, len(text)), **facts)


def mention(doc: Document, surface: str, place: Candidate | None, **facts: Any) -> Resolution:
    """A mention of the first (or ``nth``) occurrence of a surface, resolved to a place."""
    start = -1
    for _ in range(facts.pop("nth", 0) + 1):
        start = doc.text.index(surface, start + 1)
    found = Mention(
        doc.id,
        start,
        start + len(surface),
        surface,
        facts.pop("kind", place.kind if place else "other"),
        facts.pop("reading", "literal"),
        "test",
        0.9,
    )
    return Resolution(found, place, 0.9 if place else 0.0, facts.pop("precision", "city"), **facts)


class Boxes:
    """Countries are boxes around their points, seas a box, corridors two straight legs."""

    version = "boxes"

    def geometry(self, place_id: str) -> BaseGeometry | None:
        place = self.place(place_id)
        if place is None or place.kind not in ("country", "region", "water") or place.lon is None:
            return None
        assert place.lat is not None
        return box(place.lon - 3, place.lat - 2, place.lon + 3, place.lat + 2)

    def place(self, place_id: str) -> Candidate | None:
        return _gold_places().get(place_id)

    def corridor(self, place_id: str) -> Corridor | None:
        if place_id not in _CORRIDORS.values():
            return None
        moscow, rasht = Stop("Moscow", 37.6, 55.8), Stop("Rasht", 49.6, 37.3)
        mumbai = Stop("Mumbai", 72.9, 19.1)
        legs = (
            _leg(0, moscow, rasht, mode="rail", status="missing", km=2000),
            _leg(1, rasht, mumbai, mode="sea", status="operating", km=3000),
        )
        return Corridor(place_id, "North-South", "two legs are enough for a test", legs)


def _leg(order: int, a: Stop, b: Stop, **facts: Any) -> Leg:
    line = ((a.lon, a.lat), (b.lon, b.lat))
    routed_on = "great circle" if facts["mode"] == "rail" else "searoute"
    return Leg(
        "western", order, origin=a, destination=b, routed_on=routed_on, coordinates=line, **facts
    )


def straight(a: Candidate, b: Candidate) -> LineString:
    """The line of a flow."""
    return LineString([(a.lon, a.lat), (b.lon, b.lat)])


def _parsed(gold: Row) -> Parsed:
    raw = (SEEDS / gold["doc"]).read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    doc = Document(
        digest[:12],
        raw.decode("utf-8"),
        gold["doc"],
        gold["doc"],
        digest,
        (gold["body_start"], gold["body_end"]),
        gold["title"],
        gold["publisher"],
        gold["author"],
        gold["published"],
        dates=tuple(TextDate(d["start"], d["end"], d["surface"], d["iso"]) for d in gold["dates"]),
    )
    resolutions = tuple(_resolution(doc, row) for row in gold["mentions"])
    return Parsed(doc, resolutions, tuple(_routes(doc, gold)))


def _resolution(doc: Document, row: Row) -> Resolution:
    found = Mention(
        doc.id, row["start"], row["end"], row["surface"], row["kind"], row["reading"], "gold", 1.0
    )
    place = _candidate(row)
    if place is None:
        return Resolution(found, None, 0.0, "unknown", reason="the text gives no position")
    outside = row.get("outside") or {}
    known: tuple[tuple[Candidate, float], ...] = ()
    if "lat" in outside:
        at = (outside["lon"], outside["lat"])
        there = Candidate(f"known:{place.place_id}", "As reported", "site", *at, basis="known")
        known = ((there, 0.5),)
    return Resolution(found, place, 1.0, row["precision"], runners_up=known)


def _candidate(row: Row) -> Candidate | None:
    if row["lat"] is None:
        return None
    name, kind = row["place"], row["kind"]
    place_id = _CORRIDORS.get(name) or f"gold:{name.lower().replace(' ', '-')}"
    if kind == "site" and row.get("anchor"):
        head = next((w for w in ("factory", "base", "border") if w in row["surface"]), "site")
        place_id = f"site:{head}@gold:{row['anchor'].lower().replace(' ', '-')}"
    return Candidate(place_id, name, kind, row["lon"], row["lat"], row.get("country"))


def _routes(doc: Document, gold: Row) -> Iterator[Route]:
    for row in gold["routes"]:
        spans = row["mentions"] or row["evidence"]
        start = spans[0]["start"]
        yield Route(
            doc.id,
            start,
            start + len(spans[0]["surface"]),
            _end(row["text_from"]),
            _end(row["text_to"]),
            name=row["name"],
            place_id=_CORRIDORS.get(row["name"]),
            mentions=tuple(m["start"] for m in row["mentions"]),
        )


def _end(name: str | None) -> Candidate | None:
    return _gold_places().get(f"gold:{name.lower().replace(' ', '-')}") if name else None


@cache
def _gold_places() -> dict[str, Candidate]:
    lines = (ROOT / "tests/eval/seeds.gold.jsonl").read_text("utf-8").splitlines()
    rows = (row for line in lines for row in json.loads(line)["mentions"])
    places = (_candidate(row) for row in rows)
    return {place.place_id: place for place in places if place}
