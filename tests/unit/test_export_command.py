"""``mapapp export``: the right file, whole or not at all, and one line for what cannot be."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyogrio
import pytest
from click.testing import CliRunner, Result

from geodata.atlas import Atlas
from geodata.atlas.selection import select
from geodata.model import Briefing, View
from mapapp.cli import cli
from tests.sample import build_sample


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample atlas with a view and a briefing."""
    path = build_sample(tmp_path_factory.mktemp("atlas") / "sample.gpkg")
    with Atlas.open(path, write=True) as opened:
        cities = opened.save_view(View(title="Cities", layers=("cities",)), view_id="cities")
        waters = opened.save_view(View(title="Waters", layers=("waters",)), view_id="waters")
        opened.save_briefing(Briefing("both", "Two slides", (cities.view_id, waters.view_id)))
    return path


def run(*arguments: object, **env: str) -> Result:
    """The command line as a person types it."""
    return CliRunner().invoke(cli, ["export", *map(str, arguments)], env=env)


def failed(result: Result, code: int) -> str:
    """The one line that a failed command says."""
    assert result.exit_code == code, result.output
    lines = [line for line in result.stderr.splitlines() if line.startswith("mapapp: ")]
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    return lines[0]


def test_the_ending_decides(atlas: Path, tmp_path: Path) -> None:
    for ending in ("geojson", "lpf.json", "jsonld"):
        assert run(atlas, tmp_path / f"out.{ending}").exit_code == 0
    kinds = {p.name: json.loads(p.read_text("utf-8"))["type"] for p in tmp_path.iterdir()}
    assert kinds == {
        "out.geojson": "FeatureCollection",
        "out.lpf.json": "FeatureCollection",
        "out.jsonld": "AnnotationCollection",
    }
    said = run(atlas, tmp_path / "OUT.GPKG")
    assert said.exit_code == 0
    assert "places" in said.stdout
    assert "cities" in {name for name, _ in pyogrio.list_layers(tmp_path / "OUT.GPKG")}


def test_filters_say_what_is_in_it(atlas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    options = ("--layer", "cities", "--layer", "waters", "--extent", "50,30,60,40")
    assert run(atlas, out, *options, "--reading", "literal").exit_code == 0
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert {row["place"] for row in rows} == {"Tehran", "Ashgabat", "Caspian Sea"}
    assert {row["reading"] for row in rows} == {"literal"}


def test_saved_views_are_exported_by_their_id(atlas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    env = {"MAPAPP_PUBLIC_URL": "https://maps.example/"}
    assert run(atlas, out, "--view", "cities", **env).exit_code == 0
    collection = json.loads(out.read_text("utf-8"))
    assert collection["title"] == "Cities"
    assert {feature["properties"]["layer"] for feature in collection["features"]} == {"cities"}
    link = collection["features"][0]["properties"]["link"]
    assert link.startswith("https://maps.example/?place=geonames:")


def test_a_selected_place_gives_the_title(atlas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    assert run(atlas, out, "--place", "geonames:162183").exit_code == 0
    assert json.loads(out.read_text("utf-8"))["title"] == "Ashgabat"
    assert "no place" in failed(run(atlas, out, "--force", "--place", "x:1"), 1)


def test_a_briefing_is_a_deck_and_no_table(atlas: Path, tmp_path: Path) -> None:
    line = failed(run(atlas, tmp_path / "out.csv", "--briefing", "both"), 2)
    assert "pptx" in line
    assert not (tmp_path / "out.csv").exists()
    assert run(atlas, tmp_path / "out.pptx", "--briefing", "both").exit_code == 0
    assert (tmp_path / "out.pptx").read_bytes().startswith(b"PK")


def test_what_several_slides_show_is_counted_once(atlas: Path, tmp_path: Path) -> None:
    with Atlas.open(atlas, write=True) as opened:
        opened.save_view(View(title="All"), view_id="all")
        opened.save_briefing(Briefing("more", "Again", ("all", "cities", "waters")))
        whole = select(opened, View())
    said = run(atlas, tmp_path / "out.pptx", "--briefing", "more").stdout
    assert f"{len(whole)} places, {len(whole.mentions)} mentions" in said


def test_a_file_that_is_there_stays_unless_forced(atlas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.kml"
    out.write_text("mine")
    assert "--force" in failed(run(atlas, out), 1)
    assert out.read_text() == "mine"
    assert run(atlas, out, "--force").exit_code == 0
    assert out.read_bytes().startswith(b"<?xml")


def test_another_atlas_is_never_replaced(atlas: Path, tmp_path: Path) -> None:
    other = build_sample(tmp_path / "other.gpkg")
    before = other.read_bytes()
    for force in ((), ("--force",)):
        assert "is an atlas, no export" in failed(run(atlas, other, *force), 1)
    assert other.read_bytes() == before
    with Atlas.open(other, write=True) as opened:
        opened.set_meta("schema_version", "1")
    assert "is an atlas, no export" in failed(run(atlas, other, "--force"), 1)


def test_an_exported_geopackage_is_replaced_when_forced(atlas: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    assert run(atlas, out).exit_code == 0
    assert "--force" in failed(run(atlas, out), 1)
    assert run(atlas, out, "--force", "--layer", "cities").exit_code == 0
    assert "waters" not in {name for name, _ in pyogrio.list_layers(out)}


def test_a_failure_leaves_nothing_behind(
    atlas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert "make room" in failed(run(atlas, out, "--force"), 1)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert out.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("out.docx",), 2, "There is no format “docx”; there are pptx, png"),
        (("out",), 2, "there are"),
        (("out.csv", "--layer", "rivers"), 2, "There is no layer “rivers”"),
        (("out.csv", "--extent", "1,2"), 2, "west,south,east,north"),
        (("out.csv", "--since", "soon"), 2, "must be a day"),
        (("out.csv", "--document", "x"), 1, "no document"),
        (("out.csv", "--view", "x"), 1, "no view"),
        (("out.csv", "--briefing", "x"), 1, "no briefing"),
        (("out.csv", "--view", "cities", "--layer", "sites"), 2, "leave out the other"),
        (("out.csv", "--view", "cities", "--briefing", "both"), 2, "leave out the other"),
        (("out.csv", "--extent", "0,0,1,1"), 2, "Nothing is left to export"),
        (("out.png", "--size", "5x5"), 2, "240 to 8000"),
        (("out.png", "--scale", "9"), 2, "from 1 to 4"),
        (("no/such/out.csv",), 1, "there is no folder"),
        ((".",), 2, "There is no format"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    atlas: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in failed(run(atlas, *arguments), code)
    assert list(tmp_path.iterdir()) == []


def test_an_atlas_that_is_missing_is_told(tmp_path: Path) -> None:
    assert "no such atlas" in failed(run(tmp_path / "no.gpkg", tmp_path / "out.csv"), 1)


def test_help_teaches() -> None:
    said = run("--help")
    assert said.exit_code == 0
    assert "mapapp export atlas.gpkg places.csv" in said.stdout
