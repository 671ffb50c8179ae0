"""Addresses of places and passages for those who are not in the explorer."""

from __future__ import annotations

from urllib.parse import quote

_PLAIN = ":@"
"""Characters of ids that a query may hold as they are."""


def place_link(public_url: str, place_id: str) -> str:
    """The explorer with the place selected; "" where it has no public address."""
    return f"{public_url}/?place={quote(place_id, safe=_PLAIN)}" if public_url else ""


def document_link(public_url: str, document_id: str) -> str:
    """The article; "" where the explorer has no public address."""
    return f"{public_url}/documents/{quote(document_id, safe='')}" if public_url else ""


def passage_link(public_url: str, document_id: str, start: int) -> str:
    """The article at a mention; "" where the explorer has no public address."""
    page = document_link(public_url, document_id)
    return f"{page}#m{start}" if page else ""
