"""Where the signs of Markdown stand in a text, so that a reader can see what they mean instead.

The text itself stays as it is: offsets count on it. What is not told here (HTML, indented
code) is shown as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final, Literal

from geodata.documents.front_matter import read_front_matter

Span = tuple[int, int]
Form = Literal["prose", "heading", "item", "number", "quoted", "row", "code", "front"]
Style = Literal["strong", "em", "code", "sup", "cell"]

_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n?+|\n)?")
_BLANK: Final = re.compile(r"(?:\r\n?+|\n)[ \t]*+(?:\r\n?+|\n)")
_QUOTE: Final = re.compile(r"(?: {0,3}>[ \t]?)+")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_HEADING_END: Final = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})$")
_ITEM: Final = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_NUMBER: Final = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+(?=\S)")
_FENCE: Final = re.compile(r"(?<![^\r\n]) {0,3}(`{3,}+|~{3,}+)([^\r\n]*+)")
_ROW: Final = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_ROW_RULE: Final = re.compile(r"[ \t]*\|[-:| \t]+$")
_BAR: Final = re.compile(r"(?<!\\)\|")
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,5})(?P<code>[^`]++)(?P=ticks)"
    r"|\[(?P<note>\^)[^\[\]\s]{1,50}+\]"
    r"|!?\[(?P<label>[^\[\]]{1,1000}+)\](?:\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)?"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)|\[[^\[\]]{0,200}+\])"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]++)>"
    r"|(?P<sign>\*{1,3}|_{1,3})"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text that is shown by itself.

    ``level`` is a heading's, from 1 to 6; 1 is also a row's that heads a table.
    """

    start: int
    end: int
    form: Form
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Fence:
    """Code between two lines that fence it, from ``start`` to ``end``.

    What is shown of it, from ``first`` to ``last``, begins with the language that it may name.
    """

    start: int
    first: int
    last: int
    end: int


@dataclass(slots=True)
class Markup:
    """The blocks of a text in order, its styled spans, and what is only sign and not shown."""

    blocks: list[Block] = field(default_factory=list)
    styles: list[tuple[int, int, Style]] = field(default_factory=list)
    signs: list[Span] = field(default_factory=list)


def is_markdown(name: str) -> bool:
    """Whether a document of this name is written in Markdown."""
    return name.lower().endswith(".md")


def read_markup(text: str, start: int = 0, end: int | None = None) -> Markup:
    """The markup of ``text[start:end]``, in offsets of the whole; ``start`` begins a line."""
    found = Markup()
    end = len(text) if end is None else end
    if start == 0:
        begun = _front_matter(text, found) or int(text.startswith("\ufeff"))
        start = min(begun, end)
    for block in _Blocks(text, found.signs).read(start, end):
        found.blocks.append(block)
        if block.form != "code":
            _inline(text, block.start, block.end, found)
        if block.form == "row":
            _cells(text, block.start, block.end, found)
    found.signs.sort()
    return found


def markup_around(text: str, start: int, end: int, most: int = 2_000) -> Markup:
    """The markup of the paragraphs that hold a passage, ``most`` characters on each side at most.

    Where that cuts a line, only what stands before the passage may be misread.
    """
    first = least = max(0, start - most)
    if least:
        first = text.find("\n", least, start) + 1 or least
    for blank in _BLANK.finditer(text, least, start):
        first = blank.end()
    fences = _fences(text)
    before = bisect_right(fences, start, key=attrgetter("start"))
    if before:
        first = max(first, min(start, fences[before - 1].end))
    after = _BLANK.search(text, end, end + most)
    return read_markup(text, first, after.start() if after else min(len(text), end + most))


def without(text: str, start: int, end: int, signs: Iterable[Span]) -> str:
    """``text[start:end]`` without the signs in it; ``signs`` are sorted."""
    kept = []
    for first, last in signs:
        if first < end and last > start:
            kept.append(text[start : max(start, first)])
            start = min(last, end)
    return "".join([*kept, text[start:end]])


def _front_matter(text: str, found: Markup) -> int:
    """Each line between the two rules as a block; where the text begins behind them."""
    _, end = read_front_matter(text)
    lines = list(_lines(text, 0, end))
    for first, last in lines[1:-1]:
        if text[first:last].strip():
            found.blocks.append(Block(first, last, "front"))
    return end


