"""The phrases of a transfer: its places by role, its goods and whose they are, who acts."""

from __future__ import annotations

from dataclasses import dataclass, field

from geodata.mentions.nouns import load_nouns
from geodata.places.clauses import Item, Items, flat
from geodata.places.subjects import modifier

_REACH = 26  # items that the phrases behind a verb or noun may take
_FILLERS = 6
_SHARE = 7  # items of "and the remaining 0.6m barrels from"
_INNER = 6  # items of "a huge new open-pit mine near"
_ASIDE = 14
_ALSO = 6  # items of "as well as via"
_COUNTED = frozenset(("goods", "quantity"))
_CLAUSAL = frozenset(("stop", "be", "reports", "list"))
_ADDING = frozenset(
    ("and", "or", "but", "as", "well", "rather", "than", "instead", "of", "later", "eventually",
     "also", "ultimately", "perhaps", "possibly", "sometimes", "not", "then")
)  # fmt: skip
_OPENS_MORE = frozenset(("and", "or", "as", "rather", "instead", "later", "eventually", "but"))
_ANOTHER = frozenset(("haul", "move", "made"))
_HYPHENS = frozenset("-‐‑")
_STRONG_GAPS = (";", ":", "—", "–", "(", ")", "…")


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
        i = _past_aside(items, i)
        more = (_more(items, i, found) or _also(items, i, found)) if i > at else None
        if more is None and i > at and (i >= len(items) or _ends(items, i, found)):
            break
        taken = more or _role_at(items, i, aims)
        if taken and taken[0] == "between" and (found.of("from") or found.of("to")):
            break
        if taken:
            role, places, i = taken
            _fill(found, role, places, more=bool(more))
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
    of = i + 2 if items[i].key == "cubic" else i + 1  # "cubic metres of"
    if of < len(items) and items[of].key == "of":
        for k in range(of + 1, min(of + 1 + _FILLERS, len(items))):
            if "goods" in items[k].tags:
                return k
            if items[k].role == "name" or items[k].tags & {"from", "to", "via", "stop"}:
                break
    return i


def _fill(found: Phrases, role: str, places: list[Item], *, more: bool) -> None:
    if role == "between":
        found.roles.setdefault("from", places[:1])
        found.roles.setdefault("to", places[1:])
    elif role == "via" or more:
        found.roles.setdefault(role, []).extend(places)
    else:
        found.roles.setdefault(role, places)


def _ends(items: Items, i: int, found: Phrases) -> bool:
    gap = items[i].gap
    if "stop" in items[i].tags:
        return True
    if gap == " ":
        return items[i].key == "and" and bool(found.of("to"))
    if any(sign in gap for sign in _STRONG_GAPS):
        return True
    if "," in gap and found.goods and items[i].tags & _ANOTHER:  # "drones, flown from"
        return True
    if items[i].key == "and" and found.of("to"):
        return True
    return "," in gap and bool(found.of("to")) and _role(items[i], False) is None


def _past_aside(items: Items, i: int) -> int:
    """The item behind what stands in brackets from item i on."""
    if i < len(items) and items[i].gap != " " and items[i].gap.endswith(" ("):
        for k in range(i + 1, min(i + _ASIDE, len(items))):
            if items[k].gap.startswith(")"):
                return k
    return i


def _more(items: Items, i: int, found: Phrases) -> tuple[str, list[Item], int] | None:
    """The next of a list of shares: "(0.9m from Russia,) 0.2m from Iraq and the rest from Oman"."""
    if i < len(items) and items[i].key == "and":
        i += 1
    elif i >= len(items) or "," not in items[i].gap:
        return None
    counted = False
    for k in range(i, min(i + _SHARE, len(items))):
        role = _role(items[k], False)
        if role in ("from", "to") and counted:
            again = places_after(items, k + 1, role) if found.of(role) else None
            paired = again and again[1] < len(items) and _role(items[again[1]], False)
            return (role, *again) if again and paired not in ("from", "to") else None
        counted = counted or items[k].key[:1].isdigit() or bool(items[k].tags & _COUNTED)
        if items[k].key in ("it", "them", "which", "whom"):  # "most of it from"
            return None
        if items[k].place or items[k].tags & _CLAUSAL or (k > i and not flat(items, k)):
            return None
    return None


def _also(items: Items, i: int, found: Phrases) -> tuple[str, list[Item], int] | None:
    """Another end behind words that add one: "(to X,) as well as to Y", "and later to Z"."""
    if i >= len(items) or items[i].key not in _OPENS_MORE:
        return None
    for k in range(i + 1, min(i + _ALSO, len(items))):
        role = _role(items[k], False)
        if role in ("from", "to", "via"):
            again = places_after(items, k + 1, role) if found.of(role) else None
            paired = again and again[1] < len(items) and _role(items[again[1]], False)
            return (role, *again) if again and paired not in ("from", "to") else None
        if items[k].key not in _ADDING or not flat(items, k):
            return None
    return None


