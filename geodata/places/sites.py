"""Described places -> resolutions: placed by what they hang on, as precisely as the text supports.

"drone factory in Tajikistan" is somewhere in Tajikistan (precision country), "60 km north of Faya"
is a point off Faya, "Iran's northern borders" is that line. A described route is placed on the
great circle between its ends; one that takes up a corridor named in its document is that corridor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shapely import Point

from geodata.gazetteer import Gazetteer
from geodata.geodesy import between, destination, distance_km
from geodata.mentions.tokens import tokenise
from geodata.model import Candidate, Kind, Mention, Precision, Resolution, Route
from geodata.places.anchors import Resolved, anchor_place, capital, last_word, slug
from geodata.places.between import place_route
from geodata.places.borders import COASTS, are_neighbours, bounding_line, point_on
from geodata.places.clauses import sentence_around
from geodata.places.offsets import Offset, offset_in

LINES = COASTS | {"border", "frontier"}
_AS_ANCHOR: dict[Kind, Precision] = {
    "site": "exact", "city": "city", "admin": "admin", "country": "country",
}  # fmt: skip
_IN_CITY_KM = 30
_HALFWAY = re.compile(r"\b(?:half|mid)way\b", re.IGNORECASE)
_AT_HALFWAY = 0.1  # share of the distance: texts round
_BESIDE = 130  # characters: hardly more than the sentence
_NEAR_LINE_KM = 200
_FINE: frozenset[Kind] = frozenset(("city", "corridor", "site", "landform"))
_WIDE: frozenset[Kind] = frozenset(("landform", "water"))  # may lie in several countries
# The finer of two anchors places a thing better: "on the Danube below Galati" is at Galati.
_FINENESS = ("site", "city", "landform", "admin", "water", "country", "region", "other", "corridor")


def place_described(
    mention: Mention,
    text: str,
    resolved: Resolved,
    corridors: Sequence[Route],
    gazetteer: Gazetteer,
) -> Resolution:
    """The resolution of a mention with a ``head`` in a document's ``text``.

    ``corridors`` are those its document names.
    """
    if mention.kind == "corridor":
        return place_route(mention, resolved, corridors, gazetteer)
    found = (
        (role, anchor_place((s, e), mention, resolved, gazetteer)) for role, s, e in mention.ends
    )
    by_role = [(role, place) for role, place in found if place]
    if not by_role:
        return Resolution(mention, None, 0.0, "unknown", reason="what it hangs on is not placed")
    anchors = [place for _, place in by_role]
    if mention.kind in ("city", "country"):
        return _stand_in(mention, anchors[0], gazetteer)
    if line := _line_of(mention, text, by_role, resolved, gazetteer):
        return _place_line(mention, *line, resolved, gazetteer)
    pair = {place.place_id: place for role, place in by_role if role == "between"}
    if len(pair) > 1:
        return _place_between(mention, *sorted([*pair.values()][:2], key=lambda c: c.place_id))
    anchor = _finest(anchors, gazetteer)
    offset = offset_in(mention.surface)
    if offset and ("off", anchor) in by_role:
        return _place_off(mention, anchor, offset)
    return _place_at(mention, anchor, known_site(mention, anchor, gazetteer))


def _finest(anchors: Sequence[Candidate], gazetteer: Gazetteer) -> Candidate:
    """The finest of the anchors that lies in the country told beside it.

    The middle of a river may not: a dam "on the Nile in Ethiopia" is in Ethiopia.
    """
    finest = min(anchors, key=lambda c: _FINENESS.index(c.kind))
    country = next((c for c in anchors if c.kind == "country"), None)
    if country is None or finest.kind not in _WIDE or finest.lon is None or finest.lat is None:
        return finest
    area = gazetteer.geometry(country.place_id)
    inside = area is None or area.intersects(Point(finest.lon, finest.lat))
    return finest if inside else country


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
        at_anchor = known.anchor == anchor.place_id and last_word(mention) in known.heads
        if at_anchor and words.intersection(known.modifiers):
            return known.place
    return None


def _site_name(head: str, anchor: Candidate) -> str:
    joint = " of " if head.rpartition(" ")[2] in LINES else ", "
    return capital(head) + joint + anchor.name


def _site(mention: Mention, anchor: Candidate, lon: float | None, lat: float | None) -> Candidate:
    head = mention.head or "site"
    return Candidate(
        place_id=f"site:{slug(head)}@{anchor.place_id}",
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


def _place_off(mention: Mention, anchor: Candidate, offset: Offset) -> Resolution:
    """At a distance and bearing from its anchor; just "60 km from" it, within that of it."""
    if anchor.lon is None or anchor.lat is None:
        return _place_at(mention, anchor)
    lon, lat = anchor.lon, anchor.lat
    if offset.azimuth is not None:
        lon, lat = destination((lon, lat), offset.azimuth, offset.km)
    site = _site(mention, anchor, lon, lat)
    head = mention.head or "site"
    site = replace(
        site,
        place_id=f"site:{slug(f'{offset.words} {head}'.replace('.', '-'))}@{anchor.place_id}",
        name=f"{capital(head)}, {offset.words} {offset.joint} {anchor.name}",
        radius_km=offset.radius_km,
    )
    precision: Precision = "city" if offset.radius_km <= _IN_CITY_KM else "admin"
    return Resolution(mention, site, mention.confidence, precision)


def _place_between(mention: Mention, one: Candidate, other: Candidate) -> Resolution:
    """Half way between two places, as sure as the words are: "between", "halfway between"."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return _place_at(mention, one)
    a, b = (one.lon, one.lat), (other.lon, other.lat)
    halfway = _HALFWAY.search(mention.surface) is not None
    radius = round(distance_km(a, b) * (_AT_HALFWAY if halfway else 0.5), 1)
    lon, lat = between(a, b, 1)[0]
    head, where = mention.head or "site", "halfway between" if halfway else "between"
    site = replace(
        _site(mention, one, lon, lat),
        place_id=f"site:{slug(f'{where} {other.name} {head}')}@{one.place_id}",
        name=f"{capital(head)}, {where} {one.name} and {other.name}",
        country=one.country if one.country == other.country else None,
        admin1=one.admin1 if (one.country, one.admin1) == (other.country, other.admin1) else None,
        radius_km=radius,
    )
    precision: Precision = "city" if radius <= _IN_CITY_KM else "admin"
    return Resolution(mention, site, mention.confidence, precision)


