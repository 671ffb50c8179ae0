"""Documents and passages as the values that pages and the API share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.atlas import DocumentInfo, DocumentPassages, MentionRow, Passage
from geodata.documents import is_foreign
from geodata.documents.markup import is_markdown, markup_around, read_markup
from geodata.model import TextDate
from mapapp import store
from mapapp.errors import NotFoundError
from mapapp.reading import Mark, Run, paragraphs, runs, settings, window_around
from mapapp.strings import STRINGS, text


def document_head(info: DocumentInfo) -> dict[str, Any]:
    """What a list says about a document; ``url`` only where a browser may follow it."""
    return {
        "id": info.id,
        "title": info.title,
        "name": info.name,
        "publisher": info.publisher,
        "author": info.author,
        "published": info.published,
        "url": info.url if (info.url or "").startswith(("https://", "http://")) else None,
        "mentions": info.mentions,
        "places": info.places,
    }


def article(document_id: str, at: int = 0) -> dict[str, Any]:
    """A document with its marked text, or the part around character ``at`` of a long one."""
    every = store.documents()
    position = next((i for i, info in enumerate(every) if info.id == document_id), None)
    document = store.atlas().document(document_id)
    if position is None or document is None:
        raise NotFoundError(text("error.document", id=document_id[:80]))
    marks = [mark(row) for row in store.atlas().mentions(document_id)]
    start, end = window_around(document.text, at)
    markup = read_markup(document.text, start, end) if is_markdown(document.name) else None
    return {
        **document_head(every[position]),
        "position": position + 1,
        "of": len(every),
        "length": len(document.text),
        "from": start,
        "to": end,
        "foreign": is_foreign(document.text),
        "paragraphs": paragraphs(document.text, document.body, marks, (start, end), markup),
    }


def mark(row: MentionRow, base: int = 0) -> Mark:
    """A mention as a mark in a text that begins at ``base`` of its document."""
    meant = STRINGS[f"reading.{row.reading}"]
    name = row.name if row.place_id else text("reader.unresolved")
    return Mark(
        start=row.start - base,
        end=row.end - base,
        anchor=row.start,
        place_id=row.place_id,
        kind=row.kind,
        reading=row.reading,
        label=f"{name} · {meant}",
    )


def groups(found: Iterable[DocumentPassages]) -> list[dict[str, Any]]:
    """Passages by document; ``count`` is how many mentions the group shows."""
    return [
        {
            "document": document_head(group.document),
            "count": sum(len(passage.mentions) for passage in group.passages),
            "passages": [_passage(passage, _dates(group), source) for passage in group.passages],
        }
        for group in found
        for source in [_markdown(group.document)]
    ]


def _markdown(info: DocumentInfo) -> str | None:
    """The text of a document that is written in Markdown."""
    document = store.atlas().document(info.id) if is_markdown(info.name) else None
    return document.text if document else None


def _dates(group: DocumentPassages) -> list[TextDate]:
    return store.text_dates().get(group.document.id, [])


def _passage(passage: Passage, dates: Sequence[TextDate], source: str | None) -> dict[str, Any]:
    first = passage.mentions[0] if passage.mentions else None
    return {
        "start": first.start if first else passage.start,
        "readings": sorted({row.reading for row in passage.mentions}),
        "manners": sorted({row.manner for row in passage.mentions if row.manner}),
        "dates": [d.iso for d in dates if d.iso and passage.start <= d.start < passage.end],
        "basis": first.basis if first else None,
        "precision": first.precision if first else None,
        "probability": round(min((row.probability for row in passage.mentions), default=0), 2),
        "decision": first.decision if first else "",
        "runs": _runs(passage, source),
    }


def _runs(passage: Passage, source: str | None) -> list[Run]:
    """The words of a passage, marked; ``source`` is its whole text, if that is Markdown."""
    if source is None:
        marks = [mark(row, passage.start) for row in passage.mentions]
        return runs(passage.text, 0, len(passage.text), marks)
    marks = [mark(row) for row in passage.mentions]
    markup = markup_around(source, passage.start, passage.end)
    return runs(source, passage.start, passage.end, [*marks, *settings(markup, marks)])
