"""Resolved mentions -> routes with direction: the ways that a document names or describes.

A described route has the ends its phrase gives ("from Russia to India via Iran"). A corridor known
by name runs between the countries at its curated ends, where the text names both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from shapely import Point

from geodata.gazetteer import Gazetteer
from geodata.model import Candidate, Document, Mode, Resolution, Route, Status
from geodata.places.sites import goods_of, route_ends

Ends = Callable[[str], tuple[tuple[float, float], tuple[float, float]] | None]
_MODES: tuple[tuple[str, Mode], ...] = (
    ("pipeline", "pipeline"), ("gas", "pipeline"), ("rail", "rail"), ("train", "rail"),
    ("maritime", "sea"), ("ship", "sea"), ("sea", "sea"), ("grain", "sea"), ("crude", "sea"),
    ("tanker", "sea"), ("road", "road"), ("highway", "road"), ("motorway", "road"),
    ("truck", "road"), ("air", "air"), ("flight", "air"),
)  # fmt: skip
_STATUS_CUES: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(r"\b(?:den(?:y|ies|ied)|alleg\w+|accus\w+|reject\w+|disputed?)\b", re.I),
        "disputed",
    ),
    (
        re.compile(
            r"\b(?:would|could|may|might|plan\w*|propos\w+|pending|potential\w*|"
            r"alternative|search for|prospect\w*|seek\w*|aims?|intend\w*|future|interest in)\b",
            re.I,
        ),
        "planned",
    ),
)
_SENTENCE_REACH = 240
_PORT_REACH = 0.2  # degrees: ports lie just off the simplified coasts


def find_flows(
    document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> list[Route]:
    """One route for every described route whose phrase gives at least one end."""
    resolved = {(r.mention.start, r.mention.end): r for r in resolutions}
    routes = []
    for resolution in resolutions:
        mention = resolution.mention
        if mention.kind != "corridor" or not mention.ends:
            continue
        origin, destination, via = route_ends(mention, resolved, gazetteer)
        routes.append(
            Route(
                document.id,
                mention.start,
                mention.end,
                origin,
                destination,
                via,
                mode=_mode(mention.surface),
                status=_status(document.text, mention.start),
                goods=goods_of(mention.head),
                place_id=_corridor_id(resolution),
                mentions=(mention.start,),
            )
        )
    return routes


def find_named(
    document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer, ends: Ends
) -> list[Route]:
    """One route for every corridor a document names; ``ends`` gives its end points (lon, lat)."""
    starts: dict[str, list[int]] = {}
    corridor: dict[str, Resolution] = {}
    for r in resolutions:
        if r.place and r.place.place_id.startswith("curated:") and r.mention.kind == "corridor":
            starts.setdefault(r.place.place_id, []).append(r.mention.start)
            corridor.setdefault(r.place.place_id, r)
    named = [r.place for r in resolutions if r.place and r.place.kind == "country"]
    countries = list({place.place_id: place for place in named}.values())
    routes = []
    for place_id, r in corridor.items():
        pair = ends(place_id)
        origin, destination = (
            _country_at(point, countries, gazetteer) for point in pair or (None, None)
        )
        routes.append(
            Route(
                document.id,
                r.mention.start,
                r.mention.end,
                origin,
                destination,
                name=r.place.name if r.place else None,
                place_id=place_id,
                mentions=tuple(starts[place_id]),
            )
        )
    return routes


def _corridor_id(resolution: Resolution) -> str | None:
    """The corridor that a described route was joined to."""
    place = resolution.place
    return place.place_id if place and place.place_id.startswith("curated:") else None


def _country_at(
    point: tuple[float, float] | None, countries: Sequence[Candidate], gazetteer: Gazetteer
) -> Candidate | None:
    """The country, of those given, on whose land or at whose coast a (lon, lat) point is."""
    if point is None:
        return None
    off = {}
    for country in countries:
        area = gazetteer.geometry(country.place_id)
        if area is not None:
            off[country] = area.distance(Point(point))
    nearest = min(off, key=off.__getitem__, default=None)
    return nearest if nearest and off[nearest] <= _PORT_REACH else None


def _mode(surface: str) -> Mode | None:
    words = surface.casefold()
    return next((mode for cue, mode in _MODES if re.search(rf"\b{cue}", words)), None)


def _status(text: str, start: int) -> Status | None:
    """Planned, hypothetical or denied, as the words before the route in its sentence say."""
    before = re.split(r"[.!?]\s", text[max(0, start - _SENTENCE_REACH) : start])[-1]
    return next((status for cue, status in _STATUS_CUES if cue.search(before)), None)
