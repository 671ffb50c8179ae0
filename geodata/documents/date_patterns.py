"""Where a text writes a date, and what it says of it before any year is guessed.

English month and day names, ISO and numeric dates, years. "May" and "March" count only where the
words around them make them months, numbers only where they can be years.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from geodata.documents.patterns import any_of


@dataclass(frozen=True, slots=True)
class Part:
    """A day, month or year as written; None is what the text leaves out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def possible(self) -> bool:
        """Whether the calendar has it, in some year at least."""
        month, day = self.month or 1, self.day or 1
        return month <= 12 and 1 <= day <= calendar.monthrange(self.year or 2000, month)[1]


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression: one part, or two for an interval.

    ``weekday`` (0 is Monday) stands alone, without parts; ``shift`` is "this", "last" or "next".
    """

    start: int
    end: int
    parts: tuple[Part, ...] = ()
    weekday: int | None = None
    shift: str = ""

    @property
    def dated(self) -> bool:
        """Whether it tells its year and at least its month."""
        return bool(self.parts) and None not in (self.parts[-1].year, self.parts[-1].month)


_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_abbr)}
_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_abbr)}

_FULL: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_UPPER: Final = tuple(month.upper() for month in _FULL)
_SHORT: Final = (
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_SHORT_ALONE: Final = ("Jan", "Feb", "Sept", "Oct", "Nov", "Dec")
_DAYS_OF_WEEK: Final = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_DAYS: Final = ("0[1-9]", r"1\d?", r"2\d?", "3[01]?", *"456789")
_CENTURIES: Final = ("1[5-9]", "20")
_NUMBER: Final = r"\w/.=-"  # what stands before no number

_MONTH = "(?:" + any_of(_FULL + _UPPER, r"\b") + "|" + any_of(_SHORT, r"(?:\.|\b)") + ")"
_DAY_END = r"(?:st|nd|rd|th)?(?![\w:]|[.,]\d{1,3}(?!\d))"
_FIRST_DAY = f"(?:{any_of(_DAYS, behind=_NUMBER)}){_DAY_END}"
_DAY = f"(?:{any_of(_DAYS)}){_DAY_END}"
_YEAR_END = r"\d\d(?![\w%]|[,.]\d)"
_FIRST_YEAR = f"(?:{any_of(_CENTURIES, behind=_NUMBER)}){_YEAR_END}"
_YEAR = f"(?:{any_of(_CENTURIES)}){_YEAR_END}"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|through|until)\s)"
_DIGIT = rf"\d(?<![{_NUMBER}]\d)"  # the first of a number

_ISO = re.compile(rf"({_DIGIT}\d{{3}})([-/])(\d\d)\2(\d\d)(?!\d|[-/]\w)")
_NUMERIC = re.compile(rf"({_DIGIT}\d?)([-/.])(\d\d?)\2((?:19|20)\d\d)(?![\w/-])")
_MONTH_DAY = re.compile(
    rf"(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:{_TO}(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY}))?"
    rf"(?:(?:,\s*|\s+)(?P<y>{_YEAR}))?"
)
_DAY_MONTH = re.compile(
    rf"(?P<d1>{_FIRST_DAY})(?:(?:\s(?P<m1>{_MONTH}))?{_TO}(?P<d2>{_DAY}))?"
    rf"\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"
)
_MONTH_YEAR = re.compile(
    rf"(?P<m1>{_MONTH})(?:{_TO}(?P<m2>{_MONTH}))?,?\s+(?:of\s+)?"
    rf"(?:(?P<y>{_YEAR})|(?P<shift>this|last|next)\s+year\b)"
)
_BARE_MONTH = re.compile("(?P<m>" + any_of(_FULL, r"\b") + "|" + any_of(_SHORT_ALONE, r"\.") + ")")
_BARE_WEEKDAY = re.compile(f"(?P<w>{any_of(_DAYS_OF_WEEK)})day" + r"\b")
_SHIFT = re.compile(r"\b(last|this|next)\s\Z")
_BARE_YEAR = re.compile(rf"(?P<y1>{_FIRST_YEAR})(?:\s?[-–—/]\s?(?P<y2>\d{{4}}|\d\d)(?![\w/-]))?")
_YEARS_BETWEEN = re.compile(
    rf"(?:{any_of(('from', 'between'))})\s((?P<y1>{_YEAR})\s(?:to|and)\s(?P<y2>{_YEAR}))"
)
_YEAR_MONTH = re.compile(
    rf"((?:{any_of(('19', '20'), behind=_NUMBER)})\d\d)-(0[1-9]|1[0-2])(?![\w-])"
)
_DECADE = re.compile("((?:" + any_of(_CENTURIES, behind=r"\w/.") + r")\d0)['’]?s\b")

_WHEN = r"(?:in|since|until|till|during|early|late|mid|last|this|next)"
_MONTH_BEFORE = re.compile(rf"\b{_WHEN}[\s-]+$|\b(?:end|start|beginning|middle|half) of\s$", re.I)
_WEAK_BEFORE = re.compile(r"\b(?:by|of|to|from|before|after|through|and|or|between)\s$", re.I)
_NAME_AFTER = re.compile(r"[’']?\s[A-Z][a-z]")
_DAY_NAMED = re.compile(
    r"\b(?:Black|Good|Ash|Bloody|Palm|Easter|Holy|Maundy|Fat|Cyber|Super|Shrove|Ruby|Man)\s$"
)
_PAPER_AFTER = re.compile(r"\s(?:Times|Telegraph|Mirror|Mail|Express|Herald|Tribune|Post|Mosque)\b")

_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|of|from|before|after|during|around|circa|early|late|to)\s$", re.I
)
_COUNT_BEFORE = re.compile(
    r"(?:[$€£¥₽₹#@&+]|\b(?:no|nos|resolutions?|articles?|section|flight|route|road|highway|room|box"
    r"|windows|office|model|type|class|building|suite|pages?|pp?|chapter|unscr|law|act|order|decree"
    r"|about|nearly|some|over|approximately|almost|than|roughly|another|USD|EUR)\.?\s?)$",
    re.I,
)
_COUNT_AFTER = re.compile(
    r"[\s-](?:[kmcn]m|[km]?g|ft|[kMG]Wh?|square|cubic|feet|foot|met(?:re|er)s?|kilo\w+|miles?|acres"
    r"|hectares|tons?|tonnes|barrels|pounds|dollars|euros?|rubles|degrees|per|percent|million"
    r"|billion|people|persons|men|women|children|troops|soldiers|fighters|workers|students|hours"
    r"|days|weeks|months|years|minutes|times|points|words|votes|seats|GMT|UTC|(?:more|other) \w+)\b"
    r"|\s?[°=×]|[-./]\d"
)
_ADDRESS_AFTER = re.compile(
    r"\s(?:[NSEW]\.?\s)?(?:[A-Z]\w+\s){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Drive|Dr"
    r"|Lane|Ln|Way|Court|Place|Parkway|Highway)\b"
)
_PLURAL_AFTER = re.compile(r"\s[a-z]+s\b")
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.I)


def find(text: str) -> list[Found]:
    """All date expressions in the order of the text, none overlapping; the longest stands."""
    every = [
        *_iso(text),
        *_numeric(text),
        *_with_month(text),
        *_bare_months(text),
        *_bare_weekdays(text),
        *_years(text),
    ]
    every.sort(key=lambda found: (found.start, -found.end))
    kept: list[Found] = []
    for found in every:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return _without_weekdays_of_dates(text, kept)


def _iso(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        part = Part(int(match[1]), int(match[3]), int(match[4]))
        if 1000 <= int(match[1]) < 2200 and part.possible:
            yield Found(*match.span(), (part,))
    for match in _YEAR_MONTH.finditer(text):
        if int(match[2]) <= int(match[1]) % 100:  # 2011-12 is a span of years
            yield Found(*match.span(), (Part(int(match[1]), int(match[2])),))


def _slash_order(numeric: list[re.Match[str]]) -> str | None:
    """Whether a text's numeric dates begin with the day or the month, if one of them tells."""
    for match in numeric:
        first, second = int(match[1]), int(match[3])
        if match[2] == "/" and max(first, second) > 12 >= min(first, second):
            return "day" if first > 12 else "month"
    return None


