"""What one verb tells of a way: "goes by lorry from Salta to Arica", "was loaded in Basra"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geodata.places.clauses import Item, Items, flat
from geodata.places.movers import Mover, clause_start, mover, moves_things
from geodata.places.phrases import Phrases, listed, places_after, read_phrases
from geodata.places.subjects import modifier

COMING = frozenset(("come", "comes", "came", "coming", "arrive", "arrives", "arrived"))
_ON = frozenset(("on", "find", "finds", "found", "make", "makes", "made"))  # its way
_RUNNING = frozenset(("run", "runs", "running", "ran"))  # so do borders
_USES = frozenset(("uses", "burns", "eats", "needs", "consumes", "drinks"))
_PLACED = frozenset(("in", "at", "near", "off", "on", "around", "outside"))
_PARTICIPLES = ("ed", "nt", "ld", "en", "ght", "wn", "ne", "ung", "ug", "un", "de")
_ASIDE = 14
_OBJECT = 7  # items of "mines high-grade iron ore in"


class Ends(NamedTuple):
    """Where a verb, whose group ends with item ``at``, says that a thing comes from and goes."""

    at: int
    origins: list[Item]
    destinations: list[Item]


@dataclass(frozen=True, slots=True)
class Leg:
    """One verb's part of a way, which may lack an end.

    Behind a ``whole`` one, the next begins where it ended: "and from there to".
    """

    at: int
    origins: list[Item]
    destinations: list[Item]
    found: Phrases
    mover: Mover
    whole: bool = False


def read_leg(items: Items, i: int, *, used: bool) -> Leg | None:
    """What the verb at item i tells, if a thing may be what moves.

    With ``used``, "refined in X" is where something goes rather than where it comes from.
    """
    found = read_phrases(items, i + 1)
    if "makes" in items[i].tags and (placed := _made_there(items, i)):
        return Leg(i, placed, [], found, Mover(found.goods))
    if "haul" in items[i].tags and not ("made" in items[i].tags and _placed(items, i)):
        return _hauled(items, i, found)
    ends = _ends(items, i, found, used=used)
    if ends is None or not (ends.origins or ends.destinations):
        return None
    thing = mover(items, ends.at)
    if "reach" in items[i].tags and ends.destinations and (at := _voyage(items, i)):
        thing = thing or Mover(None)
        if not ends.origins:
            found = read_phrases(items, at + 1)
            ends = ends._replace(origins=found.of("from"))
    if thing is None or (thing.at is None and items[i].key in _RUNNING):
        return None
    at, origins, destinations = ends
    if not destinations:
        destinations = _meant_for(items, thing.at, i)
    if not destinations and items[i].key in COMING:
        destinations = _owner(items, thing, i)
    return Leg(at, origins or _origin_of(items, thing.at, i), destinations, found, thing)


def _ends(items: Items, i: int, found: Phrases, *, used: bool) -> Ends | None:
    """The ends that the verb at item i and the phrases behind it give."""
    tags, named = items[i].tags, named_after(items, i)
    origins, destinations = found.of("from"), found.of("to")
    made = "made" in tags and not (used and "used" in tags) and _is_participle(items, i)
    placed = _placed(items, i) if made or tags & {"arrive", "used"} else []
    if placed:
        if made:
            return Ends(i, placed, destinations)
        return Ends(i, origins if "arrive" in tags else [], placed)
    if "arrive" in tags and not (origins or destinations) and (there := _whereto(items, i)):
        return Ends(i, [], there)
    if "reach" in tags and named:
        return Ends(i, origins, named)
    if "leave" in tags:
        return Ends(i, named or origins, destinations)
    if (first := _under_way(items, i)) is not None:
        return Ends(first, origins, destinations)
    off = "take" in tags and items[i + 1].key == "off"
    goes = (off or tags & {"move", "arrive", "reach"}) and _goes(items, i)
    return Ends(i, origins, destinations) if goes else None


def _is_participle(items: Items, i: int) -> bool:
    return items[i].key.endswith(_PARTICIPLES)


def _hauled(items: Items, i: int, found: Phrases) -> Leg | None:
    """Whatever is shipped, but for a single person."""
    origins, destinations = found.of("from"), found.of("to")
    if not (origins or destinations):
        return None
    if not _goes(items, i):
        thing = Mover(found.goods) if moves_things(items, i) else None
        return Leg(i, origins, destinations, found, thing) if thing else None
    thing = mover(items, i)
    if thing is None and origins and destinations and _is_participle(items, i):
        thing = Mover(None)
    if thing and thing.elided and origins and destinations:
        thing = Mover(None)
    if thing is None:
        return None
    origins = origins or _origin_of(items, thing.at, i)
    return Leg(i, origins, destinations or _owner(items, thing, i), found, thing)


def _owner(items: Items, thing: Mover, verb: int) -> list[Item]:
    """Whose a thing that comes is: "Cuba's oil comes from", "the oil that Cuba burns"."""
    if thing.at is None or not thing.goods:
        return []
    return modifier(items, thing.at) or _buyer(items, thing.at, verb)


def _meant_for(items: Items, head: int | None, verb: int) -> list[Item]:
    """Whom the subject of a verb is for: "gas for Slovakia enters from Germany"."""
    if head is None or items[head + 1].key not in ("for", "to") or head + 1 >= verb:
        return []
    return named_after(items, head + 1)


def _origin_of(items: Items, head: int | None, verb: int) -> list[Item]:
    """Where the subject of a verb is from: "cement from Sfax is unloaded", "from Sfax it goes"."""
    opening = clause_start(items, verb - 1)
    if "from" in items[opening].tags:
        if items[opening + 1].key in ("which", "where"):
            return [item for item in items[max(0, opening - 1) : opening] if item.place]
        return named_after(items, opening)
    for k in range(head + 1, min(head + 3, verb)) if head is not None else ():
        if "from" in items[k].tags:
            return named_after(items, k)
    return [] if head is None or "goods" not in items[head].tags else modifier(items, head)


def _buyer(items: Items, head: int, verb: int) -> list[Item]:
    """Who has use for a thing: "the fertiliser that *Brazil* buys comes from"."""
    for k in range(head + 1, min(head + 4, verb - 1)):
        buys = items[k + 1].tags & {"receive", "take"} or items[k + 1].key in _USES
        if items[k].role == "name" and buys:
            return [items[k]]
    return []


def named_after(items: Items, i: int) -> list[Item]:
    """The places right behind a verb: "reaches Italy", "left the port of Basra"."""
    k = i + 1
    while k < len(items) and flat(items, k) and items[k].place is None:
        if not items[k].tags & {"filler", "via"} and items[k].key not in ("port", "city", "of"):
            return []
        k += 1
    found = k < len(items) and items[k].role == "name" and flat(items, k) and not items[k].owner
    return listed(items, k)[0] if found else []


def _placed(items: Items, i: int) -> list[Item]:
    """The places of "(mined) in X", "(ends) up at X", "(sold) by the roadside in X"."""
    for k in range(i + 1, min(i + 5, len(items) - 1)):
        if items[k].key in _PLACED:
            taken = places_after(items, k + 1, "from")
            return taken[0] if taken else []
        if items[k].place or not flat(items, k) or items[k].tags & {"from", "to", "goods", "be"}:
            return []
    return []


def _whereto(items: Items, verb: int) -> list[Item]:
    """The place right before "where": "Nyala, where cargo planes from the Emirates have landed"."""
    for k in range(verb - 1, max(verb - _ASIDE, 0), -1):
        if items[k].key == "where":
            return [items[k - 1]] if items[k - 1].role == "name" else []
    return []


def _voyage(items: Items, i: int) -> int | None:
    """A ship with a name of its own: "the Ever Given reached Felixstowe after a voyage"."""
    ahead = range(i, min(i + _ASIDE, len(items) - 1))
    return next((k for k in ahead if items[k].key == "voyage"), None)


def _made_there(items: Items, verb: int) -> list[Item]:
    """The places of "(the firm) mines bauxite in Boké (and ships it to)"."""
    goods = False
    for k in range(verb + 1, min(verb + _OBJECT, len(items) - 1)):
        if goods and items[k].key in _PLACED:
            taken = places_after(items, k + 1, "from")
            return taken[0] if taken else []
        goods = goods or "goods" in items[k].tags
        if items[k].place or not flat(items, k) or items[k].tags & {"from", "to", "be", "person"}:
            return []
    return []


def _under_way(items: Items, i: int) -> int | None:
    """The first item of "in transit", "en route", "on its way" with its noun at item i."""
    if "under_way" not in items[i].tags:
        return None
    before = [item.key for item in items[max(0, i - 2) : i]]
    if before[-1:] in (["in"], ["en"]):
        return i - 1
    return i - 2 if before[:1] and before[0] in _ON else None


def _goes(items: Items, i: int) -> bool:
    """The verb at item i has no object: it is passive, or what goes stands before it."""
    following = items[i + 1]
    if items[i].key.startswith("cross"):  # a sea
        return True
    if (
        following.place
        or following.key[:1].isdigit()
        or following.tags & {"article", "pronoun", "goods", "name", "person"}
    ):
        return False
    return not (following.tags == frozenset() and following.key in ("him", "her", "me", "us"))
