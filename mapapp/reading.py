"""A document's text with its mentions marked: plain values that the template and the page draw.

A *run* is a piece of text, or a mark that holds runs: a described site holds the country that it
names. Both are JSON values, so one structure serves the page that comes from the server and the
reader that the browser builds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from geodata.documents.markup import Form, Markup, Style

DEEPEST = 6
"""Marks within marks beyond this are left out: no sentence needs them, a hostile file may."""

LONGEST_SHOWN = 300_000
"""Characters of a text that a page shows at once: about fifty thousand words."""

# White space is tried from its beginning alone: from each of its characters would be quadratic.
LINE_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
BLANK_LINE = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*\n\s*")

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


@dataclass(frozen=True, slots=True)
class Setting:
    """A span in a style of its own; without one it is a sign of the markup, and left out."""

    start: int
    end: int
    style: Style | None = None


class Marked(TypedDict):
    """A marked run; ``start`` is the mark's anchor."""

    start: int | None
    place: str | None
    kind: str
    reading: str
    label: str
    runs: list[Run]


class Styled(TypedDict):
    """A run in a style of its own."""

    style: Style
    runs: list[Run]


Run = str | Marked | Styled


class Paragraph(TypedDict):
    """``aside`` is True outside the article's body: mastheads, footers.

    ``form`` and ``level`` are a block's of Markdown; in any other text ``form`` is "text".
    """

    aside: bool
    form: Form | Literal["text"]
    level: int
    runs: list[Run]


def paragraphs(
    text: str,
    body: tuple[int, int],
    marks: Sequence[Mark],
    window: tuple[int, int] | None = None,
    markup: Markup | None = None,
) -> list[Paragraph]:
    """The text, or its ``window``, as paragraphs of runs; ``marks`` are sorted by start.

    With ``markup``, of the same window, the paragraphs are its blocks.
    """
    first, last = window or (0, len(text))
    spans: Sequence[Mark | Setting] = marks
    blocks: Iterable[tuple[int, int, Form | Literal["text"], int]]
    if markup:
        spans = sorted([*marks, *settings(markup, marks)], key=_outer_first)
        blocks = [(block.start, block.end, block.form, block.level) for block in markup.blocks]
    else:
        blocks = ((*span, "text", 0) for span in paragraph_spans(text, first, last))
    starts = [span.start for span in spans]
    carried: list[Mark | Setting] = []
    result: list[Paragraph] = []
    for start, end, form, level in blocks:
        here = carried + list(spans[bisect_left(starts, start) : bisect_left(starts, end)])
        carried = [_rest(span, end) for span in here if span.end > end]
        aside = end <= body[0] or start >= body[1]
        part = runs(text, start, end, here)
        result.append({"aside": aside, "form": form, "level": level, "runs": part})
    return result


def settings(markup: Markup, marks: Sequence[Mark]) -> Iterator[Setting]:
    """The markup as spans that stand among marks; a sign with a mark in it stays in sight."""
    starts = [mark.start for mark in marks]
    for start, end, style in markup.styles:
        yield Setting(start, end, style)
    for start, end in markup.signs:
        inside = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        if not any(mark.end <= end for mark in inside):
            yield Setting(start, end)


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


def runs(
    text: str, start: int, end: int, marks: Sequence[Mark | Setting], depth: int = 0
) -> list[Run]:
    """``text[start:end]`` as runs; a mark that crosses another's end is split there."""
    result: list[Run] = []
    waiting = deque(
        sorted(
            (_clip(mark, start, end) for mark in marks if mark.start < end and mark.end > start),
            key=_outer_first,
        )
    )
    at = start
    while waiting and depth < DEEPEST:
        mark = waiting.popleft()
        inner: list[Mark | Setting] = []
        while waiting and waiting[0].start < mark.end:
            inner.append(waiting.popleft())
        crossing = [_rest(other, mark.end) for other in inner if other.end > mark.end]
        while crossing and waiting and waiting[0].start == mark.end:
            crossing.append(waiting.popleft())
        waiting.extendleft(sorted(crossing, key=_outer_first, reverse=True))
        if mark.start > at:
            result.append(text[at : mark.start])
        if isinstance(mark, Mark):
            result.append(_marked(mark, runs(text, mark.start, mark.end, inner, depth + 1)))
        elif mark.style:
            held = runs(text, mark.start, mark.end, inner, depth + 1)
            result.append({"style": mark.style, "runs": held})
        at = mark.end
    if at < end:
        result.append(text[at:end])
    return result


def _outer_first(mark: Mark | Setting) -> tuple[int, int]:
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


def _clip(span: Mark | Setting, start: int, end: int) -> Mark | Setting:
    cut = span if span.start >= start else _rest(span, start)
    return cut if cut.end <= end else replace(cut, end=end)


def _rest(span: Mark | Setting, at: int) -> Mark | Setting:
    rest = replace(span, start=at)
    return replace(rest, anchor=None) if isinstance(rest, Mark) else rest
