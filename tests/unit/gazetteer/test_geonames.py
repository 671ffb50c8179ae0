"""A GeoNames dump adds its places, stays until it is taken out, and is never read as a whole."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer, NameFlag, build
from geodata.gazetteer.sources import geonames
from geodata.gazetteer.sources.geonames import Dump
from mapapp.cli import cli


def line(
    geonameid: int, name: str, *, names: str = "", at: tuple[str, str] = ("34.5", "50.1"),
    feature: str = "P.PPL", people: int = 0,
) -> str:  # fmt: skip
    letter, _, code = feature.partition(".")
    cells = [str(geonameid), name, name, names, *at, letter, code, "IR", "", "34", "0001", "", ""]
    return "\t".join([*cells, str(people), "", "1700", "Asia/Tehran", "2024-01-01"])


LINES = [
    line(2, "Arak"),  # is there already
    line(11, "Sanjan", names="سنجان,sanjan", people=8200),
    line(12, "Arak"),  # another of that name
    line(13, "Iran", feature="S.FRM"),  # a farm, under a country's name
    line(14, "Gavkhaneh Spring", feature="H.SPNG"),
    line(15, "Haft Gerdu", feature="T.MT"),
    line(16, "Bakhsh-e Khondab", feature="A.ADM3"),
    line(17, "Hasanabad Park", feature="L.PRK"),
    line(11, "Sanjan again"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "IR.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def test_places_that_are_not_there_are_added(small: Path, dump: Path) -> None:
    gazetteer = Gazetteer.build(small, dump=dump)
    [sanjan] = gazetteer.candidates("سنجان")
    assert (sanjan.name, sanjan.kind, sanjan.geonameid) == ("Sanjan", "city", 11)
    assert (sanjan.lon, sanjan.lat, sanjan.population) == (50.1, 34.5, 8200)
    assert (sanjan.country, sanjan.admin1, sanjan.admin2) == ("IR", "34", "0001")
    assert gazetteer.names("geonames:11") == ("Sanjan", "سنجان")
    both = {place.place_id for place in gazetteer.candidates("Arak")}
    assert both == {"geonames:2", "geonames:12"}
    kinds = [gazetteer.place(f"geonames:{n}") for n in range(13, 18)]
    assert [p and p.kind for p in kinds] == ["site", "water", "landform", "admin", "other"]


def test_a_farm_does_not_answer_to_the_name_of_a_country(small: Path, dump: Path) -> None:
    gazetteer = Gazetteer.build(small, dump=dump)
    assert "geonames:13" not in {place.place_id for place in gazetteer.candidates("Iran")}


def test_imported_names_do_not_make_words_into_mentions(small: Path, dump: Path) -> None:
    plain = Gazetteer.open(small).words()[0]
    keys = Gazetteer.build(small, dump=dump).words()[0]
    assert keys == plain
    assert keys["arak"] & NameFlag.CITY


def test_a_packed_dump_is_read_too(small: Path, dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "IR.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Columns")
        archive.write(dump, "IR.txt")
    assert Gazetteer.build(small, dump=packed).candidates("Sanjan")


def test_the_dump_stays_until_it_is_taken_out(
    small: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Gazetteer.open(small).version
    built = Gazetteer.build(small, dump=dump)
    assert built.version != plain
    written = small.stat().st_mtime_ns
    assert Gazetteer.open(small).version == built.version
    assert Gazetteer.build(small, dump=dump).version == built.version
    assert small.stat().st_mtime_ns == written

    monkeypatch.setattr(build, "version", lambda: "another")
    assert Gazetteer.open(small).candidates("Sanjan")
    assert not Gazetteer.build(small).candidates("Sanjan")
    assert not Gazetteer.open(small).candidates("Sanjan")


def test_a_broken_gazetteer_gets_its_dump_again(small: Path, dump: Path) -> None:
    Gazetteer.build(small, dump=dump)
    small.write_bytes(b"")
    assert Gazetteer.open(small).candidates("Sanjan")


def test_a_changed_dump_is_read_again_when_it_is_named_again(small: Path, dump: Path) -> None:
    before = Gazetteer.build(small, dump=dump).version
    dump.write_text(line(99, "Khondab") + "\n", encoding="utf-8")
    os.utime(dump, ns=(1, 1))
    assert Gazetteer.open(small).version == before
    gazetteer = Gazetteer.build(small, dump=dump)
    assert gazetteer.candidates("Khondab")
    assert not gazetteer.candidates("Sanjan")


def test_a_lost_dump_is_not_left_out_in_silence(
    small: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gazetteer.build(small, dump=dump)
    dump.unlink()
    assert Gazetteer.open(small).candidates("Sanjan")
    monkeypatch.setattr(build, "version", lambda: "another")
    with pytest.raises(GazetteerError, match=r"IR\.txt cannot be read .* to go without it"):
        Gazetteer.open(small)
    assert Gazetteer.build(small).candidates("Iran")


@pytest.mark.parametrize(
    "content",
    [b"", b"hello\n", b"\xff\xfe\x00" * 500, b"PK\x03\x04 cut off", b"a\tb\n" * 2000],
)
def test_what_is_no_dump_is_said_in_one_line(small: Path, tmp_path: Path, content: bytes) -> None:
    plain = Gazetteer.open(small).version
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"wrong\.txt is no GeoNames dump") as caught:
        Gazetteer.build(small, dump=wrong)
    assert "\n" not in str(caught.value)
    assert Gazetteer.open(small).version == plain


def test_a_folder_or_an_archive_without_texts_is_no_dump(small: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="is no file"):
        Gazetteer.build(small, dump=tmp_path)
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.csv", "1")
    with pytest.raises(GazetteerError, match=r"holds no \.txt file"):
        Gazetteer.build(small, dump=archive)


@pytest.mark.parametrize(
    "wrong",
    [line(1, "X", at=("91", "0")), line(1, "X", at=("nan", "0")), line(1, ""), "1\tX\t", "²" * 30],
)
def test_a_line_without_a_place_is_left_out(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "some.txt"
    path.write_text(f"{wrong}\n{LINES[1]}\n", encoding="utf-8")
    assert [row.place.name for row in geonames.rows(Dump.at(path))] == ["Sanjan"]


def test_a_dump_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("\n".join(line(n, f"Deh {n}", names="x" * 300) for n in range(1, 30_001)))
    tracemalloc.start()
    try:
        assert sum(1 for _ in geonames.rows(Dump.at(path))) == 30_000
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 5
    finally:
        tracemalloc.stop()


def test_the_command_line(small: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPAPP_CACHE", str(small.parent))

    def run(*args: str) -> Result:
        return CliRunner().invoke(cli, ["gazetteer", "build", *args])

    assert run("--geonames", str(dump)).exit_code == 0
    assert Gazetteer.open().candidates("Sanjan")
    lost = run("--geonames", str(dump.with_name("lost\n.zip")))
    assert lost.exit_code == 1
    [line] = [line for line in lost.stderr.splitlines() if line.startswith("mapapp: ")]
    assert "lost .zip cannot be read" in line
    assert Gazetteer.open().candidates("Sanjan")
    assert run().exit_code == 0
    assert not Gazetteer.open().candidates("Sanjan")
