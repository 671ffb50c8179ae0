"""What cannot be read or written is told in a line, and everything else is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geodata import ingest
from geodata.errors import AtlasError
from tests.unit.atlas.gold import Boxes
from tests.unit.documents.test_reading import close
from tests.unit.ingest.builds import build, cities, names, parse


def test_bad_files_are_told_and_the_others_are_there(texts: Path, path: Path) -> None:
    (texts / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (texts / "empty.txt").write_text("")
    (texts / "fault.txt").write_text("RAISE")
    (texts / "ignored.png").write_bytes(b"\x89PNG")
    report = build(texts, path)
    assert report.read == 2
    told = [str(error) for error in report.failed]
    assert all("\n" not in line for line in told)
    assert len(told) == 3
    for name in ("picture.txt", "empty.txt", "fault.txt"):
        assert sum(name in line for line in told) == 1
    assert names(path) == ["a.txt", "below/b.txt"]


def test_a_file_that_cannot_be_read_any_more_is_not_gone(texts: Path, path: Path) -> None:
    build(texts, path)
    (texts / "a.txt").write_bytes(b"")
    report = build(texts, path, prune=True)
    assert len(report.failed) == 1
    assert report.gone == []
    assert cities(path) == ["Moscow", "Tehran"]


def test_a_missing_path_is_told_and_the_others_are_read(texts: Path, path: Path) -> None:
    report = ingest.build([texts / "no", texts], path, parse=parse, world=Boxes())
    assert report.read == 2
    assert [str(error).partition(": ")[0] for error in report.failed] == [str(texts / "no")]


def test_nothing_to_read_makes_no_atlas(texts: Path, path: Path) -> None:
    for file in texts.rglob("*.txt"):
        file.write_bytes(b"")
    report = build(texts, path)
    assert (report.read, len(report.failed)) == (0, 2)
    assert [file for file in path.parent.iterdir() if file.is_file()] == []


def test_a_folder_that_may_not_be_read_loses_no_document(
    texts: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(texts, path)
    close(texts / "below", monkeypatch)
    report = build(texts, path, prune=True)
    assert report.gone == []
    assert ["below: could not be read" in str(error) for error in report.failed] == [True]
    assert names(path) == ["a.txt", "below/b.txt"]


def test_an_emptied_folder_is_told_and_loses_no_document(texts: Path, path: Path) -> None:
    other = texts.with_name("other")
    other.mkdir()
    (other / "c.txt").write_text("Moscow again.")
    ingest.build([texts, other], path, parse=parse, world=Boxes())
    (other / "c.txt").unlink()
    report = ingest.build([texts, other], path, parse=parse, world=Boxes(), prune=True)
    assert (len(report.failed), report.gone) == (1, [])
    assert "c.txt" in names(path)


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes only on POSIX")
def test_file_names_that_are_no_text_are_kept_apart(texts: Path, path: Path) -> None:
    odd = [
        Path(os.fsdecode(os.fsencode(texts) + b"/" + name)) for name in (b"\xfe.txt", b"\xff.txt")
    ]
    for number, file in enumerate(odd):
        file.write_text(f"Tehran, text {number}.")
    assert (build(texts, path).read, build(texts, path).unchanged) == (4, 4)
    odd[0].write_text("Tehran, another text.")
    assert build(texts, path).read == 1
    assert len(names(path)) == 4
    odd[1].unlink()
    assert len(build(texts, path, prune=True).gone) == 1


def test_a_link_to_itself_is_told_and_the_others_are_there(texts: Path, path: Path) -> None:
    (texts / "round.txt").symlink_to("round.txt")
    report = build(texts, path)
    assert (report.read, len(report.failed)) == (2, 1)


def test_a_corrupt_atlas_is_refused_and_not_overwritten(texts: Path, path: Path) -> None:
    path.write_bytes(b"not an atlas at all")
    with pytest.raises(AtlasError, match="no atlas"):
        build(texts, path)
    assert path.read_bytes() == b"not an atlas at all"


def test_a_folder_that_is_not_there_gets_one_line(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="folder"):
        build(texts, tmp_path / "no" / "atlas.gpkg")


def test_what_cannot_be_an_atlas_is_told_before_anything_is_read(texts: Path) -> None:
    for place, said in ((Path(), "folder"), (Path("/"), "folder"), (texts, "folder")):
        with pytest.raises(AtlasError, match=said):
            build(texts, place)
    with pytest.raises(AtlasError, match="no ordinary file"):
        build(texts, Path(os.devnull))
    assert not list(texts.parent.glob("*.lock"))
