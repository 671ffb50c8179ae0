"""Views and briefings are kept, put in order, and come back when they were deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.atlas import Atlas
from geodata.atlas.views import ID, LONGEST_TITLE, checked_text
from geodata.errors import AtlasError, UnknownError
from geodata.model import Briefing, View

FULL = View(
    title="Trains through Iran",
    caption="What the articles\nsay of them",
    extent=(40.0, 25.5, 60.25, 40.0),
    layers=("corridors", "cities"),
    reading="literal",
    documents=("88517bc1fb03",),
    dated="text",
    since="2022-06-01",
    until="2022-07-31",
    undated=False,
    place="curated:instc",
    quote=("88517bc1fb03", 120, 240),
)
HOSTILE = View(title="</script><img src=x>'; DROP TABLE views; --", caption='"\\{{7*7}}\u202e')


def titles(atlas: Atlas) -> list[str]:
    return [saved.view.title for saved in atlas.views()]


@pytest.mark.parametrize("view", [FULL, HOSTILE, View(title="only a title")])
def test_a_view_comes_back_as_it_was(atlas: Atlas, path: Path, view: View) -> None:
    saved = atlas.save_view(view)
    assert ID.fullmatch(saved.view_id)
    assert len(saved.view_id) == 6
    with Atlas.open(path) as reader:
        assert reader.view(saved.view_id) == saved
        assert [found.view for found in reader.views()] == [view]


def test_saving_under_an_id_replaces_what_is_there(atlas: Atlas) -> None:
    first = atlas.save_view(FULL)
    atlas.save_view(View(title="Other"))
    again = atlas.save_view(replace(FULL, title="Renamed"), first.view_id)
    assert (again.view_id, again.position) == (first.view_id, 0)
    assert titles(atlas) == ["Renamed", "Other"]
    assert atlas.save_view(FULL, "of-my-own").view_id == "of-my-own"


def test_order_is_kept_and_what_is_not_named_stays_behind(atlas: Atlas) -> None:
    a, b, c, d = (atlas.save_view(View(title=name)).view_id for name in "abcd")
    atlas.reorder_views([d, b])
    assert titles(atlas) == ["d", "b", "a", "c"]
    atlas.reorder_views([c, a, b, d])
    assert titles(atlas) == ["c", "a", "b", "d"]
    with pytest.raises(UnknownError, match="no view “nothing”"):
        atlas.reorder_views([a, "nothing"])
    assert titles(atlas) == ["c", "a", "b", "d"]


def test_a_deleted_view_comes_back_where_it_was(atlas: Atlas) -> None:
    _, b, _ = (atlas.save_view(View(title=name)).view_id for name in "abc")
    briefing = atlas.save_briefing(Briefing("", "All of them", (b,)))
    atlas.delete_view(b)
    assert titles(atlas) == ["a", "c"]
    with pytest.raises(UnknownError, match=f"no view “{b}”"):
        atlas.view(b)
    with pytest.raises(UnknownError):
        atlas.delete_view(b)
    atlas.restore_view(b)
    assert titles(atlas) == ["a", "b", "c"]
    assert atlas.briefing(briefing.briefing_id).views == (b,)
    with pytest.raises(UnknownError):
        atlas.restore_view(b)


def test_briefings(atlas: Atlas) -> None:
    one, two = (atlas.save_view(View(title=name)).view_id for name in "ab")
    made = atlas.save_briefing(Briefing("talk", "Talk", (two, one)))
    assert atlas.briefings() == [made]
    atlas.save_briefing(replace(made, title="Renamed"))
    assert [b.title for b in atlas.briefings()] == ["Renamed"]
    atlas.delete_briefing("talk")
    assert atlas.briefings() == []
    assert atlas.had_briefings
    assert titles(atlas) == ["a", "b"]
    atlas.restore_briefing("talk")
    assert atlas.briefing("talk").views == (two, one)
    with pytest.raises(UnknownError, match="no view “x”"):
        atlas.save_briefing(Briefing("", "Wrong", ("x",)))
    with pytest.raises(UnknownError, match="no briefing “y”"):
        atlas.briefing("y")


@pytest.mark.parametrize("key", ["A", "a b", "-a", "a--b", "../x", "x" * 41, "ü"])
def test_ids_fit_into_an_address(atlas: Atlas, key: str) -> None:
    with pytest.raises(AtlasError, match="is no id"):
        atlas.save_view(FULL, key)
    assert atlas.views() == []


def test_saving_a_view_leaves_the_data_version_and_the_layers(atlas: Atlas) -> None:
    before = atlas.data_version
    atlas.save_view(FULL)
    assert atlas.data_version == before
    assert not atlas.stale


def test_an_older_atlas_has_none_and_gains_them(atlas: Atlas, path: Path) -> None:
    atlas.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("views", "briefings"):
            connection.execute(f"DROP TABLE {table}")
            connection.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    with Atlas.open(path) as reader:
        assert reader.views() == []
        assert reader.briefings() == []
        assert not reader.had_briefings
        with pytest.raises(UnknownError):
            reader.view("x")
    with Atlas.open(path, write=True) as writer:
        saved = writer.save_view(FULL)
        assert writer.view(saved.view_id).view == FULL


def test_only_an_atlas_open_for_writing_takes_them(atlas: Atlas, path: Path) -> None:
    with Atlas.open(path) as reader, pytest.raises(AtlasError, match="for reading only"):
        reader.save_view(FULL)
    assert atlas.views() == []


def test_half_a_character_is_refused(atlas: Atlas) -> None:
    with pytest.raises(AtlasError, match="surrogate"):
        atlas.save_view(View(title="\ud800"))
    assert atlas.views() == []


@pytest.mark.parametrize(
    "state",
    ["", "[]", "{", '{"extent": [1, 2]}', '{"extent": "abcd"}', '{"layers": ["x"]}',
     '{"quote": ["a", "b", 3]}', '{"reading": "loud"}', '{"documents": [1]}', '{"place": 5}',
     '{"quote": ["a", -1, 3]}', '{"quote": ["a", 3, 3]}', '{"quote": ["a", 0, 1e3]}',
     '{"quote": ["a", 0, 10000000000]}', '{"quote": ["a", false, true]}', '{"documents": "a"}',
     '{"documents": {"a": 1}}', '{"undated": "yes"}', '{"extent": [5, 0, 1, 9]}'],
)  # fmt: skip
def test_a_damaged_view_costs_itself_alone(atlas: Atlas, path: Path, state: str) -> None:
    for view_id in ("first", "bad", "last"):
        atlas.save_view(replace(FULL, title=f"The {view_id}"), view_id)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE views SET state = ? WHERE view_id = 'bad'", (state,))
    assert [(v.view_id, v.position) for v in atlas.views()] == [("first", 0), ("last", 1)]
    assert atlas.damaged() == ["The bad"]
    with pytest.raises(AtlasError, match="the view “bad” is damaged"):
        atlas.view("bad")
    with pytest.raises(UnknownError):
        atlas.view("x")
    atlas.save_view(FULL, "bad")
    assert [view.view_id for view in atlas.views()] == ["first", "bad", "last"]
    assert atlas.damaged() == []


@pytest.mark.parametrize("views", ["[5]", "{}", "", "null", '"a"'])
def test_a_damaged_briefing_costs_itself_alone(atlas: Atlas, path: Path, views: str) -> None:
    view_id = atlas.save_view(FULL).view_id
    for key in ("bad", "good"):
        atlas.save_briefing(Briefing(key, f"The {key}", (view_id,)))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE briefings SET view_ids = ? WHERE briefing_id = 'bad'", (views,))
    assert [briefing.briefing_id for briefing in atlas.briefings()] == ["good"]
    assert atlas.damaged() == ["The bad"]
    with pytest.raises(AtlasError, match="the briefing “bad” is damaged"):
        atlas.briefing("bad")
    atlas.delete_briefing("bad")
    assert atlas.damaged() == []


def test_a_title_of_bytes_that_are_no_text_is_damage_of_its_row(atlas: Atlas, path: Path) -> None:
    for view_id in ("bad", "good"):
        atlas.save_view(FULL, view_id)
    with closing(sqlite3.connect(path)) as connection, connection:
        change = "UPDATE views SET title = CAST(? AS TEXT) WHERE view_id = 'bad'"
        connection.execute(change, (b"Kars \xff\xfe",))
    assert [view.view_id for view in atlas.views()] == ["good"]
    assert atlas.damaged() == ["Kars"]


def test_a_later_programs_field_is_left_out(atlas: Atlas, path: Path) -> None:
    atlas.save_view(FULL)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""UPDATE views SET state = '{"place": "a", "tilt": 30}'""")
    assert atlas.views()[0].view == View(title=FULL.title, caption=FULL.caption, place="a")


@given(st.text(max_size=LONGEST_TITLE))
def test_checked_text_can_be_kept_and_is_stable(text: str) -> None:
    kept = checked_text(text, LONGEST_TITLE, "title")
    kept.encode()
    assert "\n" not in kept
    assert checked_text(kept, LONGEST_TITLE, "title") == kept


def test_a_text_that_is_too_long_is_said_so() -> None:
    with pytest.raises(ValueError, match="the title has 2,000 characters; 300 are the most"):
        checked_text("x" * 2_000, LONGEST_TITLE, "title")


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\u202e", "\u200f \ufeff", "\u2060\u00ad", "\u3164", "\u0301\n", "\U000e0041"],
)
def test_what_shows_nothing_is_no_title(text: str) -> None:
    assert checked_text(text, LONGEST_TITLE, "title") == ""


def test_a_title_does_not_turn_the_words_around_it() -> None:
    assert checked_text("Rail\u202e ot \u2067Iran", 300, "title") == "Rail ot Iran"
    assert checked_text("\u200fإيران 2024", 300, "title") == "\u200fإيران 2024"


def test_joiners_of_persian_words_stay() -> None:
    assert checked_text(" می\u200cخواهم\x00\ud800! ", 300, "title") == "می\u200cخواهم !"
