"""Progress where there is no terminal: where a stage begins and ends, and a line now and then."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mapapp.commands import progress
from mapapp.commands.progress import Bar
from tests.unit.cli.running import run


class Clock:
    """A second passes between two looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "time", Clock())


@pytest.mark.parametrize("count", [5, 100])
def test_lines_are_few_and_tell_the_end(capsys: pytest.CaptureFixture[str], count: int) -> None:
    with Bar() as bar:
        for done in range(1, count + 1):
            bar("Reading documents", done, count)
        bar("Reading documents", count, count)
        bar("Drawing the layers", 0, None)
    lines = capsys.readouterr().err.splitlines()
    assert [lines[0], *lines[-2:]] == [
        f"Reading documents 1/{count}",
        f"Reading documents {count}/{count}",
        "Drawing the layers",
    ]
    assert len(lines) == len(set(lines)) <= 3 + count / 5


def test_a_stage_that_ends_early_says_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> None:
        with Bar() as bar:
            for done in range(1, 8):
                bar("Reading records", done, None)
            bar("Reading documents", 1, 9)
            bar("Reading documents", 2, 9)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert capsys.readouterr().err.splitlines() == [
        "Reading records 1",
        "Reading records 7",
        "Reading documents 1/9",
        "Reading documents 2/9",
    ]


def test_on_a_terminal_the_line_is_drawn_over_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    with Bar() as bar:
        bar("Reading documents", 1, 4)
        bar("Reading documents", 4, 4)
    assert "\n" not in shown.getvalue()
    drawn = shown.getvalue().split("\r\x1b[2K")
    assert drawn == [
        "",
        "[######..................] Reading documents 1/4",
        "[########################] Reading documents 4/4",
        "",
    ]


def test_a_build_counts_what_it_could_not_read_and_what_is_there_twice(here: Path) -> None:
    for name in ("a", "b"):
        (here / f"{name}.txt").write_text("Talks were held in Tehran, Iran.")
    (here / "empty.txt").write_bytes(b"")
    lines = run("build", ".").stderr.splitlines()
    assert [line for line in lines if line.startswith("Reading")][-1] == "Reading documents 3/3"
