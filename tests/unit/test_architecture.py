"""The one-way door, and the order of the rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "errors", "geodesy", "model", "documents", "gazetteer", "mentions", "places", "routes",
    "geoparse", "explain", "geocoders", "ner", "atlas", "spread", "ingest", "exports",
)  # fmt: skip
FILES = sorted((ROOT / "geodata").rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(dotted: str) -> str:
    return dotted.split(".")[1]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_geodata_knows_no_web(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & {"mapapp", "flask", "folium"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_above_it(path: Path) -> None:
    own = path.relative_to(ROOT / "geodata").parts[0].removesuffix(".py")
    if own == "__init__":
        return
    used = {room(name) for name in imports(path) if name.startswith("geodata.")}
    assert all(ROOMS.index(other) <= ROOMS.index(own) for other in used)


def test_only_maps_imports_folium() -> None:
    users = [p for p in (ROOT / "mapapp").rglob("*.py") if any("folium" in n for n in imports(p))]
    assert {p.name for p in users} <= {"maps.py", "map_elements.py"}


def test_only_gazetteer_and_atlas_know_sql() -> None:
    users = {
        p.relative_to(ROOT / "geodata").parts[0] for p in FILES if "sqlite3" in set(imports(p))
    }
    assert users == {"gazetteer", "atlas"}


def test_the_geoparser_loads_no_library_of_tables() -> None:
    """It starts in half the time, and what is looked through for garbage is half as much."""
    said = (
        "import sys, geodata.geoparse; print({'pandas', 'geopandas', 'sklearn'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "set()\n"