@lru_cache(maxsize=4)  # of a long text many passages are read one after the other
def _fences(text: str) -> tuple[_Fence, ...]:
    """All fenced code of a text; what is never closed goes on to its end."""
    found: list[_Fence] = []
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text, read_front_matter(text)[1]):
        if opened is None:
            opened = line
        elif line[1].startswith(opened[1]) and not line[2].strip():
            found.append(_Fence(opened.start(), opened.end(1), line.start(), line.end()))
            opened = None
    if opened:
        found.append(_Fence(opened.start(), opened.end(1), len(text), len(text)))
    return tuple(found)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the lines, without their ends."""
    while start < end:
        line = _LINE.match(text, start, end)
        after = line.end() if line else end
        yield start, start + len(text[start:after].rstrip("\r\n"))
        start = after


class _Blocks:
    """Cuts lines into blocks, and notes in ``signs`` what of a line only says what it is."""

    def __init__(self, text: str, signs: list[Span]) -> None:
        self._text = text
        self._signs = signs
        self._open: Block | None = None  # a paragraph that may go on

    def read(self, start: int, end: int) -> Iterator[Block]:
        fences = _fences(self._text)
        at = bisect_right(fences, start, key=attrgetter("end"))
        for first, last in _lines(self._text, start, end):
            while at < len(fences) and fences[at].end < first:
                at += 1
            if at < len(fences) and fences[at].start <= first:
                yield from self._close()
                yield from self._code(fences[at], first, last)
            else:
                yield from self._line(first, last)
        yield from self._close()

    def _code(self, fence: _Fence, first: int, last: int) -> Iterator[Block]:
        """What a line between fences, or one of them, shows."""
        first = max(first, fence.first)
        if first < fence.last and self._text[first:last].strip():
            yield Block(first, last, "code")

    def _line(self, first: int, last: int) -> Iterator[Block]:
        quote = _QUOTE.match(self._text, first, last)
        start = quote.end() if quote else first
        line = self._text[start:last]
        form = _form(line) or ("quoted" if quote else "prose")
        before = self._open
        if before and before.form == "prose" and _UNDERLINE.fullmatch(line):
            self._signs.append((first, last))
            self._open = replace(before, form="heading", level=1 if "=" in line else 2)
            yield from self._close()
        elif before and before.form == "row" and _ROW_RULE.fullmatch(line):
            self._open = replace(before, level=1)
            yield from self._close()
        elif not line.strip() or _RULE.fullmatch(line) or _ROW_RULE.fullmatch(line):
            yield from self._close()
        elif (
            before
            and before.form != "row"
            and form in ("prose", "quoted")
            and (before.form == "quoted") == bool(quote)
        ):
            self._sign(first, start)
            self._open = replace(before, end=last)
        else:
            yield from self._close()
            self._begin(form, first, start, last)
            if form == "heading":
                yield from self._close()

    def _begin(self, form: Form, first: int, start: int, last: int) -> None:
        """Open a block whose line begins at ``first``, behind a quote's sign at ``start``."""
        level = 0
        if form == "heading" and (found := _HEADING.match(self._text, start, last)):
            start, level = found.end(), len(found[1])
            tail = _HEADING_END.search(self._text, start, last)
            if tail:
                self._sign(tail.start(), last)
                last = tail.start()
        elif form == "item" and (found := _ITEM.match(self._text, start, last)):
            start = found.end()
        self._sign(first, start)
        self._open = Block(start, last, form, level)

    def _sign(self, start: int, end: int) -> None:
        if start < end:
            self._signs.append((start, end))

    def _close(self) -> Iterator[Block]:
        if self._open:
            yield self._open
        self._open = None


def _form(line: str) -> Form | None:
    """What a line begins that is no paragraph."""
    if _HEADING.match(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    if _NUMBER.match(line):
        return "number"
    return "row" if _ROW.fullmatch(line) else None


def _cells(text: str, start: int, end: int, found: Markup) -> None:
    """A row's cells; a bar that alone keeps two words apart is no sign."""
    bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
    if len(bars) < 2:
        return
    found.styles += [(bar + 1, after, "cell") for bar, after in pairwise(bars) if after > bar + 1]
    inner = (bar for bar in bars[1:-1] if text[bar - 1].isspace() or text[bar + 1].isspace())
    found.signs += [(bar, bar + 1) for bar in (bars[0], *inner, bars[-1])]


def _inline(text: str, start: int, end: int, found: Markup) -> None:
    """Note what is styled between ``start`` and ``end``, and the signs that say so."""
    opened: list[re.Match[str]] = []
    for sign in _INLINE.finditer(text, start, end):
        if sign["escaped"]:
            found.signs.append((sign.start(), sign.start() + 1))
        elif sign["ticks"]:
            found.styles.append((*sign.span("code"), "code"))
            found.signs += _around(sign, "code")
        elif sign["note"]:
            found.styles.append((*sign.span(), "sup"))
            found.signs.append(sign.span("note"))
        elif sign["label"]:
            found.signs += _around(sign, "label")
            _inline(text, *sign.span("label"), found)
        elif sign["address"]:
            found.signs += _around(sign, "address")
        elif (begin := _opening(opened, sign)) is not None and _closes(text, sign):
            _emphasise(opened[begin], sign, found)
            del opened[begin:]
        elif _opens(text, sign):
            opened.append(sign)


def _around(sign: re.Match[str], group: str) -> Sequence[Span]:
    return (sign.start(), sign.start(group)), (sign.end(group), sign.end())


def _opening(opened: Sequence[re.Match[str]], sign: re.Match[str]) -> int | None:
    """Where in ``opened`` the last sign like this one is, with something between them."""
    for at in range(len(opened) - 1, max(-1, len(opened) - 10), -1):
        if opened[at]["sign"] == sign["sign"]:
            return at if opened[at].end() < sign.start() else None
    return None


def _emphasise(begin: re.Match[str], close: re.Match[str], found: Markup) -> None:
    name: Style = "em" if len(close["sign"]) == 1 else "strong"
    found.styles.append((begin.end(), close.start(), name))
    found.signs += [begin.span(), close.span()]


def _opens(text: str, sign: re.Match[str]) -> bool:
    after, before = text[sign.end() : sign.end() + 1], text[max(0, sign.start() - 1) : sign.start()]
    inside = sign["sign"][0] == "_" and before.isalnum()
    return bool(after.strip()) and not inside


def _closes(text: str, sign: re.Match[str]) -> bool:
    after, before = text[sign.end() : sign.end() + 1], text[sign.start() - 1 : sign.start()]
    inside = sign["sign"][0] == "_" and after.isalnum()
    return bool(before.strip()) and not inside
