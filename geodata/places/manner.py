"""How and how surely: the mode of a way and its status, as the words of its clause tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from geodata.model import Manner, Mode, Status
from geodata.places.clauses import tags

_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("cable", re.compile(r"\bcables?\b(?! (?:car|ship|layer|laying)s?\b)|\bpower lines?\b", re.I)),
    ("pipeline", re.compile(r"\bpipelines?\b|\bpump(?:s|ed|ing)\b|\binterconnectors?\b", re.I)),
    ("rail", re.compile(r"\brail(?:way|road)?s?\b|\btrains?\b", re.I)),
    ("river", re.compile(r"\bbarge[sd]?\b|\bby river\b|\briver (?:route|port)s?\b", re.I)),
    (
        "sea",
        re.compile(
            r"\bseas?\b|\bmaritime\b|\bships?\b|\bshipping\b|\bvessels?\b|\btankers?\b|\bboats?\b|"
            r"\bferr(?:y|ies)\b|\b(?:bulk|gas|lng) carriers?\b|\bdhows?\b|"
            r"\blng\b|\bsail(?:s|ed|ing)?\b|\bvoyages?\b|\bfreighters?\b",
            re.I,
        ),
    ),
    (
        "road",
        re.compile(
            r"\b(?:road|highway|motorway|truck|expressway)s?\b|\blorr(?:y|ies)\b|"
            r"\btruck(?:ed|ing)\b",
            re.I,
        ),
    ),
    (
        "air",
        re.compile(
            r"\bflights?\b|\bfl(?:own|ew|ies)\b|\bplanes?\b|\bairlift\w*|"
            r"\bby air\b|\bair ?strikes?\b|\bair ?raids?\b|"
            r"\bair (?:links?|routes?|bridges?|freight|cargo|corridors?)\b|"
            r"\b(?:missile|rocket|drone) (?:strike|attack|barrage|salvo|raid|launche?)s?\b",
            re.I,
        ),
    ),
    ("pipeline", re.compile(r"\bgas\b", re.I)),  # gas that is not said to be shipped
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?]['\"’”)]*\s|;|\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
_BLOCK = re.compile(  # nobody blocks there
    r"\bblock(?= trains?\b)|\b(?:trad(?:e|ing)|economic|power|oil|voting|apartment) block\b", re.I
)
_BEFORE, _AFTER = 200, 70  # characters of the clause around a way that may speak of it
_NEAR = 6  # words before a way that may tell of a plan
_CLOSE = 3
_SURE_MODALS = frozenset(("will", "shall"))
_UNSURE_MODALS = frozenset(("would", "could", "may", "might"))
_STATUS: dict[Manner, Status] = {
    "planned": "planned", "possible": "planned", "threatened": "planned", "alleged": "disputed",
    "denied": "disputed", "negated": "disputed", "halted": "closed",
    "being built": "under construction",
}  # fmt: skip


def mode_of(words: str) -> Mode | None:
    """How it goes, where the words say so."""
    return next((mode for mode, cue in _MODES if cue.search(words)), None)


def status_of(manner: Manner | None) -> Status | None:
    """What a way is by the way a text speaks of it; None where it is told as a fact."""
    return _STATUS[manner] if manner else None


def manner_of(text: str, start: int, end: int, *, way: bool = False) -> Manner | None:
    """How the clause around ``text[start:end]`` speaks of it; None where it is told as a fact.

    Of a ``way``, "would" behind it speaks too: "the corridor would shorten". Of goods that move,
    it does not: "exports to Syria could fall" tells that there are some.
    """
    before = _from_last_stop(_words(_SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]))
    within = _words(text[start:end])
    after = _to_first_stop(_words(_SENTENCE_END.split(text[end : end + _AFTER])[0]))
    clause = (*before, *within, *after)
    if _any("denied", clause):
        return "denied"
    if _any("alleged", clause):
        return "alleged"
    if _any("negated", (*before[-2:], *within)):
        return "negated"
    near = [*before[-_NEAR:], *within]
    if _any("halted", (*_without_calls(near), *_without_calls(after)[:_CLOSE])):
        return "halted"
    if _any("threatened", near):
        return "threatened"
    close = (*before[-_CLOSE:], *within)
    unsure = _UNSURE_MODALS.intersection((*close, *after[: 2 * way]))
    if unsure or _any("possible", near):
        return "possible"
    if _SURE_MODALS.intersection(close) or _any("planned", near):
        return "planned"
    built = _any("being_built", (*before[-_CLOSE:], *after[:_CLOSE]))
    return "being built" if built else None


def _without_calls(words: list[str]) -> list[str]:
    """ "Stopping at Murmansk" halts nothing."""
    return [
        word
        for word, after in pairwise([*words, ""])
        if not (word.startswith("stop") and after in ("at", "in", "over"))
    ]


def _any(sort: str, words: Iterable[str]) -> bool:
    return any(
        sort in tags().get(word, ()) or (sort == "negated" and word.endswith(("n't", "n’t")))
        for word in words
    )


def _words(text: str) -> list[str]:
    """Folded words; "May" with a capital is the month."""
    words = _WORD.findall(_BLOCK.sub(" ", text))
    return [word.casefold() for word in words if word != "May"]


def _from_last_stop(words: list[str]) -> list[str]:
    stops = [i for i, word in enumerate(words) if word in ("while", "but", "although", "though")]
    return words[stops[-1] + 1 :] if stops else words


def _to_first_stop(words: list[str]) -> list[str]:
    for i, word in enumerate(words):
        if "stop" in tags().get(word, ()) or word == "and":
            return words[:i]
    return words
