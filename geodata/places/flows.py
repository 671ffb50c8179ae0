"""Resolved mentions -> routes with direction: the ways that a document names or describes.

A described route has the ends its phrase gives ("from Russia to India via Iran"). A corridor known
by name runs between the countries at its curated ends, where the text names both, or else between
the outermost two of its stops that the text names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from shapely import Point

from geodata.gazetteer import Gazetteer
from geodata.geodesy import distance_km
from geodata.mentions.nouns import load_nouns
from geodata.model import Candidate, Document, Kind, Resolution, Route
from geodata.places.anchors import Resolved
from geodata.places.between import goods_of, route_ends
from geodata.places.clauses import Item, Items, Sentences, singular_goods
from geodata.places.manner import manner_of, mode_of, status_of
from geodata.places.telling import Transfer
from geodata.places.transfers import transfers

LonLat = tuple[float, float]
Stops = Callable[[str], Sequence[LonLat]]
Pair = tuple[Candidate | None, Candidate | None]
_WORDS_BEFORE = 3  # of who or what carries it: "trains carry coal"
_MOST_ENDS = 3  # of a list that stands at one end
_STOP_REACH_KM = 30  # from a city's middle to the port or station of its name
_HYPHEN = re.compile("[-‐‑–—]")
_PORT_REACH = 0.2  # degrees: ports lie just off the simplified coasts


def find_flows(
    document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> list[Route]:
    """The ways that noun phrases describe, and those that whole sentences tell."""
    told = [
        route
        for items in Sentences(document, resolutions, gazetteer)
        for transfer in transfers(items)
        for route in _told(document, items, transfer, gazetteer)
    ]
    resolved = {(r.mention.start, r.mention.end): r for r in resolutions}
    described = [
        _completed(_described(document, r, resolved, gazetteer), told)
        for r in resolutions
        if r.mention.kind == "corridor" and r.mention.ends
    ]
    return described + [route for route in told if not _retold(route, described)]


def _described(
    document: Document, resolution: Resolution, resolved: Resolved, gazetteer: Gazetteer
) -> Route:
    mention = resolution.mention
    origin, destination, via = route_ends(mention, resolved, gazetteer)
    way = (mention.head or "").rpartition(" ")[2] in load_nouns().words["way"]
    manner = manner_of(document.text, mention.start, mention.end, way=way)
    return Route(
        document.id,
        mention.start,
        mention.end,
        origin,
        destination,
        via,
        mode=mode_of(mention.surface),
        status=status_of(manner),
        manner=manner,
        goods=goods_of(mention.head),
        place_id=_corridor_id(resolution),
        mentions=(mention.start,),
    )


def _told(
    document: Document, items: Items, transfer: Transfer, gazetteer: Gazetteer
) -> Iterator[Route]:
    """One route for each pair of a transfer's ends."""
    start, end = items[transfer.first].start, items[transfer.last].end
    words = document.text[items[max(0, transfer.first - _WORDS_BEFORE)].start : end]
    manner = manner_of(document.text, start, end)
    for a, b in product(transfer.origins[:_MOST_ENDS], transfer.destinations[:_MOST_ENDS]):
        origin = _end(a, b, transfer, gazetteer)
        destination = _end(b, a, transfer, gazetteer)
        if origin is None or destination is None or origin.place_id == destination.place_id:
            continue
        via = (item.place for item in transfer.via)
        yield Route(
            document.id,
            start,
            end,
            origin,
            destination,
            tuple(
                p for p in via if p and p.place_id not in (origin.place_id, destination.place_id)
            ),
            mode=mode_of(words),
            status=status_of(manner),
            manner=manner,
            goods=singular_goods(transfer.goods),
        )


def _end(item: Item, other: Item, transfer: Transfer, gazetteer: Gazetteer) -> Candidate | None:
    """The place at an end; a capital that stands for its government gives way to its country."""
    place, across = item.place, other.place
    if place is None or place.country is None or transfer.sort == "way":
        return place
    seat = place.kind == "site" and item.actor
    if place.kind == "city":
        capital = gazetteer.capital(place.country)
        state = across is not None and across.kind in ("country", "region")
        is_capital = capital is not None and capital.place_id == place.place_id
        if transfer.sort == "movement":  # things go to the town, unless states deal in them
            seat = is_capital and item.actor and state
        else:
            seat = is_capital and (item.actor or state or (across is not None and other.actor))
    return gazetteer.country(place.country) if seat else place


def _completed(route: Route, told: Sequence[Route]) -> Route:
    """A described way with the end that only its sentence gives: "Iran's exports to China"."""
    for other in told:
        if other.start < route.end and route.start < other.end and _agree(route, other):
            return replace(
                route,
                origin=other.origin,
                destination=other.destination,
                via=max(other.via, route.via, key=len),
                goods=route.goods or other.goods,
                mode=route.mode or other.mode,
            )
    return route


