"""Selections -> a deck: one slide a view, then the sources."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from geodata.exports.safe import web_address
from mapapp.credits import credits
from mapapp.errors import BadRequestError
from mapapp.pictures.build import build_scene
from mapapp.pictures.decks.links import Links
from mapapp.pictures.decks.notes import write_notes
from mapapp.pictures.decks.package import packed
from mapapp.pictures.decks.paint import Paint
from mapapp.pictures.decks.slide import draw_view
from mapapp.pictures.decks.sources import add_sources
from mapapp.pictures.decks.template import empty_deck, layout
from mapapp.pictures.scene import Theme
from mapapp.sources import left_out_line
from mapapp.strings import text

MOST_VIEWS = 60


def build_deck(
    selections: Sequence[Selection],
    *,
    title: str,
    public_url: str | None,
    theme: Theme,
    left_out: Sequence[str] = (),
) -> bytes:
    """The bytes of a .pptx file; BadRequestError for no view at all or too many.

    Features lead to their passages under ``public_url`` (http or https), without one to the
    slides of sources, which say what is ``left_out`` beside whose data the maps are.
    """
    if not selections:
        raise BadRequestError(text("error.deck.none"))
    if len(selections) > MOST_VIEWS:
        raise BadRequestError(text("error.deck.many", most=MOST_VIEWS, n=len(selections)))
    deck, paint = empty_deck(theme), Paint(theme)
    scenes = [build_scene(selection, page="16:9", theme=theme) for selection in selections]
    slides = [deck.slides.add_slide(layout(deck, "Map")) for _ in scenes]
    base = (web_address(public_url) or "").rstrip("/")
    data = f"{left_out_line(left_out)} {_credits(selections)}".strip()
    pages = add_sources(deck, _documents(selections), data, base)
    for slide, selection, scene in zip(slides, selections, scenes, strict=True):
        draw_view(slide, scene, paint, Links(slide, selection, base, pages).of)
        write_notes(slide, selection, scene)
    return packed(deck, title)


def _documents(selections: Sequence[Selection]) -> list[DocumentInfo]:
    """The documents of what lies in the extents of all views, each once."""
    shown = (selection.in_view for selection in selections)
    found = {info.id: info for one in shown for info in one.documents}
    return list(found.values())


def _credits(selections: Sequence[Selection]) -> str:
    """Whose data all the maps are."""
    lines = [line for selection in selections for line in credits(selection.legs)]
    return ". ".join(dict.fromkeys(lines)) + "."
