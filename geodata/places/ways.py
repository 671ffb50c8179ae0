"""Lines between two places: "a cable linking Portugal with Brazil", "the Lyon-Turin railway"."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.places.clauses import Item, Items, flat
from geodata.places.phrases import Phrases, listed, read_phrases
from geodata.places.telling import Transfer, tell

_ADVERBS = 6
_ASIDE = 12
_MEASURE = 4  # items of "of some 300 km"
_KINDS = frozenset(("way", "section", "connect", "link"))
_NO_LINES = frozenset(("time", "times", "passage", "passages"))
_RELATIVE = frozenset(("that", "which"))


def ways(items: Items) -> Iterator[Transfer]:
    for i, item in enumerate(items):
        if not item.tags or _KINDS.isdisjoint(item.tags):
            continue
        if "way" in item.tags or "section" in item.tags:
            yield from _pair(items, i)
        if "way" in item.tags:
            yield from _linking(items, i)
        if "connect" in item.tags or ("link" in item.tags and _is_linked(items, i)):
            found = read_phrases(items, i + 1)
            yield from tell(items, "way", i, *_linked(items, i + 1), found)


def _is_linked(items: Items, verb: int) -> bool:
    """A line stands before the verb of its clause: "the Aral project, meant to link X with Y"."""
    if verb and items[verb - 1].key in ("one", "ones"):  # "an older one connecting"
        return any("way" in item.tags for item in items[:verb])
    for k in range(verb - 1, max(verb - _ASIDE, -1), -1):
        if items[k].tags & {"way", "named_way", "section"}:
            return True
        if "scheme" in items[k].tags and k and "way_kind" in items[k - 1].tags:
            return True
        if items[k].place or items[k].tags & {"stop", "person"}:
            return False
    return False


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
        yield from tell(items, "way", i, stops[:1], stops[-1:], found)


def _linking(items: Items, i: int) -> Iterator[Transfer]:
    """ "A cable linking Portugal with Brazil", "a ferry between Batumi and Burgas"."""
    at = _predicate(items, i)
    taken = any(item.tags & {"take", "boarding"} for item in items[max(0, i - 4) : i])
    if at is None or taken or not _is_way(items, i, at):
        return
    found = read_phrases(items, at)
    if "link" in items[at].tags:
        origins, destinations = _linked(items, at + 1)
    else:
        origins, destinations = found.of("from"), found.of("to")
    yield from tell(items, "way", i, origins, destinations, found)


def _predicate(items: Items, way: int) -> int | None:
    """The item behind a way that tells of its ends: "linking", "from", "between"."""
    at = first = _past_aside(items, way + 1)
    while at < len(items) and items[at].tags & {"between", "stretch", "auxiliary"}:
        if items[at].key in _RELATIVE and (built := _built(items, at + 1)):
            return built
        if items[at].key == "of" or (at > first and not flat(items, at)):
            break
        at += 1
    if at >= len(items) or not (flat(items, at) or at > way + 1):
        return None
    if items[at].key == "of" and not any(map(_measures, items[at + 1 : at + _MEASURE])):
        return None  # "a pipeline of talent"
    aside = items[at].key == "of" or items[at].key.endswith(("ward", "wards"))
    if aside or "stretch" in items[at - 1].tags:
        at = _past_adverbs(items, at)
    ahead = items[at]
    return at if "link" in ahead.tags or ahead.key in ("from", "between") else None


def _measures(item: Item) -> bool:
    """The item tells how long a line is, or what for: "of 300 km", "of gas pipes"."""
    return item.key[:1].isdigit() or bool(item.tags & {"number_word", "quantity", "goods"})


def _past_aside(items: Items, i: int) -> int:
    """The item behind an aside: "a cable, 340 km long, is to link"."""
    if i < len(items) and "," in items[i].gap and items[i].key not in _RELATIVE:
        for k in range(i + 1, min(i + _ASIDE, len(items))):
            if "," in items[k].gap:
                return k
    return i


def _built(items: Items, i: int) -> int | None:
    """The preposition of "(a line that) Turkey has built from X"."""
    for k in range(i, min(i + _ASIDE, len(items) - 1)):
        if "building" in items[k].tags and items[k + 1].key in ("from", "between"):
            return k + 1
    return None


def _past_adverbs(items: Items, i: int) -> int:
    """The preposition behind "(trains run) twice a week"."""
    for k in range(i, min(i + _ADVERBS, len(items))):
        if items[k].key in ("from", "between") or "link" in items[k].tags:
            return k
        if not flat(items, k) or items[k].place or items[k].tags & {"to", "stop", "goods", "name"}:
            break
    return i


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
            return places, listed(items, k)[0]
    return [], []


def _is_way(items: Items, i: int, at: int) -> bool:
    """A "link" or a "line" may be of another sort: it needs "rail", "ferry" or the like.

    What is built "from X" will do, too.
    """
    if "loose_way" not in items[i].tags:
        return True
    if any("way_kind" in item.tags for item in items[max(0, i - 2) : i]):
        return True
    built = any("building" in item.tags for item in items[max(0, i - 4) : i])
    return built and items[at].key == "from" and items[i].key not in _NO_LINES