def _agree(route: Route, other: Route) -> bool:
    """What the phrase says of its ends does not speak against what the sentence says."""
    if route.destination is None:
        return route.origin is None or route.origin == other.origin
    if route.destination != other.destination and route.destination not in other.via:
        return False
    return route.origin is None or route.origin == other.origin


def _retold(route: Route, described: Sequence[Route]) -> bool:
    """A way between the same ends is described in the same words."""
    return any(
        other.start < route.end
        and route.start < other.end
        and (other.origin, other.destination) == (route.origin, route.destination)
        for other in described
    )


def find_named(
    document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer, stops: Stops
) -> list[Route]:
    """One route for every corridor a document names; ``stops`` gives where it calls."""
    starts: dict[str, list[int]] = {}
    corridor: dict[str, Resolution] = {}
    for r in resolutions:
        if r.place and r.place.place_id.startswith("curated:") and r.mention.kind == "corridor":
            starts.setdefault(r.place.place_id, []).append(r.mention.start)
            corridor.setdefault(r.place.place_id, r)
    countries, cities = _named(resolutions, "country"), _named(resolutions, "city")
    routes = []
    for place_id, r in corridor.items():
        origin, destination = _ends(stops(place_id), countries, cities, gazetteer)
        if origin is None or destination is None:
            by_name = _ends_in_name(r.mention.surface, stops(place_id), gazetteer)
            origin, destination = by_name or (origin, destination)
        routes.append(
            Route(
                document.id,
                r.mention.start,
                r.mention.end,
                origin,
                destination,
                manner=manner_of(document.text, r.mention.start, r.mention.end, way=True),
                name=r.place.name if r.place else None,
                place_id=place_id,
                mentions=tuple(starts[place_id]),
            )
        )
    return routes


def _named(resolutions: Sequence[Resolution], kind: Kind) -> list[Candidate]:
    named = [r.place for r in resolutions if r.place and r.place.kind == kind]
    return list({place.place_id: place for place in named}.values())


def _ends(
    stops: Sequence[LonLat],
    countries: Sequence[Candidate],
    cities: Sequence[Candidate],
    gazetteer: Gazetteer,
) -> Pair:
    """The countries at both ends, else the first and last stop of those named, else one country."""
    if not stops:
        return None, None
    ends = tuple(_country_at(point, countries, gazetteer) for point in (stops[0], stops[-1]))
    if None not in ends:
        return ends[0], ends[1]
    called = [city for point in stops if (city := _city_at(point, cities))]
    if called and called[0] != called[-1]:
        return called[0], called[-1]
    return ends[0], ends[1]


def _ends_in_name(
    name: str, stops: Sequence[LonLat], gazetteer: Gazetteer
) -> tuple[Candidate, Candidate] | None:
    """The stops that a corridor is named after: "the Belgrade–Budapest railway"."""
    parts = _HYPHEN.split(name)
    if len(parts) < 2 or not stops:
        return None
    found = []
    for words in (parts[0].split(), parts[-1].split()):
        named = (gazetteer.candidates(" ".join(words[:n])) for n in range(len(words), 0, -1))
        place = _stop_among(stops, next(filter(None, named), ()), gazetteer)
        if place is None:
            return None
        found.append(place)
    return (found[0], found[1]) if found[0] != found[1] else None


def _stop_among(
    stops: Sequence[LonLat], named: Sequence[Candidate], gazetteer: Gazetteer
) -> Candidate | None:
    """The city or country, of those of one name, that has a stop."""
    cities = [place for place in named if place.kind == "city"]
    countries = [place for place in named if place.kind == "country"]
    for point in stops:
        if place := _city_at(point, cities) or _country_at(point, countries, gazetteer):
            return place
    return None


def _city_at(point: LonLat, cities: Sequence[Candidate]) -> Candidate | None:
    """The city, of those given, that a stop is in."""
    off = {
        city: distance_km(point, (city.lon, city.lat))
        for city in cities
        if city.lon is not None and city.lat is not None
    }
    nearest = min(off, key=off.__getitem__, default=None)
    return nearest if nearest and off[nearest] <= _STOP_REACH_KM else None


def _corridor_id(resolution: Resolution) -> str | None:
    """The corridor that a described route was joined to."""
    place = resolution.place
    return place.place_id if place and place.place_id.startswith("curated:") else None


def _country_at(
    point: LonLat, countries: Sequence[Candidate], gazetteer: Gazetteer
) -> Candidate | None:
    """The country, of those given, on whose land or at whose coast a (lon, lat) point is."""
    off = {}
    for country in countries:
        area = gazetteer.geometry(country.place_id)
        if area is not None:
            off[country] = area.distance(Point(point))
    nearest = min(off, key=off.__getitem__, default=None)
    return nearest if nearest and off[nearest] <= _PORT_REACH else None
