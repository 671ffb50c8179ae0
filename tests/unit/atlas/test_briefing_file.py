"""A folder's briefing.toml becomes the first briefing of its atlas, or is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.atlas import Atlas
from geodata.atlas.briefing_file import NAME, take_in
from geodata.errors import DocumentError
from geodata.model import Briefing, View
from tests.unit.atlas.gold import INSTC

GOOD = """
id = "talk"
title = "Two views"

[[view]]
id = "trains"
title = "Trains"
caption = "Of the corridor"
place = "curated:instc"
extent = [24, 13.5, 84, 62]
layers = ["cities", "corridors"]
quote = "viable alternative to the\\n  Ankara-backed all-Turkic"

[[view]]
title = "Talks"
reading = "literal"
documents = ["DOCUMENT"]
dated = "published"
since = 2022-06-01
until = "2022-07-31"
undated = false
"""


@pytest.fixture
def document(atlas: Atlas) -> str:
    return atlas.documents()[1].name


def write(folder: Path, text: str) -> Path:
    file = folder / NAME
    file.write_text(text, encoding="utf-8")
    return file


def test_it_is_taken_in_with_its_quotes_found(atlas: Atlas, tmp_path: Path, document: str) -> None:
    write(tmp_path, GOOD.replace("DOCUMENT", document))
    take_in(tmp_path, atlas)
    trains, talks = atlas.views()
    assert atlas.briefings() == [Briefing("talk", "Two views", ("trains", talks.view_id))]
    assert trains.view_id == "trains"
    assert trains.view.place == INSTC
    assert trains.view.layers == ("corridors", "cities")
    assert trains.view.extent == (24, 13.5, 84, 62)
    assert trains.view.quote is not None
    found, start, end = trains.view.quote
    text = atlas.document(found)
    assert text is not None
    words = "viable alternative to the Ankara-backed all-Turkic"
    assert text.text[start:end].split() == words.split()
    assert talks.view == View(
        title="Talks",
        reading="literal",
        documents=(atlas.documents()[1].id,),
        since="2022-06-01",
        until="2022-07-31",
        undated=False,
    )


def test_it_is_taken_in_once_and_never_after_one_was_deleted(
    atlas: Atlas, tmp_path: Path, document: str
) -> None:
    file = write(tmp_path, GOOD.replace("DOCUMENT", document))
    take_in(tmp_path, atlas)
    atlas.delete_briefing("talk")
    file.write_text(file.read_text(encoding="utf-8").replace("Two", "Three"), encoding="utf-8")
    take_in(tmp_path, atlas)
    assert atlas.briefings() == []


def test_a_folder_without_one_is_fine(atlas: Atlas, tmp_path: Path) -> None:
    take_in(tmp_path, atlas)
    assert atlas.briefings() == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("id =", "id !"), "is no TOML"),
        (('"talk"', '"Talk 1"'), "“id” must be small letters"),
        (('"talk"', "5"), "“id” must be small letters"),
        (("[[view]]", "[[slide]]"), "“slide” is unknown; there are id, title, view"),
        (("title = ", "name = "), "“name” is unknown; there are id, title, view"),
        (('place = "curated:instc"', 'place = "x"'), "view 1: no text names the place “x”"),
        (("[24, 13.5, 84, 62]", "[84, 13, 24, 62]"), "view 1: “extent” must be [west"),
        (("[24, 13.5, 84, 62]", "[nan, 1, 2, 3]"), "view 1: “extent” must be [west"),
        (("[24, 13.5, 84, 62]", "[true, 1, 2, 3]"), "view 1: “extent” must be [west"),
        (('["cities", "corridors"]', '["roads"]'), "view 1: “layers” must be some of"),
        (("viable alternative", "splendid"), "view 1: no text holds the quote “splendid to"),
        (('reading = "literal"', 'reading = "loud"'), "view 2: “reading” must be one of both"),
        (('["DOCUMENT"]', '["no.txt"]'), "view 2: there is no document “no.txt”"),
        (('["DOCUMENT"]', "[[1]]"), "view 2: “documents” must be a list of names"),
        (("2022-06-01", '"June"'), "view 2: “since” must be a day"),
        (("undated = false", 'undated = "no"'), "view 2: “undated” must be true or false"),
        (('title = "Talks"', ""), "view 2: has no title"),
        (('title = "Talks"', 'title = "' + 2_000 * "x" + '"'), "the title has 2,000 characters"),
        (('title = "Talks"', "title = " + 5_000 * "["), "briefing.toml"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_saved(
    atlas: Atlas, tmp_path: Path, document: str, change: tuple[str, str], line: str
) -> None:
    write(tmp_path, GOOD.replace(*change).replace("DOCUMENT", document))
    with pytest.raises(DocumentError) as caught:
        take_in(tmp_path, atlas)
    said = str(caught.value)
    assert line in said
    assert said.startswith(str(tmp_path / NAME))
    assert "\n" not in said
    assert atlas.views() == []
    assert not atlas.had_briefings


def test_a_briefing_needs_views(atlas: Atlas, tmp_path: Path) -> None:
    write(tmp_path, 'title = "x"')
    with pytest.raises(DocumentError, match=r"has no \[\[view\]\]"):
        take_in(tmp_path, atlas)


def test_a_file_that_is_no_text(atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentError, match="UTF-8"):
        take_in(tmp_path, atlas)
    (tmp_path / NAME).write_bytes(b"#" * 300_000)
    with pytest.raises(DocumentError, match="larger than 200,000 bytes"):
        take_in(tmp_path, atlas)
