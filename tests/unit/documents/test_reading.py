"""Paths in, documents out: names, order, and one line for each file that cannot be read."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.documents import (
    READERS,
    document_from_text,
    encodings,
    iter_paths,
    plain,
    read_path,
    read_stream,
)
from geodata.errors import DocumentError
from geodata.model import Document


def test_a_folder_stands_for_the_files_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/x.txt", "c.pdf", "D.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Oxo</p>")
    files = iter_paths([tmp_path, tmp_path / "b.txt"])
    names = [document.name for file in files for document in read_path(*file) if _is(document)]
    assert names == ["D.HTML", "a/z.md", "b.txt"]


def _is(document: Document | DocumentError) -> bool:
    return isinstance(document, Document)


def test_a_file_is_known_by_its_name_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "oxo.txt"
    path.write_bytes(b"Oxo\r\n")
    ((file, root),) = iter_paths([path])
    (document,) = read_path(file, root)
    assert isinstance(document, Document)
    assert (document.name, document.source, document.text) == ("oxo.txt", str(path), "Oxo\r\n")
    assert document.sha256 == hashlib.sha256(b"Oxo\r\n").hexdigest()
    assert document.id == document.sha256[:12]


def test_missing_paths_and_empty_folders_are_said_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path, Path("a\0b")):
        with pytest.raises(DocumentError) as caught:
            iter_paths([path])
        assert "\n" not in str(caught.value)
        assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-", "no reader"),
        ("noending", b"Oxo", "no reader"),
        ("a.txt", b"", "empty"),
        ("a.md", b"\0\1\2", "binary"),
        ("a.html", b"%PDF-1.4", "PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(
    name: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = read_path(tmp_path / name)
    assert isinstance(error, DocumentError)
    assert reason in str(error)
    assert str(error).startswith(str(tmp_path / name))


def test_a_folder_or_a_missing_file_in_place_of_a_file_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "folder.txt", tmp_path / "gone.txt"):
        (error,) = read_path(path)
        assert "could not be read" in str(error)


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes only on POSIX")
def test_a_file_name_that_is_no_text_can_still_be_said(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.txt"))
    path.write_bytes(b"Oxo")
    (document,) = read_path(path)
    assert isinstance(document, Document)
    document.name.encode("utf-8")
    path.write_bytes(b"")
    (error,) = read_path(path)
    str(error).encode("utf-8")
    assert "\n" not in str(error)


def test_standard_input_is_told_by_its_bytes() -> None:
    (text,) = read_stream(b"Oxo on the Mirel")
    (page,) = read_stream(b"\n<!doctype html><p>Oxo")
    assert isinstance(text, Document)
    assert isinstance(page, Document)
    assert (text.name, text.text, page.text) == ("-", "Oxo on the Mirel", "Oxo")


def test_every_format_has_its_reader() -> None:
    assert set(READERS) == {".txt", ".md", ".html", ".htm", ".jsonl"}


def test_an_empty_text_is_a_document_too() -> None:
    document = document_from_text("")
    assert (document.text, document.body, document.name) == ("", (0, 0), "text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_what_is_no_file_is_said_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "good.txt").write_text("Oxo")
    found = [one for file in iter_paths([tmp_path]) for one in read_path(*file)]
    assert [_is(one) for one in found] == [True, False, False, False]
    assert [str(one).partition(".txt: ")[2][:14] for one in found[1:]] == [
        "is no ordinary",
        "could not be r",
        "is no ordinary",
    ]


def test_a_folder_that_may_not_be_read_is_said_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed/a.txt", "open/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Oxo")
    close(tmp_path / "closed", monkeypatch)
    found = [one for file in iter_paths([tmp_path]) for one in read_path(*file)]
    assert [_is(one) for one in found] == [False, True]
    assert str(found[0]).startswith(f"{tmp_path / 'closed'}: could not be read (Permission denied)")
    ((file, root),) = iter_paths([tmp_path / "closed"])
    (error,) = read_path(file, root)
    assert "Permission denied" in str(error)


def close(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid reading a folder, to the superuser as well."""
    scandir, listdir = os.scandir, os.listdir

    def guarded(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def attempt(path: Any = ".") -> Any:
            if Path(path) == folder:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return read(path)

        return attempt

    monkeypatch.setattr(os, "scandir", guarded(scandir))
    monkeypatch.setattr(os, "listdir", guarded(listdir))


def test_standard_input_is_read_no_further_than_a_text_may_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            assert self.given < 2_000_000
            return len(buffer)

    monkeypatch.setattr(plain, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(encodings, "MAX_BYTES", 1_000_000)
    (error,) = read_stream(Endless())
    assert str(error) == "-: is larger than 1 MB; split it into smaller texts"
