"""What went wrong, and what to do."""

from __future__ import annotations

ERRORS: dict[str, str] = {
    "error.400": "This address cannot be answered.",
    "error.403": "This may not be done from here.",
    "error.403.elsewhere": (
        "Views can be changed only at the machine that serves this atlas, under its address"
        " 127.0.0.1 or localhost."
    ),
    "error.403.foreign": (
        "Only the explorer's own pages may change something; a program sends the header {header}"
        " and no foreign Origin."
    ),
    "error.413": "That is more than can be taken in.",
    "error.415": "Send JSON, with the header Content-Type: application/json.",
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
    "error.at": "“at” must be latitude,longitude,zoom, such as 38.4,48.9,6.5.",
    "error.extent": "“extent” must be west,south,east,north in degrees, such as 40,35,60,50.",
    "error.documents": "Name at most {n} documents.",
    "error.oembed.url": "Say which page to embed: /oembed?url=https://…",
    "error.oembed.foreign": "Only maps of this server can be embedded: {root}/, /v/ID and /embed.",
    "error.json": "Send one JSON object.",
    "error.arguments": "“arguments” must be an object of texts, as in an address.",
    "error.text": "“{name}” must be a text.",
    "error.text.long": "Too long:",
    "error.text.empty": "“{name}” must not be empty.",
    "error.id": "“{id}” cannot be an id.",
    "error.ids": "“{name}” must be a list of ids.",
    "error.ids.most": "“{name}” may hold {n} ids at most.",
    "error.views.most": "There are {n} already, which is the most; delete some.",
    "error.quote": "“quote” must be document:start-end, such as 88517bc1fb03:120-240.",
    "error.choice": "“{name}” must be one of: {choices}.",
    "error.day": "“{name}” must be a day such as 2025-03-01.",
    "error.number": "“{name}” must be a whole number from {low} to {high}.",
}
