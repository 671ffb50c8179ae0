"""Cues of a whole document for a span: how the same name stands elsewhere in it."""

from __future__ import annotations

from geodata.mentions.cues import OTHER, DocumentCues, headed
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import Span


def elsewhere(found: list[Facts], span: Span, cues: DocumentCues, fame: str) -> None:
    """``fame`` is how well known the name is."""
    key, length = span.key, span.last - span.first
    found += (
        cues.coherence.of(key, fame, length),
        ("often", cues.counts[key], cues.placed.get(key, 0)),
    )
    if length == 1:
        person = "person" if key in cues.persons else "second" if key in cues.seconds else ""
        found.append(("alone", key in cues.lower, person, fame, cues.extended.get(key, "")))
    longest = cues.around.get(span.first)
    if longest and longest.last - longest.first > length:
        head = cues.tokens.words[longest.last - 1]
        what = headed(head) if longest.flags == OTHER else "listed"
        found.append(("within", what, longest.first == span.first))
    if before_surname(span, cues):
        found.append(("next alone",))


def within(what: str, begins: bool) -> Cues:
    """A longer name stands around it."""
    return (f"within={what}&{'begins' if begins else 'ends'}",)


def often(count: int, placed: int) -> Cues:
    """How often a text has the name, and how often after a preposition of place."""
    share = min(4 * placed // count, 3) if count else 0
    return f"count={_bucket(count)}", f"doc:placed={_bucket(placed)}&{share}"


def alone(lower: bool, person: str, fame: str, longer: str) -> Cues:
    """What else a text does with the one word of a name."""
    found = ["doc:lower"] if lower else []
    if person:
        found.append(f"doc:{person}&{fame}")
    if longer:
        found.append(f"doc:{longer}")
    return tuple(found)


def before_surname(span: Span, cues: DocumentCues) -> bool:
    """The next word is a capitalised one that stands alone elsewhere: "Vladimir" before "Putin"."""
    tokens, last = cues.tokens, span.last
    if last - span.first > 1 or tokens.gaps[last] != " " or last >= len(tokens.words):
        return False
    after = tokens.words[last]
    if after.shape != "title":
        return False
    place = "after" in after.classes or "organisation" in after.classes or last in cues.flags_from
    return not place and after.key in cues.alone


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3+" if count < 6 else "6+"
