"""Described places -> resolutions: placed by what they hang on, as precisely as the text supports.

"drone factory in Tajikistan" is somewhere in Tajikistan (precision country), "60 km north of Faya"
is a point off Faya, "Iran's northern borders" is that line. A described route is placed on the
great circle between its ends; one that takes up a corridor named in its document is that corridor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shapely import Point

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.geodesy import between, destination
from geodata.mentions.nouns import load_nouns
from geodata.mentions.tokens import tokenise
from geodata.model import Candidate, Kind, Mention, Precision, Resolution, Route
from geodata.places.borders import COASTS, are_neighbours, bounding_line, point_on
from geodata.places.clauses import sentence_around
from geodata.places.offsets import Offset, offset_in

Resolved = Mapping[tuple[int, int], Resolution]
LINES = COASTS | {"border", "frontier"}
_AS_ANCHOR: dict[Kind, Precision] = {
    "site": "exact", "city": "city", "admin": "admin", "country": "country",
}  # fmt: skip
_IN_CITY_KM = 30
_BESIDE = 130  # characters: hardly more than the sentence
_NEAR_LINE_KM = 200
_APPOSITION = 6  # characters of ", the "
_FINE: frozenset[Kind] = frozenset(("city", "corridor", "site", "landform"))
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
        return _place_route(mention, resolved, corridors, gazetteer)
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
    anchor = min(anchors, key=lambda c: _FINENESS.index(c.kind))
    if offset := offset_in(mention.surface):
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
    words = mention.surface[start:end]
    named = (*gazetteer.candidates(words), *gazetteer.candidates(words.split()[0]))
    return next((c for c in named if c.match == "demonym"), None)


def _last_word(mention: Mention) -> str:
    return (mention.head or "").rpartition(" ")[2]


def _capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def _slug(head: str) -> str:
    return fold_name(head).replace(" ", "-")


def _site_name(head: str, anchor: Candidate) -> str:
    joint = " of " if head.rpartition(" ")[2] in LINES else ", "
    return _capital(head) + joint + anchor.name


def _site(mention: Mention, anchor: Candidate, lon: float | None, lat: float | None) -> Candidate:
    head = mention.head or "site"
    return Candidate(
        place_id=f"site:{_slug(head)}@{anchor.place_id}",
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
        place_id=f"site:{_slug(f'{offset.words} {head}')}@{anchor.place_id}",
        name=f"{_capital(head)}, {offset.words} of {anchor.name}"
        if offset.azimuth is not None
        else f"{_capital(head)}, {offset.words} from {anchor.name}",
        radius_km=offset.radius_km,
    )
    precision: Precision = "city" if offset.radius_km <= _IN_CITY_KM else "admin"
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
    if _last_word(mention) in LINES:
        line, owners = mention.head or "", [place for _, place in anchors]
    else:
        line = next((role for role, _ in anchors if role in ("border", "coast")), "")
        owners = [place for role, place in anchors if role == line]
        if not owners or any(place.kind in ("city", "site") for _, place in anchors):
            return None
    owners = [owner for owner in owners if _has_area(owner, gazetteer)] or owners
    if COASTS.intersection(line.split()):
        return line, sorted(owners, key=lambda owner: owner.kind == "water")[:2]
    if len(owners) == 1 and not mention.surface.endswith("borders"):
        owners += _neighbour(mention, text, owners[0], resolved, gazetteer)
    return line, sorted(owners[:2], key=lambda owner: owner.place_id)


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
    place_id = f"site:{_slug(line_words)}@{ids}"
    name = f"{line_words} of " + " and ".join(owner.name for owner in owners)
    if _last_word(mention) not in LINES:
        place_id = f"site:{_slug(mention.head or 'site')}@{place_id}"
        name = f"{mention.head or 'site'}, {name}"
    site = _site(mention, owners[0], point.x, point.y)
    site = replace(site, place_id=place_id, name=_capital(name))
    return Resolution(mention, site, mention.confidence, "region")


def _place_route(
    mention: Mention, resolved: Resolved, corridors: Sequence[Route], gazetteer: Gazetteer
) -> Resolution:
    """The corridor that it takes up, or the way between its two ends."""
    if not mention.ends:
        return _taken_up(mention, resolved)
    if named := _in_apposition(mention, resolved):
        return named
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
    return between((a.lon, a.lat), (b.lon, b.lat), 1)[0]


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


def _in_apposition(mention: Mention, resolved: Resolved) -> Resolution | None:
    """The corridor of "TAPI, a gas pipeline to India", which is named right before."""
    if _last_word(mention) not in load_nouns().words["way"]:
        return None
    for (_, end), r in resolved.items():
        if r.place and r.place.kind == "corridor" and 2 < mention.start - end <= _APPOSITION:
            return Resolution(mention, r.place, 0.7, "region", basis=r.basis)
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
