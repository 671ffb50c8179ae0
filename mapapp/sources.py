"""Where what is shown comes from: the line of sources under a slide, and each document in it."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from mapapp.dates import written
from mapapp.strings import plural, text

MOST_NAMED = 5
MOST_LEFT_OUT = 3


def named(document: DocumentInfo) -> str:
    """Who says it and when: "Nima Khorrami, The Middle East Institute, 1 August 2022"."""
    who = by(document) or " ".join((document.title or document.name).split())
    return f"{who}, {dated(document)}"


def by(document: DocumentInfo) -> str:
    """Author and publisher, on one line; "" where neither is known."""
    names = [" ".join(part.split()) for part in (document.author, document.publisher) if part]
    return ", ".join(dict.fromkeys(names))


def dated(document: DocumentInfo) -> str:
    """When it was published, the month written out."""
    return written(document.published or "", full=True) or text("reader.no_date")


def source_line(selection: Selection) -> str:
    """How many passages of which documents hold the selected place, how much is shown in all.

    It also says what comes from elsewhere than the documents.
    """
    parts = [*_of_place(selection), _of_all(selection)]
    if len(selection.legs):
        parts.append(text("source.corridors"))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def left_out_line(lines: Sequence[str]) -> str:
    """One line on the views of a briefing that cannot be shown any more; "" where all can."""
    more = ["…"] if len(lines) > MOST_LEFT_OUT else []
    said = "; ".join([*lines[:MOST_LEFT_OUT], *more])
    return text("source.left_out", said=said) if lines else ""


def _of_place(selection: Selection) -> list[str]:
    place = selection.view.place
    row = selection.atlas.place(place) if place else None
    groups = selection.passages(place) if place else []
    if row is None or not groups:
        return []
    passages = plural("count.passages", sum(len(group.passages) for group in groups))
    documents = [group.document for group in groups]
    said = text("source.counts", counted=passages, documents=_count(documents))
    return [f"{row['name']}: {said}{_names(documents)}"]


def _of_all(selection: Selection) -> str:
    shown = selection.in_view
    mentions = plural("count.mentions", len(shown.mentions))
    documents = shown.documents
    said = text("source.counts", counted=mentions, documents=_count(documents))
    names = "" if selection.view.place else _names(documents)
    return text("source.all", said=f"{said}{names}")


def _count(documents: Sequence[DocumentInfo]) -> str:
    return plural("count.documents", len(documents))


def _names(documents: Sequence[DocumentInfo]) -> str:
    """Who says it, in brackets, where that are few."""
    return f" ({'; '.join(map(named, documents))})" if len(documents) <= MOST_NAMED else ""
