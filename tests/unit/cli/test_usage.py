"""Help that teaches, and one line for a command line that makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from mapapp import cli as command_line
from mapapp.cli import cli
from tests.unit.cli.running import run, told


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


def test_every_command_of_the_design_is_there() -> None:
    assert {"build", "serve", "geoparse", "gazetteer"} <= set(cli.commands)
    assert command_line.__doc__ is not None


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
