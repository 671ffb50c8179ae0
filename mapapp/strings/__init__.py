"""Every word of the interface, in one place: templates read it as ``t(key)``, scripts too.

Keys with ``.one`` and ``.other`` are chosen by number; ``{n}`` and other names in braces are
filled in by the caller, as text.
"""

from __future__ import annotations

import re

from mapapp.strings.deck import DECK
from mapapp.strings.errors import ERRORS
from mapapp.strings.explorer import EXPLORER
from mapapp.strings.export import EXPORT
from mapapp.strings.map import MAP
from mapapp.strings.pages import PAGES
from mapapp.strings.pictures import PICTURES
from mapapp.strings.sharing import SHARING

_NAME = re.compile(r"\{(\w+)\}")

STRINGS: dict[str, str] = PAGES | EXPLORER | MAP | SHARING | PICTURES | DECK | EXPORT | ERRORS


def text(key: str, /, **values: object) -> str:
    """The string of ``key`` with its names filled in; KeyError for an unknown key."""
    return _NAME.sub(lambda found: str(values.get(found[1], found[0])), STRINGS[key])


def plural(key: str, n: int, /, **values: object) -> str:
    """The string of ``key`` for the number ``n``."""
    return text(f"{key}.{'one' if n == 1 else 'other'}", n=f"{n:,}", **values)
