"""ISO dates as people read them."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = 3  # letters

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def written(iso: str, *, full: bool = False) -> str:
    """``2022-07-26`` as "26 Jul 2022", ``2022-07`` as "Jul 2022"; what is no date as it is.

    ``full`` writes months out: "26 July 2022".
    """
    found = _ISO.fullmatch(iso)
    if not found:
        return iso
    year, month, day = found.groups()
    name = MONTHS[int(month) - 1][: None if full else _SHORT] if month else ""
    parts = [str(int(day)) if day else "", name, year]
    return " ".join(filter(None, parts))
