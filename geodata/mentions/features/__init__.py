"""What speaks for and against a span being a place: cheap cues as short strings.

Three groups, so that each can be read on its own: the span itself (what the gazetteer and the
word lists say of it), its neighbours (words and classes at both sides), and the document (how
the same name stands elsewhere in it). For each, facts are told first, and which cues they make: a
model that has weighed the same facts before needs no cues.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from geodata.mentions.coherence import coherence_cues
from geodata.mentions.cues import DocumentCues
from geodata.mentions.features import document, neighbours
from geodata.mentions.features.itself import itself, one_word, several_words
from geodata.mentions.features.kinds import known
from geodata.mentions.model import Cues, Facts
from geodata.mentions.spans import Span


def features(span: Span, cues: DocumentCues) -> list[str]:
    """All cues of one span, as names of weights."""
    return [cue for facts in facts_of(span, cues) for cue in cues_of(facts)]


def facts_of(span: Span, cues: DocumentCues) -> list[Facts]:
    """What all cues of one span are made of."""
    fame = known(span.flags)
    found: list[Facts] = [itself(span, cues)]
    neighbours.neighbours(found, span, cues, fame)
    found.append(neighbours.run(span, cues.tokens))
    document.elsewhere(found, span, cues, fame)
    return found


def cues_of(facts: Facts) -> Cues:
    """The cues that are made of facts."""
    return _CUES[facts[0]](*facts[1:])


_CUES: dict[Any, Callable[..., Cues]] = {
    "word": one_word,
    "words": several_words,
    "between": neighbours.between,
    "before": partial(neighbours.beside, "before"),
    "after": partial(neighbours.beside, "after"),
    "before2": partial(neighbours.second, "before2"),
    "after2": partial(neighbours.second, "after2"),
    "roles before": partial(neighbours.roles, "before2"),
    "roles after": partial(neighbours.roles, "after2"),
    "listed": lambda: ("list=plural",),
    "run": neighbours.run_cues,
    "coherent": coherence_cues,
    "often": document.often,
    "alone": document.alone,
    "within": document.within,
    "next alone": lambda: ("doc:next-alone",),
}
