"""Dates become bars of the finest unit that fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import TextDate
from mapapp.summary import blocks, ticks, timeline


def dates(*isos: str | None) -> list[TextDate]:
    return [TextDate(0, 1, "x", iso) for iso in isos]


def test_months_between_first_and_last_are_all_there() -> None:
    times = timeline(dates("2022-11-05", "2023-01", "2023-01-31"))
    assert times.unit == "month"
    counts = [(bar.label, bar.count) for bar in times.bars]
    assert counts[:3] == [("2022-11", 1), ("2022-12", 0), ("2023-01", 2)]
    assert times.span == ("2022-11", "2023-01")


def test_what_has_no_month_is_counted_apart() -> None:
    times = timeline(dates("2022-11-05", "2022", None))
    assert (times.total, times.undated) == (1, 2)


def test_an_interval_counts_where_it_begins() -> None:
    assert timeline(dates("2024-10-31/2024-11-02")).bars[0].label == "2024-10"


def test_a_long_span_is_counted_by_years() -> None:
    times = timeline(dates("1950", "1980-01-01", "2020"))
    assert times.unit == "year"
    assert (len(times.bars), times.total) == (71, 3)


def test_one_old_date_does_not_flatten_the_rest() -> None:
    times = timeline(dates("1828", *(f"2022-{month:02d}" for month in range(1, 13))))
    assert (times.unit, times.earlier, times.total) == ("month", 1, 12)


@given(st.lists(st.one_of(st.none(), st.dates().map(str), st.integers(1000, 2100).map(str))))
def test_every_date_is_somewhere(isos: list[str | None]) -> None:
    times = timeline(dates(*isos))
    assert times.total + times.undated + times.earlier == len(isos)
    shapes = blocks(times)
    assert all(0 <= shape.y <= 36 and 0 <= shape.x < 100 for shape in shapes)
    assert len(ticks(times)) <= 8