def _line_of(
    mention: Mention,
    text: str,
    anchors: Sequence[tuple[str, Candidate]],
    resolved: Resolved,
    gazetteer: Gazetteer,
) -> tuple[str, list[Candidate]] | None:
    """The words and the owners of the border or coast that a mention is, or lies on.

    Where the words give one owner of a border, the text's one neighbour of it is the
    other. None for sites that lie on no line, or at a city on it.
    """
    if last_word(mention) in LINES:
        line, owners = mention.head or "", [place for _, place in anchors]
    else:
        line = next((role for role, _ in anchors if role in ("border", "coast")), "")
        owners = [place for role, place in anchors if role == line]
        if pair := _bordering(anchors, gazetteer):
            line, owners = "border", pair
        if not owners or any(place.kind in ("city", "site") for _, place in anchors):
            return None
    owners = [owner for owner in owners if _has_area(owner, gazetteer)] or owners
    if COASTS.intersection(line.split()):
        return line, sorted(owners, key=lambda owner: owner.kind == "water")[:2]
    if len(owners) == 1 and not mention.surface.endswith("borders"):
        owners += _neighbour(mention, text, owners[0], resolved, gazetteer)
    return line, sorted(owners[:2], key=lambda owner: owner.place_id)


def _bordering(anchors: Sequence[tuple[str, Candidate]], gazetteer: Gazetteer) -> list[Candidate]:
    """The two areas of "a buffer zone between Chad and Libya", if they have a border."""
    pair = [place for role, place in anchors if role == "between"]
    if len(pair) != 2 or not all(_has_area(place, gazetteer) for place in pair):
        return []
    ids = "+".join(sorted(place.place_id for place in pair))
    return pair if bounding_line(gazetteer, ids, ("border",)) else []


