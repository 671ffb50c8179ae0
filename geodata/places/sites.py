"""Described places -> resolutions: placed by what they hang on, as precisely as the text supports.

"drone factory in Tajikistan" is somewhere in Tajikistan (precision country), "60 km north of Faya"
is a point off Faya, "Iran's northern borders" is that line. A described route is placed on the
great circle between its ends; one that takes up a corridor named in its document is that corridor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyproj import Geod

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.mentions.nouns import load_nouns
from geodata.model import Candidate, Kind, Mention, Precision, Resolution, Route
from geodata.places.borders import bounding_line

Resolved = Mapping[tuple[int, int], Resolution]
LINES = frozenset({"border", "frontier", "coast", "coastline", "shore"})
_AS_ANCHOR: dict[Kind, Precision] = {
    "site": "exact", "city": "city", "admin": "admin", "country": "country",
}  # fmt: skip
_GEOD = Geod(ellps="WGS84")
_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)[\s-]?(km|kilomet\w+|miles?)\s+(?:to the\s+)?"
    r"(north|south|east|west)[\s-]?(east|west)?\w*\s+of",
    re.IGNORECASE,
)
_AZIMUTHS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225,
    "west": 270, "northwest": 315,
}  # fmt: skip
_KM_A_MILE = 1.609344
# The finer of two anchors places a thing better: "on the Danube below Galati" is at Galati.
_FINENESS = ("site", "city", "landform", "admin", "water", "country", "region", "other", "corridor")


def place_described(
    mention: Mention, resolved: Resolved, corridors: Sequence[Route], gazetteer: Gazetteer
) -> Resolution:
    """The resolution of a mention with a ``head``; ``corridors`` are those its document names."""
    if mention.kind == "corridor":
        return _place_route(mention, resolved, corridors, gazetteer)
    found = (anchor_place((s, e), mention, resolved, gazetteer) for _, s, e in mention.ends)
    anchors = [anchor for anchor in found if anchor]
    if not anchors:
        return Resolution(mention, None, 0.0, "unknown", reason="what it hangs on is not placed")
    if mention.kind in ("city", "country"):
        return _stand_in(mention, anchors[0], gazetteer)
    anchor = min(anchors, key=lambda c: _FINENESS.index(c.kind))
    if _last_word(mention) in LINES:
        return _place_line(mention, anchor, gazetteer)
    if offset := _DISTANCE.search(mention.surface):
        return _place_off(mention, anchor, offset)
    return _place_at(mention, anchor, known_site(mention, anchor, gazetteer))


def _stand_in(mention: Mention, country: Candidate, gazetteer: Gazetteer) -> Resolution:
    """ "The Iranian capital" is Tehran, "Iranian territory" Iran."""
    place = gazetteer.capital(country.country or "") if mention.kind == "city" else country
    if place is None:
        return Resolution(
            mention, None, 0.0, "unknown", reason=f"no capital of {country.name} is known"
        )
    return Resolution(
        mention, place, mention.confidence, "city" if mention.kind == "city" else "country"
    )


def known_site(mention: Mention, anchor: Candidate, gazetteer: Gazetteer) -> Candidate | None:
    """Where a described site is known to be from outside the text, if the curated list has it."""
    words = set(mention.surface.casefold().split())
    for known in gazetteer.known_sites():
        at_anchor = known.anchor == anchor.place_id and _last_word(mention) in known.heads
        if at_anchor and words.intersection(known.modifiers):
            return known.place
    return None


def anchor_place(
    span: tuple[int, int], mention: Mention, resolved: Resolved, gazetteer: Gazetteer
) -> Candidate | None:
    """The place of a name in a description; an adjective there stands for its country."""
    if known := resolved.get(span):
        return known.place
    start, end = span[0] - mention.start, span[1] - mention.start
    if not 0 <= start < end <= len(mention.surface):
        return None
    adjective = mention.surface[start:end].split()[0]
    named = gazetteer.candidates(adjective)
    return next((c for c in named if c.match == "demonym"), None)


def _last_word(mention: Mention) -> str:
    return (mention.head or "").rpartition(" ")[2]


def _capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def _site_name(head: str, anchor: Candidate) -> str:
    joint = " of " if head.rpartition(" ")[2] in LINES else ", "
    return _capital(head) + joint + anchor.name


def _site(mention: Mention, anchor: Candidate, lon: float | None, lat: float | None) -> Candidate:
    head = mention.head or "site"
    return Candidate(
        place_id=f"site:{fold_name(head).replace(' ', '-')}@{anchor.place_id}",
        name=_site_name(head, anchor),
        kind="site",
        lon=lon,
        lat=lat,
        country=anchor.country,
        admin1=anchor.admin1,
    )


def _place_at(mention: Mention, anchor: Candidate, known: Candidate | None = None) -> Resolution:
    """Somewhere in or at its anchor, as precise as that is; what is ``known`` stands beside it."""
    precision = _AS_ANCHOR.get(anchor.kind, "region")
    site = _site(mention, anchor, anchor.lon, anchor.lat)
    beside = ((known, 0.0),) if known else ()
    return Resolution(mention, site, mention.confidence, precision, runners_up=beside)


def _place_off(mention: Mention, anchor: Candidate, offset: re.Match[str]) -> Resolution:
    """At a distance and bearing from its anchor, along the geodesic."""
    if anchor.lon is None or anchor.lat is None:
        return _place_at(mention, anchor)
    number, unit, side, second = offset.groups()
    km = float(number.replace(",", ".")) * (1 if unit.lower().startswith("k") else _KM_A_MILE)
    azimuth = _AZIMUTHS[side.lower() + (second or "").lower()]
    lon, lat, _ = _GEOD.fwd(anchor.lon, anchor.lat, azimuth, km * 1000)
    return Resolution(mention, _site(mention, anchor, lon, lat), mention.confidence, "city")


def _place_line(mention: Mention, anchor: Candidate, gazetteer: Gazetteer) -> Resolution:
    """On the border or coast of its anchor."""
    line = bounding_line(gazetteer, anchor.place_id, tuple((mention.head or "").split()))
    if line is None or line.is_empty:
        return replace(_place_at(mention, anchor), precision="region")
    longest = max(getattr(line, "geoms", [line]), key=lambda part: part.length)
    middle = longest.interpolate(0.5, normalized=True)
    return Resolution(
        mention, _site(mention, anchor, middle.x, middle.y), mention.confidence, "region"
    )


def _place_route(
    mention: Mention, resolved: Resolved, corridors: Sequence[Route], gazetteer: Gazetteer
) -> Resolution:
    """The corridor that it takes up, or the way between its two ends."""
    if not mention.ends:
        return _taken_up(mention, resolved)
    origin, destination, _ = route_ends(mention, resolved, gazetteer)
    if named := _named_between(mention, origin, destination, corridors, resolved):
        return named
    middle = _middle(origin, destination)
    if origin is None or destination is None or middle is None:
        return Resolution(
            mention, None, 0.0, "unknown", reason="the text tells only one of its ends"
        )
    lon, lat = middle
    place = Candidate(
        place_id=flow_id(origin.place_id, destination.place_id, goods_of(mention.head)),
        name=f"{_capital(mention.head or 'route')}, {origin.name} – {destination.name}",
        kind="corridor",
        lon=lon,
        lat=lat,
    )
    return Resolution(mention, place, mention.confidence, "region")


def _middle(a: Candidate | None, b: Candidate | None) -> tuple[float, float] | None:
    """The (lon, lat) half way along the geodesic between two places that have points."""
    if a is None or b is None or a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return None
    lon, lat = _GEOD.npts(a.lon, a.lat, b.lon, b.lat, 1)[0]
    return lon, lat


def flow_id(origin: str, destination: str, goods: str | None) -> str:
    """One id for all the passages that tell of the same way with the same goods."""
    return f"flow:{origin}>{destination}" + (f":{goods}" if goods else "")


def goods_of(head: str | None) -> str | None:
    """What a described route carries: a "grain export" grain; a "transit route" does not say."""
    goods = load_nouns().words["goods"]
    return next((word for word in (head or "").split() if word in goods), None)


def route_ends(
    mention: Mention, resolved: Resolved, gazetteer: Gazetteer
) -> tuple[Candidate | None, Candidate | None, tuple[Candidate, ...]]:
    """Origin, destination and via points of a described route, as far as its phrase gives them.

    Where it has no "to", the last place that it passes stands for the destination.
    """
    places: dict[str, list[Candidate]] = {}
    for role, start, end in mention.ends:
        if place := anchor_place((start, end), mention, resolved, gazetteer):
            places.setdefault(role, []).append(place)
    via = places.get("via", [])
    origin = next(iter(places.get("from") or places.get("of") or []), None)
    destination = next(iter(places.get("to") or via[-1:]), None)
    return origin, destination, tuple(p for p in via if p is not destination)


def _named_between(
    mention: Mention,
    origin: Candidate | None,
    destination: Candidate | None,
    corridors: Sequence[Route],
    resolved: Resolved,
) -> Resolution | None:
    """The corridor of the same document that runs between the same two ends, if one is named."""
    if (
        origin is None
        or destination is None
        or _last_word(mention) not in load_nouns().words["way"]
    ):
        return None
    ends = {origin.place_id, destination.place_id}
    for corridor in corridors:
        its_ends = {end.place_id for end in (corridor.origin, corridor.destination) if end}
        if its_ends == ends:
            named = resolved[(corridor.start, corridor.end)]
            return Resolution(mention, named.place, 0.7, "region", basis=named.basis)
    return None


def _taken_up(mention: Mention, resolved: Resolved) -> Resolution:
    """The last corridor that was named before a "the ... corridor"."""
    before = [
        r for r in resolved.values()
        if r.place and r.place.kind == "corridor" and r.mention.start < mention.start
    ]  # fmt: skip
    if not before:
        return Resolution(
            mention, None, 0.0, "unknown", reason="the corridor it takes up is not named before"
        )
    named = max(before, key=lambda r: r.mention.start)
    return Resolution(mention, named.place, 0.7, "region", basis=named.basis)
