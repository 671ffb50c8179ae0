"""What a view shows: filters by layer, document, reading and time, counted anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.atlas import Atlas, Decision
from geodata.atlas.selection import select
from geodata.errors import UnknownError
from geodata.model import Candidate, Document, Parsed, Route, TextDate, View
from tests.unit.atlas.gold import INSTC, Boxes, document, mention

TEHRAN = Candidate("geonames:112931", "Tehran", "city", 51.4, 35.7, "IR")
SUVA = Candidate("geonames:2198148", "Suva", "city", 178.4, -18.1, "FJ")
MARCH = "In March 2023 a train reached Tehran. Nothing moved in Suva."
MAY = "Since 4 May 2024 Suva is open. Tehran warned Suva."


def _dated(text: str, surface: str, iso: str | None, **facts: str) -> Document:
    start = text.index(surface)
    return document(text, dates=(TextDate(start, start + len(surface), surface, iso),), **facts)


@pytest.fixture
def small(path: Path) -> Iterator[Atlas]:
    """Two documents, one dated; two cities."""
    march = _dated(MARCH, "March 2023", "2023-03", name="a", published="2023-03-20")
    may = _dated(MAY, "4 May 2024", "2024-05-04/..", name="b")
    with Atlas.create(path) as atlas:
        atlas.add(Parsed(march, (mention(march, "Tehran", TEHRAN), mention(march, "Suva", SUVA))))
        found = (
            mention(may, "Suva", SUVA),
            mention(may, "Tehran", TEHRAN, reading="associative"),
            mention(may, "Suva", SUVA, nth=1, reading="associative"),
        )
        atlas.add(Parsed(may, found))
        atlas.refresh(Boxes())
        yield atlas


def _cities(atlas: Atlas, view: View) -> dict[str, int]:
    frame = select(atlas, view).layers["cities"]
    return dict(zip(frame["name"], frame["mentions"], strict=True))


def test_a_view_of_everything_is_the_atlas(atlas: Atlas) -> None:
    selection = select(atlas, View())
    layers = atlas.layers()
    assert {name: len(frame) for name, frame in selection.layers.items()} == {
        name: len(frame) for name, frame in layers.items()
    }
    assert len(selection) == sum(map(len, layers.values()))
    assert len(selection.legs) == len(atlas.legs())
    assert selection.passages(INSTC) == atlas.passages(INSTC)
    assert len(selection.documents) == 5


def test_layers_of_a_view_are_the_only_ones(atlas: Atlas) -> None:
    selection = select(atlas, View(layers=("cities",)))
    assert list(selection.layers) == ["cities"]
    assert set(selection.mentions["layer"]) == {"cities"}
    assert selection.legs.empty
    assert select(atlas, View(layers=())).empty


def test_counts_are_those_of_the_reading_left(atlas: Atlas) -> None:
    whole = atlas.layer("cities").set_index("place_id")
    part = select(atlas, View(reading="associative")).layers["cities"]
    for row in part.itertuples():
        assert row.mentions == row.associative == whole.associative[row.place_id] > 0
        assert row.literal == 0
        assert row.documents == len(row.document_ids.split(","))
    assert list(part.columns) == list(atlas.layer("cities").columns)
    assert part.mentions.is_monotonic_decreasing
    assert len(part) == (whole.associative > 0).sum()


def test_passages_and_documents_are_those_of_the_documents_left(atlas: Atlas) -> None:
    chosen = atlas.documents()[0].id
    selection = select(atlas, View(documents=(chosen,)))
    assert [info.id for info in selection.documents] == [chosen]
    for frame in selection.layers.values():
        assert set(frame["document_ids"]) <= {chosen}
        for place_id, count in zip(frame["place_id"], frame["mentions"], strict=True):
            passages = [p for group in selection.passages(place_id) for p in group.passages]
            assert sum(len(passage.mentions) for passage in passages) == count


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(since="2023-03-20", until="2023-03-20", undated=False), {"Tehran": 1, "Suva": 1}),
        (View(since="2023-03-21", undated=False), {}),
        (View(until="2022-12-31"), {"Suva": 2, "Tehran": 1}),
        (View(dated="text", since="2023-03-31", until="2023-04-01", undated=False), {"Tehran": 1}),
        (View(dated="text", until="2023-03-01", undated=False), {"Tehran": 1}),
        (View(dated="text", since="2023-04-01", until="2024-05-03", undated=False), {}),
        (View(dated="text", since="2030-01-01", undated=False), {"Suva": 1}),
        (View(dated="text", until="1999-12-31"), {"Suva": 2, "Tehran": 1}),
    ],
)
def test_time_is_of_documents_or_of_sentences(
    small: Atlas, view: View, expected: dict[str, int]
) -> None:
    assert _cities(small, view) == expected


def test_dates_without_a_day_stay_none(small: Atlas) -> None:
    frame = select(small, View(reading="associative")).layers["cities"]
    assert [row.first_date for row in frame.itertuples()] == [None, None]
    assert str(frame["mentions"].dtype) == "int64"


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ((50.0, 30.0, 52.0, 36.0), ["Tehran"]),
        ((170.0, -30.0, 190.0, 0.0), ["Suva"]),
        ((-190.0, -30.0, -170.0, 0.0), ["Suva"]),
        ((-180.0, -90.0, 180.0, 90.0), ["Suva", "Tehran"]),
        ((0.0, 0.0, 1.0, 1.0), []),
    ],
)
def test_within_takes_what_touches_the_extent_on_every_turn_of_the_globe(
    small: Atlas, extent: tuple[float, float, float, float], expected: list[str]
) -> None:
    inside = select(small, View()).within(extent)
    assert list(inside.layers["cities"]["name"]) == expected
    assert inside.empty == (not expected)
    assert set(inside.mentions["place_id"]) == set(inside.layers["cities"]["place_id"])


def test_a_flow_over_the_antimeridian_goes_the_short_way(path: Path) -> None:
    apia = Candidate("geonames:4035413", "Apia", "city", -171.8, -13.8, "WS")
    doc = document("Ships sail from Suva to Apia.")
    with Atlas.create(path) as atlas:
        named = (mention(doc, "Suva", SUVA), mention(doc, "Apia", apia))
        atlas.add(Parsed(doc, named, (Route(doc.id, 0, len(doc.text), SUVA, apia),)))
        atlas.refresh(Boxes())
        whole = select(atlas, View(layers=("flows",)))
        [flow] = whole.layers["flows"].itertuples()
        assert (flow.lon, flow.lat) == pytest.approx((-176.7, -15.95), abs=1e-6)
        assert whole.within((0.0, -30.0, 40.0, 0.0)).empty
        assert len(whole.within((-179.0, -30.0, -175.0, 0.0))) == 1


def test_a_place_that_was_rejected_is_gone_at_once(small: Atlas) -> None:
    for row in small.placed().itertuples():
        if row.place_id == TEHRAN.place_id:
            decision = Decision(
                row.document_id, row.start, row.end, row.place_id, "reject", "me", "2025-01-01"
            )
            small.decide(decision)
    assert len(small.layer("cities")) == 2
    assert _cities(small, View()) == {"Suva": 3}


def test_what_the_atlas_lacks_is_told_in_one_line(atlas: Atlas) -> None:
    with pytest.raises(UnknownError, match="no document 'nowhere'"):
        select(atlas, View(documents=("nowhere",)))
    with pytest.raises(UnknownError, match="no place 'x:1'"):
        select(atlas, View(place="x:1"))
