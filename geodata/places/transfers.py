"""Who sends what to whom: ways that a sentence tells without a noun phrase of their own.

"Iran has supplied Russia with drones", "Japan's imports of Qatari gas", "Ukrainian grain to Egypt
via Romania", "a cable linking Portugal with Brazil". Each has both its ends, or it is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from geodata.places.clauses import Item, flat, tags
from geodata.places.phrases import Items, Phrases, governor, listed, modifier, read_phrases, subject

Sort = Literal["transfer", "strike", "way"]
_DITRANSITIVE_GAP = 5
_BOUND_REACH = 6
_CARRIER_REACH = 7
_PARTICIPLES = ("ed", "nt", "ld", "en", "ght", "wn")


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something goes from each origin to each destination; offsets are the document's.

    ``first`` and ``last`` are the items of the sentence that tell of it.
    """

    sort: Sort
    origins: tuple[Item, ...]
    destinations: tuple[Item, ...]
    via: tuple[Item, ...]
    goods: str | None
    first: int
    last: int


def transfers(items: Items) -> list[Transfer]:
    """All transfers of a sentence, each told once, the surest telling first."""
    found: list[Transfer] = []
    for frame in (_verbs, _nouns, _goods, _ways):
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


def _transfer(
    items: Items,
    sort: Sort,
    head: int,
    origins: Iterable[Item],
    destinations: Iterable[Item],
    found: Phrases,
    goods: str | None = None,
) -> Iterator[Transfer]:
    """One transfer, if both its ends are there and are not one."""
    origins, destinations = tuple(origins), tuple(destinations)
    if not origins or not destinations:
        return
    ends = {item.start for item in (*origins, *destinations)}
    told = [i for i, item in enumerate(items) if item.start in ends]
    if found.goods_at is not None:
        told.append(found.goods_at)
    yield Transfer(
        sort,
        origins,
        destinations,
        tuple(found.of("via")),
        goods or found.goods,
        min(*told, head),
        max(*told, head, found.last),
    )


# --- verbs -------------------------------------------------------------------------------------


