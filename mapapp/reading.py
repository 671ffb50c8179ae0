"""A document's text with its mentions marked: plain values that the template and the page draw.

A *run* is a piece of text, or a mark that holds runs: a described site holds the country that it
names. Both are JSON values, so one structure serves the page that comes from the server and the
reader that the browser builds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import TypedDict

DEEPEST = 6
"""Marks within marks beyond this are left out: no sentence needs them, a hostile file may."""

LONGEST_SHOWN = 300_000
"""Characters of a text that a page shows at once: about fifty thousand words."""

LINE_BREAK = re.compile(r"\s*\n\s*")
BLANK_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")

LONGEST_WRAPPED_LINE = 120
"""A text with longer lines was not wrapped by hand: each of its lines is a paragraph."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to mark, the place it leads to, and how to show it.

    ``anchor`` is the mention's start in its document, whatever text the span counts in; None
    for the rest of a mention that another mark or the end of a paragraph cut.
    """

    start: int
    end: int
    anchor: int | None
    place_id: str | None
    kind: str
    reading: str
    label: str


class Marked(TypedDict):
    """A marked run; ``start`` is the mark's anchor."""

    start: int | None
    place: str | None
    kind: str
    reading: str
    label: str
    runs: list[Run]


Run = str | Marked


class Paragraph(TypedDict):
    """``aside`` is True outside the article's body: mastheads, footers."""

    aside: bool
    runs: list[Run]


def paragraphs(
    text: str, body: tuple[int, int], marks: Sequence[Mark], window: tuple[int, int] | None = None
) -> list[Paragraph]:
    """The text, or its ``window``, as paragraphs of runs; ``marks`` are sorted by start."""
    first, last = window or (0, len(text))
    starts = [mark.start for mark in marks]
    carried: list[Mark] = []
    result: list[Paragraph] = []
    for start, end in paragraph_spans(text, first, last):
        here = carried + list(marks[bisect_left(starts, start) : bisect_left(starts, end)])
        carried = [_rest(mark, end) for mark in here if mark.end > end]
        aside = end <= body[0] or start >= body[1]
        result.append({"aside": aside, "runs": runs(text, start, end, here)})
    return result


def window_around(text: str, at: int, size: int = LONGEST_SHOWN) -> tuple[int, int]:
    """The part of a very long text to show at once: whole lines, with ``at`` inside it."""
    if len(text) <= size:
        return 0, len(text)
    start = max(0, min(at - size // 4, len(text) - size))
    start = text.rfind("\n", max(0, start - size // 4), start) + 1 or start
    return start, min(len(text), max(start + size, at + 1))


def paragraph_spans(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs in ``text[first:last]``, without the white space between them."""
    part = text[first:last]
    by_line = any(len(line) > LONGEST_WRAPPED_LINE for line in part.splitlines())
    start = 0
    for gap in (LINE_BREAK if by_line else BLANK_LINE).finditer(part):
        if part[start : gap.start()].strip():
            yield first + start, first + gap.start()
        start = gap.end()
    if part[start:].strip():
        yield first + start, first + len(part.rstrip())


def runs(text: str, start: int, end: int, marks: Sequence[Mark], depth: int = 0) -> list[Run]:
    """``text[start:end]`` as runs; a mark that crosses another's end is split there."""
    result: list[Run] = []
    waiting = sorted(
        (_clip(mark, start, end) for mark in marks if mark.start < end and mark.end > start),
        key=_outer_first,
    )
    at = start
    while waiting and depth < DEEPEST:
        mark, *others = waiting
        inner = list(takewhile(partial(_starts_before, mark.end), others))
        waiting = others[len(inner) :]
        crossing = [_rest(other, mark.end) for other in inner if other.end > mark.end]
        if crossing:
            waiting = sorted(crossing + waiting, key=_outer_first)
        if mark.start > at:
            result.append(text[at : mark.start])
        held = runs(text, mark.start, mark.end, inner, depth + 1)
        result.append(_marked(mark, held))
        at = mark.end
    if at < end:
        result.append(text[at:end])
    return result


def _starts_before(end: int, mark: Mark) -> bool:
    return mark.start < end


def _outer_first(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _marked(mark: Mark, held: list[Run]) -> Marked:
    return {
        "start": mark.anchor,
        "place": mark.place_id,
        "kind": mark.kind,
        "reading": mark.reading,
        "label": mark.label,
        "runs": held,
    }


def _clip(mark: Mark, start: int, end: int) -> Mark:
    if mark.start >= start and mark.end <= end:
        return mark
    return replace(
        mark,
        start=max(mark.start, start),
        end=min(mark.end, end),
        anchor=mark.anchor if mark.start >= start else None,
    )


def _rest(mark: Mark, at: int) -> Mark:
    return replace(mark, start=at, anchor=None)
