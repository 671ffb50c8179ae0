"""A small atlas for the tests of pages: two invented articles, a hostile one and one of the seeds.

Mentions are written down here, so that these tests know what must be on the page whatever
recognition finds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geodata.atlas import Atlas
from geodata.model import (
    Briefing,
    Candidate,
    Corridor,
    Document,
    Kind,
    Leg,
    Mention,
    Mode,
    Parsed,
    Precision,
    Reading,
    Resolution,
    Status,
    Stop,
    TextDate,
    View,
)

SEEDS = Path(__file__).parents[1] / "seeds"

ATTACK = "<script>alert(1)</script>"
ATTACKS = (
    ATTACK,
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "{{7*7}}",
    "`${alert(4)}`",
    "'><svg/onload=alert(5)>",
)

PLACES = {
    place.place_id: place
    for place in (
        Candidate("geonames:112931", "Tehran", "city", 51.42, 35.69, "IR", population=7153309),
        Candidate("geonames:524901", "Moscow", "city", 37.62, 55.75, "RU", population=10381222),
        Candidate("geonames:162183", "Ashgabat", "city", 58.38, 37.95, "TM"),
        Candidate("geonames:130758", "Iran", "country", 53.7, 32.4, "IR"),
        Candidate("geonames:1220409", "Tajikistan", "country", 71.0, 38.9, "TJ"),
        Candidate("ne:caspian-sea", "Caspian Sea", "water", 51.0, 41.5),
        Candidate("curated:instc", "North-South Corridor", "corridor", 49.0, 45.0),
        Candidate("site:drone-factory@geonames:1220409", "Drone factory", "site", 71.0, 38.9, "TJ"),
        Candidate(f"site:{ATTACK}", ATTACKS[1], "site", 44.0, 40.0, "AM", note=ATTACKS[2]),
    )
}

AREAS: dict[str, BaseGeometry] = {
    "geonames:130758": box(44.5, 25.5, 63.0, 39.5),
    "geonames:1220409": box(67.5, 36.8, 75.0, 41.0),
    "ne:caspian-sea": box(47.5, 36.8, 54.0, 47.0),
}

INSTC = "curated:instc"
FACTORY = "site:drone-factory@geonames:1220409"


@dataclass(frozen=True)
class Named:
    """The ``nth`` occurrence of a surface and what it means; the anchor only for sites."""

    surface: str
    place_id: str | None
    kind: Kind
    reading: Reading = "literal"
    nth: int = 0
    precision: Precision = "city"


SUMMIT = """Summit in Ashgabat

On 12 March 2023 the leaders met in Ashgabat. Moscow warned that Tehran must not wait.

The North-South Corridor crosses the Caspian Sea by ship. Nothing was said of a
drone factory in neighboring Tajikistan, and nobody had seen it. Atlantis was named once.

