"""How a pattern is written that is quick to search for."""

from __future__ import annotations

from collections.abc import Iterable


def any_of(words: Iterable[str], end: str = "", behind: str = r"\w") -> str:
    """Alternatives, each followed by ``end``, none right behind a character of the set ``behind``.

    What stands before is looked at from the second character on: a pattern that begins with a look
    behind is tried at every character of a text, one that begins with letters at these alone.
    """
    return "|".join(f"{word[0]}(?<![{behind}]{word[0]}){word[1:]}{end}" for word in words)
