"""Every word of the interface, in one place: templates read it as ``t(key)``, scripts too.

Keys with ``.one`` and ``.other`` are chosen by number; ``{n}`` and other names in braces are
filled in by the caller, as text.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"\{(\w+)\}")

STRINGS: dict[str, str] = {
    "app.name": "Map of the texts",
    "app.description": "Places that texts name, each with the passages that put it on the map.",
    "skip.map": "Skip to the map",
    # Counts
    "count.documents.one": "{n} document",
    "count.documents.other": "{n} documents",
    "count.mentions.one": "{n} mention",
    "count.mentions.other": "{n} mentions",
    "count.places.one": "{n} place",
    "count.places.other": "{n} places",
    "count.dates.one": "{n} date in the texts, {unit}",
    "count.dates.other": "{n} dates in the texts, {unit}",
    # Search
    "search.label": "Find a place, line or word",
    "search.none": "Nothing found for “{q}”.",
    "search.places": "Places",
    "search.passages": "Passages",
    # Layers
    "layers.title": "Layers",
    "layers.mentions": "mentions",
    "layers.show": "Show {layer}",
    "layers.open": "Layers and key",
    "layers.close": "Close",
    "layer.corridors": "Corridors",
    "layer.flows": "Flows",
    "layer.sites": "Sites",
    "layer.cities": "Cities",
    "layer.countries": "Countries",
    "layer.areas": "Areas",
    "layer.regions": "Regions",
    "layer.waters": "Waters",
    "layer.more": "{n} more",
    # Key
    "key.mode": "Mode of line",
    "key.status": "Status of line",
    "key.reading": "How places are meant",
    "key.precision": "How well it is located",
    "key.decision": "Who placed it",
    "mode.rail": "Rail",
    "mode.sea": "Sea",
    "mode.road": "Road",
    "mode.pipeline": "Pipeline",
    "mode.air": "Air",
    "mode.river": "River",
    "status.operating": "Operating",
    "status.under construction": "Under construction",
    "status.planned": "Planned or proposed",
    "status.disputed": "Disputed or denied",
    "status.missing": "Missing link: nothing built",
    "reading.both": "Both",
    "reading.literal": "Things happen here",
    "reading.associative": "Named as a government",
    "reading.control": "Show mentions by how places are meant",
    "precision.exact": "Exact, or within a city",
    "precision.city": "Exact, or within a city",
    "precision.admin": "Within a province",
    "precision.country": "Somewhere in the hatched area",
    "precision.region": "Somewhere in a region",
    "precision.unknown": "Not located",
    "decision.confirmed": "Confirmed",
    "decision.corrected": "Corrected",
    "decision.automatic": "automatic",
    # Kinds
    "kind.city": "City",
    "kind.country": "Country",
    "kind.admin": "Province or district",
    "kind.region": "Region",
    "kind.water": "Water",
    "kind.landform": "Landform",
    "kind.corridor": "Corridor",
    "kind.site": "Site",
    "kind.flow": "Flow",
    "kind.other": "Place",
    # Feature panel
    "feature.close": "Close",
    "feature.open": "Open article",
    "feature.more": "Show {n} more",
    "feature.hidden.one": "{n} passage is hidden: the key shows only “{reading}”.",
    "feature.hidden.other": "{n} passages are hidden: the key shows only “{reading}”.",
    "feature.show_all": "Show all",
    "feature.loading": "Reading the passages …",
    "feature.somewhere": "somewhere in {area}",
    "feature.note.known": "Known from outside the text: {note}",
    "feature.note.area": (
        "The text says only {area}. The hatched area is all that is known; there is no exact spot."
    ),
    "feature.note.gazetteer": "Its position comes from the gazetteer, not from the text.",
    "feature.note.flow": "A way that the text describes. The arc joins its ends; it is no route.",
    "feature.note.corridor": (
        "The texts only name it. Its line, stops and status come from the list of corridors."
    ),
    "feature.about": "More",
    "feature.length": "{km} km in all",
    "feature.missing": "{km} km missing",
    "feature.certainty": "{percent}% certain",
    # Why a mention is placed where it is
    "why.title": "Why here?",
    "why.loading": "Reading the text once more …",
    "why.candidates": "What it can mean",
    "why.others": "Others",
    "why.ranked": "Rather than {rival}",
    "why.taken": "A name of a place",
    "why.read.literal": "Things happen here",
    "why.read.associative": "Named as a government",
    "why.scale": "+ speaks for it, − against it, in log odds: 0.7 doubles the odds.",
    "why.differs": (
        "The atlas has another place here: corrected by hand, found by an online service, or read"
        " by another version."
    ),
    "why.unknown": "No mention begins at character {start} of this document.",
    # Reader
    "reader.label": "Article",
    "reader.position": "Article {i} of {n}",
    "reader.untitled": "No title in the file",
    "reader.no_date": "no date",
    "reader.literal": "happens here",
    "reader.associative": "as government",
    "reader.previous": "Previous",
    "reader.next": "Next",
    "reader.previous.title": "Previous mention (p)",
    "reader.next.title": "Next mention (n)",
    "reader.close": "Close the article",
    "reader.strip": "Mentions in the whole article",
    "reader.unresolved": "not located",
    "reader.original": "Original page",
    "reader.cut": "The text is shown from character {from} to {to} of {all}.",
    # Documents
    "documents.title": "Documents",
    "documents.none": "There are no documents in this atlas yet.",
    "documents.none.hint": "Add some with: mapapp build PATH",
    "documents.close": "Close",
    # Time
    "time.title": "Dates in the texts",
    "time.none": "No dates were found in the texts.",
    "time.month": "by month",
    "time.year": "by year",
    "time.decade": "by decade",
    "time.no_date": "no date",
    "time.undated.one": "{n} date whose {unit} cannot be told",
    "time.undated.other": "{n} dates whose {unit} cannot be told",
    "time.unit.month": "month",
    "time.unit.year": "year",
    "time.unit.decade": "year",
    "time.earlier": "{n} earlier",
    "time.open": "Dates",
    # Map
    "map.label": "Map",
    "map.zoom_in": "Zoom in",
    "map.zoom_out": "Zoom out",
    "map.whole": "Show everything",
    "map.schematic": "Lines between stops are schematic",
    # Theme
    "theme.toggle": "Light or dark",
    # Phone
    "sheet.grip": "Enlarge or shrink the panel",
    # Embed
    "embed.open": "Open the explorer",
    "embed.cities.literal": "City: things happen here",
    "embed.cities.associative": "City named as a government",
    "embed.countries": "Country: stronger tint, more passages",
    # Errors
    "error.400": "This address cannot be answered.",
    "error.404": "There is nothing at this address.",
    "error.405": "This address can only be read.",
    "error.500": "Something went wrong here. The server's log says what.",
    "error.503": "The atlas cannot be read.",
    "error.host": "This server does not answer to that name.",
    "error.home": "Go to the map",
    "error.place": "There is no place “{id}” in this atlas.",
    "error.document": "There is no document “{id}” in this atlas.",
    "error.layer": "There is no layer “{id}”.",
    "error.network": "The server did not answer. Is it still running?",
    "error.layers": "There is no layer “{name}”; there are {names}.",
    "error.extent": "“extent” must be west,south,east,north in degrees, such as 40,35,60,50.",
    "error.documents": "Name at most {n} documents.",
    "error.choice": "“{name}” must be one of: {choices}.",
    "error.day": "“{name}” must be a day such as 2025-03-01.",
    "error.number": "“{name}” must be a whole number from {low} to {high}.",
}


def text(key: str, /, **values: object) -> str:
    """The string of ``key`` with its names filled in; KeyError for an unknown key."""
    return _NAME.sub(lambda found: str(values.get(found[1], found[0])), STRINGS[key])


def plural(key: str, n: int, /, **values: object) -> str:
    """The string of ``key`` for the number ``n``."""
    return text(f"{key}.{'one' if n == 1 else 'other'}", n=f"{n:,}", **values)
