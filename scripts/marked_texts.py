"""Invented texts about real places with their marks inline, for training.

``[[Odessa]]`` is literal, ``[[Tehran|a]]`` associative, ``[[Troy|o]] Police Department`` inside the
name of a body of the place, ``[[Boston|t]] Globe`` inside the name of anything else, ``[[EU|?]]``
optional. ``@US-TX`` or ``@FR`` behind it says in which area the place lies, where its name has a
more famous bearer. A line of ``====`` ends an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ARTICLE = re.compile(r"^={3,}[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\[\[([^\[\]|@]+)(?:\|([lato?]))?(?:@([A-Z]{2}(?:-[A-Z0-9]{1,3})?))?\]\]")
INVENTED = Path(__file__).parent / "invented"

Row = dict[str, Any]


def read_marked(folder: Path) -> Iterator[tuple[str, Row]]:
    """Each article's text without marks, and its mentions as a corpus's gold has them."""
    for path in sorted(folder.glob("*.txt")):
        for i, article in enumerate(_ARTICLE.split(path.read_text(encoding="utf-8"))):
            if article.strip():
                yield unmark(article.strip() + "\n", f"{path.stem}-{i}")


def unmark(marked: str, name: str) -> tuple[str, Row]:
    """Text and gold of one article; ``ValueError`` names it if a mark is malformed.

    A place inside the name of a body counts as a mention without a sure reading; inside the name
    of anything else it is left open, as the corpora disagree on it.
    """
    parts: list[str] = []
    row: Row = {"doc": name, "mentions": [], "optional": []}
    at = length = 0
    for match in _MARK.finditer(marked):
        before, surface, what = marked[at : match.start()], match[1], match[2] or "l"
        parts += [before, surface]
        start = length + len(before)
        length, at = start + len(surface), match.end()
        mention = {"start": start, "end": length, "area": match[3], "borderline": what == "o"}
        mention["reading"] = "associative" if what == "a" else "literal"
        row["optional" if what in "t?" else "mentions"].append(mention)
    text = "".join([*parts, marked[at:]])
    if "[[" in text or "]]" in text:
        near = text[max(text.find("[["), text.find("]]")) :][:40]
        raise ValueError(f"{name}: malformed mark near {near!r}")
    return text, row