def _verbs(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if i + 1 == len(items) or item.place:
            continue
        if item.tags & {"supply_strong", "supply_weak"} and not _is_noun(items, i):
            yield from _supplying(items, i)
        elif "receive" in item.tags and not _is_noun(items, i):
            yield from _receiving(items, i)
        elif "launch" in item.tags:
            yield from _launching(items, i)
        if "carry" in item.tags:
            yield from _carrying(items, i)
        elif item.tags & {"arrive", "leave", "reach"}:
            yield from _travelling(items, i)


def _is_noun(items: Items, i: int) -> bool:
    """ "Exports", "supplies" and "ships" are nouns behind an article, an owner or an adjective."""
    if not items[i].tags & {"supply_noun", "supply_noun_weak", "receive_noun", "goods"} or not i:
        return False
    before = items[i - 1]
    nominal = before.role == "adjective" or before.owner or before.tags & {"article", "pronoun"}
    return bool(nominal or items[i + 1].key in ("of", "from", "to"))


def _supplying(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    if _passive(items, i, found):
        origins = found.of("from") or found.of("by") or found.owners
        yield from _transfer(items, "transfer", i, origins, found.of("to"), found)
        return
    if "supply_weak" in items[i].tags and not found.goods:
        return
    destinations = _receiver(items, i + 1, found) or found.of("to")
    origins = subject(items, i) or found.of("from") or found.owners
    yield from _transfer(items, "transfer", i, origins, destinations, found)


def _receiver(items: Items, i: int, found: Phrases) -> list[Item]:
    """Who stands right behind the verb: "supplied Russia with drones", "sell Jakarta 42 jets"."""
    while i < len(items) and "filler" in items[i].tags and flat(items, i):
        i += 1
    if i >= len(items) or items[i].role != "name" or items[i].owner or not flat(items, i):
        return []
    places, after = listed(items, i)
    if after < len(items) and items[after].key == "with":
        return places
    near = found.goods_at is not None and 0 < found.goods_at - after < _DITRANSITIVE_GAP
    return places if near and not found.of("to") else []


def _passive(items: Items, i: int, found: Phrases) -> bool:
    """Whether item i is the participle of "drones (were) sent", whose goods ``found`` then has."""
    if not items[i].key.endswith(_PARTICIPLES):
        return False
    k = i - 1
    passive = False
    while k >= 0 and flat(items, k + 1) and _auxiliary(items[k]):
        passive = passive or "be" in items[k].tags
        k -= 1
    for at in (k, k - 1) if passive else (k,):
        if at >= 0 and "goods" in items[at].tags and not items[at].place:
            found.goods, found.goods_at, found.owners = items[at].key, at, modifier(items, at)
            return True
    return False


def _auxiliary(item: Item) -> bool:
    return bool(item.tags & {"be", "between"}) or item.key.endswith("ly")


def _receiving(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    if _passive(items, i, found):
        destinations = found.of("by") or found.of("to")
    elif found.goods:
        destinations = found.of("to") or subject(items, i)
    else:
        return
    origins = found.of("from") or found.owners
    yield from _transfer(items, "transfer", i, origins, destinations, found)


def _launching(items: Items, i: int) -> Iterator[Transfer]:
    """ "Fired missiles from X at Y"; its strikes are left to the noun."""
    found = read_phrases(items, i + 1, aims=True)
    actors = [] if _passive(items, i, found) else subject(items, i)
    if found.goods and _is_weapon(found.goods):
        origins = found.of("from") or actors
        yield from _transfer(items, "strike", i, origins, found.of("to"), found)


def _is_weapon(word: str) -> bool:
    known = tags()
    return "weapon" in known.get(word, ()) or "weapon" in known.get(word.removesuffix("s"), ())


def _carrying(items: Items, i: int) -> Iterator[Transfer]:
    """What carries is no end; it takes both "from" and "to", and goods or a way in sight."""
    found = read_phrases(items, i + 1)
    if not found.of("from") or not found.of("to"):
        return
    ways = any("way" in item.tags for item in items[max(0, i - 4) : i])
    at = found.goods_at
    moved = at is not None and items[at].start < found.of("from")[0].start  # not "on a plane"
    if moved or ways or _passive(items, i, found):
        yield from _transfer(items, "transfer", i, found.of("from"), found.of("to"), found)


def _travelling(items: Items, i: int) -> Iterator[Transfer]:
    """ "Grain leaves Odesa for Egypt", "a tanker from Basra arrived in Chennai"."""
    before = items[max(0, i - _CARRIER_REACH) : i]
    carried = next((item.key for item in before if "goods" in item.tags), None)
    if carried is None and not any(item.tags & {"way", "carrier"} for item in before):
        return
    at = i + 2 if items[i + 1].key in ("in", "at") else i + 1
    named = listed(items, at)[0] if at < len(items) and items[at].role == "name" else []
    found = read_phrases(items, i + 1)
    if "leave" in items[i].tags:
        ends = named or found.of("from"), found.of("to")
    else:
        ends = found.of("from") or read_phrases(before, 0).of("from"), named
    yield from _transfer(items, "transfer", i, *ends, found, carried)


# --- nouns -------------------------------------------------------------------------------------


def _nouns(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if item.place or (i + 1 < len(items) and _modifies(items, i)):
            continue
        if "strike_noun" in item.tags:
            yield from _strike(items, i)
        elif item.tags & {"supply_noun", "supply_noun_weak"}:
            yield from _supply(items, i)
        elif "receive_noun" in item.tags:
            yield from _receipt(items, i)


def _modifies(items: Items, i: int) -> bool:
    """Item i stands before the noun it belongs to: "export route", "supply chain"."""
    following = items[i + 1]
    return flat(items, i + 1) and bool(following.tags & {"way", "goods", "supply_noun"})


def _goods_before(items: Items, i: int) -> str | None:
    """The goods of "crude exports", "oil and natural gas exports"."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if not flat(items, k + 1) or items[k].place:
            return None
        if "goods" in items[k].tags:
            return items[k].key
    return None


def _supply(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    goods = _goods_before(items, i) or _goods_of(items, i, found)
    if goods is None and "supply_noun" not in items[i].tags:
        return
    owned = found.owners if _goods_of(items, i, found) else []
    origins = found.of("from") or modifier(items, i) or owned or found.of("by")
    origins = origins or governor(items, i)
    yield from _transfer(
        items, "transfer", i, origins, found.of("to"), replace(found, goods=None), goods
    )


def _goods_of(items: Items, i: int, found: Phrases) -> str | None:
    """The goods of "provision of drones"."""
    behind = i + 1 < len(items) and items[i + 1].key == "of"
    return found.goods if behind else None


def _receipt(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    behind = _goods_of(items, i, found)
    goods = _goods_before(items, i) or behind
    origins = found.of("from") or (found.owners if behind else [])
    destinations = found.of("to") or modifier(items, i) or found.of("by") or governor(items, i)
    yield from _transfer(
        items, "transfer", i, origins, destinations, replace(found, goods=None), goods
    )


def _strike(items: Items, i: int) -> Iterator[Transfer]:
    """ "Iran's missile barrage against Israel", "rocket attacks from Lebanon on Israel"."""
    first = i
    while first and flat(items, first) and _is_weapon(items[first - 1].key):
        first -= 1
    if first == i and not items[i].key.startswith("airstrike"):
        return
    found = read_phrases(items, i + 1, aims=True)
    origins = found.of("from") or modifier(items, first) or subject(items, first)
    goods = items[first].key if first < i else None
    yield from _transfer(items, "strike", i, origins, found.of("to"), found, goods)


# --- goods -------------------------------------------------------------------------------------


def _goods(items: Items) -> Iterator[Transfer]:
    """ "Azerbaijani gas to Bulgaria", "missiles destined for Yemen", "migrants from X to Y"."""
    for i, item in enumerate(items):
        if "goods" not in item.tags or i + 1 == len(items):
            continue
        at = i + 1
        while at < len(items) and at - i < _BOUND_REACH and "bound" in items[at].tags:
            if items[at].tags & {"from", "to", "via"}:
                break
            at += 1
        if at < len(items) and flat(items, at):
            yield from _bound(items, i, at)


def _bound(items: Items, i: int, at: int) -> Iterator[Transfer]:
    reached = "reach" in items[at].tags
    if not reached and not items[at].tags & {"from", "to", "via"}:
        return
    found = read_phrases(items, at)
    destinations = found.of("to")
    if reached and at + 1 < len(items) and items[at + 1].role == "name":
        destinations, _ = listed(items, at + 1)
    origins = found.of("from") or modifier(items, i)
    yield from _transfer(items, "transfer", i, origins, destinations, found, items[i].key)


# --- ways --------------------------------------------------------------------------------------


def _ways(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if "way" in item.tags:
            yield from _pair(items, i)
            yield from _linking(items, i)


def _pair(items: Items, i: int) -> Iterator[Transfer]:
    """ "The Lyon-Turin rail line", "the Baku-Tbilisi-Ceyhan pipeline"."""
    k = i - 1
    while k >= 0 and i - k < 4 and items[k].place is None and flat(items, k + 1):
        k -= 1
    stops: list[Item] = []
    while k >= 0 and items[k].role == "name" and not items[k].owner:
        stops.insert(0, items[k])
        if items[k].gap not in ("-", "‐", "‑", "–"):
            break
        k -= 1
    if len(stops) > 1 and flat(items, i):
        found = Phrases({"via": stops[1:-1]}, last=i)
        yield from _transfer(items, "way", i, stops[:1], stops[-1:], found)


def _linking(items: Items, i: int) -> Iterator[Transfer]:
    """ "A cable linking Portugal with Brazil", "a ferry between Batumi and Burgas"."""
    if not _is_way(items, i) or i + 1 == len(items) or not flat(items, i + 1):
        return
    at = i + 1
    # "will link", "has connected", "runs from"
    while at < len(items) and items[at].tags & {"between", "stretch"}:
        at += 1
    if at >= len(items) or not ("link" in items[at].tags or items[at].key in ("from", "between")):
        return
    found = read_phrases(items, at)
    if "link" in items[at].tags:
        origins, destinations = _linked(items, at + 1)
    else:
        origins, destinations = found.of("from"), found.of("to")
    yield from _transfer(items, "way", i, origins, destinations, found)


def _linked(items: Items, i: int) -> tuple[list[Item], list[Item]]:
    """The ends of "linking A to B", "linking A, B and C"."""
    while i < len(items) and "filler" in items[i].tags:
        i += 1
    if i >= len(items) or items[i].role != "name":
        return [], []
    places, after = listed(items, i)
    if len(places) > 1:
        return places[:1], places[-1:]
    if after + 1 < len(items) and items[after].key in ("to", "with"):
        k = after + 1
        while k < len(items) and "filler" in items[k].tags:
            k += 1
        if k < len(items) and items[k].role == "name":
            return places, [items[k]]
    return [], []


def _is_way(items: Items, i: int) -> bool:
    """A "link" or a "line" may be of another sort: it needs "rail", "ferry" or the like."""
    if "loose_way" not in items[i].tags:
        return True
    return bool(i) and "way_kind" in items[i - 1].tags
