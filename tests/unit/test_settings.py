"""Settings: from variables and options, each documented, each wrong value told in one line."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click
import pytest

from mapapp.settings import Settings, from_environment


def test_without_variables_the_defaults_hold() -> None:
    assert from_environment({}) == Settings()
    assert Settings().host == "127.0.0.1"
    assert Settings().tiles is None


def test_every_field_is_read_from_its_variable() -> None:
    given = {
        "MAPAPP_ATLAS": "iran.gpkg",
        "MAPAPP_HOST": "0.0.0.0",
        "MAPAPP_PORT": " 8000 ",
        "MAPAPP_THREADS": "4",
        "MAPAPP_TITLE": "Russia – Iran",
        "MAPAPP_TILES": "https://tiles.example/{z}/{x}/{y}.png",
        "MAPAPP_TILES_ATTRIBUTION": "© Example",
        "MAPAPP_FRAME_ANCESTORS": "'self' https://news.example",
        "MAPAPP_HOSTS": "maps.example maps.example:8000",
        "MAPAPP_PUBLIC_URL": "https://maps.example/iran/",
    }
    settings = from_environment(given)
    assert set(given) == {f"MAPAPP_{field.name.upper()}" for field in fields(Settings)}
    assert all(
        getattr(settings, field.name) != getattr(Settings(), field.name)
        for field in fields(Settings)
    )
    assert settings.atlas == Path("iran.gpkg")
    assert settings.port == 8000
    assert settings.public_url == "https://maps.example/iran"
    assert settings.frame_ancestors == ("'self'", "https://news.example")


def test_options_go_before_variables_and_empty_variables_count_as_none() -> None:
    settings = from_environment({"MAPAPP_PORT": "8000", "MAPAPP_HOST": ""}, port=9000, host=None)
    assert (settings.port, settings.host) == (9000, "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "80 80"),
        ("PORT", "٣"),
        ("PORT", "9" * 5000),
        ("THREADS", "many"),
        ("TILES", "https://tiles.example/{z}/{x}.png"),
        ("TILES", "javascript:{z}{x}{y}"),
        ("TILES", "https://[{z}{x}{y}"),
        ("TILES", "tiles.example/{z}/{x}/{y}"),
        ("FRAME_ANCESTORS", "*; script-src *"),
        ("HOSTS", "a,b"),
        ("PUBLIC_URL", "maps.example"),
        ("PUBLIC_URL", "javascript://maps.example"),
    ],
)
def test_a_value_that_cannot_be_is_told_in_one_line(name: str, value: str) -> None:
    with pytest.raises(click.UsageError) as error:
        from_environment({f"MAPAPP_{name}": value})
    assert error.value.message.startswith(f"MAPAPP_{name}=")
    assert "\n" not in error.value.message


def test_every_setting_is_documented_where_it_is_defined() -> None:
    documented = {line.split()[0] for line in (Settings.__doc__ or "").splitlines() if line.strip()}
    assert {field.name for field in fields(Settings)} <= documented
