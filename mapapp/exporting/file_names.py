"""Names for files that every system takes, in any script."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""Characters of a title in a name."""

_LONGEST_BYTES = 180  # file systems take 255 with the ending
_SPACES = re.compile(r"[\s_]+")
# What is no word is forbidden on Windows, or needs quoting somewhere else.
_FORBIDDEN = re.compile(r"[^\w.()\-]")
# Devices on Windows, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(title: str, ending: str) -> str:
    """``Rasht-Astara.gpkg``: the title without what a file system or a shell could stumble over.

    Letters of all scripts stay, composed (NFC); marks that turn the direction of writing do not.
    """
    return f"{_stem(unicodedata.normalize('NFC', title))}.{ending}"


def ascii_name(title: str, ending: str) -> str:
    """The same without accents and other scripts, for programs that know no other letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return f"{_stem(plain)}.{ending}"


def _stem(title: str) -> str:
    words = _FORBIDDEN.sub("", _SPACES.sub("-", title.strip()))
    stem = re.sub(r"-{2,}", "-", words).strip(".-")[:LONGEST]
    while len(stem.encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    stem = stem.strip(".-")
    return f"map-{stem}".rstrip("-") if not stem or _DEVICES.match(stem) else stem
