"""The nouns that head described sites and routes, from ``curated/nouns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Group = Literal["site", "line", "route", "stand-in"]
_TABLE = Path(__file__).parent.parent / "curated" / "nouns.toml"
_GROUPS: tuple[Group, ...] = ("site", "line", "route", "stand-in")
# Classes that are made of others, once and not for each text.
_UNIONS = {
    "modifies": "modifier telling built",
    "land": "landscape district",
    "owned": "landscape district soil",
    "fills": "filler direction article number nearly",
    "opens": "locating aside",
    "measures": "measure number nearly",
    "begins": "locating aside nearly between by measure number joint",
}
_LISTS = ("placed", "civic")  # sites, told only by name, and what is true of each


@dataclass(frozen=True, slots=True)
class Noun:
    """A head noun (its singular), what it heads, and the modifiers that it needs (none: any).

    If ``placed``, a place right behind it will do instead; a ``civic`` one, which every town has,
    must then be new to the text or stand on a spot ("below Mount Elgon"), a ``spot`` one on a spot
    anyhow. Behind a modifier of ``never`` it is another thing. A route of its kind has at least
    ``ends`` places.
    """

    singular: str
    group: Group
    needs: frozenset[str]
    placed: bool = False
    civic: bool = False
    spot: bool = False
    never: frozenset[str] = frozenset()
    ends: int = 1

    @property
    def must_follow(self) -> bool:
        """It counts for nothing but the place behind it."""
        return self.placed and not self.needs

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
    forms = {
        form: noun for noun in _nouns(table) for form in (noun.singular, plural(noun.singular))
    }
    words = {name: frozenset(listed.split()) for name, listed in table["words"].items()}
    heads = frozenset(form.rpartition(" ")[2] for form in forms)
    for name, parts in _UNIONS.items():
        words[name] = frozenset().union(*(words[part] for part in parts.split()))
    return Nouns(forms, heads, words)


def _nouns(table: dict[str, dict[str, Any]]) -> Iterator[Noun]:
    for truth in _LISTS:
        for listed in table[truth].values():
            for singular in " ".join(listed.split()).split(", "):
                yield _noun(singular, "site", {truth: True})
    for group in _GROUPS:
        for singular, row in table[group].items():
            yield _noun(singular, group, row)


def _noun(singular: str, group: Group, row: dict[str, Any]) -> Noun:
    spot = row.get("spot", False)
    civic = row.get("civic", spot)
    return Noun(
        singular,
        group,
        frozenset(row.get("with", "").split()),
        row.get("placed", False) or civic,
        civic,
        spot,
        frozenset(row.get("never", "").split()),
        row.get("ends", 1),
    )
