"""The command line: what it does, what it says, with which exit status; never a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from geodata import ingest
from geodata.atlas import Atlas
from geodata.errors import GazetteerError
from mapapp import cli as command_line
from mapapp.cli import cli
from tests.unit.atlas.gold import SEEDS
from tests.unit.documents.test_reading import close

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("MAPAPP_")}
if "MAPAPP_CACHE" in os.environ:
    ENVIRONMENT["MAPAPP_CACHE"] = os.environ["MAPAPP_CACHE"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in an empty folder, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    for key in set(os.environ) - set(ENVIRONMENT):
        monkeypatch.delenv(key)
    return tmp_path


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, args, input=stdin)


def told(result: Result) -> str:
    """The one error on standard error; beside it there may be only progress."""
    [line] = errors(result.stderr)
    return line


def errors(stderr: str) -> list[str]:
    """What is said there beside the progress."""
    lines = filter(None, stderr.splitlines())
    said = [line for line in lines if not line.startswith(("Building", "Reading", "Drawing"))]
    assert all(line.startswith("mapapp: ") for line in said)
    return said


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds' atlas, as `mapapp build` makes it."""
    path = tmp_path_factory.mktemp("built") / "seeds.gpkg"
    result = run("build", str(SEEDS), "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, f"{path}: 5 read, 0 unchanged, 0 not read\n")
    return path


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


@pytest.mark.parametrize("command", [(), *commands(cli)], ids=" ".join)
def test_help_teaches(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    if command not in [("gazetteer",), ("gazetteer", "build")]:
        assert re.search(r"^  (Start here|Examples):$", result.output, re.MULTILINE)
    assert max(map(len, result.output.splitlines())) <= 80


def test_build_puts_the_seeds_on_the_map(atlas: Path) -> None:
    with Atlas.open(atlas) as opened:
        layers = opened.layers()
        assert "Ashgabat" in set(layers["cities"].name)
        assert "Caspian Sea" in set(layers["waters"].name)
        corridors = layers["corridors"].set_index("place_id")
        assert "curated:instc" in corridors.index
        assert corridors.loc["curated:instc"].geometry.geom_type == "MultiLineString"
        factory = layers["sites"].set_index("place_id").loc["site:drone-factory@geonames:1220409"]
        assert factory.precision == "country"
        assert factory.geometry.geom_type in ("Polygon", "MultiPolygon")


def test_build_again_reads_nothing(atlas: Path) -> None:
    result = run("build", str(SEEDS), "-o", str(atlas))
    assert (result.exit_code, result.stdout) == (0, f"{atlas}: 0 read, 5 unchanged, 0 not read\n")


def test_build_without_a_path_reads_seeds(here: Path) -> None:
    (here / "seeds").mkdir()
    (here / "seeds" / "a.txt").write_text("Talks were held in Tehran, Iran.")
    assert run("build").exit_code == 0
    assert (here / "atlas.gpkg").exists()


def test_build_without_a_path_and_without_seeds_says_so() -> None:
    result = run("build")
    assert result.exit_code == 2
    assert "seeds/" in told(result)


def test_build_tells_what_it_could_not_read_and_keeps_the_rest(here: Path) -> None:
    (here / "good.txt").write_text("Talks were held in Tehran, Iran.")
    (here / "bad.txt").write_bytes(bytes(range(256)) * 16)
    result = run("build", "good.txt", "bad.txt", "missing.txt")
    assert result.exit_code == 1
    assert result.stdout == "atlas.gpkg: 1 read, 0 unchanged, 2 not read\n"
    lines = errors(result.stderr)
    assert len(lines) == 2
    assert any("missing.txt" in line for line in lines)
    assert any("bad.txt" in line for line in lines)


def test_build_of_nothing_readable_writes_nothing(here: Path) -> None:
    (here / "empty.txt").write_bytes(b"")
    result = run("build", "empty.txt")
    assert result.exit_code == 1
    assert [file.name for file in here.iterdir()] == ["empty.txt"]


def test_build_tells_of_files_that_are_gone(here: Path) -> None:
    for name in ("a", "b"):
        (here / f"{name}.txt").write_text(f"Talks {name} were held in Tehran, Iran.")
    run("build", ".")
    (here / "a.txt").unlink()
    result = run("build", ".")
    assert result.exit_code == 0
    assert "a.txt: its file is gone; it stays" in result.stderr
    assert "taken out" in run("build", ".", "--prune").stderr


@pytest.mark.parametrize("command", [["build", "text.txt", "-o"], ["serve"]])
def test_a_file_that_is_no_atlas_is_refused(here: Path, command: list[str]) -> None:
    (here / "text.txt").write_text("Tehran")
    (here / "other.gpkg").write_text("not an atlas")
    result = run(*command, "other.gpkg")
    assert result.exit_code == 1
    assert "other.gpkg: this is no atlas" in told(result)
    assert (here / "other.gpkg").read_text() == "not an atlas"


def test_serve_without_an_atlas_says_how_to_make_one() -> None:
    result = run("serve")
    assert result.exit_code == 1
    assert "mapapp build" in told(result)


def test_serve_on_a_port_in_use_names_another(atlas: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = run("serve", str(atlas), "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} is in use" in told(result)
    assert "--port" in told(result)


def test_serve_on_an_address_that_is_not_ours_says_so(atlas: Path) -> None:
    result = run("serve", str(atlas), "--host", "192.0.2.1", "--port", "50999")
    assert result.exit_code == 1
    assert "192.0.2.1" in told(result)


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["serve", "--port", "0"],
        ["serve", "--port", "x"],
        ["geoparse"],
        ["build", "-x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_status_2(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "--help" in told(result)


def test_a_wrong_setting_is_one_line_and_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPAPP_PORT", "http")
    result = run("serve")
    assert result.exit_code == 2
    assert "MAPAPP_PORT" in told(result)


def test_geoparse_prints_one_object_a_document() -> None:
    result = run("geoparse", str(SEEDS))
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["doc"] for row in rows] == sorted(file.name for file in SEEDS.glob("*.txt"))
    for row in rows:
        text = (SEEDS / row["doc"]).read_bytes().decode("utf-8")
        assert all(text[m["start"] : m["end"]] == m["surface"] for m in row["mentions"])


def test_geoparse_reads_standard_input() -> None:
    result = run("geoparse", "-", stdin="Cargo went from Moscow to Tehrān.".encode())
    assert result.exit_code == 0
    [row] = [json.loads(line) for line in result.stdout.splitlines()]
    assert row["doc"] == "-"
    assert [mention["surface"] for mention in row["mentions"]] == ["Moscow", "Tehrān"]
    assert "Tehrān" in result.stdout


def test_geoparse_tells_what_it_could_not_read_and_prints_the_rest(here: Path) -> None:
    (here / "corpus.jsonl").write_text('{"id": "x", "text": "In Tehran."}\nnot json\n')
    result = run("geoparse", "missing.txt", "corpus.jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["x"]
    assert len(errors(result.stderr)) == 2


def test_gazetteer_search_shows_what_a_name_can_mean() -> None:
    result = run("gazetteer", "search", "Caspian", "Sea")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("NAME")
    assert "ne:caspian-sea" in result.stdout
    nothing = run("gazetteer", "search", "Qqxxyyzz")
    assert nothing.exit_code == 1
    assert "Qqxxyyzz" in told(nothing)


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


def test_every_command_of_the_design_is_there() -> None:
    assert {"build", "serve", "geoparse", "gazetteer"} <= set(cli.commands)
    assert command_line.__doc__ is not None


def python(*args: str, **options: object) -> subprocess.Popen[bytes]:
    """The program as a person runs it."""
    return subprocess.Popen(
        [sys.executable, "-m", "mapapp", *args],
        env={**ENVIRONMENT, "PYTHONPATH": str(SEEDS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,
        **options,  # type: ignore[call-overload]
    )


def _heed_interrupts() -> None:
    """Tests run in the background of a shell inherit that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_real_server_answers_and_stops_at_once(atlas: Path) -> None:
    port = free_port()
    with python("serve", str(atlas), "--port", str(port)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline().decode()
        assert f"http://127.0.0.1:{port}/" in line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/documents", timeout=20) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == b""


def test_a_reader_that_goes_away_is_no_fault(here: Path) -> None:
    record = json.dumps({"text": "Talks in Tehran. " * 200})
    (here / "corpus.jsonl").write_text(
        "".join(f'{{"id": "{n}", {record[1:]}\n' for n in range(300))
    )
    with python("geoparse", "corpus.jsonl", "--workers", "1") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"doc": "0"')
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(timeout=30) in (0, 1)
        assert errors(said) == []


def test_output_is_utf8_whatever_the_locale(here: Path) -> None:
    (here / "a.txt").write_text("Talks were held in Tehrān.", encoding="utf-8")
    plain = {
        **ENVIRONMENT,
        "PYTHONPATH": str(SEEDS.parent),
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    process = subprocess.run(
        [sys.executable, "-m", "mapapp", "geoparse", "a.txt"],
        env=plain,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert process.returncode == 0, process.stderr
    assert "Tehrān" in process.stdout.decode("utf-8")


def test_a_path_that_may_not_be_read_keeps_none_of_the_others_from_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed/a.txt", "open/b.txt"):
        (here / name).parent.mkdir()
        (here / name).write_text("Talks were held in Tehran, Iran.")
    close(Path("closed"), monkeypatch)
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *rest: "closed" not in str(path) and access(path, *rest)
    )
    result = run("geoparse", "closed", "open")
    assert result.exit_code == 1
    assert "closed: could not be read (Permission denied)" in told(result)
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["b.txt"]


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
