"""Building an atlas: only what is new is read, nothing is lost, nothing is left half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from geodata import ingest, spread
from geodata.atlas import Atlas, Decision, database
from geodata.documents import document_from_text
from geodata.errors import AtlasError
from geodata.ingest import BuildReport
from geodata.model import Candidate, Document, Mention, Parsed, Resolution
from tests.unit.atlas.gold import Boxes
from tests.unit.documents.test_reading import close

PLACES = {
    "Tehran": Candidate("geonames:112931", "Tehran", "city", 51.4, 35.7, "IR"),
    "Moscow": Candidate("geonames:524901", "Moscow", "city", 37.6, 55.8, "RU"),
}


def parse(document: Document) -> Parsed:
    """Find Tehran and Moscow; fail or die where the text says so."""
    if "RAISE" in document.text:
        raise ValueError("on\ntwo lines")
    if "DIE" in document.text:
        os._exit(9)
    found = []
    for name, place in PLACES.items():
        start = document.text.find(name)
        if start >= 0:
            end = start + len(name)
            mention = Mention(document.id, start, end, name, "city", "literal", "test", 1.0)
            found.append(Resolution(mention, place, 1.0, "city"))
    return Parsed(document, tuple(found))


def interrupted(document: Document) -> Parsed:
    """Somebody presses Ctrl-C at the fifth document."""
    if "text 4." in document.text:
        raise KeyboardInterrupt
    return parse(document)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of two texts, one of them below another folder."""
    folder = tmp_path / "texts"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text("Talks were held in Tehran.")
    (folder / "below" / "b.txt").write_text("Moscow was silent.")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "atlas.gpkg"


def build(folder: Path, path: Path, **options: object) -> BuildReport:
    return ingest.build([folder], path, parse=parse, world=Boxes(), **options)  # type: ignore[arg-type]


def names(path: Path) -> list[str]:
    with Atlas.open(path) as atlas:
        return [info.name for info in atlas.documents()]


def cities(path: Path) -> list[str]:
    with Atlas.open(path) as atlas:
        return sorted(atlas.layer("cities").name)


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


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"n{number:04}.txt").write_text(f"Tehran, text {number}.")


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


def test_a_corrupt_atlas_is_refused_and_not_overwritten(texts: Path, path: Path) -> None:
    path.write_bytes(b"not an atlas at all")
    with pytest.raises(AtlasError, match="no atlas"):
        build(texts, path)
    assert path.read_bytes() == b"not an atlas at all"


def test_a_folder_that_is_not_there_gets_one_line(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="folder"):
        build(texts, tmp_path / "no" / "atlas.gpkg")


def test_two_builds_of_one_atlas_do_not_mix(texts: Path, path: Path) -> None:
    with closing(sqlite3.connect(f"{path}.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AtlasError, match="another build"):
            build(texts, path)
    assert build(texts, path).read == 2


def test_progress_tells_how_many_of_how_many(texts: Path, path: Path) -> None:
    told: list[tuple[str, float, float | None]] = []
    build(texts, path, progress=lambda *step: told.append(step))
    assert ("Reading documents", 2, 2) in told
    assert told[-1][0] == "Drawing the layers"


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enough texts for several processes."""
    monkeypatch.setattr(spread, "MANY_DOCUMENTS", 20)
    folder = tmp_path / "many"
    folder.mkdir()
    fill(folder, 60)
    return folder


def test_several_processes_give_the_same_as_one(many: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.gpkg", tmp_path / "two.gpkg"
    assert build(many, one, workers=1).read == build(many, two, workers=2).read == 60
    assert names(one) == names(two)
    with Atlas.open(one) as first, Atlas.open(two) as second:
        assert first.layer("cities").to_json() == second.layer("cities").to_json()


def test_a_document_that_kills_its_process_is_told_and_the_others_are_there(
    many: Path, path: Path
) -> None:
    (many / "n0007.txt").write_text("DIE")
    (many / "n0041.txt").write_text("DIE now")
    (many / "n0042.txt").write_text("RAISE")
    report = build(many, path, workers=2)
    assert report.read == 57
    told = sorted(str(error) for error in report.failed)
    assert ["crashed" in line for line in told] == [True, True, False]
    assert "n0007.txt" in told[0]
    assert "n0041.txt" in told[1]


def test_interrupting_several_processes_is_prompt(many: Path, path: Path) -> None:
    def stop(_stage: str, done: float, _total: float | None) -> None:
        if done >= 30:
            raise KeyboardInterrupt

    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        build(many, path, workers=2, progress=stop)
    assert time.monotonic() - before < 10
    build(many, path, workers=2)
    assert len(names(path)) == 60


def documents_without_end() -> Iterator[Document]:
    for number in count():
        yield document_from_text(f"Tehran, text {number}.")


def parse_for_ever() -> None:
    """Several processes at work, until somebody stops them."""
    for number, _ in enumerate(spread.parse_all(documents_without_end(), parse, 2)):
        if number == 300:
            print("at work", flush=True)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_one_that_is_killed(how: signal.Signals) -> None:
    command = "from tests.unit.test_ingest import parse_for_ever; parse_for_ever()"
    with subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at work\n"
        process.send_signal(how)
        process.communicate(timeout=20)  # ends when the last of them has let go of the output


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


def test_what_cannot_be_an_atlas_is_told_before_anything_is_read(texts: Path) -> None:
    for place, said in ((Path(), "folder"), (Path("/"), "folder"), (texts, "folder")):
        with pytest.raises(AtlasError, match=said):
            build(texts, place)
    with pytest.raises(AtlasError, match="no ordinary file"):
        build(texts, Path(os.devnull))
    assert not list(texts.parent.glob("*.lock"))


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
