"""Dates that a text gives: ``TextDate`` with an ISO 8601 value.

A date without its year is read from the document's day, or from the latest full date in the text
where it lies close by; what neither tells stays undated. All values are days, months, years or
intervals of them, ``2022/..`` being one still open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from geodata.documents.date_patterns import Found, Part, find
from geodata.model import TextDate

# Around the document's day, a month without a year is more often past than to come.
_PUBLISHED_WINDOW: Final = (timedelta(days=-275), timedelta(days=90))
# A date in the text says less of the text's own day: only its neighbourhood is told.
_TEXT_WINDOW: Final = (timedelta(days=-92), timedelta(days=92))
_STORY: Final = 300
"""Characters over which a date sets the time of what follows in its paragraph."""

_SINCE = re.compile(r"\bsince\s(?:(?:early|late|at least)\s)?$", re.I)
_AHEAD = re.compile(
    r"\b(?:will|upcoming|forthcoming|scheduled|slated|planned|due(?! to)|set for|coming)\b"
)
_DEADLINE = re.compile(r"\b(?:by|until|till|before|through|end(?:s|ed|ing)?|due)(?: \w+)?\s$", re.I)
_TOLD = re.compile(r"[.!?]\s|\b(?:said|says|told|announced|reported|added)\b")
_NAMED_AFTER = re.compile(
    r"\s(?:terror\w*\s)?(?:attacks?|massacre|riots?|insurrection|revolution|coup|uprising|agreement)\b"
)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The day that a text speaks from, and how far from it a year may be filled in."""

    day: date
    window: tuple[timedelta, timedelta]
    exact: bool


def find_dates(text: str, published: str | None = None) -> tuple[TextDate, ...]:
    """The dates in ``text``, in its order; ``published`` is the document's ISO day.

    Each has ``text[start:end] == surface``; ``iso`` is None where not even the year can be told.
    """
    found = find(text)
    anchor = _anchor(text, found, published)
    dates = []
    story: Found | None = None
    for one in found:
        if story and (one.start - story.end > _STORY or "\n" in text[story.end : one.start]):
            story = None
        iso = _iso(one, text, anchor, story)
        dates.append(TextDate(one.start, one.end, text[one.start : one.end], iso))
        story = one if one.parts and one.parts[-1].year else story
    return tuple(dates)


def full_date(text: str) -> str | None:
    """The first day in a short text that is told in full, as ISO, read without any context."""
    for found in find(text):
        part = found.parts[0] if found.parts else Part()
        if part.year and part.month and part.day:
            return _written(part)
    return None


def bounds(iso: str | None) -> tuple[str | None, str | None]:
    """First and last value of an ISO date or interval; None for an open or unknown end."""
    first, _, last = (iso or "").partition("/")
    return first or None, (None if last == ".." else last or first or None)


def _anchor(text: str, found: list[Found], published: str | None) -> _Anchor | None:
    """The document's day, else the latest date in the text that tells month and year."""
    if published:
        return _Anchor(date.fromisoformat(published), _PUBLISHED_WINDOW, exact=True)
    dated = [
        day
        for one in found
        if one.dated and not _DEADLINE.search(text[max(0, one.start - 40) : one.start])
        if (day := _day(one.parts[-1])) and not _is_ahead(one, text)
    ]
    latest = max((one.parts[-1].year or 0 for one in found if one.parts), default=0)
    if not dated or max(dated).year < latest:
        return None  # the text goes on to later years: the date is not of its own time
    return _Anchor(max(dated), _TEXT_WINDOW, exact=False)


def _iso(one: Found, text: str, anchor: _Anchor | None, story: Found | None) -> str | None:
    if one.weekday is not None:
        return _weekday(one, text, anchor)
    parts = one.parts
    if parts[-1].year is None:
        year = _year(one, text, anchor, story)
        if year is None:
            return None
        parts = _in_year(parts, year)
    if not all(part.possible for part in parts):
        return None
    iso = "/".join(_written(part) for part in parts)
    if len(parts) == 1 and _SINCE.search(text[max(0, one.start - 20) : one.start]):
        return f"{iso}/.."
    return iso


def _in_year(parts: tuple[Part, ...], year: int) -> tuple[Part, ...]:
    """The parts in ``year``, the last one's; an interval over New Year begins the year before."""
    first, last = parts[0], parts[-1]
    begins = year - 1 if (first.month or 0) > (last.month or 0) else year
    return tuple(replace(p, year=begins if p is first and p is not last else year) for p in parts)


def _year(one: Found, text: str, anchor: _Anchor | None, story: Found | None) -> int | None:
    """The year of a month or day without one, None where nothing tells it."""
    if anchor is None:
        return None
    if one.shift in ("this", "last", "next") and one.end - one.start > 0 and _of_year(one, text):
        return anchor.day.year + {"this": 0, "last": -1, "next": 1}[one.shift]
    day = _nearest(one, text, anchor)
    if day is None:
        return None
    told = story.parts[-1].year if story else None
    if told is not None and abs(told - day.year) > 1:
        return None  # a story of another time: the year is that of neither for certain
    return day.year


def _of_year(one: Found, text: str) -> bool:
    return text[one.start : one.end].lower().endswith("year")


def _nearest(one: Found, text: str, anchor: _Anchor) -> date | None:
    part = one.parts[-1]
    years = (anchor.day.year + step for step in (-1, 0, 1))
    days = [day for year in years if (day := _day(replace(part, year=year)))]
    month = anchor.day.replace(day=15) if part.day is None else anchor.day
    if one.shift == "last":
        return max((day for day in days if day < month), default=None)
    low, high = anchor.window
    if one.shift == "next" or _is_ahead(one, text):
        ahead = min((day for day in days if day >= month), default=None)
        return ahead if ahead and (anchor.exact or ahead - anchor.day <= high) else None
    if _NAMED_AFTER.match(text[one.end : one.end + 30]):
        low, high = timedelta(days=-31), timedelta(0)  # may be the name of an older event
    return next((day for day in days if low <= day - anchor.day <= high), None)


def _is_ahead(one: Found, text: str) -> bool:
    """Whether the words before the date speak of what is to come."""
    before = text[max(0, one.start - 70) : one.start]
    return _AHEAD.search(_TOLD.split(before)[-1]) is not None


def _weekday(one: Found, text: str, anchor: _Anchor | None) -> str | None:
    if anchor is None or not anchor.exact or one.weekday is None:
        return None
    day, weekday = anchor.day, one.weekday
    past = day - timedelta(days=(day.weekday() - weekday) % 7)
    if one.shift == "last" and past == day:
        past -= timedelta(days=7)
    ahead = one.shift == "next" or (one.shift != "last" and _is_ahead(one, text))
    return (past + timedelta(days=7) if ahead and past != day else past).isoformat()


def _day(part: Part) -> date | None:
    """A day that stands for the part: itself, or the middle of its month."""
    try:
        return date(part.year or 0, part.month or 1, part.day or 15)
    except ValueError:
        return None


def _written(part: Part) -> str:
    return "-".join(
        f"{number:0{width}d}"
        for number, width in ((part.year, 4), (part.month, 2), (part.day, 2))
        if number is not None
    )
