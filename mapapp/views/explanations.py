"""Why a mention of the atlas is where it is, told by reading its document once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geodata.atlas import MentionRow
from geodata.explain import Explanation
from geodata.model import Document
from mapapp import store
from mapapp.errors import NotFoundError
from mapapp.explaining import as_values, explainer
from mapapp.strings import text


def explanations(document_id: str, start: int) -> dict[str, Any]:
    """The explanations of the mentions that begin at ``start``; NotFoundError if there is none."""
    document = store.atlas().document(document_id)
    if document is None:
        raise NotFoundError(text("error.document", id=document_id[:80]))
    rows = store.atlas().mentions(document_id)
    here = {row.end: row for row in rows if row.start == start}
    if not here:
        raise NotFoundError(text("why.unknown", start=start))
    found = [e for e in _found(document, rows, start) if e.resolution.mention.end in here]
    return {"mentions": [_values(e, here[e.resolution.mention.end]) for e in found]}


def _found(document: Document, rows: list[MentionRow], start: int) -> list[Explanation]:
    """As recognition has it; what it does not find was given with the document, or is old."""
    gazetteer = store.gazetteer()
    found = explainer(document, gazetteer).at(start)
    ends = {row.end for row in rows if row.start == start}
    if ends <= {e.resolution.mention.end for e in found}:
        return found
    spans = tuple((row.start, row.end) for row in rows)
    return explainer(replace(document, spans=spans), gazetteer).at(start)


def _values(found: Explanation, row: MentionRow) -> dict[str, Any]:
    values = as_values(found, store.gazetteer())
    if values["place"] != row.place_id:
        values["notes"].insert(0, text("why.differs"))
    return values
