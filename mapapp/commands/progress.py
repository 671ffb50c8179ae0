"""How far a long task is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_WIDTH = 24
_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_DRAWINGS = 0.1


class Bar:
    """A progress display on standard error; call it with a stage and how much of it is done."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._terminal and self._stage:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Show ``done`` of ``total``; None where the total is unknown, 1.0 for a share."""
        now = time.monotonic()
        wait = _SECONDS_BETWEEN_DRAWINGS if self._terminal else _SECONDS_BETWEEN_LINES
        if stage == self._stage and now - self._shown < wait and done != total:
            return
        if not self._terminal and stage == self._stage and done == total:
            return
        self._stage, self._shown = stage, now
        line = f"{stage} {_amount(done, total)}".rstrip()
        if self._terminal:
            sys.stderr.write(f"\r\x1b[2K{_bar(done, total)}{line}")
        else:
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _amount(done: float, total: float | None) -> str:
    if total == 1.0 and isinstance(total, float):
        return f"{done:.0%}"
    if total is None:
        return f"{done:.0f}" if done else ""
    return f"{done:.0f}/{total:.0f}"


def _bar(done: float, total: float | None) -> str:
    if not total:
        return ""
    filled = round(_WIDTH * min(done / total, 1))
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] "
