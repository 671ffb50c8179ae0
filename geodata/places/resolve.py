"""Mentions of one document -> resolutions, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.gazetteer import Gazetteer
from geodata.model import Candidate, Document, Kind, Mention, Precision, Resolution, Route
from geodata.places.evidence import Matrix
from geodata.places.names import gather
from geodata.places.ranker import rank
from geodata.places.sites import place_described

RUNNERS_UP = 4
_PRECISION: dict[Kind, Precision] = {
    "city": "city", "country": "country", "admin": "admin", "region": "region", "water": "region",
    "landform": "region", "corridor": "region", "site": "exact", "other": "unknown",
}  # fmt: skip


def resolve_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Resolution]:
    """One resolution for each name (mentions without a ``head``), in the mentions' order."""
    named = [m for m in mentions if m.head is None]
    names, of_mention = gather(document.text, named, gazetteer)
    chances = rank(names) if names else []
    return [
        unresolved(mention, "no place of this name is known")
        if at is None
        else _best(mention, names[at].candidates, chances[at])
        for mention, at in zip(named, of_mention, strict=True)
    ]


def resolve_described(
    mentions: Sequence[Mention],
    names: Sequence[Resolution],
    corridors: Sequence[Route],
    gazetteer: Gazetteer,
) -> list[Resolution]:
    """One resolution for each described place, by its document's ``names`` and ``corridors``."""
    by_span = {(r.mention.start, r.mention.end): r for r in names}
    return [place_described(m, by_span, corridors, gazetteer) for m in mentions if m.head]


def unresolved(mention: Mention, reason: str) -> Resolution:
    """A mention of which no place can be told, and why."""
    return Resolution(mention, None, 0.0, "unknown", reason=reason)


def _best(mention: Mention, candidates: Sequence[Candidate], chances: Matrix) -> Resolution:
    order = sorted(range(len(candidates)), key=lambda i: -chances[i])
    best = candidates[order[0]]
    others = tuple((candidates[i], round(float(chances[i]), 4)) for i in order[1 : RUNNERS_UP + 1])
    return Resolution(
        replace(mention, kind=best.kind),
        best,
        round(float(chances[order[0]]), 4),
        _PRECISION[best.kind],
        basis=best.basis,
        runners_up=tuple((c, p) for c, p in others if p >= 0.01),
    )