def _has_area(place: Candidate, gazetteer: Gazetteer) -> bool:
    geometry = gazetteer.geometry(place.place_id)
    return geometry is not None and geometry.area > 0


def _neighbour(
    mention: Mention, text: str, owner: Candidate, resolved: Resolved, gazetteer: Gazetteer
) -> list[Candidate]:
    """The neighbour of a country that the text means by the other side of its border.

    The one that the sentence names before the mention, else the one that it names at all, else
    the one in which most places of the text lie that are not in the country itself.
    """
    if owner.kind != "country":
        return []
    tokens = tokenise(text)
    first, last = sentence_around(tokens, max(bisect_right(tokens.starts, mention.start) - 1, 0))
    begin, end = tokens.starts[first], tokens.ends[last - 1]
    for low, high in ((begin, mention.start), (begin, end)):
        beside = {
            r.place.place_id: r.place
            for (start, stop), r in resolved.items()
            if r.place and low <= start and stop <= high and _borders(r.place, owner, gazetteer)
        }
        if beside:
            return list(beside.values()) if len(beside) == 1 else []
    return _most_told(owner, resolved, gazetteer)


def _borders(place: Candidate, owner: Candidate, gazetteer: Gazetteer) -> bool:
    return place.kind == "country" and are_neighbours(gazetteer, owner.place_id, place.place_id)


def _most_told(owner: Candidate, resolved: Resolved, gazetteer: Gazetteer) -> list[Candidate]:
    """The neighbour in which most of the document's other places lie, if there is one."""
    codes = Counter(r.place.country for r in resolved.values() if r.place and r.place.country)
    codes.pop(owner.country or "", None)
    code, most = max(codes.items(), key=lambda item: item[1], default=("", 0))
    if not code or 2 * most <= codes.total():
        return []
    country = gazetteer.country(code)
    return [country] if _borders(country, owner, gazetteer) else []


def _beside(mention: Mention, resolved: Resolved) -> Iterator[Candidate]:
    """The places named close to a mention, and not within it."""
    for (start, end), r in resolved.items():
        apart = max(start - mention.end, mention.start - end)
        if r.place and 0 < apart <= _BESIDE:
            yield r.place


def _place_line(
    mention: Mention,
    line_words: str,
    owners: Sequence[Candidate],
    resolved: Resolved,
    gazetteer: Gazetteer,
) -> Resolution:
    """On a border or coast, there where the text's other places are near it.

    Its id is "site:border@A+B", that of a thing on it "site:buffer-zone@site:border@A+B".
    """
    ids = "+".join(owner.place_id for owner in owners)
    line = bounding_line(gazetteer, ids, tuple(line_words.split()))
    if line is None or line.is_empty:
        return replace(_place_at(mention, owners[0]), precision="region")
    fine = [
        Point(place.lon, place.lat)
        for place in _beside(mention, resolved)
        if place.kind in _FINE and place.lon is not None and place.lat is not None
    ]
    point = point_on(line, min(fine, key=line.distance, default=None), _NEAR_LINE_KM)
    place_id = f"site:{slug(line_words)}@{ids}"
    name = f"{line_words} of " + " and ".join(owner.name for owner in owners)
    if last_word(mention) not in LINES:
        place_id = f"site:{slug(mention.head or 'site')}@{place_id}"
        name = f"{mention.head or 'site'}, {name}"
    site = _site(mention, owners[0], point.x, point.y)
    site = replace(site, place_id=place_id, name=capital(name))
    return Resolution(mention, site, mention.confidence, "region")
