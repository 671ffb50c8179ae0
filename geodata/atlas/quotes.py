"""The words of a document that stand beside a view: chosen with it, or the best of its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.atlas.records import DocumentInfo, MentionRow, Passage
from geodata.atlas.selection import Selection
from geodata.documents.markup import is_markdown, markup_around, without

LONGEST = 320
"""Characters that can be read from the back of a room."""

_SHORTEST = 60  # a heading or a caption says too little by itself
_ENDS = '.!?…”"»'
_SPACE = re.compile(r"\s+")
_ELLIPSIS = "…"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, from ``start`` to ``end`` of its text.

    ``text`` is them with every run of white space as one space, without signs of Markdown, and
    with an ellipsis where a sentence is cut; ``marks`` are the spans in it that name the view's
    place. ``mention`` is where in the document the first mention in these spans, or else in the
    quote, begins.
    """

    document: DocumentInfo
    start: int
    end: int
    text: str
    marks: tuple[Span, ...] = ()
    mention: int | None = None


def quote_of(selection: Selection) -> Quote | None:
    """What to quote beside a view; None where nothing is selected or its document is gone."""
    if selection.view.quote:
        return _chosen(selection, *selection.view.quote)
    return _best(selection, selection.view.place) if selection.view.place else None


def _chosen(selection: Selection, document_id: str, start: int, end: int) -> Quote | None:
    atlas, place_id = selection.atlas, selection.view.place
    document = atlas.document(document_id)
    info = next((i for i in atlas.documents() if i.id == document_id), None)
    if document is None or info is None or not document.text[start:end].strip():
        return None
    rows = [row for row in atlas.mentions(document_id) if row.decision != "rejected"]
    named = [row for row in rows if place_id and row.place_id == place_id]
    end = min(end, len(document.text), start + LONGEST)
    return _quote(info, document.text, (start, end), named, rows)


def _best(selection: Selection, place_id: str) -> Quote | None:
    """The first whole sentence that is neither a scrap nor too long, newest document first."""
    found = [(g.document, p) for g in selection.passages(place_id) for p in g.passages]
    if not found:
        return None
    info, passage = next((pair for pair in found if _fits(pair[1].text)), found[0])
    document = selection.atlas.document(info.id)
    if document is None:
        return None
    rows = selection.atlas.mentions(info.id)
    return _quote(info, document.text, _around(passage), passage.mentions, rows)


def _fits(text: str) -> bool:
    return _SHORTEST <= len(text) <= LONGEST and text.rstrip()[-1:] in _ENDS


def _around(passage: Passage) -> Span:
    """A passage, or of a long one the whole words around its first mention."""
    start, end, text = passage.start, passage.end, passage.text
    if end - start <= LONGEST:
        return start, end
    first = passage.mentions[0].start - start
    left = max(0, min(first - LONGEST // 3, len(text) - LONGEST))
    right = left + LONGEST
    if left:
        left = text.find(" ", left, first) + 1 or left
    if right < len(text):
        right = max(text.rfind(" ", left, right), passage.mentions[0].end - start)
    return start + left, start + right


def _quote(
    info: DocumentInfo,
    text: str,
    span: Span,
    named: Sequence[MentionRow],
    rows: Iterable[MentionRow],
) -> Quote:
    """The quote as it is shown, ``named`` marked in it; ``rows`` are its document's mentions."""
    start, end = _trimmed(text, *span)
    signs = markup_around(text, start, end).signs if is_markdown(info.name) else []
    shown = f"{_ELLIPSIS} " if _is_cut(text[:start].rstrip(" ")) else ""
    marks: list[Span] = []
    at = start
    for mention in named:
        if at <= mention.start and mention.end <= end:
            shown += _plain(without(text, at, mention.start, signs))
            at = mention.end
            words = _plain(without(text, mention.start, at, signs))
            marks.append((len(shown), len(shown) + len(words)))
            shown += words
    shown += _plain(without(text, at, end, signs))
    if _is_cut(text[start:end]) and text[end : end + 1].strip("\n"):
        shown += f" {_ELLIPSIS}"
    starts = sorted(row.start for row in rows if start <= row.start and row.end <= end)
    first = min((m.start for m in named if m.start >= start), default=start)
    mention_at = next((s for s in starts if s >= first), starts[0] if starts else None)
    return Quote(info, start, end, shown, tuple(marks), mention_at)


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _is_cut(before: str) -> bool:
    """Whether a sentence goes on where this text ends."""
    return bool(before) and before[-1] not in f"{_ENDS}\n"


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text)
