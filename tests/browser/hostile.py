"""An atlas in which every text that can come from outside is an attack."""

from __future__ import annotations

import hashlib
from pathlib import Path

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geodata.atlas import Atlas, Decision
from geodata.model import (
    Candidate,
    Corridor,
    Document,
    Leg,
    Mention,
    Parsed,
    Precision,
    Resolution,
    Route,
    Stop,
    TextDate,
)

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
CLOSING = "</script><script>alert(3)</script>"
TEMPLATE = "{{7*7}}{% raw %}"
LITERAL = "`${alert(4)}`"
VECTOR = "'><svg/onload=alert(5)>"

CORRIDOR = Candidate("curated:line", f"A {SCRIPT}", "corridor", 45.0, 45.0, note=IMAGE)
COUNTRY = Candidate("geonames:1220409", f"B {VECTOR}", "country", 71.0, 38.9, "TJ")
PLACES = (
    CORRIDOR,
    COUNTRY,
    Candidate("geonames:1", f"C {IMAGE}", "city", 37.6, 55.7, "RU", note=LITERAL),
    Candidate("geonames:2", f"D {TEMPLATE}", "city", 51.4, 35.7, "IR"),
    Candidate("geonames:3", f"E {LITERAL}", "landform", 40.0, 48.0, "RU"),
    Candidate("curated:region", f"F {VECTOR}", "region", 66.0, 47.0),
    Candidate("ne:caspian-sea", f"G {IMAGE}", "water", 51.0, 41.5),
    Candidate(f"site:{IMAGE}@geonames:1220409", f"H {CLOSING}", "site", 71.0, 38.9, "TJ"),
    Candidate("site:x@geonames:1", f"I {SCRIPT}", "site", 30.0, 50.0, "UA"),
)
PRECISIONS: dict[str, Precision] = {PLACES[7].place_id: "country", PLACES[8].place_id: "exact"}
NAMES = {place.place_id: place.name for place in PLACES}
SITE = PLACES[7].place_id

HEAD = {"title": SCRIPT, "publisher": IMAGE, "author": CLOSING, "url": "javascript:alert(6)"}
FILE = f"{VECTOR} {TEMPLATE}.txt"
TEXT = "\n\n".join(f"Here {VECTOR} and {place.name} with {LITERAL}." for place in PLACES)


class HostileWorld:
    """A box for areas, a line for the corridor, points for the rest."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        place = self.place(place_id)
        if place is None or place.lon is None or place.lat is None:
            return None
        if place.kind == "corridor":
            return LineString([(37.6, 55.7), (51.4, 35.7)])
        if place.kind in {"country", "region", "water"}:
            return box(place.lon - 6, place.lat - 3, place.lon + 6, place.lat + 3)
        return Point(place.lon, place.lat)

    def place(self, place_id: str) -> Candidate | None:
        return next((place for place in PLACES if place.place_id == place_id), None)

    def corridor(self, place_id: str) -> Corridor | None:
        if place_id != CORRIDOR.place_id:
            return None
        a, b = Stop(f"J {IMAGE}", 37.6, 52.7), Stop(f"K {LITERAL}", 51.4, 37.7)
        line = ((a.lon, a.lat), (b.lon, b.lat))
        leg = Leg(VECTOR, 0, "rail", "planned", a, b, 2000, "curated", line, note=SCRIPT)
        return Corridor(place_id, CORRIDOR.name, CLOSING, (leg,))


def parsed() -> Parsed:
    """One document; each place is named once."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    dates = (TextDate(0, 4, SCRIPT, None), TextDate(5, 9, IMAGE, "2022-07-26"))
    document = Document(
        sha256[:12], TEXT, FILE, FILE, sha256, (0, len(TEXT)), published=VECTOR, dates=dates, **HEAD
    )
    found = [resolution(document, place) for place in PLACES]
    ends = PLACES[2], PLACES[3]
    route = Route(document.id, 0, 4, *ends, mode="rail", name=IMAGE, goods=SCRIPT, mentions=(0,))
    return Parsed(document, tuple(found), (route,))


def resolution(document: Document, place: Candidate) -> Resolution:
    start = document.text.index(place.name)
    end = start + len(place.name)
    head = IMAGE if place.kind == "site" else None
    mention = Mention(
        document.id, start, end, place.name, place.kind, "literal", "test", 0.9, head=head
    )
    return Resolution(mention, place, 0.9, PRECISIONS.get(place.place_id, "city"), reason=SCRIPT)


def build(path: Path) -> tuple[Path, str]:
    """Write the atlas; answers it and the document's id."""
    item = parsed()
    start = item.resolutions[3].mention.start
    end = item.resolutions[3].mention.end
    with Atlas.create(path) as atlas:
        atlas.add(item)
        atlas.decide(
            Decision(
                item.document.id, start, end, PLACES[3].place_id, "confirm", who=SCRIPT, when=IMAGE
            )
        )
        atlas.refresh(HostileWorld())
    return path, item.document.id
