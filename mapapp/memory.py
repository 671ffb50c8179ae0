"""Memory that a long-running server gives back.

The GNU C library keeps what was freed in a pool for each thread, and pools only grow: after every
format was exported once, a server would hold several times what it needs. Elsewhere nothing is
done.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def share_pool() -> None:
    """One pool for all threads; before any is started."""
    if library := _glibc():
        library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Return to the system what is free; some milliseconds, after what took much memory."""
    if library := _glibc():
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    """The C library, where it is GNU's."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None
