"""What a text says of itself: title, publisher, author, day, address, and where its body lies.

The text is read as lines. Its head ends where running prose begins, its foot begins where the
prose is over: furniture that is trimmed from the end, or a heading after which no article goes on
(comments, related articles). What stands in head and foot is then asked for the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geodata.documents.dates import full_date
from geodata.documents.front_matter import read_front_matter
from geodata.documents.furniture import (
    Line,
    author_of,
    is_name,
    lines_of,
    rest_of_date_line,
)

_HEAD_LINES: Final = 40
_HEAD_CHARACTERS: Final = 10_000
_FOOT_CHARACTERS: Final = 60_000
_DECK: Final = 400
"""Longest paragraph that may stand between a title and its byline."""


@dataclass(frozen=True, slots=True)
class Description:
    """What was found; ``body`` is the half-open span of the article, ``published`` an ISO day."""

    body: tuple[int, int]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


def describe(text: str) -> Description:
    """Read the head and the foot of ``text``; every field is None where the text gives none."""
    front, start = read_front_matter(text)
    lines = lines_of(text, start, min(len(text), start + _HEAD_CHARACTERS))
    head = lines[:_HEAD_LINES]
    title, after_title = _title(head)
    first = _first_of_body(head, after_title)
    begin = head[first].start if first < len(head) else start
    if start + _HEAD_CHARACTERS >= len(text):
        foot = [line for line in lines if line.start >= begin]
    else:
        foot = lines_of(text, _foot_start(text, begin), len(text))
    last = _last_of_body(foot)
    end = _without_tail(text, begin, foot[last].end) if last >= 0 else len(text.rstrip())
    around = _Around(head[:first], foot[last + 1 :], text[begin : begin + 200])
    return Description(
        body=(begin, max(begin, end)),
        title=front.get("title") or title,
        publisher=front.get("publisher") or _first(around.publishers()),
        author=front.get("author") or _first(around.authors()),
        published=full_date(front.get("published") or "") or _first(around.days()),
        url=front.get("url") or _first(around.addresses()),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


_GENERIC = re.compile(
    r"^(?:summary|key (?:points|takeaways|findings)|introduction|abstract|background|overview"
    r"|contents|highlights|in brief|executive summary|transcript|analysis|opinion|news|breaking"
    r"(?: news)?|exclusive|editorial|feature|world|politics|chapter \w+|part \w+)\W*$",
    re.I,
)
_TITLE_LABEL = re.compile(r"^(?:title|headline)\s*:\s*(\S.*)$", re.I)


def _title(head: list[Line]) -> tuple[str | None, int]:
    """The title and the number of the line after it (after its last repetition)."""
    for number, line in enumerate(head[:15]):
        if label := _TITLE_LABEL.match(line.plain):
            return label[1], number + 1
    repeated = _repeated(head[:15])
    if repeated is not None:
        return head[repeated].plain, repeated + 1
    for number, line in enumerate(head[:-1]):
        if line.kind == "short" and _is_title(line, head[number + 1]):
            return line.plain, number + 1
        if not (line.is_furniture or _is_kicker(line)):
            break
    return None, 0


def _repeated(head: list[Line]) -> int | None:
    """The last place of a title that stands in the head twice, as syndicated copies have it."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(head):
        if line.kind == "short" and len(line.plain.split()) >= 3:
            places.setdefault(line.plain.casefold(), []).append(number)
    return next((found[-1] for found in places.values() if len(found) > 1), None)


def _is_title(line: Line, following: Line) -> bool:
    words = line.plain.split()
    if len(words) < 2 or len(words) > 30 or _GENERIC.match(line.plain) or _is_kicker(line):
        return False
    return line.plain[-1] not in ".:;,…" and line.plain[0] not in "(" and following.kind != "bullet"


def _is_kicker(line: Line) -> bool:
    """A section's name over the title ("OPINION", "World news")."""
    return _GENERIC.match(line.plain) is not None or (
        line.plain.isupper() and len(line.plain.split()) <= 2
    )


def _first_of_body(head: list[Line], after_title: int) -> int:
    """The number of the first line of the body: what follows the last furniture of the head."""
    first, decks = after_title, 1 if after_title else 0
    for number, line in enumerate(head[after_title:], start=after_title):
        if line.is_furniture:
            if decks >= 0 or line.kind in ("byline", "date"):
                first = number + 1
            continue
        if line.kind == "bullet" or line.end - line.start > _DECK or number - first >= 3:
            break
        if line.kind == "prose":
            decks -= 1
            if decks < 0:
                break
    return first


