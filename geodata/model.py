"""The nouns of the project, as frozen values that flow one way.

    Document -> Mention -> Resolution -> Layer

Offsets are Python ``str`` offsets into ``Document.text``. Coordinates are longitude, latitude in
EPSG:4326; lengths are geodesic kilometres. Ids of places name their source:
``geonames:162183``, ``ne:caspian-sea``, ``curated:instc``, ``site:factory@geonames:1220409``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "city", "country", "admin", "region", "water", "landform", "corridor", "site", "other"
]
Reading = Literal["literal", "associative"]
Precision = Literal["exact", "city", "admin", "country", "region", "unknown"]
Basis = Literal["text", "known"]
Mode = Literal["rail", "sea", "road", "pipeline", "cable", "air", "river"]
Status = Literal["operating", "under construction", "planned", "disputed", "closed", "missing"]
Manner = Literal[
    "planned", "possible", "threatened", "alleged", "denied", "negated", "halted", "being built"
]
LayerName = Literal[
    "corridors", "flows", "sites", "cities", "countries", "areas", "regions", "waters"
]

LAYERS: tuple[LayerName, ...] = (
    "corridors",
    "flows",
    "sites",
    "cities",
    "countries",
    "areas",
    "regions",
    "waters",
)

LAYER_OF_KIND: dict[Kind, LayerName] = {
    "corridor": "corridors",
    "site": "sites",
    "city": "cities",
    "country": "countries",
    "admin": "areas",
    "landform": "areas",
    "other": "areas",
    "region": "regions",
    "water": "waters",
}


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date found in the text.

    ``iso`` is what can be told: ``2022-07-26``, ``2022-07``, ``2022`` or an interval
    ``2024-10-22/2024-10-24`` (ISO 8601), ``2022/..`` where it is still open ("since 2022"); None
    where not even the year can be told.
    """

    start: int
    end: int
    surface: str
    iso: str | None


Hint = tuple[int, int, Literal["place", "person"]]  # start and end in the text, half open


