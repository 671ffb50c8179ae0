"""Cues of a span's neighbours: the words at both sides, the signs between, the run of capitals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geodata.mentions.cues import DocumentCues
from geodata.mentions.features.kinds import kinds
from geodata.mentions.lexicon import Word, word
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens

_LONGEST_LIST = 16  # words
_LIST_GAPS = frozenset((" ", ", "))
_JOINING = frozenset(("and", "or", "to", "through"))


def neighbours(found: list[Facts], span: Span, cues: DocumentCues, fame: str) -> None:
    tokens, first, last = cues.tokens, span.first, span.last
    words, gaps, opens = tokens.words, tokens.gaps, tokens.opens
    left = "s" if gaps[first] == " " else _gap_class(gaps[first], opens[first])
    right = "s" if gaps[last] == " " else _gap_class(gaps[last], opens[last])
    before = None if opens[first] else words[first - 1]
    after = None if opens[last] else words[last]
    near, far = before.role if before else "-", after.role if after else "-"
    behind, ahead = cues.flags_to.get(first, 0), cues.flags_from.get(last, 0)
    found += (
        ("between", left, right, near, far, fame),
        ("before", before.text if before else "", left, behind),
        ("after", after.text if after else "", right, ahead),
    )
    if before and first >= 2 and not opens[first - 1]:
        beyond = words[first - 2]
        found += (("before2", beyond.tag), ("roles before", beyond.role, near))
    if after and not opens[last + 1]:
        beyond = words[last + 1]
        found += (("after2", beyond.tag), ("roles after", far, beyond.role))
    if _is_listed(span, tokens):
        found.append(("listed",))


def between(left: str, right: str, before: str, after: str, fame: str) -> Cues:
    """The cues of the gaps at both sides, and of the roles of the words behind them.

    ``fame`` is how well known the name itself is.
    """
    return (
        f"gaps={left}|{right}", f"around={before}|{after}", f"before={before}&{fame}",
        f"after={after}&{fame}",
    )  # fmt: skip


def beside(side: str, text: str, gap: str, flags: int) -> Cues:
    """Cues of the word at one side ("": none), across a kind of gap.

    ``flags`` is what the gazetteer knows there.
    """
    if not text:
        return (f"{side}=none",)
    near = word(text)
    found = [f"{side}={name}&{gap}&{near.shape}" for name in near.classes or ("plain",)]
    if near.shape == "lower" or gap == "s":
        found.append(f"{side}w={near.key}&{gap}")
    if near.starts_name:
        first, last = min(near.first_name, 1), min(near.surname, 1)
        found.append(f"{side}n={first}{last}{near.ordinary}&{gap}")
        found.append(f"{side}p={kinds(flags)}&{gap}")
    return tuple(found)


def second(side: str, tag: str) -> Cues:
    """The cue of the word behind the one at a side."""
    return (f"{side}{tag}",)


def roles(side: str, first: str, then: str) -> Cues:
    """The cue of the roles of the two words at a side, in the order of the text."""
    return (f"{side}={first}&{then}",)


def _is_listed(span: Span, tokens: Tokens) -> bool:
    """A plural ends the list of names that it stands in: "Ellsworth to Riley counties"."""
    words, gaps = tokens.words, tokens.gaps
    if gaps[span.last] not in _LIST_GAPS:
        return False
    for at in range(span.last, min(span.last + _LONGEST_LIST, len(words))):
        near, gap = words[at], gaps[at]
        if gap not in _LIST_GAPS:
            return False
        if gap == " " and "plural" in near.classes:
            return True
        joins = near.key in _JOINING
        if not joins and not near.starts_name:
            return False
        if gap == " " and not joins and words[at - 1].key not in _JOINING:
            return False
    return False


def run(span: Span, tokens: Tokens) -> Facts:
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
            held = f"of:{head.role}&{'gap' if gaps[first - 1] != ' ' else 'run'}"
        else:
            held = f"of-lower:{head.role}"
    return "run", span.first - first, last - span.last, body, body_before, of, held


def _have_body(words: Sequence[Word]) -> bool:
    for near in words:  # noqa: SIM110 - quicker than any()
        if "organisation" in near.classes:
            return True
    return False


def run_cues(before: int, after: int, body: bool, body_before: bool, of: bool, held: str) -> Cues:
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
        ("[", "k"),
        ("]", "k"),
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