def _numeric(text: str) -> Iterator[Found]:
    numeric = list(_NUMERIC.finditer(text))
    order = _slash_order(numeric)
    for match in numeric:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        readings = {"day": Part(year, second, first), "month": Part(year, first, second)}
        if match[2] != "/":
            readings.pop("month")
        readings = {k: p for k, p in readings.items() if p.month and p.day and p.possible}
        if len(set(readings.values())) == 2:
            readings = (
                _told_by_weekday(text[max(0, match.start() - 15) : match.start()], readings)
                or readings
            )
        if len(readings) == 2 and order:
            readings = {order: readings[order]}
        if readings:
            part = next(iter(readings.values()))
            same = len(set(readings.values())) == 1
            yield Found(*match.span(), (part if same else Part(year),))


def _told_by_weekday(before: str, readings: dict[str, Part]) -> dict[str, Part]:
    """The one reading that falls on the weekday written before it, if exactly one does."""
    name = re.search(r"\b([A-Z][a-z]{2})[a-z]*[.,]?\s+$", before)
    weekday = _WEEKDAYS.get(name[1].lower()) if name else None
    fits = {
        key: part
        for key, part in readings.items()
        if date(part.year or 1, part.month or 1, part.day or 1).weekday() == weekday
    }
    return fits if len(fits) == 1 else {}


