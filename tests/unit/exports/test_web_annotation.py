"""Web Annotation: valid, one a mention, and found again in a text that was edited."""

from __future__ import annotations

import json
from typing import Any

import pytest

from geodata.atlas.selection import Selection
from tests.unit.exports.samples import UNLINKED, URL, schema, texts, write


def _collection(selection: Selection) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write("jsonld", selection))
    return loaded


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_it_is_what_the_standard_says(which: str, request: pytest.FixtureRequest) -> None:
    selection = request.getfixturevalue(which)
    collection = _collection(selection)
    schema("web_annotation").validate(collection)
    assert collection["total"] == len(collection["first"]["items"]) == len(selection.mentions)
    schema("web_annotation").validate(json.loads(write("jsonld", selection, UNLINKED)))


def test_ids_are_unique_and_stay_the_same(seeds: Selection) -> None:
    ids = [item["id"] for item in _collection(seeds)["first"]["items"]]
    assert len(set(ids)) == len(ids)
    assert ids == [item["id"] for item in _collection(seeds)["first"]["items"]]


def test_the_body_says_which_place_and_how_well_that_is_known(seeds: Selection) -> None:
    items = _collection(seeds)["first"]["items"]
    place = next(
        item["body"][0]["source"]
        for item in items
        if item["target"]["selector"][1]["exact"] == "Tehran"
    )
    assert place["type"] == "Feature"
    assert place["geometry"]["type"] == "Point"
    properties = place["properties"]
    assert (properties["title"], properties["precision"], properties["basis"]) == (
        "Tehran",
        "city",
        "text",
    )
    assert {item["body"][1]["value"] for item in items} == {"literal", "associative"}


def test_the_target_is_the_documents_address_or_the_name_of_its_content(
    hostile: Selection,
) -> None:
    sources = {i["target"]["source"]["id"] for i in _collection(hostile)["first"]["items"]}
    assert URL in sources
    assert any(source.startswith("ni:///sha-256;") for source in sources)
    assert not any("javascript" in source for source in sources)


def test_the_quote_finds_the_mention_in_an_edited_text(seeds: Selection) -> None:
    documents = texts(seeds)
    for item in _collection(seeds)["first"]["items"][::7]:
        position, quote = item["target"]["selector"]
        document = item["via"].rpartition("/")[2].partition("#")[0]
        edited = "A note by the editor.\n\n" + documents[document]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        found = edited.index(around) + len(quote["prefix"])
        assert found == position["start"] + len("A note by the editor.\n\n")
