"""``mapapp geoparse`` and ``gazetteer``: places as lines that other programs read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.atlas.gold import SEEDS
from tests.unit.cli.running import ENVIRONMENT, errors, python, run, told
from tests.unit.documents.test_reading import close


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


def test_gazetteer_search_shows_what_a_name_can_mean() -> None:
    result = run("gazetteer", "search", "Caspian", "Sea")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("NAME")
    assert "ne:caspian-sea" in result.stdout
    nothing = run("gazetteer", "search", "Qqxxyyzz")
    assert nothing.exit_code == 1
    assert "Qqxxyyzz" in told(nothing)
