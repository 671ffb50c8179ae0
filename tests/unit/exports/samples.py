"""What goes into exports: contexts, texts with no good intentions, and the schemas of standards."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection
from geodata.exports import FORMATS, Context
from geodata.model import Candidate, Kind
from tests.unit.atlas.gold import Boxes

CONTEXT = Context(
    title="Seeds",
    created="2026-01-02T03:04:05Z",
    credits=("Borders: Natural Earth", "Places: GeoNames CC BY 4.0"),
    place_link=lambda place_id: f"https://maps.example/?place={quote(place_id, safe=':@')}",
    passage_link=lambda document_id, start: (
        f"https://maps.example/documents/{document_id}#m{start}"
    ),
)
UNLINKED = Context(title="Seeds", created="2026-01-02T03:04:05Z")

# Surfaces that a spreadsheet, a page, a parser or a file could stumble over.
SURFACES = (
    '=HYPERLINK("http://evil.example","x")',
    "+1-2",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "\ttab",
    "'quoted",
    "＝1+1",
    "</script><script>alert(1)</script>",
    "]]><b>CDATA",
    "a\x00b",
    "\x01\x0b\x1f\ufffe",
    "تهران",
    "\u202egnp.exe",
    "🚂🇮🇷",
    "北京",
    "{{7*7}}${8*8}",
    'say "hi", she\r\nsaid; ok',
)
LONG_TITLE = "Title 🚢 " * 250
HOSTILE_TEXT = "".join(f"The road to {surface} is open.\n\n" for surface in SURFACES)


class Fiji(Boxes):
    """Boxes, and a polygon that passes 180 degrees."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        if place_id == "x:fiji":
            return Polygon([(177, -19), (177, -16), (182, -16), (182, -19)])
        return super().geometry(place_id)


URL = "https://news.example/ships?a=1&b=%3C2%3E"
PACIFIC: dict[str, tuple[float, float, Kind]] = {
    "Tokyo": (139.7, 35.7, "city"),
    "Lima": (-77.0, -12.0, "city"),
    "Fiji": (178.0, -18.0, "country"),
}


def place(name: str, lon: float = 50.0, lat: float = 40.0, kind: Kind = "city") -> Candidate:
    return Candidate(f"x:{name.lower()}", name, kind, lon, lat, note=f"note {name}")


@cache
def schema(name: str) -> Draft202012Validator:
    """The schema of a standard, as far as its text goes."""
    path = Path(__file__).parent / "schemas" / f"{name}.json"
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def write(ending: str, selection: Selection, context: Context = CONTEXT) -> bytes:
    """An export in the format of that ending."""
    return FORMATS[ending].write(selection, context)


def texts(selection: Selection) -> dict[str, str]:
    """The texts of a selection's documents by id."""
    found = {info.id: selection.atlas.document(info.id) for info in selection.documents}
    return {key: document.text for key, document in found.items() if document}
