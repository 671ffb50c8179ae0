"""What moves, by the words before a verb: a thing, or somebody who travels."""

from __future__ import annotations

from typing import NamedTuple

from geodata.places.clauses import Item, Items, flat

_OBJECT_REACH = 6
_REACH = 30  # items before a verb in which its subject stands
_WHO = frozenset(
    ("i", "he", "she", "we", "you", "who", "him", "her", "them", "us", "me", "himself")
)
_TAKING_UP = frozenset(("it", "they", "these", "those", "this"))
_PERSONAL = (
    "er",
    "ers",
    "or",
    "ors",
    "ist",
    "ists",
    "man",
    "men",
    "ery",
    "eries",
    "ian",
    "ians",
    "ee",
    "ees",
)
_ABSTRACT = (
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ism", "ship",
    "ships", "ance", "ence", "ing", "ings", "hood", "ology",
)  # fmt: skip
_THINGS = frozenset(("goods", "carrier_noun"))
_FINITE = frozenset(("has", "have", "had", "will", "would", "could", "should", "might", "must"))
_SPANS = frozenset(("day", "week", "month", "year", "night", "hour"))
_MASSES = frozenset(("million", "millions", "thousands", "hundreds", "thousand"))
_MASS_REACH = 4
_MASS_DIGITS = 4  # "1200", "1,200"; so have years, behind which people hardly stand
_STRONG = (";", ":", "—", "–", "(", "…", ". ")


class Mover(NamedTuple):
    """A thing that moves; ``goods`` where it is of a known sort, its noun at item ``at``.

    It is ``elided`` behind "and", where it is what an earlier verb moves.
    """

    goods: str | None
    at: int | None = None
    elided: bool = False


def auxiliaries(items: Items, verb: int) -> int:
    """The first item of the verb's group: "have since been" before "shipped"."""
    i = verb
    while i > 0 and _helps(items, i - 1):
        i -= 1
    return i


def _helps(items: Items, i: int) -> bool:
    """Item i belongs to a verb's group: "is", "largely", "(is) thought (to)"."""
    item = items[i]
    if item.tags & {"goods", "person"}:
        return False
    before_to = items[i + 1].key == "to" and "catenative" in item.tags
    return before_to or bool(item.tags & {"auxiliary", "be"}) or item.key.endswith("ly")


def mover(items: Items, verb: int) -> Mover | None:
    """What the verb at item ``verb`` says to move, unless that is a person, a body or an idea."""
    first = _before_aside(items, auxiliaries(items, verb))
    if first == 0:
        return None
    last = first - 1
    if "list" in items[last].tags or items[last].key == "then":
        return Mover(None, elided=True)
    if "goods" in items[last].tags and not _governed(items, last):
        return _thing(items, last)
    if items[last].key in ("that", "which") and last:
        last -= 1
        if items[last].tags & _THINGS:  # "(in) a dhow that was sailing"
            return _thing(items, last)
    if "carrier_noun" in items[last].tags and items[verb].key.endswith("ing"):
        return _thing(items, last)
    if items[last].key in _TAKING_UP and not _governed(items, last):
        return _taken_up(items, last)
    head = head_of(items, clause_start(items, last), last)
    thing = None if head is None else _thing(items, head)
    if thing is None and "," in items[verb].gap:  # "it is loaded in X, carried to Y"
        return Mover(None, elided=True)
    return thing


def moves_things(items: Items, verb: int) -> bool:
    """What stands behind the verb up to its first preposition is no person or idea."""
    for k in range(verb + 1, min(verb + _OBJECT_REACH, len(items))):
        item = items[k]
        if item.place or item.tags & {"goods", "from", "to", "via"} or not flat(items, k):
            return True
        if item.tags & {"person", "abstract", "name"} or item.key in _WHO:
            return False
    return True


def _before_aside(items: Items, i: int) -> int:
    """The item behind the subject, past an aside: "The tusks, 600 in all, went"."""
    if i < len(items) and i and "," in items[i].gap:
        for k in range(i - 1, max(i - _REACH, 0), -1):
            if "," in items[k].gap:
                return k
    return i