@dataclass(frozen=True, slots=True)
class Document:
    """One text, exactly as read: it is never normalised, because offsets count on it.

    ``id`` is the first 12 hex digits of ``sha256``, the digest of the source's bytes (of a
    record's canonical JSON in a ``.jsonl`` corpus). ``name`` is how the user knows it: the path
    relative to what was asked for, or the record's own id. ``body`` is the half-open span of the
    article without mastheads and footers. ``published`` is an ISO date. ``spans``, where given,
    are mentions found elsewhere: recognition is skipped and exactly these are resolved. ``hints``
    are what another recogniser takes words for, one more cue for ours.
    """

    id: str
    text: str
    name: str
    source: str
    sha256: str
    body: tuple[int, int]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    dates: tuple[TextDate, ...] = ()
    spans: tuple[tuple[int, int], ...] | None = None
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or description of a place, where it stands; ``text[start:end] == surface``.

    ``finder`` names the rule or model that found it; ``confidence`` is its probability in [0, 1].
    A described site or route carries its ``head`` noun with its modifiers ("drone factory"), the
    span of the ``anchor`` that it hangs on ("Tajikistan"), where the text gives one, and ``ends``:
    the role ("in", "of", "off", "from", "to", "via", "with", "border", "coast") and span of every
    name in its description.
    """

    document_id: str
    start: int
    end: int
    surface: str
    kind: Kind
    reading: Reading
    finder: str
    confidence: float
    head: str | None = None
    anchor: tuple[int, int] | None = None
    ends: tuple[tuple[str, int, int], ...] = ()

    @property
    def id(self) -> str:
        """Document and start: ``88517bc1fb03:4662``."""
        return f"{self.document_id}:{self.start}"

    def of_kind(self, kind: Kind) -> Mention:
        """The same mention of another kind; in a fifth of the time that ``replace`` takes."""
        if kind == self.kind:
            return self
        return Mention(
            self.document_id, self.start, self.end, self.surface, kind, self.reading, self.finder,
            self.confidence, self.head, self.anchor, self.ends,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean.

    ``lon``, ``lat`` is a point that lies on the place (EPSG:4326), None where none is known.
    ``country`` is ISO 3166-1 alpha-2; ``admin1`` and ``admin2`` are GeoNames codes.
    ``rank`` is the feature's rank from 0 (of the world) to 9 (a hamlet).
    ``match`` says how the name that was looked up names it: its "primary" name, an "alternate"
    name, an "abbreviation", or a "demonym" (an adjective or people, never a mention).
    ``basis`` is "known" where the place is outside knowledge, with its source in ``note``.
    ``radius_km`` is how far off its point a place may be that is told by distance and bearing.
    """

    place_id: str
    name: str
    kind: Kind
    lon: float | None
    lat: float | None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    rank: int = 9
    match: str = "primary"
    basis: Basis = "text"
    note: str | None = None
    radius_km: float | None = None

    @property
    def geonameid(self) -> int | None:
        """The GeoNames id, where the place comes from there."""
        source, _, number = self.place_id.partition(":")
        return int(number) if source == "geonames" and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention and the place it was taken for; ``place`` None is a result too, with its reason."""

    mention: Mention
    place: Candidate | None
    probability: float
    precision: Precision
    basis: Basis = "text"
    runners_up: tuple[tuple[Candidate, float], ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A way between places that a text names or describes, with direction.

    ``origin`` and ``destination`` are resolutions of mentions in the text; ``place_id`` is set
    where the route is a corridor known by name. ``mentions`` are the starts of its mentions.
    ``manner`` is how the text speaks of it, where it does not tell it as a fact.
    """

    document_id: str
    start: int
    end: int
    origin: Candidate | None
    destination: Candidate | None
    via: tuple[Candidate, ...] = ()
    mode: Mode | None = None
    status: Status | None = None
    manner: Manner | None = None
    name: str | None = None
    goods: str | None = None
    place_id: str | None = None
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that was read out of one document."""

    document: Document
    resolutions: tuple[Resolution, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A real place that a corridor calls at."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a corridor; ``coordinates`` are (lon, lat) pairs.

    ``routed_on`` names the network that gave the line ("searoute", "osm-rail", "osm-road",
    "curated") or "great circle" where none could: such a leg is drawn as not routed.
    """

    branch: str
    order: int
    mode: Mode
    status: Status
    origin: Stop
    destination: Stop
    km: float
    routed_on: str
    coordinates: tuple[tuple[float, float], ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Corridor:
    """A named way, as the curated list knows it, routed leg by leg."""

    place_id: str
    name: str
    note: str
    legs: tuple[Leg, ...] = ()
    aliases: tuple[str, ...] = field(default=())

    @property
    def km(self) -> float:
        """Length of all legs, shared trunks counted once."""
        trunks = {
            (leg.mode, frozenset((leg.origin.name, leg.destination.name))): leg.km
            for leg in self.legs
        }
        return sum(trunks.values())


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of an atlas, and how: a state of the explorer, a slide, a picture.

    ``extent`` is west, south, east, north in EPSG:4326; None fits what is shown. None for
    ``layers`` and ``documents`` means all of them. ``since`` and ``until`` are ISO dates, both
    included, of the kind that ``dated`` names: documents' dates or dates in their texts; with a
    range, ``undated`` says whether what has no date is shown too. ``place`` is the selected one.
    ``quote`` are words of a document that stand beside it: its id and their start and end.
    """

    title: str = ""
    caption: str = ""
    extent: tuple[float, float, float, float] | None = None
    layers: tuple[LayerName, ...] | None = None
    reading: Literal["both"] | Reading = "both"
    documents: tuple[str, ...] | None = None
    dated: Literal["published", "text"] = "published"
    since: str | None = None
    until: str | None = None
    undated: bool = True
    place: str | None = None
    quote: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """An ordered list of views, shown one after the other; ``views`` are ids of saved ones."""

    briefing_id: str
    title: str
    views: tuple[str, ...] = ()
