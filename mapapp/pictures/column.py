"""The words of a slide: title, caption, figure, quote and sources, cut to the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geopandas import GeoDataFrame

from geodata.atlas.quotes import Quote as Passage
from geodata.atlas.quotes import quote_of
from geodata.atlas.records import DocumentInfo
from geodata.atlas.selection import Selection
from mapapp.credits import credits
from mapapp.describe import kind_line
from mapapp.legend import figure
from mapapp.pictures import fonts
from mapapp.pictures.corridors import short_name
from mapapp.pictures.look import Palette, Type
from mapapp.pictures.scene import Shape, Style, TextBlock
from mapapp.sources import by, dated
from mapapp.strings import plural, text

MOST_SOURCES = 6
BALANCED_FROM = 19.0  # size of titles and captions, whose last line shall not be one word
FEWEST_TO_COUNT = 5
"""Passages below which their number is no figure worth a second look."""


@dataclass(frozen=True)
class Subject:
    """What a view is about: its selected place, or all that lies in its extent."""

    name: str | None
    kind: str
    mentions: int
    documents: tuple[DocumentInfo, ...]
    places: int
    km: float = 0.0


def subject_of(selection: Selection) -> Subject:
    """The selected place with its documents, or all that lies in the view's extent."""
    for name, frame in selection.layers.items():
        for row in frame[frame["place_id"] == selection.view.place].to_dict("records"):
            ids = set(str(row["document_ids"]).split(","))
            own = tuple(info for info in selection.documents if info.id in ids)
            kind = kind_line({**{str(k): v for k, v in row.items()}, "layer": name})
            km = float(row.get("km") or 0)
            return Subject(str(row["name"]), kind, int(row["mentions"]), own, 1, km)
    shown = selection.in_view
    return Subject(None, "", len(shown.mentions), shown.documents, len(shown))


def title_of(selection: Selection, subject: Subject) -> str:
    """The view's own title; else the place's name, or how much there is."""
    given = " ".join(selection.view.title.split())
    if given or subject.name:
        return fonts.clean(given or subject.name or "")
    documents = plural("count.documents", len(subject.documents))
    return text("picture.title", places=plural("count.places", subject.places), documents=documents)


def caption_of(selection: Selection, subject: Subject) -> str:
    given = " ".join(selection.view.caption.split())
    return fonts.clean(given or subject.kind)


def figure_of(selection: Selection, subject: Subject) -> tuple[str, str] | None:
    """One number and what it counts: what is missing of a corridor, how long it is, passages."""
    found = figure(selection)
    if found:
        return found.value, fonts.clean(found.note)
    if subject.km:
        own = selection.legs[selection.legs["corridor"] == selection.view.place]
        key = "picture.figure.km" if own["branch"].nunique() == 1 else "picture.figure.km.branches"
        return f"{subject.km:,.0f} km", text(key)
    if subject.mentions < FEWEST_TO_COUNT:
        return None
    documents = plural("count.documents", len(subject.documents))
    words = plural("picture.figure.mentions", subject.mentions, documents=documents)
    return f"{subject.mentions:,}", words


def sources_of(subject: Subject, legs: GeoDataFrame, left_out: int) -> str:
    """How many passages of which documents, what is not from them, and whose data this is."""
    passages = plural(
        "picture.passages", subject.mentions,
        documents=plural("count.documents", len(subject.documents)),
    )  # fmt: skip
    listed = _listed(subject.documents)
    if subject.name:
        name = short_name(subject.name)
        lines = [text("picture.sources", name=name, passages=passages, documents=listed)]
    elif listed:
        lines = [text("picture.sources.all", passages=passages, documents=listed)]
    else:
        lines = []
    if len(legs):
        lines.append(f"{text('source.corridors')}.")
    if left_out:
        lines.append(plural("picture.left_out", left_out))
    lines.append(". ".join(credits(legs)) + ".")
    return fonts.clean(" ".join(lines))


def _listed(documents: Sequence[DocumentInfo]) -> str:
    names = list(dict.fromkeys(document_line(info) for info in documents))
    shown = names[:MOST_SOURCES]
    if len(names) > len(shown):
        shown.append(text("picture.sources.more", n=f"{len(names) - len(shown):,}"))
    return "; ".join(shown)


def document_line(info: DocumentInfo) -> str:
    """Publisher or author, and day: "Global Research, 26 July 2022"."""
    who = info.publisher or info.author or info.title
    if not who and not info.published:
        return text("picture.untitled")
    who = _cut(" ".join((who or info.name).split()), 60)
    return f"{who}, {dated(info)}"


def quote_line(info: DocumentInfo) -> str:
    """Author, publisher and day."""
    who = by(info) or info.title or text("picture.untitled")
    return fonts.clean(f"{_cut(who, 90)}, {dated(info)}")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + fonts.ELLIPSIS


def block(
    words: str, style: Type, colour: str, left: float, top: float, width: float, most: int,
    marks: tuple[tuple[int, int], ...] = (),
) -> TextBlock:  # fmt: skip
    """Words broken into lines from a corner on."""
    breaks = fonts.balanced if style.size > BALANCED_FROM else fonts.wrapped
    lines = breaks(words, style, width, most)
    box = (left, top, left + width, top + len(lines) * style.height)
    shown = " ".join(lines)
    return TextBlock(
        shown, box, lines, style.size, style.height, colour, style.face, style.weight, style.italic,
        tuple((a, min(b, len(shown))) for a, b in marks if a < len(shown)),
    )  # fmt: skip


Marks = tuple[tuple[int, int], ...]


def quoted(passage: Passage, style: Type, width: float, most: int) -> tuple[str, Marks]:
    """As many of the words as fit ``most`` lines, in quotation marks, and what of them to mark.

    What is cut is cut far from the marked words.
    """
    words = fonts.clean(passage.text)
    marks = passage.marks if len(words) == len(passage.text) else ()
    # Words that quote others keep their own quotation marks and get no second ones around.
    opening, closing = ("", "") if set(words) & set('“”"') else ("“", "”")
    start, end = 0, len(words)
    middle = sum(marks[0]) // 2 if marks else 0
    while True:
        before, after = "… " if start else "", " …" if end < len(words) else ""
        shown = f"{opening}{before}{words[start:end]}{after}{closing}"
        lines = fonts.wrapped(shown, style, width, most + 1)
        if len(lines) <= most or end - start < 40:
            break
        if middle - start > (end - middle) * 0.8:
            start = words.find(" ", start + 8, middle) + 1 or middle
        else:
            end = max(words.rfind(" ", middle, end - 8), middle + 1)
    shift = len(opening) + len(before) - start
    inside = ((max(a, start), min(b, end)) for a, b in marks if b > start and a < end)
    return shown, tuple((a + shift, b + shift) for a, b in inside if a < b)


def rule(left: float, right: float, y: float, palette: Palette) -> Shape:
    """A hairline between blocks."""
    return Shape(
        "column", "line", (((left, y), (right, y)),), Style(stroke=palette.rule, width=1.4)
    )


def passage_of(selection: Selection) -> Passage | None:
    return quote_of(selection)
