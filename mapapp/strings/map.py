"""The words that the map itself writes: beside lines, in pills, in the tooltip."""

from __future__ import annotations

MAP: dict[str, str] = {
    "drawn.somewhere": "somewhere in {area}",
    "drawn.vague": "Somewhere in {area}",
    "drawn.area": "this area",
    "drawn.outside": "outside knowledge",
    "drawn.missing": "{km} km missing",
    "drawn.not_routed": "not routed",
    "drawn.sea": "by sea",
    "drawn.under construction": "being built",
    "drawn.planned": "planned",
    "drawn.disputed": "disputed",
    "drawn.closed": "closed",
    "drawn.passages.one": "{n} passage, {reading}",
    "drawn.passages.other": "{n} passages, {reading}",
    "drawn.literal": "happening here",
    "drawn.associative": "as a government",
    "drawn.both": "{literal} here, {associative} as a government",
    "drawn.confirmed": "Confirmed",
    "drawn.corrected": "Corrected",
    "drawn.known": "From the gazetteer, not from the text",
    "drawn.automatic": "Located automatically",
}
