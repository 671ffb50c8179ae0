"""The invented texts that the models learn from: every mark can be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from marked_texts import INVENTED, read_marked, unmark


def test_all_texts_are_read_and_hold_mentions() -> None:
    texts = list(read_marked(INVENTED))
    assert len(texts) > 1000
    for text, row in texts:
        assert "[[" not in text, row["doc"]
        for m in row["mentions"]:
            assert text[m["start"] : m["end"]].strip() == text[m["start"] : m["end"]], row["doc"]


def test_marks_become_readings_and_areas() -> None:
    text, row = unmark("[[Tehran|a]] warned [[Troy|o@US-NY]] Police in [[Paris@US-TX]].", "x")
    assert text == "Tehran warned Troy Police in Paris."
    tehran, troy, paris = row["mentions"]
    assert (tehran["reading"], tehran["area"]) == ("associative", None)
    assert (troy["borderline"], troy["area"]) == (True, "US-NY")
    assert (text[paris["start"] : paris["end"]], paris["area"]) == ("Paris", "US-TX")


def test_what_stands_in_other_names_is_left_open() -> None:
    _, row = unmark("The [[Boston|t]] Globe on the [[EU|?]].", "x")
    assert [m["start"] for m in row["optional"]] == [4, 24]
    assert row["mentions"] == []


@pytest.mark.parametrize("marked", ["[[Paris] is", "Paris]] is", "[[Paris|x]] is"])
def test_a_malformed_mark_is_named(marked: str) -> None:
    with pytest.raises(ValueError, match="article-7: malformed mark"):
        unmark(marked, "article-7")
