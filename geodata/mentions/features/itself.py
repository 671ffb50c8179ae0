"""Cues of a span by itself: what the gazetteer and the word lists say of it."""

from __future__ import annotations

from functools import lru_cache

from geodata.mentions.cues import OTHER, DocumentCues
from geodata.mentions.features.kinds import kinds, known, places
from geodata.mentions.lexicon import word
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import Span


def itself(span: Span, cues: DocumentCues) -> Facts:
    """What its cues are made of; its words and flags tell nearly all."""
    words = cues.tokens.words
    if span.last - span.first == 1:
        return "word", words[span.first].text, span.flags
    holds = ""
    if span.flags & OTHER:
        inner = cues.listed_from.get(span.first)
        holds = known(inner) if inner else "none"
    texts = tuple(word.text for word in words[span.first : span.last])
    return "words", texts, span.flags, holds


def one_word(text: str, flags: int) -> Cues:
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


def several_words(texts: tuple[str, ...], flags: int, holds: str) -> Cues:
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


@lru_cache(maxsize=4096)
def _kind_cues(flags: int, length: int) -> Cues:
    """The cues of what a name of so many words can be."""
    each = (f"kind={name}&length={min(length, 3)}" for name in places(flags))
    return f"kinds={kinds(flags)}", f"length={min(length, 4)}", *each
