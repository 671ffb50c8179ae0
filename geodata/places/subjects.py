"""Whose a thing is, who acts, and what moves: the noun phrases before a verb or noun."""

from __future__ import annotations

from geodata.places.clauses import Item, Items, antecedent, flat, opens_clause

_SUBJECT_REACH = 14
_MODIFIERS = 6
_ASIDE_REACH = 16
_GOVERNED = frozenset(("in", "at", "near", "with", "by", "than", "like", "outside", "inside", "of"))


def modifier(items: Items, noun: int) -> list[Item]:
    """Whose the noun at ``noun`` is: "Iranian drones", "Iran's crude exports", "its gas"."""
    for i in range(noun - 1, max(noun - 1 - _MODIFIERS, -1), -1):
        item = items[i]
        if not flat(items, i + 1):
            return []
        if item.place:
            return [] if item.role == "name" and not _modifies(items, i) else [item]
        if "pronoun" in item.tags:
            taken_up = antecedent(items, i)
            return [] if taken_up is None else [items[taken_up]]
        coordinated = "list" in item.tags and i and "goods" in items[i - 1].tags
        if not coordinated and _ends_phrase(item):
            return []
    return []


def _modifies(items: Items, i: int) -> bool:
    """A name stands before a noun: as owner, or as in "US aid", no preposition before it."""
    return items[i].owner or not _governed(items, i)


def _ends_phrase(item: Item) -> bool:
    ends = {"from", "to", "via", "aim", "article", "stop", "be", "list", "supply_strong",
            "supply_weak", "receive", "carry", "launch"}  # fmt: skip
    nouns = {"goods", "supply_noun", "supply_noun_weak", "receive_noun", "strike_noun"}
    return item.key in _GOVERNED or bool(item.tags & ends and not item.tags & nouns)


def _governed(items: Items, i: int) -> bool:
    """A preposition stands before item i, past articles and directions."""
    k = i - 1
    while k >= 0 and i - k < 3 and "filler" in items[k].tags and flat(items, k + 1):
        k -= 1
    if k < 0 or not flat(items, k + 1):
        return False
    return items[k].key in _GOVERNED or bool(items[k].tags & {"from", "to", "via", "aim"})


def subject(items: Items, verb: int) -> list[Item]:
    """Who does what the verb at ``verb`` says: "Iran has allegedly also supplied"."""
    i = verb - 1
    if "," in items[verb].gap:
        return _before_aside(items, verb)
    while i >= 0 and verb - i < _SUBJECT_REACH:
        item = items[i]
        if item.place:
            return _acting(items, i)
        if "," in item.gap:
            return _before_aside(items, i)
        if "intent" in item.tags:
            return modifier(items, i) or _past(items, i)
        if not ("between" in item.tags or item.key.endswith("ly") or "launch" in item.tags):
            return modifier(items, i + 1) if not _ends_phrase(item) else []
        i -= 1
    return []


def _before_aside(items: Items, verb: int) -> list[Item]:
    """The subject that commas part from its verb: "Egypt, a big buyer of wheat, took"."""
    for i in range(verb - 1, max(verb - _ASIDE_REACH, 0), -1):
        if "," in items[i].gap:
            opens = items[i - 1].role == "name" and opens_clause(items, i - 1)
            return [items[i - 1]] if opens else []
    return []


def governor(items: Items, noun: int) -> list[Item]:
    """Who has a say in a transfer: "Japan banned the export of chips", "Ghana resumed its sale"."""
    i = noun - 1
    while i >= 0 and noun - i < _MODIFIERS and flat(items, i + 1) and not items[i].place:
        if "govern" in items[i].tags:
            return subject(items, i)
        if _ends_phrase(items[i]) and "article" not in items[i].tags:
            return []
        i -= 1
    return []


def _past(items: Items, i: int) -> list[Item]:
    """ "Pledge", "offer" may be the verb itself: "Turkey offers to sell"."""
    return _acting(items, i - 1) if i and items[i - 1].place else []


def _acting(items: Items, i: int) -> list[Item]:
    """The place at item i and those listed with it, unless a preposition governs them."""
    actors = [items[i]]
    while i >= 2 and "list" in items[i - 1].tags and items[i - 2].role == "name":
        i -= 2
        actors.insert(0, items[i])
    return [] if _governed(items, i) else actors
