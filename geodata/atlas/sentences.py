"""Where sentences begin and end: enough to show a mention in its passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

LONGEST = 600  # characters; longer stretches without a stop are cut between words

# Words whose full stop rarely ends a sentence, as they are written.
_ABBREVIATIONS = frozenset(
    [
        *("Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "St", "Ste", "Mt", "Ft", "Pres", "Gov"),
        *("Gen", "Col", "Lt", "Maj", "Capt", "Cpl", "Sgt", "Cmdr", "Adm", "Sen", "Rep", "Jr", "Sr"),
        *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"),
        *("Bros", "Dept", "Univ", "Ave", "Blvd", "vs", "approx", "cf", "pp", "viz", "ca"),
    ]
)
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++[\"'“‘«(\[]*+[^\W_a-z])|[。！？]++[」』”]*+"
)
_WORD_BEFORE = re.compile(r"[\w.]*\Z")
_LONGEST_ABBREVIATION = 12
_LINE = re.compile(r"[^\n]*\n?")
_BULLET = re.compile(r"\s*(?:[-*•–—#>|]|\d+[.)])\s")
_TERMINAL = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")
# A line of a text that was wrapped by hand.
_WRAPPED = range(40, 111)


def sentences(text: str) -> list[Span]:
    """Half-open spans of the sentences in order, without the white space around them."""
    return [
        piece
        for start, end in _paragraphs(text)
        for sentence in _split(text, start, end)
        for piece in _cut(text, *sentence)
    ]


def passage_of(spans: Sequence[Span], start: int, end: int) -> Span:
    """The sentences that [start, end) touches, as one span; at least [start, end) itself."""
    first = max(bisect_right(spans, start, key=lambda span: span[0]) - 1, 0)
    touched = [span for span in spans[first : first + 50] if span[0] < end and start < span[1]]
    if not touched:
        return start, end
    return min(start, touched[0][0]), max(end, touched[-1][1])


def _paragraphs(text: str) -> Iterator[Span]:
    """Stretches between line breaks, leaving out the breaks of text wrapped by hand."""
    start, previous = 0, ""
    for match in _LINE.finditer(text):
        line = match.group()
        if match.start() > start and _breaks(previous, line):
            yield start, match.start()
            start = match.start()
        previous = line
    if start < len(text):
        yield start, len(text)


def _breaks(previous: str, line: str) -> bool:
    """Whether the break between two lines ends a paragraph."""
    if previous.startswith(">") and line.startswith(">"):  # a quote goes on
        previous, line = previous[1:], line[1:]
    if not previous.strip() or not line.strip():
        return True
    wrapped = len(previous) in _WRAPPED and len(line) <= _WRAPPED.stop
    return not wrapped or bool(_TERMINAL.search(previous) or _BULLET.match(line))


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if not _is_abbreviation(text, match.start()):
            yield begin, match.end()
            begin = match.end()
    yield begin, end


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to its word: U.S., Mr., J., No. 5."""
    if text[stop] != ".":
        return False
    before = _WORD_BEFORE.search(text[max(stop - _LONGEST_ABBREVIATION, 0) : stop])
    word = before.group() if before else ""
    if word == "No":
        return text[stop + 1 : stop + 3].strip().isdigit()
    initials = all(len(part) == 1 and part.isalpha() for part in word.split("."))
    return (initials and word not in {"a", "A"}) or word in _ABBREVIATIONS


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Strip white space; break what is too long between words, or anywhere if there are none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        yield start, middle
        start = middle + 1 if space > 0 else middle
    if start < end:
        yield start, end
