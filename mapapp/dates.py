"""ISO dates as people read them."""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def written(iso: str) -> str:
    """``2022-07-26`` as "26 Jul 2022", ``2022-07`` as "Jul 2022"; what is no date as it is."""
    found = _ISO.fullmatch(iso)
    if not found:
        return iso
    year, month, day = found.groups()
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(filter(None, parts))
