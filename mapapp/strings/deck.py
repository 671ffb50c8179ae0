"""Words of slides: names of groups in the selection pane, notes, sources."""

from __future__ import annotations

DECK: dict[str, str] = {
    # Groups and shapes, as slide programs list them
    "deck.layer.ground": "Basemap",
    "deck.layer.pills": "Somewhere in an area",
    "deck.names": "{layer}: names",
    "deck.layer.areas": "{layer}: areas",
    "deck.part.ground": "{name}",
    "deck.part.halo": "{name}: edge around it",
    "deck.part.body": "{name}",
    "deck.part.mark": "{name}: marks",
    "deck.part.edge": "{name}: outline",
    "deck.part.selection": "{name}: selected",
    "deck.alt.more": "{names} and {n} more",
    "deck.inset": "Inset {tag}",
    "deck.legend": "Legend",
    "deck.scale": "Scale",
    "deck.column": "Rules",
    "deck.title": "Title",
    "deck.caption": "Caption",
    "deck.figure": "Figure",
    "deck.figure.note": "What the figure measures",
    "deck.quote": "Quote",
    "deck.quote.source": "Source of the quote",
    "deck.sources": "Sources",
    "deck.attribution": "Data",
    # Links
    "deck.link.passage": "Open the passage: {document}",
    "deck.link.sources": "Go to the sources: {document}",
    # Speaker notes
    "deck.notes.quotes": "What the documents say of the places on the map",
    "deck.notes.more.one": "{n} more place is on the map; its passages are in the explorer.",
    "deck.notes.more.other": "{n} more places are on the map; their passages are in the explorer.",
    "deck.left_out.one": "{n} less mentioned place is not drawn.",
    "deck.left_out.other": "{n} less mentioned places are not drawn.",
    # The last slides
    "deck.sources.title": "Sources",
    "deck.sources.page": "Sources ({page} of {pages})",
    "deck.sources.more.one": "{n} more document is not listed.",
    "deck.sources.more.other": "{n} more documents are not listed.",
    "deck.sources.column": "Documents",
    "deck.sources.open": "in the explorer",
    # Errors
    "error.deck.none": "A deck needs at least one view.",
    "error.deck.many": "A deck holds at most {most} views; there are {n}. Split the briefing.",
}