Tehran signed in 2023, and Tehran will build the corridor, said Moscow."""

SUMMIT_MENTIONS = (
    Named("Ashgabat", "geonames:162183", "city"),
    Named("Ashgabat", "geonames:162183", "city", nth=1),
    Named("Moscow", "geonames:524901", "city", "associative"),
    Named("Tehran", "geonames:112931", "city", "associative"),
    Named("North-South Corridor", INSTC, "corridor", precision="exact"),
    Named("Caspian Sea", "ne:caspian-sea", "water", precision="region"),
    Named("drone factory in neighboring Tajikistan", FACTORY, "site", precision="country"),
    Named("Tajikistan", "geonames:1220409", "country", precision="country"),
    Named("Atlantis", None, "other", precision="unknown"),
    Named("Tehran", "geonames:112931", "city", "associative", nth=1),
    Named("Tehran", "geonames:112931", "city", "associative", nth=2),
    Named("Moscow", "geonames:524901", "city", "associative", nth=1),
)

HOSTILE = (
    f"A report {ATTACKS[0]} from Tehran {ATTACKS[1]} and {ATTACKS[2]}.\n\n"
    f"It says {ATTACKS[3]} and {ATTACKS[4]} of Iran. {ATTACKS[5]} is a site."
)

HOSTILE_MENTIONS = (
    Named("Tehran", "geonames:112931", "city"),
    Named("Iran", "geonames:130758", "country", precision="country"),
    Named(ATTACKS[5], f"site:{ATTACK}", "site", precision="exact"),
)

SEED_MENTIONS = (
    Named("Tehran", "geonames:112931", "city"),
    Named("Iran", "geonames:130758", "country", "associative", precision="country"),
    Named("International North-South Transport Corridor", INSTC, "corridor", precision="exact"),
    Named("INSTC", INSTC, "corridor", nth=0, precision="exact"),
    Named("INSTC", INSTC, "corridor", nth=1, precision="exact"),
    Named("drone production factory in neighboring Tajikistan", FACTORY, "site"),
    Named("Tajikistan", "geonames:1220409", "country", precision="country"),
)


def leg(order: int, mode: Mode, status: Status, a: Stop, b: Stop, km: float) -> Leg:
    """A straight leg between two stops."""
    line = ((a.lon, a.lat), (b.lon, b.lat))
    return Leg("western", order, mode, status, a, b, km, "curated", line)


def corridor() -> Corridor:
    """Three legs: rail, a missing one, and the sea."""
    moscow, astara = Stop("Moscow", 37.62, 55.75), Stop("Astara", 48.87, 38.43)
    rasht, mumbai = Stop("Rasht", 49.58, 37.28), Stop("Mumbai", 72.87, 19.07)
    legs = (
        leg(0, "rail", "operating", moscow, astara, 2090),
        leg(1, "rail", "missing", astara, rasht, 162),
        leg(2, "sea", "operating", rasht, mumbai, 2900),
    )
    return Corridor(INSTC, "North-South Corridor", "Stops from a curated list.", legs)


class SmallWorld:
    """Geometries for the places above."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """A box for areas, a line for the corridor, a point for the rest."""
        if place_id == INSTC:
            return LineString([(37.62, 55.75), (48.87, 38.43), (49.58, 37.28), (72.87, 19.07)])
        place = PLACES.get(place_id)
        if place_id in AREAS or place is None or place.lon is None or place.lat is None:
            return AREAS.get(place_id)
        return Point(place.lon, place.lat)

    def place(self, place_id: str) -> Candidate | None:
        """The candidate of that id."""
        return PLACES.get(place_id)

    def corridor(self, place_id: str) -> Corridor | None:
        """The one corridor."""
        return corridor() if place_id == INSTC else None


def parsed(text: str, name: str, mentions: tuple[Named, ...], **head: object) -> Parsed:
    """A document as if it had been read, with exactly these mentions."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    body = (text.index("\n") if name == "summit.txt" else 0, len(text))
    document = Document(sha256[:12], text, name, name, sha256, body, **head)  # type: ignore[arg-type]
    found = sorted(
        (resolution(document, named) for named in mentions),
        key=lambda item: (item.mention.start, -item.mention.end),
    )
    return Parsed(document, tuple(found))


def resolution(document: Document, named: Named) -> Resolution:
    """The mention where it stands, and its place."""
    start = -1
    for _ in range(named.nth + 1):
        start = document.text.index(named.surface, start + 1)
    end = start + len(named.surface)
    mention = Mention(
        document.id, start, end, named.surface, named.kind, named.reading, "test", 0.9
    )
    place = PLACES[named.place_id] if named.place_id else None
    return Resolution(mention, place, 0.9 if place else 0.0, named.precision, reason="unknown name")


def sample() -> list[Parsed]:
    """All documents of the sample."""
    dates = (TextDate(SUMMIT.index("12 March"), SUMMIT.index("12 March") + 13, "", "2023-03-12"),)
    seed = next(SEEDS.glob("001_*.txt"))
    return [
        parsed(SUMMIT, "summit.txt", SUMMIT_MENTIONS, published="2023-03-13", dates=dates),
        parsed(
            HOSTILE,
            f"{ATTACKS[1]}.txt",
            HOSTILE_MENTIONS,
            title=ATTACKS[0],
            publisher=ATTACKS[2],
            author=ATTACKS[4],
            url="javascript:alert(6)",
        ),
        parsed(seed.read_text(encoding="utf-8"), seed.name, SEED_MENTIONS, publisher="MEI"),
    ]


VIEWS = {
    "corridor": View(
        title="A corridor by ship and rail",
        caption="It crosses the Caspian Sea.",
        extent=(30.0, 15.0, 80.0, 60.0),
        layers=("corridors", "cities", "countries", "waters"),
        place=INSTC,
    ),
    "factory": View(title="Nobody had seen the factory", reading="literal", place=FACTORY),
    "attack": View(title=" ".join(ATTACKS), caption=" ".join(ATTACKS)),
    "long": View(title="Long " * 400, caption="Longer " * 400, place="geonames:112931"),
}


def build_sample(path: Path) -> Path:
    """Write the sample's atlas to ``path``."""
    with Atlas.create(path) as atlas:
        for item in sample():
            atlas.add(item)
        atlas.refresh(SmallWorld())
        for view_id, view in VIEWS.items():
            atlas.save_view(view, view_id)
        atlas.save_briefing(Briefing("talk", "The talk", tuple(VIEWS)))
    return path
