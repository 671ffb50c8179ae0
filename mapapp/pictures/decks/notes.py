"""Speaker notes: what the slide had no room for, and the quotes with their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pptx.slide import Slide

from geodata.atlas import DocumentInfo
from geodata.atlas.records import Passage
from geodata.atlas.selection import Selection
from mapapp.pictures.decks.placeholders import emptied
from mapapp.pictures.decks.sources import cited
from mapapp.pictures.decks.words import plain, right_to_left
from mapapp.pictures.decks.xml import Element, add
from mapapp.pictures.scene import Scene
from mapapp.strings import plural, text

MOST_QUOTED = 60
"""Places whose first passage is quoted: more is nobody's speech."""

MOST_OF_SELECTED = 8
"""Passages of the selected place that are quoted."""

_LONGEST_QUOTE = 600
_LONGEST_TEXT = 4_000


@dataclass
class _Quoted:
    """A sentence once, with all the places that it puts on the map."""

    document: DocumentInfo
    passage: Passage
    names: list[str] = field(default_factory=list)


def write_notes(slide: Slide, selection: Selection, scene: Scene) -> None:
    """Title and caption in full, then the sentences by document, then what is not there."""
    body = _empty_notes(slide)
    view = selection.view
    for words in (view.title, view.caption):
        if words.strip():
            _paragraph(body, words[:_LONGEST_TEXT], bold=words == view.title)
    drawn = _drawn(selection, scene)
    quoted = _quotes(selection, drawn[:MOST_QUOTED])
    for name, passages in _of_selected(selection, drawn):
        _paragraph(body, name, bold=True)
        for document, passage in passages:
            _paragraph(body, f"“{_quote(passage)}” ({cited(document)})")
    if quoted:
        _paragraph(body, text("deck.notes.quotes"), bold=True)
    for document, sentences in _by_document(quoted, selection.documents):
        _paragraph(body, _source(document), bold=True)
        for one in sentences:
            _paragraph(body, f"{', '.join(one.names)}: “{_quote(one.passage)}”")
    unquoted = len(drawn) - len(drawn[:MOST_QUOTED])
    if unquoted:
        _paragraph(body, plural("deck.notes.more", unquoted))
    if scene.left_out:
        _paragraph(body, plural("deck.left_out", scene.left_out))


def _empty_notes(slide: Slide) -> Element:
    shape = slide.notes_slide.notes_placeholder
    assert shape is not None, "python-pptx's notes have a placeholder for text"
    body = emptied(shape.element)
    add(body, "a:p")
    return body


def _paragraph(body: Element, words: str, *, bold: bool = False) -> None:
    paragraph = body.p_lst[-1] if not len(body.p_lst[-1]) else add(body, "a:p")
    if right_to_left(words):
        add(paragraph, "a:pPr", {"algn": "r", "rtl": 1})
    plain(paragraph, words, bold=bold)


def _drawn(selection: Selection, scene: Scene) -> list[tuple[str, str]]:
    """Id and name of the features on the slide: the selected one, then the most mentioned."""
    shapes = [*scene.shapes, *(shape for inset in scene.insets for shape in inset.shapes)]
    labels = [*scene.labels, *(label for inset in scene.insets for label in inset.labels)]
    shown = {shape.place_id for shape in shapes} | {label.place_id for label in labels}
    ranked = []
    for frame in selection.layers.values():
        columns = (frame[name].tolist() for name in ("place_id", "name", "mentions"))
        for place_id, name, mentions in zip(*columns, strict=True):
            if place_id in shown:
                first = place_id != selection.view.place
                ranked.append((first, -mentions, str(name), str(place_id)))
    return [(place_id, name) for _, _, name, place_id in sorted(ranked)]


def _of_selected(
    selection: Selection, drawn: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, list[tuple[DocumentInfo, Passage]]]]:
    """The name of the selected place, if one is drawn, with its first passages."""
    for place_id, name in drawn:
        if place_id == selection.view.place:
            groups = selection.passages(place_id)
            passages = [(group.document, p) for group in groups for p in group.passages]
            yield name, passages[:MOST_OF_SELECTED]


def _quotes(selection: Selection, places: Sequence[tuple[str, str]]) -> list[_Quoted]:
    """The first passage of each place but the selected one."""
    found: dict[tuple[str, int], _Quoted] = {}
    for place_id, name in places:
        groups = selection.passages(place_id) if place_id != selection.view.place else []
        for group in groups[:1]:
            passage = group.passages[0]
            key = group.document.id, passage.start
            found.setdefault(key, _Quoted(group.document, passage)).names.append(name)
    return list(found.values())


def _by_document(
    quoted: Iterable[_Quoted], documents: Sequence[DocumentInfo]
) -> Iterable[tuple[DocumentInfo, list[_Quoted]]]:
    """Sentences by document, as the slide of sources lists them, in the order of the text."""
    groups: Mapping[str, list[_Quoted]] = {info.id: [] for info in documents}
    for one in quoted:
        groups[one.document.id].append(one)
    for info in documents:
        if groups[info.id]:
            yield info, sorted(groups[info.id], key=lambda one: one.passage.start)


def _source(document: DocumentInfo) -> str:
    title = document.title or text("reader.untitled")
    return f"{' '.join(title.split())[:200]} ({cited(document)})"


def _quote(passage: Passage) -> str:
    """The sentence on one line; of a very long one the part around its first mention."""
    sentence = passage.text
    if len(sentence) > _LONGEST_QUOTE:
        at = max(0, passage.mentions[0].start - passage.start - _LONGEST_QUOTE // 2)
        part = sentence[at : at + _LONGEST_QUOTE]
        sentence = f"{'…' * (at > 0)}{part}…"
    return " ".join(sentence.split())
