"""Values from the query string, bounded before anything is done with them."""

from __future__ import annotations

from flask import request

from mapapp.errors import BadRequestError, NotFoundError
from mapapp.strings import text


def number(name: str, default: int, *, low: int = 0, high: int) -> int:
    """A whole number from ``low`` to ``high``; BadRequestError for anything else."""
    given = request.args.get(name)
    if given is None:
        return default
    if not _is_whole(given):
        raise BadRequestError(text("error.number", name=name, low=low, high=high))
    value = int(given)
    if not low <= value <= high:
        raise BadRequestError(text("error.number", name=name, low=low, high=high))
    return value


def position(given: str) -> int:
    """A character's position, as a part of an address; NotFoundError for what cannot be one."""
    if not _is_whole(given):
        raise NotFoundError(text("why.unknown", start=given[:20]))
    return int(given)


def _is_whole(given: str) -> bool:
    # str.isdecimal accepts other scripts' digits, and int() takes as many as it is given.
    return given.isascii() and given.isdecimal() and len(given) <= 10
