"""Text with marks: nothing lost, nothing doubled, whatever overlaps."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.markup import read_markup
from mapapp.reading import Mark, Run, paragraph_spans, paragraphs, runs, window_around


def mark(start: int, end: int) -> Mark:
    return Mark(start, end, start, "x", "city", "literal", "X")


def plain(items: list[Run]) -> str:
    return "".join(run if isinstance(run, str) else plain(run["runs"]) for run in items)


def anchors(items: list[Run]) -> list[int]:
    found: list[int] = []
    for run in items:
        if not isinstance(run, str):
            start = run.get("start")
            found += [start] if isinstance(start, int) else []
            found += anchors(run["runs"])
    return found


def test_nested_marks_nest() -> None:
    text = "a drone factory in Tajikistan, they say"
    (before, outer, after) = runs(text, 0, len(text), [mark(2, 29), mark(19, 29)])
    assert (before, after) == ("a ", ", they say")
    assert not isinstance(outer, str)
    assert plain(outer["runs"]) == "drone factory in Tajikistan"
    assert anchors([outer]) == [2, 19]


def test_crossing_marks_are_split_with_one_anchor() -> None:
    text = "abcdefgh"
    result = runs(text, 0, 8, [mark(1, 5), mark(3, 7)])
    assert plain(result) == text
    assert anchors(result) == [1, 3]
    assert [plain([run]) for run in result] == ["a", "bcde", "fg", "h"]


texts = st.text(alphabet="ab 😀\n", max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=8))
def test_no_character_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    starts = {s: min(len(text), s + n) for s, n in spans if s < len(text)}
    marks = [mark(s, e) for s, e in sorted(starts.items())]
    shown = paragraphs(text, (0, len(text)), marks)
    assert " ".join(plain(item["runs"]) for item in shown).split() == text.split()


signs = st.text(alphabet="ab*_`[]()<># -|\n", max_size=60)


@given(signs, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=8))
def test_no_mark_on_words_is_lost_among_signs_of_markdown(
    text: str, spans: list[tuple[int, int]]
) -> None:
    ends = {s: min(len(text), s + n) for s, n in spans if s < len(text) and text[s].isalnum()}
    marks = [mark(s, e) for s, e in sorted(ends.items())]
    shown = paragraphs(text, (0, len(text)), marks, markup=read_markup(text))
    assert sorted(a for item in shown for a in anchors(item["runs"])) == sorted(ends)


def styled(n: int) -> None:
    text = "*a*" * n + " in Paris"
    paragraphs(text, (0, len(text)), [], markup=read_markup(text))


def listed(n: int) -> None:
    text = "Iran, " * n
    paragraphs(text, (0, len(text)), [mark(6 * i, 6 * i + 4) for i in range(n)])


def crossing(n: int) -> None:
    """Each mark ends in the next."""
    text = "a b " * n
    paragraphs(text, (0, len(text)), [mark(4 * i, 4 * i + 7) for i in range(n - 1)])


def spaced(n: int) -> None:
    text = f"Talks in Paris{' ' * 20 * n}x."
    for rest in ("", "\n" + "a" * 200):
        assert list(paragraph_spans(text + rest, 0, len(text)))


@pytest.mark.parametrize("read", [styled, listed, crossing, spaced])
def test_time_grows_no_faster_than_a_text(read: Callable[[int], None]) -> None:
    def seconds(n: int) -> float:
        # The best of three: a collection of the whole process's garbage is none of its work.
        times = []
        for _ in range(3):
            begun = time.process_time()
            read(n)
            times.append(time.process_time() - begun)
        return min(times)

    assert seconds(12_000) < 10 * seconds(3_000) + 0.05


@given(texts)
def test_paragraphs_cover_everything_but_white_space(text: str) -> None:
    spans = list(paragraph_spans(text, 0, len(text)))
    assert all(text[start:end].strip() for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()


def test_lines_are_paragraphs_only_where_they_were_not_wrapped() -> None:
    wrapped = "one line\nand its rest\n\nanother"
    assert [wrapped[a:b] for a, b in paragraph_spans(wrapped, 0, len(wrapped))] == [
        "one line\nand its rest",
        "another",
    ]
    long = "x" * 200 + "\nsecond"
    assert len(list(paragraph_spans(long, 0, len(long)))) == 2


@given(st.integers(0, 5000), st.integers(1, 400))
def test_a_window_holds_what_was_asked_for(at: int, size: int) -> None:
    text = ("word " * 9 + "\n") * 100
    at = min(at, len(text) - 1)
    start, end = window_around(text, at, size)
    assert 0 <= start <= at < end <= len(text)


def test_depth_is_bounded() -> None:
    text = "x" * 400
    marks = [mark(i, 400 - i) for i in range(150)]
    assert plain(runs(text, 0, 400, marks)) == text
