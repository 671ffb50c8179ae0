"""Where the installed data packages keep their files, found without importing any of their code."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from geodata.errors import GazetteerError

DATA = Path(__file__).parents[1] / "data"
CURATED = Path(__file__).parents[2] / "curated"


def package_file(module: str, *parts: str) -> Path:
    """A file inside an installed top-level module; GazetteerError where it is missing."""
    spec = find_spec(module)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    name = "/".join((module, *parts))
    raise GazetteerError(f"The data file {name} is missing: install the project's dependencies.")


def package_version(distribution: str) -> str:
    """The version of an installed distribution; GazetteerError where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        raise GazetteerError(
            f"The data package {distribution} is missing: install the project's dependencies."
        ) from None
