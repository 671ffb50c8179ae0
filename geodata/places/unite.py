"""Described sites of one document that may be one: the shorter takes the place of the fuller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geodata.model import Candidate, Resolution


def unite(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Let the described sites of one document that may be one have one place.

    "The factory in Tajikistan" is its "drone factory in Tajikistan", if it has no other factory.
    """
    sites = {r.place.place_id: r.place for r in resolutions if r.place and _is_site(r)}
    return [
        replace(r, place=_fuller(r.place, sites)) if r.place and _is_site(r) else r
        for r in resolutions
    ]


def _is_site(r: Resolution) -> bool:
    return bool(r.place and r.mention.kind == "site" and r.place.place_id.startswith("site:"))


def _fuller(place: Candidate, sites: Mapping[str, Candidate]) -> Candidate:
    """The one site with the same noun and anchor whose modifiers say more than this one's."""
    words, anchor = _parts(place.place_id)
    fuller = [
        other
        for other in sites.values()
        if _parts(other.place_id)[1] == anchor
        and _parts(other.place_id)[0][-1] == words[-1]
        and set(_parts(other.place_id)[0]) > set(words)
    ]
    return fuller[0] if len(fuller) == 1 else place


def _parts(place_id: str) -> tuple[list[str], str]:
    head, _, anchor = place_id.removeprefix("site:").partition("@")
    return head.split("-"), anchor
