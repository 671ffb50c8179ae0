"""Whatever goes wrong is one line on standard error, with its exit status; never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geodata import ingest
from geodata.errors import GazetteerError
from tests.unit.atlas.gold import SEEDS
from tests.unit.cli.running import ENVIRONMENT, errors, run, told


@pytest.mark.parametrize("command", [["build", "text.txt", "-o"], ["serve"]])
def test_a_file_that_is_no_atlas_is_refused(here: Path, command: list[str]) -> None:
    (here / "text.txt").write_text("Tehran")
    (here / "other.gpkg").write_text("not an atlas")
    result = run(*command, "other.gpkg")
    assert result.exit_code == 1
    assert "other.gpkg: this is no atlas" in told(result)
    assert (here / "other.gpkg").read_text() == "not an atlas"


def test_a_fault_is_one_line_unless_asked_for_more(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in two\nlines")

    (here / "a.txt").write_text("Tehran")
    monkeypatch.setattr(ingest, "build", fail)
    result = run("build", "a.txt")
    assert result.exit_code == 1
    assert "unexpected ZeroDivisionError: in two lines" in told(result)
    monkeypatch.setenv("MAPAPP_DEBUG", "1")
    assert isinstance(run("build", "a.txt").exception, ZeroDivisionError)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (KeyboardInterrupt(), "stopped"),
        (GazetteerError("The gazetteer is broken."), "The gazetteer is broken."),
    ],
)
def test_stops_and_known_errors_are_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    (here / "a.txt").write_text("Tehran")
    monkeypatch.setattr(ingest, "build", fail)
    result = run("build", "a.txt")
    assert result.exit_code == 1
    assert said in told(result)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["geoparse", "build"])
def test_output_that_finds_no_room_is_told(here: Path, command: str) -> None:
    (here / "a.txt").write_text("Talks were held in Tehran, Iran.")
    said = by_shell(f"{command} a.txt > /dev/full")
    assert said == ["mapapp: No space left on device; make room, then run the same command again"]


@pytest.mark.parametrize(
    ("command", "what"),
    [("geoparse a.txt >&-", "standard output"), ("geoparse - <&-", "standard input")],
)
def test_a_closed_stream_is_told(here: Path, command: str, what: str) -> None:
    (here / "a.txt").write_text("Talks were held in Tehran, Iran.")
    [line] = by_shell(command)
    assert line == f"mapapp: there is no {what}; it was closed before the program began"


def by_shell(command: str) -> list[str]:
    """The errors of a command that fails."""
    done = subprocess.run(
        f"'{sys.executable}' -m mapapp {command}",
        shell=True,
        env={**ENVIRONMENT, "PYTHONPATH": str(SEEDS.parent)},
        capture_output=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 1
    return errors(done.stderr.decode())


def test_what_is_said_leaves_the_terminal_alone(here: Path) -> None:
    (here / "good.txt").write_text("Talks were held in Tehran, Iran.")
    gone = here / "red\x9b31m\rmapapp: all is well.txt"
    gone.write_text("Talks were held in Baku.")
    run("build", ".")
    gone.unlink()
    result = run("build", ".")
    assert "\x9b" not in result.stderr
    assert "\r" not in result.stderr
    assert "its file is gone" in told(result)
