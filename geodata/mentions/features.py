"""What speaks for and against a span being a place: cheap cues as short strings.

Three groups, so that each can be read on its own: the span itself (what the gazetteer and the
word lists say of it), its neighbours (words and classes at both sides), and the document (how
the same name stands elsewhere in it). For each, facts are told first, and which cues they make: a
model that has weighed the same facts before needs no cues.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

from geodata.gazetteer import NameFlag
from geodata.mentions.coherence import coherence_cues
from geodata.mentions.cues import OTHER, SURE, DocumentCues, headed
from geodata.mentions.lexicon import Word, word
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens

# Plain integers: an enum's operators cost more than all the rest.
_PLACE_KINDS = tuple(
    (name, int(flag))
    for name, flag in (
        ("country", NameFlag.COUNTRY),
        ("city", NameFlag.CITY),
        ("admin", NameFlag.ADMIN),
        ("water", NameFlag.WATER),
        ("region", NameFlag.REGION),
        ("landform", NameFlag.LANDFORM),
        ("site", NameFlag.SITE),
        ("corridor", NameFlag.CORRIDOR),
        ("demonym", NameFlag.DEMONYM),
        ("town", NameFlag.TOWN),
        ("big", NameFlag.BIG),
        ("great", NameFlag.GREAT),
        ("state", NameFlag.STATE),
        ("cased", NameFlag.CASED),
        ("main", NameFlag.MAIN),
    )
)
_LONGEST_LIST = 16  # words
_JOINING = frozenset(("and", "or", "to", "through"))
_BIG, _TOWN = int(NameFlag.BIG), int(NameFlag.TOWN)


def features(span: Span, cues: DocumentCues) -> list[str]:
    """All cues of one span, as names of weights."""
    return [cue for facts in facts_of(span, cues) for cue in cues_of(facts)]


def facts_of(span: Span, cues: DocumentCues) -> list[Facts]:
    """What all cues of one span are made of."""
    found: list[Facts] = [_itself(span, cues)]
    _neighbours(found, span, cues)
    found.append(_run(span, cues.tokens))
    _elsewhere(found, span, cues)
    return found


def cues_of(facts: Facts) -> Cues:
    """The cues that are made of facts."""
    about, *told = facts
    return _CUES[about](*told)


def known(flags: int) -> str:
    """How well known the best known bearer of a name is."""
    if flags & SURE:
        return "sure"
    return "big" if flags & _BIG else "town" if flags & _TOWN else "small"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3+" if count < 6 else "6+"


@lru_cache(maxsize=4096)
def _kind_cues(flags: int, length: int) -> Cues:
    """The cues of what a name of so many words can be."""
    each = (f"kind={name}&length={min(length, 3)}" for name, flag in _PLACE_KINDS if flags & flag)
    return f"kinds={kinds(flags)}", f"length={min(length, 4)}", *each


@lru_cache(maxsize=4096)
def kinds(flags: int) -> str:
    """The kinds of place a name can be, as one short string."""
    return "+".join(name for name, flag in _PLACE_KINDS if flags & flag)


def _itself(span: Span, cues: DocumentCues) -> Facts:
    words = cues.tokens.words
    if len(span) == 1:
        return "word", words[span.first].text, span.flags
    holds = ""
    if span.flags & OTHER:
        inner = cues.listed_from.get(span.first)
        holds = known(inner) if inner else "none"
    texts = tuple(word.text for word in words[span.first : span.last])
    return "words", texts, span.flags, holds


def _one_word(text: str, flags: int) -> Cues:
    """The cues of a name of one word."""
    name = word(text)
    first, last = min(name.first_name, 1), min(name.surname, 1)
    return (
        "bias",
        *_kind_cues(flags, 1),
        f"shape={name.shape}/{name.shape}",
        f"words={name.ordinary}{name.first_name}{name.surname}",
        f"words={name.ordinary}{first}{last}&{known(flags)}",
        f"letters={min(len(name.key), 8)}&{name.shape}",
        f"ending={name.key[-3:]}",
        f"ending={name.key[-4:]}",
        *(f"begins={c}" for c in name.classes),
        *(f"ends={c}" for c in name.classes),
    )


def _several_words(texts: tuple[str, ...], flags: int, holds: str) -> Cues:
    """The cues of a longer name; ``holds`` is how well known the name is that an unlisted holds."""
    words, length = [word(text) for text in texts], len(texts)
    first, last = words[0], words[-1]
    of_unlisted = (f"head={last.key}", f"holds={holds}&{''.join(last.classes[-1:])}")
    return (
        "bias",
        *_kind_cues(flags, length),
        f"shape={first.shape}/{last.shape}",
        f"ordinary={sum(w.ordinary for w in words)}/{length}",
        f"first={first.first_name}&{'&'.join(first.classes[:2])}&length={min(length, 3)}",
        f"person={min(first.first_name, 1)}{min(last.surname, 1)}{last.ordinary}",
        f"endings={last.key[-4:]}",
        *(of_unlisted if holds else ()),
        *(f"begins={c}" for c in first.classes),
        *(f"ends={c}" for c in last.classes),
    )


def _neighbours(found: list[Facts], span: Span, cues: DocumentCues) -> None:
    tokens, first, last = cues.tokens, span.first, span.last
    words, gaps, opens = tokens.words, tokens.gaps, tokens.opens
    left, right = _gap_class(gaps[first], opens[first]), _gap_class(gaps[last], opens[last])
    before = None if opens[first] else words[first - 1]
    after = None if opens[last] else words[last]
    near, far = _class(before), _class(after)
    fame = known(span.flags)
    behind, ahead = cues.flags_to.get(first, 0), cues.flags_from.get(last, 0)
    found.append(("between", left, right, near, far))
    found.append(("before", before.text if before else "", left, behind, fame))
    found.append(("after", after.text if after else "", right, ahead, fame))
    if before and first >= 2 and not opens[first - 1]:
        found.append(("before2", words[first - 2].text, near))
    if after and not opens[last + 1]:
        found.append(("after2", words[last + 1].text, far))
    if _is_listed(span, tokens):
        found.append(("listed",))


def _between(left: str, right: str, before: str, after: str) -> Cues:
    """The cues of the gaps at both sides, and of the classes of the words behind them."""
    return f"gaps={left}|{right}", f"around={before}|{after}"


def _side(side: str, text: str, gap: str, flags: int, fame: str) -> Cues:
    """Cues of the word at one side ("": none), across a kind of gap.

    ``flags`` is what the gazetteer knows there, ``fame`` how well known the name itself is.
    """
    if not text:
        return f"{side}=none", f"{side}=-&{fame}"
    near = word(text)
    found = [f"{side}={name}&{gap}&{near.shape}" for name in near.classes or ("plain",)]
    found.append(f"{side}={_class(near)}&{fame}")
    if near.shape == "lower" or gap == "s":
        found.append(f"{side}w={near.key}&{gap}")
    if near.starts_name:
        first, last = min(near.first_name, 1), min(near.surname, 1)
        found.append(f"{side}n={first}{last}{near.ordinary}&{gap}")
        found.append(f"{side}p={kinds(flags)}&{gap}")
    return tuple(found)


def _second_before(text: str, near: str) -> Cues:
    """The cues of the word before the one before, which is of the class ``near``."""
    return f"before2={_class(word(text))}&{near}", _second("before2", word(text))


def _second_after(text: str, near: str) -> Cues:
    return f"after2={near}&{_class(word(text))}", _second("after2", word(text))


def _second(side: str, second: Word) -> str:
    return f"{side}w={second.key}" if second.shape == "lower" else f"{side}s={second.shape}"


def _is_listed(span: Span, tokens: Tokens) -> bool:
    """A plural ends the list of names that it stands in: "Ellsworth to Riley counties"."""
    words, gaps = tokens.words, tokens.gaps
    for at in range(span.last, min(span.last + _LONGEST_LIST, len(words))):
        near, gap = words[at], gaps[at]
        if gap not in (" ", ", "):
            return False
        if gap == " " and "plural" in near.classes:
            return True
        joins = near.key in _JOINING
        if not joins and not near.starts_name:
            return False
        if gap == " " and not joins and words[at - 1].key not in _JOINING:
            return False
    return False


def _run(span: Span, tokens: Tokens) -> Facts:
    """The run of capitalised words that the span stands in, and what it hangs on."""
    words, gaps = tokens.words, tokens.gaps
    first, last = span.first, span.last
    while first and gaps[first] == " " and words[first - 1].starts_name and span.first - first < 4:
        first -= 1
    while (
        last < len(words) and gaps[last] == " " and words[last].starts_name and last - span.last < 4
    ):
        last += 1
    body = last > span.last and _have_body(words[span.last : last])
    body_before = first < span.first and _have_body(words[first : span.first])
    of = (
        last + 1 < len(words)
        and words[last].key in ("of", "for")
        and gaps[last + 1] == " "
        and words[last + 1].starts_name
    )
    held = ""
    if first >= 2 and words[first - 1].key in ("of", "for"):
        head = words[first - 2]
        if head.starts_name:
            held = f"of:{_class(head)}&{'gap' if gaps[first - 1] != ' ' else 'run'}"
        else:
            held = f"of-lower:{_class(head)}"
    return "run", span.first - first, last - span.last, body, body_before, of, held


def _have_body(words: Sequence[Word]) -> bool:
    return any("organisation" in word.classes for word in words)


def _run_cues(before: int, after: int, body: bool, body_before: bool, of: bool, held: str) -> Cues:
    found = [f"run={min(before, 3)}|{min(after, 3)}"]
    if body:
        found.append("run:organisation")
    if body_before:
        found.append("run:organisation-before")
    if of:
        found.append("run:of")
    if held:
        found.append(held)
    return tuple(found)


def _elsewhere(found: list[Facts], span: Span, cues: DocumentCues) -> None:
    key, fame, length = span.key, known(span.flags), len(span)
    found.append(cues.coherence.of(key, fame, length))
    found.append(("often", cues.counts[key], cues.placed.get(key, 0)))
    if length == 1:
        person = "person" if key in cues.persons else "second" if key in cues.seconds else ""
        found.append(("alone", key in cues.lower, person, fame, cues.extended.get(key, "")))
    longest = cues.around.get(span.first)
    if longest and len(longest) > length:
        head = cues.tokens.words[longest.last - 1]
        what = headed(head) if longest.flags == OTHER else "listed"
        found.append(("within", what, longest.first == span.first))
    if before_surname(span, cues):
        found.append(("next alone",))


def _within(what: str, begins: bool) -> Cues:
    """A longer name stands around it."""
    return (f"within={what}&{'begins' if begins else 'ends'}",)


def _often(count: int, placed: int) -> Cues:
    """How often a text has the name, and how often after a preposition of place."""
    share = min(4 * placed // count, 3) if count else 0
    return f"count={_bucket(count)}", f"doc:placed={_bucket(placed)}&{share}"


def _alone(lower: bool, person: str, fame: str, longer: str) -> Cues:
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
    if last - span.first > 1 or tokens.gaps[last] != " " or last >= len(tokens):
        return False
    after = tokens.words[last]
    place = "after" in after.classes or "organisation" in after.classes or last in cues.flags_from
    return after.shape == "title" and not place and after.key in cues.alone


def _class(word: Word | None) -> str:
    """One class for a word: its first, else what its shape tells."""
    if word is None:
        return "-"
    return word.classes[0] if word.classes else word.shape


_GAPS = {" ": "s", ", ": "c", "-": "h", "–": "h", "’": "p", "'": "p", "/": "l", ". ": "d"}


@lru_cache(maxsize=4096)
def _gap_class(gap: str, opens: bool) -> str:
    """Space, comma, hyphen, possessive, slash, stop; brackets, quotes; sentence border; other."""
    if sign := _GAPS.get(gap):
        return "b" if opens and sign == "d" else sign
    if opens:
        return "n" if "\n" in gap else "b"
    for part, name in (
        ("(", "k"),
        (")", "k"),
        ("“", "q"),
        ('"', "q"),
        ("‘", "q"),
        ("”", "q"),
        (",", "c"),
        ("—", "m"),
        ("--", "m"),
        (":", "o"),
        (";", "o"),
    ):
        if part in gap:
            return name
    return "x"


_CUES: dict[Any, Callable[..., Cues]] = {
    "word": _one_word,
    "words": _several_words,
    "between": _between,
    "before": partial(_side, "before"),
    "after": partial(_side, "after"),
    "before2": _second_before,
    "after2": _second_after,
    "listed": lambda: ("list=plural",),
    "run": _run_cues,
    "coherent": coherence_cues,
    "often": _often,
    "alone": _alone,
    "within": _within,
    "next alone": lambda: ("doc:next-alone",),
}
