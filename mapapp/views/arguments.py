"""Values from the query string, bounded before anything is done with them."""

from __future__ import annotations

from flask import request

from mapapp.errors import BadRequestError
from mapapp.strings import text


def number(name: str, default: int, *, low: int = 0, high: int) -> int:
    """A whole number from ``low`` to ``high``; BadRequestError for anything else."""
    given = request.args.get(name)
    if given is None:
        return default
    # str.isdecimal accepts other scripts' digits, and int() takes as many as it is given.
    if not (given.isascii() and given.isdecimal() and len(given) <= 10):
        raise BadRequestError(text("error.number", name=name, low=low, high=high))
    value = int(given)
    if not low <= value <= high:
        raise BadRequestError(text("error.number", name=name, low=low, high=high))
    return value
