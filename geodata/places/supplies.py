"""Who supplies, receives or attacks whom: "Iran has supplied Russia with drones".

Verbs ("sends drones to") and nouns ("Japan's imports of Qatari gas").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.places.clauses import Item, Items, flat, tags
from geodata.places.movers import moves_things
from geodata.places.phrases import Phrases, listed, read_phrases
from geodata.places.subjects import governor, modifier, subject
from geodata.places.telling import Sort, Transfer, tell

_DITRANSITIVE_GAP = 5
_FORCE = 4  # items of "special forces with"
_VERBS = frozenset(("supply_strong", "supply_weak", "receive", "take", "launch", "carry"))
_NOUNS = frozenset(("strike_noun", "supply_noun", "supply_noun_weak", "receive_noun"))
_PARTICIPLES = ("ed", "nt", "ld", "en", "ght", "wn")


def supply_verbs(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if not item.tags & _VERBS or i + 1 == len(items):
            continue
        if item.tags & {"supply_strong", "supply_weak"} and not _is_noun(items, i):
            yield from _supplying(items, i)
        elif item.tags & {"receive", "take"} and not _is_noun(items, i):
            yield from _receiving(items, i)
        elif "launch" in item.tags:
            yield from _launching(items, i)
        if "carry" in item.tags:
            yield from _carrying(items, i)


def _is_noun(items: Items, i: int) -> bool:
    """ "Exports", "supplies" and "ships" are nouns behind an article, an owner or an adjective."""
    if not items[i].tags & {"supply_noun", "supply_noun_weak", "receive_noun", "goods"} or not i:
        return False
    before = items[i - 1]
    nominal = before.role == "adjective" or before.owner or before.tags & {"article", "pronoun"}
    followed = i + 1 < len(items) and items[i + 1].key in ("of", "from", "to")
    return bool(nominal or followed)


def _supplying(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    if _passive(items, i, found):
        origins = found.of("from") or found.of("by") or found.owners
        yield from tell(items, _sort(found), i, origins, found.of("to"), found)
        return
    if not found.goods and ("supply_weak" in items[i].tags or not moves_things(items, i)):
        return
    destinations = _receiver(items, i + 1, found) or found.of("to")
    origins = found.of("from") or subject(items, i) or found.owners
    yield from tell(items, _sort(found), i, origins, destinations, found)


def _sort(found: Phrases) -> Sort:
    """Who supplies may be a government; "from X" is where the goods were."""
    return "movement" if found.of("from") else "transfer"


def _receiver(items: Items, i: int, found: Phrases) -> list[Item]:
    """Who stands right behind the verb: "supplied Russia with drones", "sell Jakarta 42 jets"."""
    while i < len(items) and "filler" in items[i].tags and flat(items, i):
        i += 1
    if i >= len(items) or items[i].role != "name" or not flat(items, i):
        return []
    places, after = listed(items, i)
    if items[after - 1].owner:  # "supplied Ghana's army with rifles"
        force = [item.key for item in items[after : after + _FORCE]]
        return places if "with" in force else []
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
        if at >= 0 and "goods" in items[at].tags and _are_things(items, at, k):
            found.goods, found.goods_at, found.owners = items[at].key, at, modifier(items, at)
            return True
    return False


def _are_things(items: Items, at: int, last: int) -> bool:
    """The goods at item ``at`` are the head of their phrase, which ends with item ``last``."""
    idea = at > 0 and "abstract" in items[at - 1].tags and flat(items, at)  # "storm system"
    return not idea and not items[last].tags & {"person", "abstract"}


def _auxiliary(item: Item) -> bool:
    return bool(item.tags & {"be", "between"}) or item.key.endswith("ly")


def _receiving(items: Items, i: int) -> Iterator[Transfer]:
    found = read_phrases(items, i + 1)
    if "take" in items[i].tags and not _counted(items, i, found):
        return
    if _passive(items, i, found):
        destinations = found.of("by") or found.of("to")
    elif found.goods or "import" in items[i].key:
        destinations = found.of("to") or subject(items, i)
    else:
        return
    origins = found.of("from") or found.owners
    yield from tell(items, "transfer", i, origins, destinations, found)


def _counted(items: Items, i: int, found: Phrases) -> bool:
    """The goods behind item i are so and so much: "took 40,000 tonnes of wheat"."""
    at = found.goods_at
    return at is not None and any("unit" in item.tags for item in items[i + 1 : at + 1])


def _launching(items: Items, i: int) -> Iterator[Transfer]:
    """ "Fired missiles from X at Y"; its strikes are left to the noun."""
    found = read_phrases(items, i + 1, aims=True)
    actors = [] if _passive(items, i, found) else subject(items, i)
    if found.goods and _is_weapon(found.goods):
        origins = found.of("from") or actors
        yield from tell(items, "strike", i, origins, found.of("to"), found)


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
        yield from tell(items, "movement", i, found.of("from"), found.of("to"), found)


def supply_nouns(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if not item.tags & _NOUNS or _modifies(items, i) or _is_verb(items, i):
            continue
        if "strike_noun" in item.tags:
            yield from _strike(items, i)
        elif item.tags & {"supply_noun", "supply_noun_weak"}:
            yield from _supply(items, i)
        elif "receive_noun" in item.tags:
            yield from _receipt(items, i)


def _is_verb(items: Items, i: int) -> bool:
    """ "Exports" behind a name: "Iraq exports oil"."""
    finite = items[i].key == "flows" or "supply_strong" in items[i].tags
    if not i or not finite or not items[i].key.endswith("s"):
        return False
    named = items[i - 1].role == "name" and not items[i - 1].owner
    return named and (items[i].key == "flows" or not _is_noun(items, i))  # the Danube flows


def _modifies(items: Items, i: int) -> bool:
    """Item i stands before the noun it belongs to: "export route", "supply chain"."""
    if i + 1 == len(items) or not flat(items, i + 1):
        return False
    return bool(items[i + 1].tags & {"way", "goods", "supply_noun"})


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
    yield from tell(
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
    yield from tell(items, "transfer", i, origins, destinations, replace(found, goods=None), goods)


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
    yield from tell(items, "strike", i, origins, found.of("to"), found, goods)
