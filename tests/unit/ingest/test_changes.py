"""Only what is new or changed is read; nothing is lost."""

from __future__ import annotations

from pathlib import Path

from geodata import ingest
from geodata.atlas import Atlas, Decision
from tests.unit.atlas.gold import Boxes
from tests.unit.ingest.builds import build, cities, fill, names, parse


def test_a_folder_becomes_an_atlas(texts: Path, path: Path) -> None:
    report = build(texts, path)
    assert (report.read, report.unchanged, report.failed, report.gone) == (2, 0, [], [])
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]
    assert names(path) == ["a.txt", "below/b.txt"]
    assert cities(path) == ["Moscow", "Tehran"]


def test_a_second_build_reads_nothing_and_changes_nothing(texts: Path, path: Path) -> None:
    build(texts, path)
    with Atlas.open(path) as atlas:
        version = atlas.data_version
    report = build(texts, path)
    assert (report.read, report.unchanged) == (0, 2)
    with Atlas.open(path) as atlas:
        assert atlas.meta("layers") == "fresh"
        assert atlas.data_version == version


def test_only_the_changed_file_is_read_and_replaces_what_it_was(texts: Path, path: Path) -> None:
    build(texts, path)
    (texts / "a.txt").write_text("Talks were held in Moscow, then.")
    report = build(texts, path)
    assert (report.read, report.unchanged, report.gone) == (1, 1, [])
    assert names(path) == ["a.txt", "below/b.txt"]
    assert cities(path) == ["Moscow"]


def test_a_gone_file_is_reported_and_kept_until_pruned(texts: Path, path: Path) -> None:
    build(texts, path)
    (texts / "a.txt").unlink()
    report = build(texts, path)
    assert report.gone == ["a.txt"]
    assert cities(path) == ["Moscow", "Tehran"]
    report = build(texts, path, prune=True)
    assert (report.gone, report.pruned) == (["a.txt"], True)
    assert cities(path) == ["Moscow"]
    assert build(texts, path).gone == []


def test_files_elsewhere_are_not_gone(texts: Path, path: Path, tmp_path: Path) -> None:
    build(texts, path)
    other = tmp_path / "texts-2"
    other.mkdir()
    (other / "c.txt").write_text("Moscow again.")
    report = build(other, path, prune=True)
    assert report.gone == []
    assert len(names(path)) == 3


def test_a_renamed_file_keeps_its_document(texts: Path, path: Path) -> None:
    build(texts, path)
    (texts / "a.txt").rename(texts / "z.txt")
    report = build(texts, path, prune=True)
    assert (report.read, report.unchanged, report.gone) == (0, 2, [])
    assert names(path) == ["below/b.txt", "z.txt"]


def test_atlas_and_texts_can_move_together(texts: Path, path: Path, tmp_path: Path) -> None:
    build(texts, path)
    home = tmp_path / "elsewhere"
    home.mkdir()
    texts.rename(home / "texts")
    path.rename(home / "atlas.gpkg")
    (home / "texts" / "a.txt").unlink()
    assert build(home / "texts", home / "atlas.gpkg").gone == ["a.txt"]


def test_a_new_gazetteer_reads_everything_again(texts: Path, path: Path) -> None:
    class Newer(Boxes):
        version = "newer boxes"

    build(texts, path)
    report = ingest.build([texts], path, parse=parse, world=Newer())
    assert (report.read, report.unchanged) == (2, 0)
    assert build(texts, path, again=True).read == 2


def test_decisions_outlive_builds(texts: Path, path: Path) -> None:
    build(texts, path)
    with Atlas.open(path, write=True) as atlas:
        document = next(info for info in atlas.documents() if info.name == "a.txt")
        atlas.decide(
            Decision(document.id, 19, 25, "geonames:524901", "move", "Ana", "2024-05-01T00:00:00Z")
        )
    build(texts, path)
    assert cities(path) == ["Moscow"]
    build(texts, path, again=True)
    assert cities(path) == ["Moscow"]


def test_records_of_a_corpus_are_documents_of_their_own(tmp_path: Path, path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"id": "1", "text": "Tehran"}\n{"id": "2"}\n{"id": "3", "text": "Moscow"}\n')
    report = build(corpus, path)
    assert (report.read, len(report.failed)) == (2, 1)
    corpus.write_text('{"id": "1", "text": "Tehran"}\n{"id": "3", "text": "Moscow, Tehran"}\n')
    report = build(corpus, path)
    assert (report.read, report.unchanged, report.gone) == (1, 1, [])
    corpus.write_text('{"id": "1", "text": "Tehran"}\n')
    assert build(corpus, path).gone == ["3"]


def test_the_same_text_twice_is_one_document(texts: Path, path: Path) -> None:
    (texts / "copy.txt").write_text((texts / "a.txt").read_text())
    assert build(texts, path).read == 2
    assert build(texts, path).gone == []


def test_progress_tells_how_many_of_how_many(texts: Path, path: Path) -> None:
    told: list[tuple[str, float, float | None]] = []
    build(texts, path, progress=lambda *step: told.append(step))
    assert ("Reading documents", 2, 2) in told
    assert told[-1][0] == "Drawing the layers"


def test_a_server_beside_a_build_sees_it_and_the_file_holds_it_all(
    texts: Path, path: Path, tmp_path: Path
) -> None:
    build(texts, path)
    with Atlas.open(path) as server:
        assert len(server.documents()) == 2
        fill(texts, 3)
        build(texts, path)
        assert len(server.documents()) == 5
        alone = tmp_path / "copy" / "atlas.gpkg"
        alone.parent.mkdir()
        alone.write_bytes(path.read_bytes())
    assert len(names(alone)) == 5
