"""The placeholders of a slide by their index in its layout."""

from __future__ import annotations

from pptx.slide import Slide

from mapapp.pictures.decks.xml import Element

TITLE = 0


def placeholder(slide: Slide, index: int, name: str = "") -> Element:
    """The shape of a placeholder; ``name`` is what the selection pane shows."""
    found = next(p for p in slide.placeholders if p.placeholder_format.idx == index)
    if name:
        found.name = name
    return found.element


def emptied(shape: Element) -> Element:
    """The text of a shape, without its paragraphs; one at least has to be added."""
    body = shape.txBody
    for paragraph in list(body.p_lst):
        body.remove(paragraph)
    return body


def drop(shape: Element) -> None:
    """Take a shape off its slide: an empty placeholder would ask to be filled."""
    shape.getparent().remove(shape)
