"""What the atlas takes and gives beside the nouns of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from shapely.geometry.base import BaseGeometry

from geodata.model import (
    Basis,
    Candidate,
    Corridor,
    Kind,
    LayerName,
    Manner,
    Precision,
    Reading,
)

Verdict = Literal["confirm", "move", "reject", "add"]
Decided = Literal["", "confirmed", "corrected", "rejected"]


class World(Protocol):
    """Where the layers' geometries come from; EPSG:4326, None where there is none."""

    def geometry(self, place_id: str) -> BaseGeometry | None: ...
    def place(self, place_id: str) -> Candidate | None: ...
    def corridor(self, place_id: str) -> Corridor | None: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on the place of one span; the latest on a span holds, none is ever lost.

    ``confirm``: the span means ``place_id``. ``move``: it means ``place_id`` instead, or that
    place lies at ``lon``, ``lat``. ``reject``: it is no mention of a place. ``add``: a mention
    that was not found. ``name``, ``kind`` and the point are needed only for places that no
    gazetteer holds. ``when`` is an ISO 8601 time.
    """

    document_id: str
    start: int
    end: int
    place_id: str
    verdict: Verdict
    who: str
    when: str
    lon: float | None = None
    lat: float | None = None
    name: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text; counts of what it puts on the map, length in characters."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None
    length: int
    mentions: int
    places: int


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention as it stands after people's decisions; ``place_id`` None has its ``reason``.

    ``layer`` None means that the place is on no layer, for want of a location. ``manner`` is how
    the text speaks of a corridor or a flow, where it does not tell it as a fact.
    """

    document_id: str
    start: int
    end: int
    surface: str
    kind: Kind
    reading: Reading
    place_id: str | None
    name: str | None
    layer: LayerName | None
    precision: Precision
    basis: Basis
    probability: float
    decision: Decided
    reason: str | None
    manner: Manner | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence around mentions of one place: ``text`` is ``document.text[start:end]``."""

    start: int
    end: int
    text: str
    mentions: tuple[MentionRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentPassages:
    """The passages of one document, in the order of its text."""

    document: DocumentInfo
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Places by name, as rows of their layers, and sentences that hold all the words."""

    places: list[dict[str, Any]] = field(default_factory=list)
    passages: list[DocumentPassages] = field(default_factory=list)
