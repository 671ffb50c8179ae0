"""What is known of a word by itself: its classes, its shape, whether it is a name or ordinary."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from geodata.gazetteer.names import fold_word
from geodata.mentions.inflection import bases

_DATA = Path(__file__).parent / "data"
_Classes = dict[str, tuple[str, ...]]
_MOST_WORDS = 200_000  # kept at once
_NUMBERED_NAME = re.compile(r"\d{1,2}[A-Z][a-z]{2,}$")  # "2Africa"


@dataclass(slots=True, eq=False)  # faster to read than a named tuple
class Word:
    """One word type as written.

    ``key`` is its folded form, ``bases`` what it may be an inflected form of; ``shape``
    is "lower", "title", "upper", "mixed", "initial" ("J"), "digit" or "uncased".
    ``starts_name``: a name can begin or end with it. ``clause``: what it says of the places of its
    clause. ``role`` is its first class, or its shape where it has none; ``tag`` ("w=river",
    "s=title") is its key in lower case, else its shape. ``ordinary`` and the two name fields are
    0 (no), or 1 (rare) to 3 (common).
    """

    text: str
    key: str
    shape: str
    classes: tuple[str, ...]
    ordinary: int
    first_name: int
    surname: int
    bases: tuple[tuple[str, int, int], ...] = ()
    starts_name: bool = True
    clause: tuple[str, ...] = ()
    role: str = ""
    tag: str = ""


def _lines(name: str) -> list[str]:
    return gzip.decompress((_DATA / f"{name}.txt.gz").read_bytes()).decode().split("\n")


@cache
def word_classes(table_name: str = "words") -> dict[str, tuple[str, ...]]:
    """Folded word -> its classes of ``words.toml``, or of another table."""
    classes: defaultdict[str, list[str]] = defaultdict(list)
    table = tomllib.loads((_DATA / f"{table_name}.toml").read_text(encoding="utf-8"))
    for name, words in table.items():
        for word in words.split():
            classes[fold_word(word)].append(name)
    return {word: tuple(names) for word, names in classes.items()}


@cache
def ordinary_words() -> frozenset[str]:
    """English words that stand in lower case."""
    return frozenset(_lines("ordinary"))


@cache
def name_ranks(name: str) -> dict[str, int]:
    """Name -> 3 for the commonest tenth of a list, 2 for the next three tenths, 1 for the rest."""
    names = _lines(name)
    tenth = len(names) // 10
    return {
        word: 3 if rank < tenth else 2 if rank < 4 * tenth else 1 for rank, word in enumerate(names)
    }


def _shape(text: str) -> str:
    if text.islower():
        return "lower"
    if text[0].isdigit():
        return "mixed" if _NUMBERED_NAME.match(text) else "digit"
    if text.isupper():
        letters = sum(map(str.isalpha, text))
        return "upper" if letters > 1 else "initial"
    if not any(c.isupper() or c.istitle() for c in text):
        return "uncased"
    return "title" if text[0].isupper() and text[1:].islower() else "mixed"


@cache
def _tables() -> tuple[_Classes, _Classes, frozenset[str], dict[str, int], dict[str, int]]:
    """Classes of words by themselves and in clauses, ordinary words, first names, surnames."""
    ranks = name_ranks("first-names"), name_ranks("surnames")
    return word_classes(), word_classes("clauses"), ordinary_words(), *ranks


def word(text: str) -> Word:
    """What is known of a word as written; made once a type."""
    return WORDS[text]


class _Words(dict[str, Word]):
    """The words of all texts so far: asked for each word of each, so nothing is quicker than it."""

    def __missing__(self, text: str) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        made = self[text] = _word(text)
        return made


WORDS: Final = _Words()


def _word(text: str) -> Word:
    classes_of, clauses_of, ordinary, first_names, surnames = _tables()
    key, shape = fold_word(text), _shape(text)
    classes = classes_of.get(key, ())
    return Word(
        text,
        key,
        shape,
        classes,
        int(key in ordinary),
        first_names.get(key, 0),
        surnames.get(key, 0),
        bases(text),
        shape != "lower" and shape != "digit",
        clauses_of.get(key, ()),
        classes[0] if classes else shape,
        "w=" + key if shape == "lower" else "s=" + shape,
    )
