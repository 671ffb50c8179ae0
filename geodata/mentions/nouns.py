"""The nouns that head described sites and routes, from ``curated/nouns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Group = Literal["site", "line", "route", "stand-in"]
_TABLE = Path(__file__).parent.parent / "curated" / "nouns.toml"


@dataclass(frozen=True, slots=True)
class Noun:
    """A head noun (its singular), what it heads, and the modifiers that it needs (none: any).

    If ``placed``, a place right behind it will do instead; behind a modifier of ``never`` it is
    another thing. A route of its kind has at least ``ends`` places.
    """

    singular: str
    group: Group
    needs: frozenset[str]
    placed: bool = False
    never: frozenset[str] = frozenset()
    ends: int = 1

    def wants(self, modifiers: Set[str]) -> bool:
        """Its modifiers do not yet make it a thing to be looked for."""
        return bool(self.needs or self.placed) and not self.needs & modifiers


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns by each of their folded forms, of one word or two, and the table's word classes.

    ``heads`` are the last words of all forms: where none stands, no noun does.
    """

    by_form: dict[str, Noun]
    heads: frozenset[str]
    words: dict[str, frozenset[str]]


def plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def load_nouns() -> Nouns:
    """The curated table, read once."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    forms: dict[str, Noun] = {}
    groups: tuple[Group, ...] = ("site", "line", "route", "stand-in")
    for group in groups:
        for singular, row in table[group].items():
            noun = Noun(
                singular,
                group,
                frozenset(row.get("with", "").split()),
                row.get("placed", False),
                frozenset(row.get("never", "").split()),
                row.get("ends", 1),
            )
            forms[singular] = forms[plural(singular)] = noun
    words = {name: frozenset(listed.split()) for name, listed in table["words"].items()}
    heads = frozenset(form.rpartition(" ")[2] for form in forms)
    return Nouns(forms, heads, words)
