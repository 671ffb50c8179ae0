"""A build that is stopped leaves nothing half-written, and nothing in the way of the next one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geodata import ingest
from geodata.atlas import Atlas, Decision, database
from geodata.errors import AtlasError
from tests.unit.atlas.gold import Boxes
from tests.unit.ingest.builds import build, cities, fill, interrupted, names


def test_interrupted_a_new_atlas_is_absent_and_the_next_build_goes_on(
    texts: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "_COMMIT_DOCUMENTS", 2)
    fill(texts, 8)
    with pytest.raises(KeyboardInterrupt):
        ingest.build([texts], path, parse=interrupted, world=Boxes())
    assert not path.exists()
    report = build(texts, path)
    assert (report.read, report.unchanged) == (4, 6)
    assert len(names(path)) == 10
    assert not path.with_name("atlas.gpkg.part").exists()


def test_interrupted_an_existing_atlas_stays_valid_and_is_completed_later(
    texts: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "_COMMIT_DOCUMENTS", 2)
    build(texts, path)
    (texts / "a.txt").write_text("Nothing.")
    fill(texts, 8)
    with pytest.raises(KeyboardInterrupt):
        ingest.build([texts], path, parse=interrupted, world=Boxes())
    assert "Tehran" in cities(path)
    assert build(texts, path).read == 5
    with Atlas.open(path) as atlas:
        tehran = atlas.layer("cities").set_index("name").loc["Tehran"]
        assert tehran.mentions == 8


def test_leftovers_of_a_killed_build_are_no_obstacle(texts: Path, path: Path) -> None:
    path.with_name("atlas.gpkg.part").write_bytes(b"half")
    path.with_name("atlas.gpkg.part-wal").write_bytes(b"half")
    path.with_name("atlas.gpkg.lock").write_bytes(b"")
    assert build(texts, path).read == 2


def test_two_builds_of_one_atlas_do_not_mix(texts: Path, path: Path) -> None:
    with closing(sqlite3.connect(f"{path}.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AtlasError, match="another build"):
            build(texts, path)
    assert build(texts, path).read == 2


def test_a_failed_build_leaves_no_lock_behind(texts: Path, path: Path) -> None:
    path.write_bytes(b"not an atlas at all")
    with pytest.raises(AtlasError):
        build(texts, path)
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_changes_that_an_atlas_left_behind_do_not_get_into_a_new_one(
    texts: Path, path: Path
) -> None:
    build(texts, path)
    with Atlas.open(path, write=True) as atlas, Atlas.open(path):
        document = atlas.documents()[0]
        atlas.decide(
            Decision(document.id, 0, 5, "geonames:1", "confirm", "Ana", "2024-05-01T00:00:00Z")
        )
        left = path.with_name("atlas.gpkg-wal").read_bytes()
    path.rename(path.with_name("moved.gpkg"))
    path.with_name("atlas.gpkg-wal").write_bytes(left)
    with pytest.raises(AtlasError, match="-wal holds changes of an atlas that is gone"):
        build(texts, path)
    assert path.with_name("atlas.gpkg-wal").read_bytes() == left
    path.with_name("atlas.gpkg-wal").write_bytes(b"")
    assert build(texts, path).read == 2
    assert names(path) == ["a.txt", "below/b.txt"]


def test_what_could_not_be_taken_over_into_the_file_is_no_atlas_yet(
    texts: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    readers: list[sqlite3.Connection] = []

    def hold(stage: str, _done: float, _total: float | None) -> None:
        if stage == "Drawing the layers":  # a reader holds up what comes after, as a full disk does
            reader = sqlite3.connect(path.with_name("atlas.gpkg.part"), isolation_level=None)
            readers.append(reader)
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM documents").fetchone()

    with pytest.raises(AtlasError, match="make room"):
        build(texts, path, progress=hold)
    readers.pop().close()
    assert not path.exists()
    report = build(texts, path)
    assert (report.read, report.unchanged) == (0, 2)
    assert cities(path) == ["Moscow", "Tehran"]
