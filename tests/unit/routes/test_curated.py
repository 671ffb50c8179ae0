from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer.names import fold_name
from geodata.routes import curated, load_corridors

GOOD = """
[[corridor]]
id = "a-b"
name = "A-B line"
aliases = ["AB railway"]
point = [1.0, 1.0]
note = "Line from A to B."
source = "Somebody, 2020."

[[corridor.branch]]
name = "main"
mode = "rail"
status = "operating"
stops = [
  { name = "A", at = [1.0, 1.0] },
  { name = "B", at = [2.0, 1.0], status = "missing", km = 120, parallel = { mode = "road" } },
  { name = "C", at = [3.0, 1.0], mode = "sea" },
]

[[corridor.branch]]
name = "side"
mode = "rail"
status = "planned"
stops = ["A", { name = "D", at = [1.0, 3.0], via = [[1.1, 2.0]] }]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "corridors.toml"


def test_a_row_is_read_with_its_legs(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    corridor = load_corridors(file)["curated:a-b"]
    assert [
        (leg.mode, leg.status, leg.origin.name, leg.destination.name) for leg in corridor.legs
    ] == [
        ("rail", "missing", "A", "B"),
        ("road", "operating", "A", "B"),
        ("sea", "operating", "B", "C"),
        ("rail", "planned", "A", "D"),
    ]
    assert [leg.follow for leg in corridor.legs] == ["straight", "network", "network", "points"]
    assert [stop.name for stop in corridor.stops] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('mode = "rail"', 'mode = "train"', "mode 'train' is none of rail, sea"),
        ('status = "missing"', 'status = "gone"', "status 'gone' is none of operating"),
        ("at = [1.0, 1.0]", "at = [100.0, 200.0]", "[100.0, 200.0] is no [lon, lat]"),
        ("at = [1.0, 1.0]", "ta = [1.0, 1.0]", "unknown key 'ta'"),
        ('stops = ["A", ', 'stops = ["Z", ', "stop 'Z' has no place"),
        ('{ name = "D", at = [1.0, 3.0]', '{ name = "B", at = [1.0, 3.0]', "'B' has two places"),
        ('source = "Somebody, 2020."', 'source = ""', "source is missing or empty"),
        ('aliases = ["AB railway"]', 'aliases = "AB"', "aliases is no list of texts"),
        ("km = 120", 'km = "long"', "km is not a number"),
        ("via = [[1.1, 2.0]]", "via = [1.1, 2.0]", "1.1 is no [lon, lat]"),
        ("via = [[1.1, 2.0]]", "via = 7", "via is no list of points"),
        ('{ mode = "road" }', "3", "parallel is no table"),
        ('stops = ["A", ', "stops = [7, ", "needs two stops or more"),
        ("[[corridor.branch]]", "[[corridor.twig]]", "unknown key 'twig'"),
        ("[[corridor]]", "[[corridor", "cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_in_one_line(file: Path, right: str, wrong: str, says: str) -> None:
    assert right in GOOD
    file.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    with pytest.raises(GazetteerError) as raised:
        load_corridors(file)
    message = str(raised.value)
    assert says in message
    assert message.startswith("corridors.toml: ")
    assert "\n" not in message


def test_a_missing_file_and_an_id_given_twice_are_told(file: Path) -> None:
    with pytest.raises(GazetteerError, match=r"corridors\.toml: cannot be read"):
        load_corridors(file)
    file.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(GazetteerError, match="'curated:a-b' stands twice"):
        load_corridors(file)


def test_the_files_are_read_together_and_an_id_stands_once_in_all_of_them() -> None:
    files = sorted(Path(curated.__file__).parents[1].glob("curated/corridors/*.toml"))
    each = [load_corridors(file) for file in files]
    assert len(each) > 1
    assert list(load_corridors()) == [place_id for rows in each for place_id in rows]


def test_a_cable_runs_through_its_points(file: Path) -> None:
    text = GOOD.replace('{ mode = "road" }', '{ mode = "cable", via = [[1.5, 1.2]] }')
    file.write_text(text, encoding="utf-8")
    cable = next(leg for leg in load_corridors(file)["curated:a-b"].legs if leg.mode == "cable")
    assert (cable.follow, cable.via) == ("points", ((1.5, 1.2),))


def test_every_curated_row_says_where_it_is_from() -> None:
    for corridor in load_corridors().values():
        assert any(char.isdigit() for char in corridor.source), f"{corridor.name}: no year"
        assert corridor.note.endswith(".")


def test_the_best_known_corridors_are_there() -> None:
    names = {name for row in load_corridors().values() for name in (row.name, *row.aliases)}
    assert len(load_corridors()) >= 450
    assert names >= {
        "INSTC", "Zangezur corridor", "Middle Corridor", "Northern Corridor", "BTC", "TAP",
        "Lapis Lazuli corridor", "Chabahar-Zahedan railway", "CPEC", "BTK", "TANAP", "CPC pipeline",
        "Druzhba", "TurkStream", "Nord Stream", "Power of Siberia", "Northern Sea Route",
        "Suez Canal route", "Panama Canal route", "Lobito Corridor", "LAPSSET", "IMEC",
        "Rail Baltica", "Trans-Siberian Railway", "Equiano cable", "2Africa cable", "SEA-ME-WE 4",
        "Viking Link", "Great Sea Interconnector", "Northwest Passage", "Silk Road",
        "Pamir Highway", "HS2", "Etihad Rail", "H2Med", "AH1", "West African route",
    }  # fmt: skip


def test_common_words_are_no_aliases() -> None:
    common = {
        "corridor",
        "the corridor",
        "route",
        "the route",
        "pipeline",
        "railway",
        "canal",
        "strait",
    }
    for row in load_corridors().values():
        assert not common & {name.casefold() for name in (row.name, *row.aliases)}
        folded = [fold_name(name) for name in (row.name, *row.aliases)]
        assert len(set(folded)) == len(folded), f"{row.name}: the same name twice"
