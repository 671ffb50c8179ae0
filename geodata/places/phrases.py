"""The phrases of a transfer: its places by role, its goods and whose they are, who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.mentions.nouns import load_nouns
from geodata.places.clauses import Item, antecedent, flat

_REACH = 26  # items that the phrases behind a verb or noun may take
_SUBJECT_REACH = 14
_MODIFIERS = 6
_FILLERS = 6
_GOVERNED = frozenset(("in", "at", "near", "with", "by", "than", "like", "outside", "inside", "of"))
_HYPHENS = frozenset("-‐‑")
_STRONG_GAPS = (";", ":", "—", "–", "(", ")", "…")
Items = Sequence[Item]


@dataclass(slots=True)
class Phrases:
    """What stands behind a verb or noun; ``owners`` are the places of "Iranian" in its goods."""

    roles: dict[str, list[Item]] = field(default_factory=dict)
    goods: str | None = None
    goods_at: int | None = None
    owners: list[Item] = field(default_factory=list)
    last: int = 0

    def of(self, role: str) -> list[Item]:
        """The places in a role: "from", "to", "via", "by"."""
        return self.roles.get(role, [])


def read_phrases(items: Items, at: int, *, aims: bool = False) -> Phrases:
    """The phrases from item ``at`` to the end of their clause.

    With ``aims``, "on X" and "against X" are where it goes.
    """
    found = Phrases(last=at)
    i = at
    while i < min(len(items), at + _REACH):
        if i > at and _ends(items, i, found):
            break
        role = _role(items[i], aims)
        taken = role and _places_after(items, i + 1, role)
        if role and taken:
            places, i = taken
            _fill(found, role, places)
            found.last = i - 1
            continue
        if "goods" in items[i].tags and found.goods is None:
            head = _head(items, _content(items, i))
            found.goods, found.goods_at, found.last = items[head].key, head, head
            found.owners = modifier(items, head)
            i = head
        i += 1
    return found


def _head(items: Items, i: int) -> int:
    """The last of goods in a row: a "fighter jet" is a jet."""
    while i + 1 < len(items) and items[i + 1].gap == " " and "goods" in items[i + 1].tags:
        i += 1
    return i


def _content(items: Items, i: int) -> int:
    """The goods that goods at item i are filled with: "barrels of Russian crude"."""
    if i + 1 < len(items) and items[i + 1].key == "of":
        for k in range(i + 2, min(i + 2 + _FILLERS, len(items))):
            if "goods" in items[k].tags:
                return k
            if items[k].role == "name" or items[k].tags & {"from", "to", "via", "stop"}:
                break
    return i


def _fill(found: Phrases, role: str, places: list[Item]) -> None:
    if role == "between":
        found.roles.setdefault("from", places[:1])
        found.roles.setdefault("to", places[1:])
    elif role == "via":
        found.roles.setdefault("via", []).extend(places)
    else:
        found.roles.setdefault(role, places)


def _ends(items: Items, i: int, found: Phrases) -> bool:
    gap = items[i].gap
    if "stop" in items[i].tags or any(sign in gap for sign in _STRONG_GAPS):
        return True
    if items[i].key == "and" and found.of("to"):
        return True
    return "," in gap and bool(found.of("to")) and _role(items[i], False) is None


def _role(item: Item, aims: bool) -> str | None:
    if item.key == "between":
        return "between"
    if item.key == "by":
        return "by"
    if aims and "aim" in item.tags:
        return "to"
    return next((role for role in ("from", "to", "via") if role in item.tags), None)


def _places_after(items: Items, i: int, role: str) -> tuple[list[Item], int] | None:
    """The places behind a preposition, and the item after them."""
    end = i + _FILLERS
    while i < min(len(items), end) and (items[i].place is None or _tells_whose(items, i)):
        if not flat(items, i):
            return None
        if "receiver" in items[i].tags and role in ("from", "to") and _located(items, i + 1):
            i += 2
        elif "filler" in items[i].tags or _tells_whose(items, i):
            i += 1
        elif _is_district(items, i):  # "the port of Tanga"
            i += 2 if items[i + 1].key == "of" else 1
        else:
            return None
    if i >= len(items) or items[i].place is None or not flat(items, i) or not _stands(items, i):
        return None
    return listed(items, i)


def _is_district(items: Items, i: int) -> bool:
    """Item i says what the name behind it is: "the port of Tanga", "the Syrian city of Homs"."""
    return i + 1 < len(items) and items[i].key in load_nouns().words["district"]


def _tells_whose(items: Items, i: int) -> bool:
    """Item i is the adjective of "the Turkish port of Mersin"."""
    return items[i].role == "adjective" and _is_district(items, i + 1)


def _located(items: Items, i: int) -> bool:
    return i < len(items) and "located" in items[i].tags


def _stands(items: Items, i: int) -> bool:
    """A name ends its phrase ("US-backed" does not); an adjective needs a noun that is no goods."""
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None or not flat(items, i + 1):
        return items[i].role == "name"
    if items[i].role == "name":
        return items[i + 1].gap not in _HYPHENS or following.place is not None
    return following.place is None and not following.tags & {"goods", "stop", "list"}


def listed(items: Items, i: int) -> tuple[list[Item], int]:
    """The places of the list "A, B and C" that starts at item i, and the item after it."""
    places, after, pending, k = [items[i]], i + 1, [], i + 1
    while k < len(items):
        if items[k].gap == ", " and items[k].role == "name":
            pending.append(items[k])
            k += 1
        elif "," in items[k].gap and not pending:  # a new clause: ", and France sent ..."
            break
        elif "list" in items[k].tags and k + 1 < len(items) and items[k + 1].role == "name":
            return [*places, *pending, items[k + 1]], k + 2
        else:
            break
    if pending and _within(places[-1], pending[0]):
        after += 1  # "Odessa, Ukraine"
    return places, after


def _within(part: Item, whole: Item) -> bool:
    a, b = part.place, whole.place
    return bool(a and b and b.kind in ("country", "admin") and a.country == b.country)


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
    while i >= 0 and verb - i < _SUBJECT_REACH:
        item = items[i]
        if item.place:
            return _acting(items, i)
        if "intent" in item.tags:
            return modifier(items, i) or _past(items, i)
        if not ("between" in item.tags or item.key.endswith("ly") or "launch" in item.tags):
            return modifier(items, i + 1) if not _ends_phrase(item) else []
        i -= 1
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
