"""``mapapp build``: texts into an atlas, with a line for whatever is not as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.atlas import Atlas
from tests.unit.atlas.gold import SEEDS
from tests.unit.cli.running import errors, run, told
from tests.unit.documents.test_language import FOREIGN


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds' atlas, as `mapapp build` makes it."""
    path = tmp_path_factory.mktemp("built") / "seeds.gpkg"
    result = run("build", str(SEEDS), "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, f"{path}: 5 read, 0 unchanged, 0 not read\n")
    return path


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


def test_build_and_geoparse_tell_what_is_not_in_english(here: Path) -> None:
    (here / "a.txt").write_text("Talks were held in Tehran, Iran.")
    for name in "bcdefgh":
        (here / f"{name}.txt").write_text(f"{name}. {FOREIGN['de']}", encoding="utf-8")
    for command in ("build", "geoparse"):
        result = run(command, ".")
        assert result.exit_code == 0
        line = told(result)
        assert "not in English, as it seems: b.txt, c.txt, d.txt, e.txt, f.txt and 2 more;" in line
    assert errors(run("build", ".").stderr) == []
