"""What can be set and called is documented; a test fails when it is not."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click
import pytest

from mapapp.cli import cli
from mapapp.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`MAPAPP_{name.upper()}`" in (DOCS / "settings.md").read_text(encoding="utf-8")


def commands(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        below = [commands(sub, f"{name} {key}") for key, sub in command.commands.items()]
        return [pair for pairs in below for pair in pairs]
    return [(name, command)]


@pytest.mark.parametrize(("name", "command"), commands(cli, "mapapp"))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert f"`{name}" in text
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert any(f"`{flag}`" in text for flag in option.opts if flag.startswith("--")), option