def _month(name: str | None) -> int | None:
    return _MONTHS[name[:3].lower()] if name else None


def _number(digits: str | None) -> int | None:
    return int(re.sub(r"\D", "", digits)) if digits else None


def _with_month(text: str) -> Iterator[Found]:
    """Months with a day, a year, or both."""
    for match in _MONTH_DAY.finditer(text):
        year, month = _number(match["y"]), _month(match["m1"])
        first = Part(year, month, _number(match["d1"]))
        last = replace(first, month=_month(match["m2"]) or month, day=_number(match["d2"]))
        yield from _spanning(match, first, last if match["d2"] else first)
    for match in _DAY_MONTH.finditer(text):
        year, month = _number(match["y"]), _month(match["m2"])
        first = Part(year, _month(match["m1"]) or month, _number(match["d1"]))
        last = Part(year, month, _number(match["d2"] or match["d1"]))
        yield from _spanning(match, first, last)
    for match in _MONTH_YEAR.finditer(text):
        first = Part(_number(match["y"]), _month(match["m1"]))
        last = replace(first, month=_month(match["m2"])) if match["m2"] else first
        yield from _spanning(match, first, last, match["shift"] or "")


def _spanning(match: re.Match[str], first: Part, last: Part, shift: str = "") -> Iterator[Found]:
    if first.possible and last.possible:
        parts = (first,) if first == last else (first, last)
        yield Found(*match.span(), parts, shift=shift)


def _bare_months(text: str) -> Iterator[Found]:
    for match in _BARE_MONTH.finditer(text):
        if _is_month(text, match):
            start, shift = _shift(text, match.start())
            yield Found(start, match.end(), (Part(month=_month(match["m"])),), shift=shift)


def _shift(text: str, start: int) -> tuple[int, str]:
    """Where a day or month begins with the "last", "this" or "next" before it, and that word."""
    before = _SHIFT.search(text[max(0, start - 6) : start])
    return (start - len(before[0]), before[1]) if before else (start, "")


def _is_month(text: str, match: re.Match[str]) -> bool:
    name, start, end = match["m"], match.start("m"), match.end()
    before, after = text[max(0, start - 20) : start], text[end : end + 4]
    if _MONTH_BEFORE.search(before):
        return True
    if name in ("May", "March"):
        return False
    named = _NAME_AFTER.match(after) is not None
    if name in ("April", "June", "August"):
        return not named and _WEAK_BEFORE.search(before) is not None
    return not named


def _bare_weekdays(text: str) -> Iterator[Found]:
    for match in _BARE_WEEKDAY.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 12) : start], text[end : end + 12]
        if not _DAY_NAMED.search(before) and not _PAPER_AFTER.match(after):
            start, shift = _shift(text, start)
            yield Found(start, end, weekday=_WEEKDAYS[match["w"][:3].lower()], shift=shift)


def _without_weekdays_of_dates(text: str, found: list[Found]) -> list[Found]:
    """Leave out a weekday that belongs to the day beside it ("Tuesday, July 19")."""
    beside: set[int] = set()
    for one, other in pairwise(found):
        gap = text[one.end : other.start] if other.start - one.end < 6 else "far"
        if not gap.strip(" ,.(") or gap.strip(" ,") == "the":
            days = any(part.day for part in one.parts + other.parts)
            beside.update(found.start for found in (one, other) if days)
    return [one for one in found if one.weekday is None or one.start not in beside]


def _years(text: str) -> Iterator[Found]:
    for match in _YEARS_BETWEEN.finditer(text):
        yield Found(*match.span(1), (Part(int(match["y1"])), Part(int(match["y2"]))))
    for match in _DECADE.finditer(text):
        yield Found(*match.span(), (Part(int(match[1])), Part(int(match[1]) + 9)))
    for match in _BARE_YEAR.finditer(text):
        first, last = int(match["y1"]), _number(match["y2"])
        if match["y2"] and len(match["y2"]) == 2:
            last = first - first % 100 + int(match["y2"])
        if last is not None and first < last <= first + 200:
            yield Found(*match.span(), (Part(first), Part(last)))
        elif _is_year(text, first, *match.span("y1")):
            yield Found(*match.span("y1"), (Part(first),))


def _is_year(text: str, year: int, start: int, end: int) -> bool:
    before, after = text[max(0, start - 30) : start], text[end : end + 40]
    if _COUNT_BEFORE.search(before) or _COUNT_AFTER.match(after) or _ADDRESS_AFTER.match(after):
        return False
    if year % 100 == 0 and _PLURAL_AFTER.match(after):
        return False
    if _COPYRIGHT.search(text[max(0, start - 160) : start].rpartition("\n")[2]):
        return False
    return year >= 1900 or _YEAR_BEFORE.search(before) is not None
