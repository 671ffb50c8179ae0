"""Explanations as the values of the API and as the lines of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from geodata.errors import GazetteerError
from geodata.explain import Explainer, Explanation, Reason
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.model import Candidate, Document
from mapapp.strings import text

MOST_REASONS = 5
LEAST_WEIGHT = 0.1  # log odds; less changes nothing that a person would notice
_AROUND = 40  # characters of context at each side


@lru_cache(maxsize=2)
def explainer(document: Document, gazetteer: Gazetteer) -> Explainer:
    """The document read once for all its mentions: people look at several."""
    return Explainer(geoparse(document, gazetteer), gazetteer)


def as_values(found: Explanation, gazetteer: Gazetteer) -> dict[str, Any]:
    """One explanation as JSON values; weights are log odds, above 0 for what was decided."""
    mention, rival = found.resolution.mention, found.rival
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "reading": mention.reading,
        "place": found.resolution.place.place_id if found.resolution.place else None,
        "candidates": [
            {"id": c.place_id, "label": label(c, gazetteer), "probability": round(p, 4)}
            for c, p in found.candidates
        ],
        "reasons": [
            {"title": title, "reasons": [_value(reason) for reason in reasons]}
            for title, reasons in _sections(found, label(rival, gazetteer) if rival else "")
        ],
        "notes": list(found.notes),
    }


def as_lines(document: Document, found: Explanation, gazetteer: Gazetteer) -> Iterator[str]:
    """One explanation as a block of text, indented below the name of its document."""
    values, r = as_values(found, gazetteer), found.resolution
    yield f"{document.name}:{r.mention.start}: {r.mention.surface}"
    yield f"  {_context(document.text, r.mention.start, r.mention.end)}"
    others = values["candidates"]
    if r.place:
        meant = text(f"reading.{r.mention.reading}")
        chosen, *others = others
        yield f"  = {chosen['label']} [{chosen['id']}], {_percent(chosen['probability'])}; {meant}"
    for section in values["reasons"]:
        yield f"  {section['title']}"
        yield from (f"    {_signed(x['weight'])}  {x['words']}" for x in section["reasons"])
    yield from (f"  {note}" for note in values["notes"])
    if others:
        listed = "; ".join(
            f"{c['label']} [{c['id']}], {_percent(c['probability'])}" for c in others
        )
        yield f"  {text('why.others')}: {listed}"


def _sections(found: Explanation, rival: str) -> Iterator[tuple[str, Sequence[Reason]]]:
    """Each decision with what weighed in it; a reading's reasons speak for the one it got."""
    literal = found.resolution.mention.reading == "literal"
    read = [Reason(r.words, r.weight if literal else -r.weight) for r in found.read]
    sections = (
        (text("why.ranked", rival=rival), found.ranked),
        (text("why.taken"), found.taken),
        (text("why.read.literal" if literal else "why.read.associative"), read),
    )
    for title, reasons in sections:
        strong = [r for r in reasons[:MOST_REASONS] if abs(r.weight) >= LEAST_WEIGHT]
        if strong:
            yield title, strong


def _value(reason: Reason) -> dict[str, Any]:
    return {"words": reason.words, "weight": round(reason.weight, 2)}


def _percent(probability: float) -> str:
    return "< 1%" if probability < 0.01 else f"{probability:.0%}"


def _signed(weight: float) -> str:
    return f"{weight:+.1f}".replace("-", "−")


def label(place: Candidate, gazetteer: Gazetteer) -> str:
    """A name that tells candidates apart: "Naples, FL, United States (city)"."""
    state = place.admin1 if place.admin1 and place.admin1.isalpha() else None
    parts = [place.name]
    for part in (state, _country(place, gazetteer)):
        if part and not parts[-1].endswith(part):
            parts.append(part)
    return f"{', '.join(parts)} ({text(f'kind.{place.kind}').lower()})"


def _country(place: Candidate, gazetteer: Gazetteer) -> str | None:
    if place.country and place.kind != "country":
        with suppress(GazetteerError):
            return gazetteer.country(place.country).name
        return place.country
    return None


def _context(passage: str, start: int, end: int) -> str:
    """The mention in brackets, with some text around it, on one line."""
    before, after = passage[max(0, start - _AROUND) : start], passage[end : end + _AROUND]
    opened = "…" if start > _AROUND else ""
    closed = "…" if end + _AROUND < len(passage.rstrip()) else ""
    return " ".join(f"{opened}{before}[{passage[start:end]}]{after}{closed}".split())
