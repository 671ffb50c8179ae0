"""What moves from where to where, whatever it is: "talc goes by lorry from Salta to Antofagasta".

A verb of transport ("shipped") needs no more than both ends; what only comes or goes must be a
thing. Where one clause tells where a thing comes from and the next where it goes, they make one
way: "ore mined in Simandou ends up in Rotterdam".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.places.clauses import Items
from geodata.places.legs import COMING, Leg, read_leg
from geodata.places.movers import auxiliaries
from geodata.places.phrases import Phrases, places_after, read_phrases
from geodata.places.telling import Transfer, tell

_KINDS = frozenset(
    ("haul", "move", "made", "used", "arrive", "leave", "reach", "under_way", "makes", "take")
)
_NEXT_REACH = 16  # items between where a thing comes from and the verb that tells where it goes
_STAGE = 7  # items of "and from there on by rail to"
_THENCE = frozenset(("then", "thence", "there", "on", "onward", "onwards"))
_SHARE = 6  # items of "and a further 850,000 refugees from"
_FURTHER = frozenset(("further", "others", "additional", "more"))
_ONWARD = _THENCE | {"and", "where"}
_ELIDED = frozenset(("and", "then", "which", "that", "it", "they"))
_TAKING_UP = frozenset(("it", "they"))
_CUT = frozenset(("person", "abstract", "stop", "name"))


def movements(items: Items) -> Iterator[Transfer]:
    """The ways of things that go, each with both its ends."""
    begun: Leg | None = None  # where it comes from, or where what then comes is used
    for i, item in enumerate(items):
        if not item.tags & _KINDS or i + 1 == len(items):
            continue
        leg = read_leg(items, i, used=begun is not None and bool(begun.origins))
        if leg is None or (begun and _ends_of(leg) <= _ends_of(begun)):
            continue
        if leg.origins and leg.destinations:
            if leg.mover.elided and not (begun and _continues(items, begun, leg)):
                continue
            yield from _told(items, leg)
            yield from _onward(items, leg)
            yield from _gapped(items, leg)
        elif begun and _joins(items, begun, leg):
            leg = replace(
                leg,
                origins=leg.origins or begun.origins or begun.destinations,
                destinations=leg.destinations or begun.destinations,
                mover=leg.mover if leg.mover.goods else begun.mover,
            )
            yield from _told(items, leg)
        else:
            begun = None if leg.mover.elided else leg
            continue
        begun = replace(leg, origins=leg.destinations[-1:], destinations=[], whole=True)


def _told(items: Items, leg: Leg) -> Iterator[Transfer]:
    ends = leg.origins, leg.destinations
    yield from tell(items, "movement", leg.at, *ends, leg.found, leg.mover.goods)


def _ends_of(leg: Leg) -> set[int]:
    return {item.start for item in (*leg.origins, *leg.destinations)}


def _onward(items: Items, leg: Leg) -> Iterator[Transfer]:
    """The next stage without a verb of its own: "and then by sea to Trieste"."""
    last, going = leg.found.last + 1, False
    for k in range(last, min(last + _STAGE, len(items))):
        going = going or items[k].key in _THENCE
        if going and "to" in items[k].tags and (named := places_after(items, k + 1, "to")):
            found = Phrases(last=named[1] - 1)
            ends = leg.destinations[-1:], named[0]
            yield from tell(items, "movement", last, *ends, found, leg.mover.goods)
            return
        plain = items[k].tags & {"list", "bound", "way_kind", "auxiliary", "from", "to"}
        if not (plain or items[k].key in _THENCE):
            return


def _gapped(items: Items, leg: Leg) -> Iterator[Transfer]:
    """The same verb left out: "and another 850,000 from Darfur into Chad"."""
    first = leg.found.last + 1
    for k in range(first, min(first + _SHARE, len(items) - 1)):
        if "from" in items[k].tags:
            found = read_phrases(items, k)
            if k > first + 1 or "," in items[first].gap:
                ends = found.of("from"), found.of("to")
                yield from tell(items, "movement", k, *ends, found, found.goods or leg.mover.goods)
            return
        counted = items[k].tags & {"list", "quantity", "goods", "article", "auxiliary"}
        if not (counted or items[k].key[:1].isdigit() or items[k].key in _FURTHER):
            return


def _joins(items: Items, begun: Leg, leg: Leg) -> bool:
    """Two legs make one way: "loaded in X" and "goes to Y", "sold in Y" and "comes from X"."""
    if leg.origins:
        comes = items[leg.at].key in COMING or "haul" in items[leg.at].tags
        fits = bool(begun.destinations) and comes
    else:
        fits = bool(begun.origins) or leg.mover.elided
    return fits and _continues(items, begun, leg)


def _continues(items: Items, begun: Leg, leg: Leg) -> bool:
    """The subject of ``leg`` is still what came: "... was loaded in X and is meant for Y"."""
    ends = {item.start for item in begun.origins or begun.destinations}
    last = max(k for k, item in enumerate(items) if item.start in ends)
    between = items[last + 1 : auxiliaries(items, leg.at)]
    if leg.at - last > _NEXT_REACH:
        return False
    taken_up = items[auxiliaries(items, leg.at) - 1].key in _TAKING_UP
    if taken_up and leg.mover.at is not None and leg.mover.at == begun.mover.at:
        return True
    if begun.whole and not any(item.key in _ONWARD for item in between):
        return False
    return not any(
        item.role == "name" or item.tags & _CUT for item in between if item.key not in _ELIDED
    )