_OVER = re.compile(
    r"^(?:(?:leave|post|add|write) a (?:comment|reply)"
    r"|(?:\d+ )?(?:comments?|responses|replies)(?: \(\d+\)| section)?"
    r"|join the (?:conversation|discussion)|about the (?:authors?|publisher|publication)|about us"
    r"|related(?: (?:articles|stories|posts|news|content|topics|reading))?"
    r"|(?:more|read more) (?:from|on|stories)\b.*|recommended(?: for you)?"
    r"|you (?:may|might) also (?:like|be interested in)|read (?:also|next)|most (?:read|popular)"
    r"|trending(?: now)?|latest (?:news|stories)|popular posts|post navigation"
    r"|previous (?:post|article).*|the original source of this (?:article|text|report) is\b.*"
    r"|share this(?: (?:post|article|story|entry))?|sponsored(?: content)?)\s*:?$",
    re.I,
)
_OPEN_ENDED = re.compile(r"comment|reply|response|replies|conversation|discussion", re.I)


def _foot_start(text: str, begin: int) -> int:
    """Where to begin looking for the foot: at a line's start, near enough to the end."""
    far = len(text) - _FOOT_CHARACTERS
    return begin if far <= begin else text.find("\n", far) + 1 or begin


def _last_of_body(lines: list[Line]) -> int:
    """The number of the last line of the body, -1 if there is none."""
    last = _before_what_is_over(lines) - 1
    kept = last
    while kept > 0 and (_ends_nothing(lines[kept]) or _is_biography(lines, kept)):
        kept -= 1
    return kept if kept > 0 or not lines or not _ends_nothing(lines[0]) else last


