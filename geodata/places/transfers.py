"""Who sends what to whom: ways that a sentence tells without a noun phrase of their own.

"Iran has supplied Russia with drones", "Ukrainian grain to Egypt via Romania", "talc dug in
Nangarhar reaches Italy", "a cable linking Portugal with Brazil". Each has both its ends, or it is
none.
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.places.clauses import Items, flat
from geodata.places.courses import courses
from geodata.places.movements import movements
from geodata.places.phrases import listed, read_phrases
from geodata.places.subjects import modifier
from geodata.places.supplies import supply_nouns, supply_verbs
from geodata.places.telling import Sort, Transfer, tell
from geodata.places.ways import ways

_BOUND_REACH = 6


def transfers(items: Items) -> list[Transfer]:
    """All transfers of a sentence, each told once, the surest telling first."""
    found: list[Transfer] = []
    for frame in (supply_verbs, supply_nouns, _goods, movements, ways, courses):
        for transfer in frame(items):
            if not any(_retells(transfer, other) for other in found):
                found.append(transfer)
    return found


def _retells(new: Transfer, old: Transfer) -> bool:
    """The same way, or the other half of what an earlier frame has told in full."""
    ends = {item.start for item in (*old.origins, *old.destinations)}
    return {item.start for item in (*new.origins, *new.destinations)} <= ends or (
        old.first <= new.first and new.last <= old.last and _places(new) == _places(old)
    )


def _places(transfer: Transfer) -> list[str]:
    ends = (*transfer.origins, *transfer.destinations)
    return [item.place.place_id for item in ends if item.place]


def _goods(items: Items) -> Iterator[Transfer]:
    """ "Azerbaijani gas to Bulgaria", "missiles destined for Yemen", "migrants from X to Y"."""
    for i, item in enumerate(items):
        if "goods" not in item.tags or i + 1 == len(items) or _of_idea(items, i):
            continue
        at = i + 1
        while at < len(items) and at - i < _BOUND_REACH and "bound" in items[at].tags:
            if items[at].tags & {"from", "to", "via"}:
                break
            at += 1
        if at < len(items) and flat(items, at):
            yield from _bound(items, i, at)


def _of_idea(items: Items, i: int) -> bool:
    """ "The price of bananas", "a storm system", "a worker"."""
    if i and "abstract" in items[i - 1].tags and flat(items, i):
        return True
    if "single_person" in items[i].tags and not items[i].key.endswith("s"):  # "a worker went"
        return True
    return i > 1 and items[i - 1].key in ("of", "for") and "abstract" in items[i - 2].tags


def _has_ends_of_its_own(items: Items, at: int, last: int) -> bool:
    """Behind "fuel for Crimea" a verb tells more closely: "is ferried from X to Y"."""
    return any(
        "from" in items[k].tags and read_phrases(items, k).of("to") for k in range(at + 1, last + 1)
    )


def _bound(items: Items, i: int, at: int) -> Iterator[Transfer]:
    reached = "reach" in items[at].tags
    if not reached and not items[at].tags & {"from", "to", "via"}:
        return
    found = read_phrases(items, at)
    destinations = found.of("to")
    if reached and at + 1 < len(items) and items[at + 1].role == "name":
        destinations, _ = listed(items, at + 1)
    if items[at].key == "for" and _has_ends_of_its_own(items, at, found.last):
        return
    origins = found.of("from") or modifier(items, i)
    sort: Sort = "movement" if reached or found.of("from") else "transfer"
    yield from tell(items, sort, i, origins, destinations, found, items[i].key)
