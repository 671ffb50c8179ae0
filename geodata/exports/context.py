"""What an export says beside the selection: its title, its time, its credits, where to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def no_link(*_: object) -> str:
    """An address nobody can open is none."""
    return ""


@dataclass(frozen=True, slots=True)
class Context:
    """``created`` is an ISO 8601 time; ``credits`` name whose data the geometries are.

    ``place_link`` gives the address of a place's page, ``passage_link`` that of the character of
    a document; both "" where the atlas is not published.
    """

    title: str
    created: str
    credits: tuple[str, ...] = ()
    place_link: Callable[[str], str] = no_link
    passage_link: Callable[[str, int], str] = no_link
