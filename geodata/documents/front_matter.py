"""The block of ``key: value`` lines between two ``---`` that a Markdown file may begin with."""

from __future__ import annotations

import re
from typing import Final

_BLOCK = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?+|\n)(.{0,10000}?)(?:\r\n?+|\n)(?:---|\.\.\.)[ \t]*(?:\r\n?+|\n|\Z)",
    re.S,
)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]*(\S.*)?")
_ITEM = re.compile(r"[ \t]+-[ \t]+(\S.*)|-[ \t]+(\S.*)")

_FIELDS: Final = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("author", "authors", "by", "byline", "creator"), "author"),
    **dict.fromkeys(("date", "published", "publishdate", "pubdate", "created"), "published"),
    **dict.fromkeys(("publisher", "publication", "site", "site_name", "source"), "publisher"),
    **dict.fromkeys(("url", "link", "canonical", "canonical_url", "permalink"), "url"),
}


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields that the block states, and where the text goes on behind it (0 without one)."""
    block = _BLOCK.match(text)
    if not block or not (pairs := _pairs(block[1])):
        return {}, 0
    fields: dict[str, str] = {}
    for key, value in pairs:
        field = _FIELDS.get(key.lower().replace(" ", "_").replace("-", "_"))
        if field == "publisher" and value.startswith(("http://", "https://")):
            field = "url"
        if field and value:
            fields.setdefault(field, value)
    return fields, block.end()


def _pairs(block: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for line in block.splitlines():
        if (item := _ITEM.fullmatch(line)) and pairs:
            key, value = pairs.pop()
            pairs.append((key, ", ".join(filter(None, (value, _bare(item[1] or item[2]))))))
        elif pair := _PAIR.fullmatch(line):
            pairs.append((pair[1], _bare(pair[2] or "")))
    return pairs


def _bare(value: str) -> str:
    """A value without its quotes; a list in brackets as words with commas."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_bare(item) for item in value[1:-1].split(","))
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
