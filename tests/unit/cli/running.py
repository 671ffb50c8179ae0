"""The command line as a person runs it, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from click.testing import CliRunner, Result

from mapapp.cli import cli
from tests.unit.atlas.gold import SEEDS

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("MAPAPP_")}
if "MAPAPP_CACHE" in os.environ:
    ENVIRONMENT["MAPAPP_CACHE"] = os.environ["MAPAPP_CACHE"]


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
