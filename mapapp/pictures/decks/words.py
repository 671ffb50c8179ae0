"""Text on slides: paragraphs and runs with their fonts, in any script and direction."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.xml import Element, add, clean, emu, points
from mapapp.pictures.scene import Face

Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]

_GLOW = 3.5
"""Radius of the halo around names, in page units."""

_FONTS: dict[Face, dict[str, object]] = {
    "sans": {"typeface": "+mn-lt"},
    "condensed": {"typeface": "IBM Plex Sans Condensed", "pitchFamily": 34, "charset": 0},
    "serif": {"typeface": "IBM Plex Serif", "pitchFamily": 18, "charset": 0},
}
"""Fonts of the faces; family 18 is roman and 34 swiss, for choosing what replaces a missing one."""

_NOT_CONDENSED = {"ru-RU", "el-GR"}
"""Languages that IBM Plex Sans writes, but its condensed cut does not."""

_LANGUAGES = {
    "ARABIC": "ar-SA",
    "ARMENIAN": "hy-AM",
    "BENGALI": "bn-BD",
    "CJK": "zh-CN",
    "CYRILLIC": "ru-RU",
    "DEVANAGARI": "hi-IN",
    "ETHIOPIC": "am-ET",
    "GEORGIAN": "ka-GE",
    "GREEK": "el-GR",
    "HANGUL": "ko-KR",
    "HEBREW": "he-IL",
    "HIRAGANA": "ja-JP",
    "KATAKANA": "ja-JP",
    "KHMER": "km-KH",
    "TAMIL": "ta-IN",
    "THAI": "th-TH",
}
"""The commonest language of a script, by the first word of its characters' Unicode names."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks; lengths are page units, ``glow`` the colour of a halo."""

    size: float
    colour: str
    face: Face = "sans"
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    leading: float = 0.0
    align: Align = "l"
    glow: str | None = None


def text_body(shape: Element, anchor: Anchor, *, wrap: bool) -> Element:
    """The empty text of a shape; without ``wrap`` a line is as long as its words."""
    body = add(shape, "p:txBody")
    insets = {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
    frame = {"wrap": "square" if wrap else "none", "anchor": anchor, "rtlCol": 0}
    properties = add(body, "a:bodyPr", {**frame, **insets})
    if wrap:  # a wider face than ours, where ours is missing, must not run over what is below
        add(properties, "a:normAutofit")
    add(body, "a:lstStyle")
    return body


def write(
    body: Element, text: str, look: Look, paint: Paint, marks: Sequence[tuple[int, int]] = ()
) -> None:
    """Paragraphs of ``text``, one a line of it; ``marks`` are spans to lay yellow under."""
    at = 0
    for line in text.split("\n") or [""]:
        paragraph = _paragraph(body, line, look)
        for start, end, marked in _pieces(at, at + len(line), marks):
            run = add(paragraph, "a:r")
            _properties(run, text[start:end], look, paint, marked)
            add(run, "a:t").text = clean(text[start:end])
        at += len(line) + 1


def plain(paragraph: Element, text: str, *, bold: bool = False) -> Element:
    """A run in the look that the placeholder gives; its properties, for a link."""
    run = add(paragraph, "a:r")
    attributes: dict[str, object] = {"lang": language(text)}
    properties = add(run, "a:rPr", attributes | ({"b": 1} if bold else {}))
    add(run, "a:t").text = clean(text)
    return properties


def language(text: str) -> str:
    """The language tag of the script that most of the text is in; spelling is checked by it."""
    scripts = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text[:400] if c.isalpha())
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    most = "KATAKANA" if kana and scripts["CJK"] else next(iter(scripts.most_common(1)), ("",))[0]
    return _LANGUAGES.get(most, "en-US")


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs to the left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _paragraph(body: Element, line: str, look: Look) -> Element:
    paragraph = add(body, "a:p")
    leftward = right_to_left(line)
    align = "r" if leftward and look.align == "l" else look.align
    properties = add(paragraph, "a:pPr", {"algn": align, "rtl": int(leftward)})
    if look.leading:  # exact: what 100% is differs between slide programs
        add(add(properties, "a:lnSpc"), "a:spcPts", {"val": points(look.leading)})
    return paragraph


def _properties(run: Element, text: str, look: Look, paint: Paint, marked: bool) -> None:
    tag = language(text)
    attributes: dict[str, object] = {
        "lang": tag,
        "sz": points(look.size),
        "b": int(look.bold),
        "i": int(look.italic),
        "spc": points(look.spacing),
    }
    properties = add(run, "a:rPr", attributes)
    paint.text(properties, paint.palette.on_yellow if marked else look.colour)
    if look.glow:
        glow = add(add(properties, "a:effectLst"), "a:glow", {"rad": emu(_GLOW)})
        paint.colour(glow, look.glow)
    if marked:
        paint.colour(add(properties, "a:highlight"), paint.palette.yellow)
    lacking = look.face == "condensed" and tag in _NOT_CONDENSED
    add(properties, "a:latin", _FONTS["sans" if lacking else look.face])


def _pieces(
    start: int, end: int, marks: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """The span cut at the ends of the marks: start, end, whether it is marked."""
    at = start
    for low, high in sorted(marks):
        low, high = max(low, at), min(high, end)
        if low < high:
            if at < low:
                yield at, low, False
            yield low, high, True
            at = high
    if at < end:
        yield at, end, False
