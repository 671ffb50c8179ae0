"""Where a line runs whose noun stands apart from its ends: "the pipeline, which is to run from".

Its verb may stand behind an aside, a pronoun or another sentence ("The project is old. It would
run from"), or behind both ends ("From Kars to Baku the trains will run"). What goes by a timetable
("flies weekly between") or takes so long from one end to the other is on its way, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.places.clauses import Item, Items, flat
from geodata.places.movers import auxiliaries, clause_start, head_of, mover
from geodata.places.phrases import read_phrases
from geodata.places.telling import Transfer, tell

_GOERS = frozenset(("way", "named_way", "section", "scheme", "carrier_noun"))
_TRAVELS = frozenset(("carry", "move", "stretch"))
_COMPANIES = frozenset(("airline", "carrier", "operator", "company", "firm", "line"))
_OPEN = frozenset(("from", "between"))
_WHERE = frozenset(("where", "which"))
_RELATIVE = frozenset(("that", "which"))
_PRONOUNS = frozenset(("it", "they"))
_ASIDE = 14
_SUBJECT = 5  # items of "(from A to B) the new container trains will run"
_SPANS = frozenset(
    ("minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "month", "months")
)
_OFTEN = 6  # items of "fly three times a week"
_WHO = frozenset(("he", "she", "i", "we"))
_RUNS = frozenset(("stretch", "move", "building"))
_LAYING = frozenset(("stretch", "building"))
_KINDS = _LAYING | _TRAVELS | {"lasts", "both_ends"}
_THINGS = frozenset(("goods", "carrier_noun", "unit", "way"))
_GOES = frozenset(("carry", "move", "haul", "leave"))
_RELAY = 8  # items of "(from where) the tankers take it on"
_NO_LINES = frozenset(("time", "times"))
_LAID = ("ed", "lt", "id")


def courses(items: Items) -> Iterator[Transfer]:
    """The lines of a sentence that a verb lays between two places."""
    for i, item in enumerate(items):
        if not item.tags or _KINDS.isdisjoint(item.tags):
            continue
        if "both_ends" in item.tags:
            yield from _inverted(items, i)
            yield from _from_there(items, i)
        elif not _LAYING.isdisjoint(item.tags) and _is_course(items, i):
            found = read_phrases(items, i + 1)
            yield from tell(items, "way", i, found.of("from"), found.of("to"), found)
        elif (not _TRAVELS.isdisjoint(item.tags) and _by_timetable(items, i)) or (
            "lasts" in item.tags and _takes_time(items, i)
        ):
            found = read_phrases(items, i + 1)
            yield from tell(items, "movement", i, found.of("from"), found.of("to"), found)


def _is_course(items: Items, verb: int) -> bool:
    """The subject of the verb at item ``verb`` is a line, and a line can do what it says."""
    first = auxiliaries(items, verb)
    laid = any("be" in item.tags for item in items[first:verb])
    if "stretch" not in items[verb].tags and not (laid and items[verb].key.endswith(_LAID)):
        return False
    return first > 0 and _is_line(items, first)


def _is_line(items: Items, first: int) -> bool:
    """What stands before item ``first``, a verb's first, is a line or takes one up."""
    last = first - 1
    if items[last].key in _RELATIVE and last:
        return _fits(items, last - 1)
    if items[last].key in _PRONOUNS:
        return any(_fits(items, k) for k in range(max(0, last - _ASIDE), last))
    if "," in items[first].gap:
        before = (k for k in range(last, max(last - _ASIDE, 0), -1) if "," in items[k].gap)
        last = next(before, first) - 1
    head = head_of(items, clause_start(items, last), last)
    return head is not None and _fits(items, head)


def _fits(items: Items, i: int) -> bool:
    """Item i is a line between places or goes along one; it is no front line."""
    if not items[i].tags & _GOERS or items[i].key in _NO_LINES:
        return False
    return not i or not flat(items, i) or "front" not in items[i - 1].tags


def _inverted(items: Items, i: int) -> Iterator[Transfer]:
    """ "From Kashgar to Makmal the trains will run"."""
    if i and "," not in items[i].gap and "opener" not in items[i - 1].tags:
        return
    found = read_phrases(items, i)
    if _runs_behind(items, found.last + 1):
        yield from tell(items, "way", i, found.of("from"), found.of("to"), found)


def _from_there(items: Items, i: int) -> Iterator[Transfer]:
    """ "Aktau, from where tankers take it to Baku": the place before is where it comes from."""
    if not i or i + 2 >= len(items) or items[i + 1].key not in _WHERE or not items[i - 1].place:
        return
    thing = False
    for k in range(i + 2, min(i + _RELAY, len(items) - 1)):
        if thing and items[k].tags & _GOES and not items[k].tags & _THINGS:
            found = read_phrases(items, k + 1)
            yield from tell(items, "movement", k, items[i - 1 : i], found.of("to"), found)
            return
        thing = thing or bool(items[k].tags & _THINGS)
        if items[k].place or items[k].tags & {"stop", "person"} or not flat(items, k):
            return


def _runs_behind(items: Items, first: int) -> bool:
    """A line or carrier and its verb stand right behind its ends."""
    for k in range(first, min(first + _SUBJECT, len(items) - 1)):
        if "scheme" not in items[k].tags and _fits(items, k):
            verb = next((item for item in items[k + 1 : k + 5] if not _helps(item)), None)
            return verb is not None and not _RUNS.isdisjoint(verb.tags)
        if items[k].place or items[k].tags & {"stop", "person"}:
            return False
    return False


def _helps(item: Item) -> bool:
    return bool(item.tags & {"auxiliary", "be"}) or item.key.endswith("ly")


def _by_timetable(items: Items, verb: int) -> bool:
    """ "Flies thrice weekly between", "sail three times a week from"; its subject is nobody."""
    often = False
    for k in range(verb + 1, min(verb + _OFTEN, len(items))):
        if items[k].key in _OPEN:
            break
        often = often or "frequency" in items[k].tags or items[k].key in ("week", "month")
        if items[k].place or not flat(items, k):
            return False
    first = auxiliaries(items, verb)
    if not often or not first:
        return False
    subject = items[first - 1]
    somebody = "person" in subject.tags or subject.key in _WHO
    return subject.key in _COMPANIES or not somebody


def _takes_time(items: Items, verb: int) -> bool:
    """ "(Tractors) take forty days from McMurdo to the South Pole"."""
    for k in range(verb + 1, min(verb + _OFTEN, len(items) - 1)):
        if items[k].key in _SPANS:
            if items[k + 1].key not in _OPEN:
                return False
            break
        if items[k].place or not flat(items, k):
            return False
    else:
        return False
    first = auxiliaries(items, verb)
    return mover(items, verb) is not None or (first > 0 and _is_line(items, first))
