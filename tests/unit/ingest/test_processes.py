"""Several processes: the same atlas, no document lost with one of them, none left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from geodata import spread
from geodata.atlas import Atlas
from geodata.documents import document_from_text
from geodata.model import Document
from tests.unit.ingest.builds import build, fill, names, parse


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
    command = "from tests.unit.ingest.test_processes import parse_for_ever; parse_for_ever()"
    with subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at work\n"
        process.send_signal(how)
        process.communicate(timeout=20)  # ends when the last of them has let go of the output


def test_a_program_may_have_its_garbage_collected_seldom() -> None:
    said = (
        "import gc; from geodata.spread import collect_seldom; collect_seldom();"
        "print(gc.get_threshold()[0] > 700, gc.get_freeze_count() > 0, gc.isenabled())"
    )
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout == "True True True\n"
