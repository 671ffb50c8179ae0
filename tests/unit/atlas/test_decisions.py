"""People's decisions: the latest on a span holds, and none is ever lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.atlas import Atlas, Decision, MentionRow
from geodata.model import Candidate, Parsed
from tests.unit.atlas.gold import Boxes, document, mention

DOC = document("Astana was silent. The depot near Rasht burned. Astana denied it.")
CAPITAL = Candidate("geonames:1526273", "Astana", "city", 71.4, 51.2, "KZ")
VILLAGE = Candidate("geonames:999", "Astana", "city", 49.0, 41.0, "AZ")
PARSED = Parsed(
    DOC,
    tuple(mention(DOC, "Astana", CAPITAL, nth=nth, runners_up=((VILLAGE, 0.1),)) for nth in (0, 1)),
)
FIRST = Decision(DOC.id, 0, 6, CAPITAL.place_id, "confirm", "Ana", "2024-05-01T10:00:00Z")


@pytest.fixture
def atlas(path: Path) -> Atlas:
    atlas = Atlas.create(path)
    atlas.add(PARSED)
    atlas.refresh(Boxes())
    return atlas


def mentions(atlas: Atlas) -> list[MentionRow]:
    return atlas.mentions(DOC.id)


def cities(atlas: Atlas) -> dict[str, tuple[int, str]]:
    atlas.refresh(Boxes())
    layer = atlas.layer("cities")
    return {row.place_id: (row.mentions, row.decision) for row in layer.itertuples()}


def test_a_confirmed_place_is_certain_and_says_so(atlas: Atlas) -> None:
    atlas.decide(FIRST)
    assert mentions(atlas)[0].decision == "confirmed"
    assert mentions(atlas)[0].probability == 1
    assert cities(atlas) == {CAPITAL.place_id: (2, "confirmed")}


def test_a_moved_mention_leaves_its_place_and_joins_the_other(atlas: Atlas) -> None:
    atlas.decide(replace(FIRST, verdict="move", place_id=VILLAGE.place_id))
    assert cities(atlas) == {CAPITAL.place_id: (1, ""), VILLAGE.place_id: (1, "corrected")}
    assert mentions(atlas)[0].name == "Astana"
    assert [g.passages[0].text for g in atlas.passages(VILLAGE.place_id)] == ["Astana was silent."]


def test_a_place_can_be_moved_to_a_point(atlas: Atlas) -> None:
    atlas.decide(replace(FIRST, verdict="move", lon=50.5, lat=40.5))
    atlas.refresh(Boxes())
    row = atlas.layer("cities").iloc[0]
    assert (row.geometry.x, row.geometry.y, row.decision) == (50.5, 40.5, "corrected")


def test_a_rejected_mention_leaves_the_map_but_can_be_seen(atlas: Atlas) -> None:
    atlas.decide(replace(FIRST, verdict="reject"))
    assert cities(atlas) == {CAPITAL.place_id: (1, "")}
    row = mentions(atlas)[0]
    assert (row.place_id, row.decision, row.reason) == (None, "rejected", "rejected by Ana")
    assert atlas.documents()[0].mentions == 1


def test_a_mention_that_was_not_found_can_be_added(atlas: Atlas) -> None:
    start = DOC.text.index("depot near Rasht")
    depot = replace(
        FIRST, start=start, end=start + 16, place_id="person:depot", verdict="add",
        lon=49.6, lat=37.2, name="Rasht depot", kind="site",
    )  # fmt: skip
    atlas.decide(depot)
    atlas.refresh(Boxes())
    assert [row.surface for row in mentions(atlas)] == ["Astana", "depot near Rasht", "Astana"]
    site = atlas.layer("sites").iloc[0]
    assert (site["name"], site.geometry.x, site.decision) == ("Rasht depot", 49.6, "corrected")


def test_the_latest_decision_on_a_span_holds_and_all_are_kept(atlas: Atlas) -> None:
    later = replace(FIRST, verdict="reject", who="Ben", when="2024-05-02T10:00:00Z")
    back = replace(FIRST, when="2024-05-03T10:00:00Z")
    for decision in (FIRST, later, back):
        atlas.decide(decision)
    assert cities(atlas) == {CAPITAL.place_id: (2, "confirmed")}
    assert atlas.decisions() == [FIRST, later, back]


def test_decisions_outlive_a_rebuild(atlas: Atlas) -> None:
    atlas.decide(replace(FIRST, verdict="move", place_id=VILLAGE.place_id))
    atlas.add(PARSED)
    assert cities(atlas)[VILLAGE.place_id] == (1, "corrected")


def test_decisions_wait_for_a_document_that_is_away(atlas: Atlas) -> None:
    atlas.decide(replace(FIRST, verdict="reject"))
    atlas.remove(DOC.id)
    assert cities(atlas) == {}
    assert len(atlas.decisions()) == 1
    atlas.add(PARSED)
    assert cities(atlas) == {CAPITAL.place_id: (1, "")}


def test_a_confirmed_mention_stays_when_it_is_no_longer_found(atlas: Atlas) -> None:
    atlas.decide(FIRST)
    atlas.add(Parsed(DOC))
    assert [(row.surface, row.decision) for row in mentions(atlas)] == [("Astana", "confirmed")]


def test_not_even_sql_takes_a_decision_back(atlas: Atlas, path: Path) -> None:
    atlas.decide(FIRST)
    atlas.close()
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("DELETE FROM decisions", "UPDATE decisions SET who = 'Eve'"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                connection.execute(statement)
