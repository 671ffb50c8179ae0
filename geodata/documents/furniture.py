"""Lines of an article that are no article: bylines, date lines, share bars, credits, biographies.

Rules over the forms that web pages, agencies and syndicated copies share; no site is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from geodata.documents.date_patterns import find
from geodata.documents.dates import full_date
from geodata.documents.patterns import any_of

LineKind = Literal[
    "byline", "date", "label", "notice", "credit", "rule", "bullet", "short", "prose"
]

_LOOKED_AT: Final = 400
"""Characters of a line that its kind is told from."""

_LONGEST_CREDIT: Final = 300
"""A picture's line that is longer has the article's first paragraph run into it."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its span without outer blanks, and its start without markup."""

    start: int
    end: int
    plain: str

    @cached_property
    def kind(self) -> LineKind:
        """What the line is on a page."""
        return kind_of(self.plain, self.end - self.start)

    @property
    def is_furniture(self) -> bool:
        """Whether the line belongs to the page and not to the article."""
        return self.kind in ("byline", "date", "label", "notice", "credit", "rule")


_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^)]*\)")
_MARKUP = re.compile(r"^[#>\s]+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` that are not blank."""
    lines = []
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        inner = line.strip("\ufeff \t\xa0\u200b") if not line.isspace() else ""
        if inner:
            at = match.start() + line.index(inner)
            lines.append(Line(at, at + len(inner), plain(inner[:_LOOKED_AT])))
    return lines


def plain(line: str) -> str:
    """The line without Markdown's marks; a rule of nothing but marks stays as it is."""
    bare = _LINK.sub(r"\1", _IMAGE.sub("", line))
    return " ".join(_MARKUP.sub("", bare).split()) or line.strip()


_PARTICLES: Final = frozenset((
    "al", "el", "bin", "ibn", "ben", "de", "da", "di", "du", "del", "della", "der", "den",
    "van", "von", "la", "le", "y", "e",
))  # fmt: skip
_NO_NAMES: Final = frozenset((
    "a", "about", "affairs", "afp", "africa", "agence", "agency", "america", "an", "analysis",
    "and", "article", "asia", "associated", "association", "author", "bbc", "best",
    "bloomberg", "breaking", "broadcasting", "bulletin", "by", "center", "central", "centre",
    "change", "chronicle", "click", "cnn", "comment", "comments", "committee", "company",
    "contact", "content", "corporation", "council", "courier", "daily", "department", "digest",
    "diplomat", "dispatch", "east", "economist", "edition", "editor", "editorial", "europe",
    "examiner", "exclusive", "express", "facebook", "features", "for", "foreign", "forum",
    "foundation", "from", "gazette", "globe", "government", "group", "guardian", "herald",
    "home", "in", "independent", "insider", "institute", "international", "jazeera", "journal",
    "latest", "live", "login", "magazine", "mail", "media", "menu", "middle", "ministry",
    "mirror", "monitor", "more", "most", "nation", "national", "network", "new", "news",
    "newsletter", "newsroom", "next", "north", "observer", "of", "office", "on", "online",
    "opinion", "page", "photo", "photos", "policy", "politics", "popular", "post", "press",
    "previous", "radio", "read", "record", "region", "related", "report", "reports",
    "research", "reuters", "review", "search", "security", "share", "sign", "society", "south",
    "staff", "standard", "states", "story", "studies", "subscribe", "tass", "team",
    "telegraph", "the", "times", "to", "top", "trending", "tribune", "tv", "twitter", "union",
    "united", "university", "update", "us", "video", "views", "voice", "war", "watch",
    "weekly", "west", "what", "why", "with", "world", "writer", "xinhua",
))  # fmt: skip


def is_name(words: str) -> bool:
    """Whether it reads as a person's name: two to five capitalised words, none of an office."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not (parts[0][0].isupper() and parts[-1][0].isupper()):
        return False
    if not words.isupper() and any(part.isupper() and len(part) > 2 for part in parts):
        return False  # an acronym in it makes it an organisation's
    return all(
        (
            part in _PARTICLES
            or (part[0].isupper() and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[.’'-])*", part))
        )
        and part.lower().strip(".") not in _NO_NAMES
        for part in parts
    )


_SENTENCE_END = re.compile(r"[.…][\"'”’)\]»]*$|[.!?…][\"”’]?\s.*[!?][\"'”’)\]»]*$")
_BYLINE = re.compile(
    r"^(?:(?:(?:written|posted|published|reported|story|text|words|analysis|opinion|compiled"
    r"|edited)\s+)?by:?|(?:authors?|words|text|writer|reporter|articles by)\s*:)"
    r"\s+(?P<who>\S.{1,200})$",
    re.I,
)
_LABEL = re.compile(
    r"^(?:regions?|themes?|topics?|tags?|categor(?:y|ies)|filed under|section|sources?|keywords?"
    r"|languages?|read(?:ing)? time|location|posted in|word count|edition|credits?|via|url|link"
    r"|permalink|doi|issn|format|country|publisher|publication|date|updated"
    r"|last (?:updated|modified)|title|headline)\s*:\s*\S.{0,200}$"
    r"|^(?:#\w+[\s,]*){2,}$|^home\s*[»>/|].*$|^\d+\s*min(?:ute)?s?\.? read$"
    r"|^\d[\d,.]*[km]?\s+(?:views|shares|comments)$",
    re.I,
)
_NOTICE = re.compile(
    # Said to the reader, at the start of the line
    r"(?:note to readers|to receive|please (?:click|share|support|consider)|sign(?:ed)? ?-?up\b"
    r"|subscribe\b|(?:follow|like|find|join) (?:us|@?\w+ on|\w+ \w+ on)\b"
    r"|share (?:this|on|via|with)\b|support (?:us|our|independent)\b|donate\b"
    r"|become an? (?:\w+ )?(?:member|patron|subscriber)\b|download (?:our|the) \w* ?app\b"
    r"|listen to (?:this|the)\b|read (?:more|also|next|the full)\b|comment on\b|skip to\b"
    r"|want to (?:get|read|receive)\b|get (?:the|our) \w+ (?:news|stories)\b"
    r"|(?:for|with) (?:media |press )?(?:inquiries|enquiries|questions|more information)\b.*@"
    r"|copyright\b|©|\(c\) (?:19|20)\d\d|disclaimer\b|editor[’']s note\b|advertisement\b"
    r"|this (?:article|story|post|piece|report) (?:was |is |has been |may be )?(?:first |also )?"
    r"(?:originally |re)?(?:published|appeared|produced|translated|updated|posted|corrected)\b"
    r"|(?:first|originally) (?:published|appeared)\b|the original source of this\b"
    r"|the views (?:and opinions )?expressed\b|republish(?:ed|ing)?\b)",
    re.I,
)
_NOTICES_WITHIN: Final = (  # said only to the reader, wherever it stands
    r"share (?:this (?:post|article|story)|buttons?)\b", r"click here\b", r"telegram channel\b",
    r"our (?:e-?mail )?newsletters?\b", r"daily (?:e-?mail )?newsletters?\b",
    r"weekly (?:e-?mail )?newsletters?\b", r"free (?:e-?mail )?newsletters?\b",
    r"morning (?:e-?mail )?newsletters?\b", r"all rights reserved\b",
    r"read in \d+ languages\b", r"available in \d+ languages\b",
    r"read (?:the )?full (?:article|story) (?:at|on)\b", r"this (?:site|website) uses\b",
    r"cookie policy\b", r"printer[- ]friendly\b", r"feel free to\b",
)  # fmt: skip
_NOTICE_WITHIN = re.compile(any_of(_NOTICES_WITHIN))  # of a line as `_in_lower_case` has it
_SAME_LETTERS: Final = str.maketrans("İıſ", "iis")  # as case counts nothing in other patterns
_BUTTONS = re.compile(
    r"^(?:(?:share|tweet|email|e-mail|print|save|facebook|twitter|x|linkedin|whatsapp|telegram|reddit"
    r"|pinterest|copy link|comments?|listen|subscribe|menu|search|login|sign in|close|advertisement"
    r"|follow|like|more|text size|a\+|a-|\d++)[\s|,•·/]*)+$",  # ++: one way to read a number
    re.I,
)
_CREDIT = re.compile(
    r"^\W*(?:(?:featured |cover |top |lead |header )?"
    r"(?:image|photo|photograph|picture|illustration|pic|video|map|graphic)s?"
    r"(?:\s?/?\s?(?:credits?|source|courtesy|caption|by|via|from|of))*\s*[:©]"
    r"|(?:photo|image|photograph|picture|illustration)s? (?:by|courtesy|via|credit)\b"
    r"|(?:©|\(c\))\s|caption\s*:|file (?:photo|image)\b)"
    r"|(?:getty images|/afp\b|/reuters\b|\bap photo\b|/sputnik\b|via flickr|wikimedia commons"
    r"|shutterstock)[^.]{0,60}$",
    re.I,
)
_BULLET = re.compile(r"^(?:[-*•●▪‣–]|\d{1,2}[.)])\s+\S")
_RULE = re.compile(r"^[\W_]+$|^(?:end|ends|-30-)$|^!\[[^\]]*\]\([^)]*\)$", re.I)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[apAP]\.?[mM]\b\.?)?|\b\d{1,2}\s?[apAP]\.?[mM]\b\.?"
    r"|\b(?:GMT|UTC|EST|EDT|CET|CEST|BST|IST|PST|PDT|ET|CT|CST|CDT|MSK)\b(?:[+-]\d+(?::\d\d)?)?"
)
_WEEKDAY = re.compile(
    r"\b(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs|r)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]?"
)
_AGO = re.compile(
    r"^(?:(?:updated|published|posted)\s+)?\d+\s+(?:minutes?|hours?|days?|weeks?) ago$", re.I
)
_DATE_WORDS = re.compile(
    r"\b(?:first |originally |last )?"
    r"(?:published|posted|updated|modified|created|issued|released|prepared|drafted|completed"
    r"|written|dated|revised)\b(?:\s+(?:on|at|in|by)\b)?"
    r"|\b(?:date|on|at|dated)\b(?=\s*:|\s*$)|^(?:date|on)\b|\d+ min(?:ute)?s? read",
    re.I,
)


def kind_of(line: str, length: int | None = None) -> LineKind:
    """The kind of a line without markup; ``length`` is that of the whole line."""
    size = len(line) if length is None else length
    if _RULE.match(line):
        return "rule"
    if is_byline(line):
        return "byline"
    if rest_of_date_line(line) is not None or _AGO.match(line):
        return "date"
    if size <= _LONGEST_CREDIT and _CREDIT.search(line):
        return "credit"
    if _LABEL.match(line):
        return "label"
    if _BUTTONS.match(line) or _NOTICE.match(line) or _NOTICE_WITHIN.search(_in_lower_case(line)):
        return "notice"
    if _BULLET.match(line):
        return "bullet"
    sentence = _SENTENCE_END.search(line) is not None and len(line.split()) > 7
    return "prose" if size > 180 or sentence else "short"


def _in_lower_case(line: str) -> str:
    return line.translate(_SAME_LETTERS).lower()


def is_byline(line: str) -> bool:
    """Whether the line says who wrote it."""
    return author_of(line) is not None


def author_of(line: str) -> str | None:
    """The names in a byline ("By Ann Lee and Bo Ek | The Post"), None where it is none."""
    match = _BYLINE.match(line) or _BYLINE.match(_beside_date(line) or "")
    return names_at_start(match["who"]) if match else None


def names_at_start(words: str) -> str | None:
    """The persons' names that a line begins with, joined as written; None if there are none."""
    who = re.split(r"\s*[|•·@(]|\s[-–—/]\s|\s+(?:on|for|in|at|of|with)\s|\d", words)[0]
    who = re.sub(r"^(?:Dr|Prof|Professor|Sir|Mr|Mrs|Ms)\.?\s", "", who).strip(" ,;.-–—")
    names: list[str] = []
    for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", who, flags=re.I):
        if not is_name(part) and not (len(part.split()) == 1 and part[:1].isupper() and not names):
            break
        names.append(part)
    return who[: who.index(names[-1]) + len(names[-1])] if names and names[-1] else None


def rest_of_date_line(line: str) -> str | None:
    """What a line holds beside its date, as its publisher; None where it is no date line."""
    rest = _beside_date(line)
    if rest is None or len(rest.split()) > 6 or re.search(r"[.!?](?:\s|$)", rest):
        return None
    return rest if not rest or (rest[0].isupper() and _is_title_case(rest)) else None


def _beside_date(line: str) -> str | None:
    """A short line that holds a full date, without it, its weekday, hour and label."""
    if len(line) > 120 or full_date(line) is None:
        return None
    rest = _WEEKDAY.sub(" ", _CLOCK.sub(" ", _DATE_WORDS.sub(" ", _without_dates(line))))
    return " ".join(rest.split()).strip(" ,;:|•·/–—-()[]")


def _is_title_case(words: str) -> bool:
    small = {"of", "the", "and", "for", "in", "on", "to", "by", "de", "la"}
    return all(w[0].isupper() or not w[0].isalpha() or w in small for w in words.split())


def _without_dates(line: str) -> str:
    for found in reversed(find(line)):
        line = line[: found.start] + " " + line[found.end :]
    return line
