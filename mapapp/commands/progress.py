"""How far a long task is: a bar on a terminal; elsewhere a line where a stage begins, now and then,
and where it ends."""

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
        self._wait = _SECONDS_BETWEEN_DRAWINGS if self._terminal else _SECONDS_BETWEEN_LINES
        self._stage = ""
        self._reached = ""  # how far the stage is, told or not
        self._told = ""
        self._when = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._terminal:
            self._tell(self._reached)
        elif self._stage:
            _write("\r\x1b[2K")

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Show ``done`` of ``total``; None where the total is unknown, 1.0 for a share."""
        if stage != self._stage and not self._terminal:
            self._tell(self._reached)  # where the stage before ended
        line = self._reached = f"{stage} {_amount(done, total)}".rstrip()
        if stage == self._stage and done != total and time.monotonic() - self._when < self._wait:
            return
        self._stage = stage
        self._tell(f"\r\x1b[2K{_bar(done, total)}{line}" if self._terminal else line)

    def _tell(self, line: str) -> None:
        if line != self._told:
            _write(line if self._terminal else f"{line}\n")
        self._told, self._when = line, time.monotonic()


def _write(text: str) -> None:
    sys.stderr.write(text)
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
