"""Where a click on a feature leads: its passage in the explorer, else the slide of sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import Slide

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from mapapp.links import passage_link
from mapapp.sources import named
from mapapp.strings import text

_JUMP = "ppaction://hlinksldjump"
_LONGEST_TIP = 200


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of the slide that a click follows; ``action`` is empty for an address."""

    relation: str
    action: str
    tip: str


def external(slide: Slide, address: str) -> str:
    """The id of a slide's relationship with an address."""
    return slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


class Links:
    """Links of one slide, by place; a relationship is made when a place is first asked for.

    ``pages`` are the slides of sources by document id.
    """

    def __init__(
        self,
        slide: Slide,
        selection: Selection,
        public_url: str,
        pages: Mapping[str, Slide],
    ) -> None:
        firsts = selection.mentions.drop_duplicates("place_id")
        columns = (firsts[name].tolist() for name in ("place_id", "document_id", "start"))
        self._first = {place: (doc, start) for place, doc, start in zip(*columns, strict=True)}
        self._documents = {info.id: info for info in selection.documents}
        self._slide = slide
        self._public_url = public_url
        self._pages = pages
        self._made: dict[str, Link | None] = {}

    def of(self, place_id: str | None) -> Link | None:
        """The link of a place; None where it has no mention, or no document that is listed."""
        if place_id is None or place_id not in self._first:
            return None
        if place_id not in self._made:
            document_id, start = self._first[place_id]
            self._made[place_id] = self._make(self._documents[document_id], start)
        return self._made[place_id]

    def _make(self, document: DocumentInfo, start: int) -> Link | None:
        address = passage_link(self._public_url, document.id, start)
        name = named(document)
        if address:
            tip = text("deck.link.passage", document=name)[:_LONGEST_TIP]
            return Link(external(self._slide, address), "", tip)
        page = self._pages.get(document.id)
        if page is None:
            return None
        relation = self._slide.part.relate_to(page.part, RELATIONSHIP_TYPE.SLIDE)
        return Link(relation, _JUMP, text("deck.link.sources", document=name)[:_LONGEST_TIP])