def _governed(items: Items, i: int) -> bool:
    """A preposition stands in the phrase before item i: "the price of oil"."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if not flat(items, k + 1):
            return False
        if "place_preposition" in items[k].tags:
            return True
    return False


def clause_start(items: Items, last: int) -> int:
    """The first item of the clause whose subject ends with item ``last``."""
    i = last
    while i > 0 and last - i < _REACH:
        opening, before = items[i].gap, items[i - 1].tags
        if "," in opening or any(sign in opening for sign in _STRONG) or "reports" in before:
            break
        if items[i - 1].key == "that" and not (i > 1 and items[i - 2].tags & _THINGS):
            break  # "said that X", not "the oil that X"
        i -= 1
    return i


def head_of(items: Items, first: int, last: int) -> int | None:
    """The head noun of the phrase: "Half of the *crop* from", "Lithium *carbonate* from"."""
    head = None
    for i in range(first, last + 1):
        item = items[i]
        if item.tags & {"place_preposition", "be"} or _relative(items, i):
            if head is None or (item.key == "of" and _counts(items, head)):
                head = None if item.key == "of" else head
                continue
            return head
        if head is not None and item.key in _FINITE:
            return head
        if head is not None and item.key in _SPANS:  # "three trains a week"
            continue
        if not item.tags & {"article", "list"} or item.key in _WHO:
            head = i
    return head


def _relative(items: Items, i: int) -> bool:
    """A clause about the noun before item i begins: "oil *that*", "ore *mined* in"."""
    item = items[i]
    if item.key in ("that", "which"):
        return True
    if not item.tags and item.key.endswith("ing"):  # "tractors *dragging* fuel"
        return i > 0 and bool(items[i - 1].tags & _THINGS)
    if not item.tags:  # "weapons *seized* in", "scales *hidden* in"
        then = i + 1 < len(items) and "place_preposition" in items[i + 1].tags
        return then and i > 0 and item.key.endswith(("ed", "en"))
    return bool(item.tags & {"made", "used", "haul", "move"}) and not item.tags & _THINGS


def _counts(items: Items, i: int) -> bool:
    """Item i only says how much: "half", "180,000 tonnes", "a cargo"."""
    return bool(items[i].tags & {"quantity", "goods"}) or items[i].key[:1].isdigit()


def _thing(items: Items, head: int) -> Mover | None:
    """The head noun as what moves, if it is a thing."""
    item = items[head]
    if head and "abstract" in items[head - 1].tags and flat(items, head):  # "storm system"
        return None
    people = item.tags & {"person", "single_person"} or item.role == "adjective"
    if people and _masses(items, head):
        return Mover(None, head)
    if "goods" in item.tags and item.tags & {"abstract", "single_person"}:  # "power", "a hostage"
        return None
    if "goods" in item.tags:
        return Mover(item.key, head)
    if "carrier_noun" in item.tags:
        return Mover(None, head)
    if item.tags & {"brand", "quantity", "unit"} or item.key[:1].isdigit():
        return Mover(None)
    somebody = (
        item.place or item.key in _WHO or item.tags & {"name", "person", "abstract", "number_word"}
    )
    if somebody or item.tags or item.key.endswith((*_PERSONAL, *_ABSTRACT)):
        return None
    return Mover(None)


def _masses(items: Items, head: int) -> bool:
    """ "1.1 million people", "thousands of families", "12,000 refugees": a movement of many."""
    for item in items[max(0, head - _MASS_REACH) : head]:
        many = item.key[:1].isdigit() and item.end - item.start >= _MASS_DIGITS
        if many or item.key in _MASSES:
            return True
    return False


def _are_taken_up(item: Item, pronoun: str) -> bool:
    """ "They" are not those in a bus."""
    if "carrier_noun" in item.tags:
        return pronoun != "they" or item.key.endswith("s")
    return "goods" in item.tags


def _taken_up(items: Items, pronoun: int) -> Mover | None:
    """What "it" or "they" takes up: the subject that opens an earlier clause, if it is goods."""
    for i in range(pronoun):
        if i == 0 or any(sign in items[i].gap for sign in (";", ",", ":")):
            head = head_of(items, i, min(i + 6, pronoun - 1))
            if head is not None and _are_taken_up(items[head], items[pronoun].key):
                return _thing(items, head)
    return None
