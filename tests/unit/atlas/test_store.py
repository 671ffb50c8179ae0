"""The store: what goes in comes out, all or nothing, and bad files get one clear line."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.atlas import Atlas, database
from geodata.errors import AtlasError, DocumentError
from geodata.model import Candidate, Parsed
from tests.unit.atlas.gold import FACTORY, INSTC, Boxes, document, gold_documents, mention

TEHRAN = Candidate("geonames:112931", "Tehran", "city", 51.4, 35.7, "IR")


def read_all(path: Path) -> None:
    with Atlas.open(path) as opened:
        opened.layers()
        for info in opened.documents():
            opened.mentions(info.id)


def add_both(atlas: Atlas, first: Parsed, second: Parsed) -> None:
    with atlas.batch():
        atlas.add(first)
        atlas.add(second)


def one_line(error: pytest.ExceptionInfo[AtlasError], path: Path) -> str:
    said = str(error.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    return said


def test_documents_come_back_to_the_character_with_their_facts(atlas: Atlas) -> None:
    for parsed in gold_documents():
        assert atlas.document(parsed.document.id) == parsed.document
    assert atlas.document("no such id") is None
    on_the_map = atlas.placed()["document_id"].value_counts()
    assert {info.id: info.mentions for info in atlas.documents()} == on_the_map.to_dict()


def test_every_mention_stands_where_it_says(atlas: Atlas) -> None:
    for parsed in gold_documents():
        rows = atlas.mentions(parsed.document.id)
        assert len(rows) == len(parsed.resolutions)
        assert all(parsed.document.text[row.start : row.end] == row.surface for row in rows)
        assert [row.start for row in rows] == sorted(row.start for row in rows)


def test_every_feature_leads_to_all_its_passages(atlas: Atlas) -> None:
    texts = {parsed.document.id: parsed.document.text for parsed in gold_documents()}
    for name, layer in atlas.layers().items():
        for row in layer.itertuples():
            groups = atlas.passages(row.place_id)
            assert len(groups) == row.documents
            passages = [(g.document.id, p) for g in groups for p in g.passages]
            assert sum(len(p.mentions) for _, p in passages) == row.mentions, (name, row.place_id)
            for found, passage in passages:
                assert passage.text == texts[found][passage.start : passage.end]
                assert all(
                    passage.start <= m.start < m.end <= passage.end for m in passage.mentions
                )


def test_mentions_in_one_sentence_share_a_passage(atlas: Atlas) -> None:
    surfaces = [
        [m.surface for m in passage.mentions]
        for group in atlas.passages(INSTC)
        for passage in group.passages
    ]
    assert ["International North-South Transport Corridor", "INSTC"] in surfaces


def test_searching_finds_places_by_any_name_in_the_texts_and_sentences(atlas: Atlas) -> None:
    assert [place["place_id"] for place in atlas.search("INSTC").places] == [INSTC]
    found = atlas.search("drone fact")
    assert FACTORY in [place["place_id"] for place in found.places]
    texts = [p.text for group in found.passages for p in group.passages]
    assert texts
    assert all("drone" in text.lower() and "factory" in text.lower() for text in texts)
    assert len(atlas.search("Iran", limit=3).places) <= 3


@pytest.mark.parametrize("text", ["", '"', "NEAR(", "a AND", "*", "place_id:x", "\x00", "é" * 5000])
def test_no_search_text_is_an_operator_or_an_error(atlas: Atlas, text: str) -> None:
    assert atlas.search(text).places == []


def test_adding_again_replaces(atlas: Atlas) -> None:
    before = [tuple(layer.mentions) for layer in atlas.layers().values()]
    for parsed in gold_documents():
        atlas.add(parsed)
    atlas.refresh(Boxes())
    assert [tuple(layer.mentions) for layer in atlas.layers().values()] == before
    assert len(atlas.documents()) == 5
    assert len(atlas.dates()) == sum(len(parsed.document.dates) for parsed in gold_documents())


def test_the_data_version_changes_with_every_write_and_with_nothing_else(atlas: Atlas) -> None:
    versions = [atlas.data_version]
    atlas.layers()
    assert atlas.data_version == versions[0]
    atlas.set_meta("a", "b")
    versions.append(atlas.data_version)
    atlas.refresh(Boxes())
    versions.append(atlas.data_version)
    assert len(set(versions)) == 3


def test_a_batch_is_kept_whole_or_not_at_all(path: Path) -> None:
    first, second, *_ = gold_documents()
    with Atlas.create(path) as atlas:
        with pytest.raises(DocumentError):
            add_both(atlas, first, Parsed(replace(second.document, text="\ud800")))
        assert atlas.documents() == []
        with atlas.batch():
            atlas.add(second)
        assert len(atlas.documents()) == 1


def test_a_text_that_cannot_be_stored_fails_alone(path: Path) -> None:
    broken = document("Half a pair: \\ud800", name="broken.txt")
    broken = replace(broken, text="Half a pair: \ud800")
    with Atlas.create(path) as atlas:
        with atlas.batch():
            atlas.add(gold_documents()[0])
            with pytest.raises(DocumentError, match=r"broken\.txt.*surrogate"):
                atlas.add(Parsed(broken))
        assert len(atlas.documents()) == 1


def test_texts_of_any_kind_are_kept(path: Path) -> None:
    texts = [
        "'; DROP TABLE documents; --",
        "<script>Tehran</script>",
        "a\x00Tehran",
        "\r\n Tehran\u2028",
    ]
    with Atlas.create(path) as atlas:
        for text in texts:
            doc = document(text)
            atlas.add(Parsed(doc, (mention(doc, "Tehran", TEHRAN),) if "Tehran" in text else ()))
            assert atlas.document(doc.id) == doc
        assert sum(len(g.passages) for g in atlas.passages(TEHRAN.place_id)) == 3


def test_readers_see_the_old_state_until_a_write_is_complete(path: Path, atlas: Atlas) -> None:
    with Atlas.open(path) as reader:
        with atlas.batch():
            atlas.remove(gold_documents()[0].document.id)
            assert len(reader.documents()) == 5
        assert len(reader.documents()) == 4


def test_one_atlas_serves_several_threads(path: Path, atlas: Atlas) -> None:
    counts: list[int] = []
    with Atlas.open(path) as reader:
        threads = [
            threading.Thread(target=lambda: counts.append(len(reader.layer("cities"))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counts == [len(atlas.layer("cities"))] * 8


def test_closed_the_atlas_is_a_single_file(path: Path, atlas: Atlas) -> None:
    atlas.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_atlas_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(AtlasError) as error:
        Atlas.open(path)
    assert "mapapp build" in one_line(error, path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"\xff" * 4096])
@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_atlas_is_refused_and_left_alone(
    path: Path, content: bytes, write: bool
) -> None:
    path.write_bytes(content)
    with pytest.raises(AtlasError) as error:
        Atlas.open(path, write=write)
    one_line(error, path)
    assert path.read_bytes() == content


def test_a_folder_is_no_atlas(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as error:
        Atlas.open(tmp_path)
    one_line(error, tmp_path)


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
    with pytest.raises(AtlasError, match="no atlas"):
        Atlas.open(path)


def test_a_damaged_atlas_says_so(path: Path, atlas: Atlas) -> None:
    atlas.close()
    content = bytearray(path.read_bytes())
    content[8192:-8192] = b"\xa5" * (len(content) - 16384)
    path.write_bytes(content)
    with pytest.raises(AtlasError) as error:
        read_all(path)
    assert "damaged" in one_line(error, path)


def test_a_truncated_atlas_says_so(path: Path, atlas: Atlas) -> None:
    atlas.close()
    path.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises(AtlasError) as error:
        read_all(path)
    one_line(error, path)


def test_an_atlas_of_another_version_is_refused_by_name(path: Path, atlas: Atlas) -> None:
    atlas.set_meta("schema_version", "99")
    atlas.close()
    with pytest.raises(AtlasError, match="version 99"):
        Atlas.open(path)


def test_creating_over_a_file_is_refused(path: Path, atlas: Atlas) -> None:
    atlas.close()
    with pytest.raises(AtlasError, match="already"):
        Atlas.create(path)
    with Atlas.open(path) as opened:
        assert len(opened.documents()) == 5


def test_creating_in_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    path = tmp_path / "no" / "atlas.gpkg"
    with pytest.raises(AtlasError) as error:
        Atlas.create(path)
    assert "folder" in one_line(error, path)


def test_a_failed_creation_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(database, "create_schema", fail)
    with pytest.raises(AtlasError, match="disk is full"):
        Atlas.create(path)
    assert not path.exists()


def test_a_full_disk_leaves_the_atlas_as_it_was(atlas: Atlas) -> None:
    big = document("Tehran " * 200_000, name="big.txt")
    with atlas._database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    atlas._database._connection().execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(AtlasError, match="disk is full"):
        atlas.add(Parsed(big))
    assert len(atlas.documents()) == 5
    assert atlas.search("Tehran").places


def test_a_writer_waits_for_no_one_forever(
    path: Path, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    with atlas.batch():
        atlas.set_meta("a", "b")
        with (
            Atlas.open(path, write=True) as other,
            pytest.raises(AtlasError, match="another program"),
        ):
            other.set_meta("c", "d")
        with Atlas.open(path) as reader:
            assert len(reader.documents()) == 5


def test_an_atlas_open_for_reading_cannot_be_written(atlas: Atlas) -> None:
    with Atlas.open(atlas.path) as reader, pytest.raises(AtlasError, match="reading only"):
        reader.remove(gold_documents()[0].document.id)


def test_an_atlas_can_be_copied_and_opened_under_any_name(path: Path, atlas: Atlas) -> None:
    atlas.close()
    copy = path.with_name("100% sure? #1 – Иран.gpkg")
    shutil.copy(path, copy)
    with Atlas.open(copy) as opened:
        assert len(opened.documents()) == 5


@pytest.mark.parametrize(
    "damage",
    [
        "mentions = 'many'",
        "mentions = 1e300",
        "name = x'00ff'",
        "confidence = 9e999",
        "lon = 'east'",
        "geom = x'47500001e610000001ffffffff'",
        "geom = 'POINT (0 0)'",
    ],
)
def test_a_layer_with_what_it_cannot_hold_is_damaged(atlas: Atlas, damage: str) -> None:
    with closing(sqlite3.connect(atlas.path)) as connection, connection:
        for number in range(1, 5):
            connection.execute(f"DROP TRIGGER rtree_cities_geom_update{number}")
        connection.execute(f"UPDATE cities SET {damage} WHERE fid = (SELECT max(fid) FROM cities)")
    with pytest.raises(AtlasError) as caught:
        atlas.layer("cities")
    assert "damaged" in one_line(caught, atlas.path)
