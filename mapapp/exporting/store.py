"""What was exported lately, and how many exports are made at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mapapp.errors import BusyError
from mapapp.memory import give_back
from mapapp.strings import text

AT_ONCE = 2
PATIENCE = 3.0
"""Seconds that one waits for the others before being sent away."""
KEPT_BYTES = 64 * 1024 * 1024


class Exports:
    """What was made, up to a number of bytes, the least used falling out; and who may make more."""

    def __init__(
        self,
        most_bytes: int = KEPT_BYTES,
        at_once: int = AT_ONCE,
        patience: float = PATIENCE,
    ) -> None:
        self._most = most_bytes
        self._patience = patience
        self._bytes = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(at_once)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under ``key``, or made now; BusyError when too many are being made."""
        kept = self._look(key)
        if kept is not None:
            return kept
        with self._slot():
            kept = self._look(key)  # perhaps made while this one waited
            if kept is None:
                kept = make()
                self._keep(key, kept)
        return kept

    def _look(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, made: bytes) -> None:
        with self._lock:
            if len(made) > self._most or key in self._kept:
                return
            self._kept[key] = made
            self._bytes += len(made)
            while self._bytes > self._most:
                self._bytes -= len(self._kept.popitem(last=False)[1])

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=self._patience):
            raise BusyError(text("error.export.busy"))
        try:
            yield
        finally:
            self._slots.release()
            give_back()