def _role_at(items: Items, i: int, aims: bool) -> tuple[str, list[Item], int] | None:
    """The role that the preposition at item i gives, its places and the item after them."""
    role, behind = _role(items[i], aims), i + 1
    if items[i].key == "by" and [item.key for item in items[i + 1 : i + 3]] == ["way", "of"]:
        role, behind = "via", i + 3
    elif items[i].key == "out" and i + 1 < len(items) and items[i + 1].key == "of":
        role, behind = "from", i + 2
    taken = role and places_after(items, behind, role)
    return (role, *taken) if role and taken else None


def _role(item: Item, aims: bool) -> str | None:
    if item.key == "between":
        return "between"
    if item.key == "by":
        return "by"
    if aims and "aim" in item.tags:
        return "to"
    if item.tags:  # most words have none
        return next((role for role in ("from", "to", "via") if role in item.tags), None)
    return None


def places_after(items: Items, i: int, role: str) -> tuple[list[Item], int] | None:
    """The places behind a preposition, and the item after them."""
    end = i + _FILLERS
    while i < min(len(items), end) and (items[i].place is None or _tells_whose(items, i)):
        if not flat(items, i):
            return None
        if role in ("from", "to") and (behind := _inside(items, i, role)):
            i = behind
        elif "filler" in items[i].tags or _tells_whose(items, i):
            i += 1
        elif _is_district(items, i):  # "the port of Tanga"
            i += 2 if items[i + 1].key == "of" else 1
        else:
            return None
    if i >= len(items) or items[i].place is None or not flat(items, i) or not _stands(items, i):
        return None
    return listed(items, i)


def _inside(items: Items, i: int, role: str) -> int | None:
    """Where the place of "(to) refineries in India", "(from) a mine near Kolwezi" stands."""
    plain = items[i].tags & {"article", "receiver", "filler"} or _plural(items[i])
    if role == "to" and not plain:  # "to sell in"
        return None
    for k in range(i, min(i + _INNER, len(items) - 1)):
        item = items[k]
        if item.place or item.tags & _CLAUSAL or "name" in item.tags or not flat(items, k):
            return None
        if k > i and "located" in item.tags:
            return k + 1
        if item.tags & {"from", "to", "via", "person", "abstract"} or item.key in ("by", "with"):
            return None
    return None


def _plural(item: Item) -> bool:
    """What stands behind "to" is a noun rather than a verb: "to shops in", not "to sell in"."""
    return item.key.endswith("s") and not item.key.endswith("ss")


def _is_district(items: Items, i: int) -> bool:
    """Item i says what the name behind it is: "the port of Tanga", "the Syrian city of Homs"."""
    return i + 1 < len(items) and items[i].key in load_nouns().words["district"]


def _tells_whose(items: Items, i: int) -> bool:
    """Item i is the adjective of "the Turkish port of Mersin"."""
    return items[i].role == "adjective" and _is_district(items, i + 1)


def _stands(items: Items, i: int) -> bool:
    """A name ends its phrase ("US-backed" does not); an adjective needs a noun that is no goods."""
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None or not flat(items, i + 1):
        return items[i].role == "name"
    if items[i].role == "name":
        return items[i + 1].gap not in _HYPHENS or following.place is not None
    if "figure" in following.tags or (following.key == "state" and items[i - 1].key == "a"):
        return False
    return following.place is None and not following.tags & {"goods", "stop", "list"}


def listed(items: Items, i: int) -> tuple[list[Item], int]:
    """The places of the list "A, B and C" that starts at item i, and the item after it."""
    i = _finest(items, i)
    places, after, pending, k = [items[i]], i + 1, [], i + 1
    while k < len(items):
        if items[k].gap == ", " and items[k].role == "name":
            k = _finest(items, k)
            pending.append(items[k])
            k += 1
        elif "," in items[k].gap and not pending:  # a new clause: ", and France sent ..."
            break
        elif "list" in items[k].tags and k + 1 < len(items) and items[k + 1].role == "name":
            k = _finest(items, k + 1)
            return [*places, *pending, items[k]], k + 1
        else:
            break
    if pending and _within(places[-1], pending[0]):
        after += 1  # "Odessa, Ukraine"
    return places, after


def _finest(items: Items, i: int) -> int:
    """The part that the place at item i owns: "China's Heilongjiang province"."""
    while i + 1 < len(items) and items[i].owner and items[i + 1].role == "name":
        if items[i + 1].gap != " ":
            break
        i += 1
    return i


def _within(part: Item, whole: Item) -> bool:
    a, b = part.place, whole.place
    return bool(a and b and b.kind in ("country", "admin") and a.country == b.country)