def _before_what_is_over(lines: list[Line]) -> int:
    prose = [line.kind == "prose" for line in lines]
    for number, line in enumerate(lines):
        if _OVER.match(line.plain) and sum(prose[:number]) >= 2:
            left = sum(prose[number:])
            if _OPEN_ENDED.search(line.plain) or left <= max(8, sum(prose[:number]) // 2):
                return number
    return len(lines)


_SIGNATURE = re.compile(
    r"^(?:[-–—]+\s*)?(?P<who>[^,|.]{3,60}?)(?:\s+(?:for|at|in)\s+|\s*[,|]\s*)"
    r"(?P<what>[A-Z][^.!?]{1,60})$"
)
_ROLE = (
    r"(?:associate|fellow|professor|lecturer|journalist|writer|editor|columnist|analyst|researcher"
    r"|correspondent|author|director|scholar|expert|reporter|commentator|economist|historian"
    r"|producer|blogger|contributor|student|president|diplomat|ambassador|consultant|specialist)"
)
_BIOGRAPHY = re.compile(
    r"^(?P<who>[^,.(]{4,50}?)(?:,? \([^)]*\)|, [^,]{3,60},)?"
    r" (?:is|was|has been|writes|works|serves)\b"
    rf"[^.]{{0,160}}\b(?:{_ROLE}|covers|on behalf)\b",
    re.I,
)
_INSTITUTION = re.compile(
    r"^(?P<who>(?:The )?[A-Z][^.,]{2,80}?) is an? [^.]{0,120}\b"
    r"(?:organi[sz]ation|non-?profit|think tank|newspaper|magazine|foundation|network|institute"
    r"|news (?:agency|site|outlet|website)|journal|platform|publication)\b"
)
_REPORTING = re.compile(
    r"^\W*(?:(?:additional |with )?(?:reporting|writing|editing|translation|research) by\b"
    r"|(?:translated|edited|compiled) (?:by|from)\b|with (?:inputs?|files|reporting) from\b)",
    re.I,
)


def _ends_nothing(line: Line) -> bool:
    """Whether a line at the end is none of the article's."""
    return (
        line.is_furniture
        or is_name(line.plain)
        or _signature(line) is not None
        or _INSTITUTION.match(line.plain) is not None
        or _REPORTING.match(line.plain) is not None
        or re.fullmatch(r"\S+@\S+|https?://\S+|www\.\S+|@\w+", line.plain) is not None
    )


def _is_biography(lines: list[Line], number: int) -> bool:
    """A paragraph on the author; only behind an article, so with prose enough before it."""
    match = _BIOGRAPHY.match(lines[number].plain)
    before = sum(line.kind == "prose" for line in lines[:number])
    return match is not None and is_name(match["who"]) and before >= 2


def _signature(line: Line) -> re.Match[str] | None:
    """The match of "Ann Lee for The Post", "— Ann Lee, The Post"."""
    match = _SIGNATURE.match(line.plain) if line.kind == "short" else None
    return match if match and is_name(match["who"]) else None


_TAIL = re.compile(
    r"\s*(?:\((?:additional |with )?(?:reporting|writing|editing)[^()]{3,300}\)"
    r"|(?:©|Copyright)\s(?:©\s)?(?:19|20)\d\d\b.{0,300})\s*$",
    re.I | re.S,
)


def _without_tail(text: str, begin: int, end: int) -> int:
    """The end of the body without credits that stand on its last line."""
    near = max(begin, end - 500)
    match = _TAIL.search(text, near, end)
    return match.start() if match and match.start() > near else end


_DATELINE = re.compile(r"^.{2,60}?\((?P<agency>[A-Z][\w &.]{1,30})\)\s*(?:[-–—:]|$)")
_PUBLISHER_LABEL = re.compile(r"^(?:publisher|publication|source|via)\s*:\s*([^:/]{2,80})$", re.I)
_PAPER_OF_BYLINE = re.compile(
    r"by\s[^|·]{3,80}?(?:\s*[|·]\s*|\sfor\s)(?P<what>[A-Z][^|·,\d]{2,60}?)(?:\s*[|·,].*)?$", re.I
)
_FIRST_PUBLISHED = re.compile(
    r"(?:published|appeared|posted) (?:first |originally )?(?:by|in|on|at) "
    r"(?P<what>[A-Z][^.,;]{1,60})"
)
_NOTICE_OF = re.compile(
    r"(?:©|[Cc]opyright|COPYRIGHT)\s*(?:©\s*)?(?:19|20)\d\d(?:\s?[-–]\s?\d{4})?,?\s+(?:by )?"
    r"(?P<what>[A-Z][^.|,;]{1,60})"
)
_ADDRESS_LINE = re.compile(
    r"^(?:sources?|url|link|permalink|original(?:ly published at)?"
    r"|read (?:the )?(?:original|full).*?)\s*:?\s*(?P<url>https?://[^\s<>\"')\]]+)",
    re.I,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)", re.I)
_INLINE_BYLINE = re.compile(r"^\W*By ((?:(?:[A-Z]\.|[A-Z][\w’'-]+)\s?){2,4}?)(?:[.,;]\s| \(|\n)")


@dataclass(frozen=True, slots=True)
class _Around:
    """Head and foot of an article and the first words of its body, asked for the fields.

    Each method gives what it finds in the order of how far it is to be believed.
    """

    head: list[Line]
    foot: list[Line]
    opening: str

    def authors(self) -> Iterator[str | None]:
        """Bylines first, then signatures, names that stand alone, biographies."""
        yield from (author_of(line.plain) for line in (*self.head, *self.foot))
        yield from (match["who"].strip() for line in self.foot if (match := _signature(line)))
        yield from (line.plain for line in self.foot if is_name(line.plain))
        yield from (line.plain for line in self._beside_dates() if is_name(line.plain))
        rests = (rest_of_date_line(line.plain) or "" for line in self.head)
        yield from (rest for rest in rests if is_name(rest))
        for line in self.foot:
            if (match := _BIOGRAPHY.match(line.plain)) and is_name(match["who"]):
                yield match["who"]
        if match := _INLINE_BYLINE.match(self.opening):
            yield match[1] if is_name(match[1]) else None

    def publishers(self) -> Iterator[str | None]:
        """The name beside the date first, then labels, signatures, notices, the agency."""
        author = _first(self.authors())
        for line in self.head:
            rest = rest_of_date_line(line.plain) if line.kind == "date" else None
            yield None if not rest or rest == author or len(rest) < 3 else rest
        yield from (_group(_PAPER_OF_BYLINE.match(line.plain), "what") for line in self.head)
        for line in (*self.head, *self.foot):
            yield _group(_PUBLISHER_LABEL.match(line.plain), 1)
        yield from (match["what"] for line in self.foot if (match := _signature(line)))
        yield from (_group(_INSTITUTION.match(line.plain), "who") for line in self.foot)
        yield from (_group(_FIRST_PUBLISHED.search(line.plain), "what") for line in self.foot)
        yield from (_group(_NOTICE_OF.search(line.plain), "what") for line in self.foot)
        yield _group(_DATELINE.match(self.opening), "agency")

    def days(self) -> Iterator[str | None]:
        """The day of the first date line: in the head, in the opening's dateline, in the foot."""
        dated = [line.plain for line in self.head if line.kind in ("date", "byline")]
        yield from (
            full_date(line) for line in dated if not re.match("updated|modified", line, re.I)
        )
        yield from (full_date(line) for line in dated)
        if match := re.match(r".{0,80}?\d{4}\s*(?:\(|[-–—:])", self.opening):
            yield full_date(match[0])
        yield from (full_date(line.plain) for line in self.foot[:4] if line.kind == "date")

    def addresses(self) -> Iterator[str | None]:
        """The address that the text itself gives as its own."""
        yield from (
            _group(_ADDRESS_LINE.match(line.plain), "url") for line in (*self.head, *self.foot)
        )

    def _beside_dates(self) -> Iterator[Line]:
        for one, other in zip(self.head, self.head[1:], strict=False):
            if other.kind == "date":
                yield one
            if one.kind == "date":
                yield other


def _group(match: re.Match[str] | None, group: str | int) -> str | None:
    return match[group].strip() if match else None
