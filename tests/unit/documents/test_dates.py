"""Dates in running text, with and without their year; all sentences are invented."""

from __future__ import annotations

import pytest

from geodata.documents.dates import bounds, find_dates, full_date

PUBLISHED = "2022-07-20"  # a Wednesday


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    dates = find_dates(text, published)
    assert all(text[date.start : date.end] == date.surface for date in dates)
    return [(date.surface, date.iso) for date in dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank on July 26, 2021 off Oxo.", [("July 26, 2021", "2021-07-26")]),
        ("It sank on 26 July 2021.", [("26 July 2021", "2021-07-26")]),
        ("It sank on the 26th of July, 2021.", [("26th of July, 2021", "2021-07-26")]),
        ("Sept. 9, 1999, was calm.", [("Sept. 9, 1999", "1999-09-09")]),
        ("Logged 2021-07-26T10:00Z.", [("2021-07-26", "2021-07-26")]),
        ("Logged 2021/07/26.", [("2021/07/26", "2021-07-26")]),
        ("Logged 26.07.2021.", [("26.07.2021", "2021-07-26")]),
        ("We met last \nMonday.", [("Monday", None)]),
        ("from 22-24 October 2021", [("22-24 October 2021", "2021-10-22/2021-10-24")]),
        ("on October 8–9, 2021", [("October 8–9, 2021", "2021-10-08/2021-10-09")]),
        ("June 28 to July 3, 2021", [("June 28 to July 3, 2021", "2021-06-28/2021-07-03")]),
        ("28 June – 3 July 2021", [("28 June – 3 July 2021", "2021-06-28/2021-07-03")]),
        ("June–August 2021", [("June–August 2021", "2021-06/2021-08")]),
        ("in June of 2021", [("June of 2021", "2021-06")]),
        ("between 2011 and 2014", [("2011 and 2014", "2011/2014")]),
        ("the 2011-12 season", [("2011-12", "2011/2012")]),
        ("in the 1990s", [("1990s", "1990/1999")]),
        ("since 2014", [("2014", "2014/..")]),
        ("After 2014 it rained.", [("2014", "2014")]),
        ("in 1812", [("1812", "1812")]),
    ],
)
def test_dates_with_their_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on July 19.", [("July 19", "2022-07-19")]),
        ("They met on December 3.", [("December 3", "2021-12-03")]),
        ("They will meet on December 3.", [("December 3", "2022-12-03")]),
        ("The fair in September is off.", [("September", "2022-09")]),
        ("It rained in February.", [("February", "2022-02")]),
        ("It began last October.", [("last October", "2021-10")]),
        ("It began in January of this year.", [("January of this year", "2022-01")]),
        ("It began in May last year.", [("May last year", "2021-05")]),
        ("They met on Tuesday.", [("Tuesday", "2022-07-19")]),
        ("They meet next Friday.", [("next Friday", "2022-07-22")]),
        ("He said on Monday that talks are planned.", [("Monday", "2022-07-18")]),
        ("Talks are planned for Monday.", [("Monday", "2022-07-25")]),
        ("On Tuesday, July 19, they met.", [("July 19", "2022-07-19")]),
        ("on December 30 – January 2", [("December 30 – January 2", "2021-12-30/2022-01-02")]),
        # The name of an event, and a story of another time: the year is not the document's.
        ("after the October 7 attacks", [("October 7", None)]),
        ("In 1979, on November 4, they came.", [("1979", "1979"), ("November 4", None)]),
    ],
)
def test_the_document_s_day_gives_the_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_without_a_day_the_text_tells_the_year_only_close_by() -> None:
    assert found("On July 19 they met. The June 2022 talks failed.", None) == [
        ("July 19", "2022-07-19"),
        ("June 2022", "2022-06"),
    ]
    assert found("On October 22 they meet. It began in February 2022.", None) == [
        ("October 22", None),
        ("February 2022", "2022-02"),
    ]
    assert found("On October 22 they meet, on Friday.", None) == [
        ("October 22", None),
        ("Friday", None),
    ]
    assert found("It was March 2003. On April 5 they left. In 2019 they were back.", None) == [
        ("March 2003", "2003-03"),
        ("April 5", None),
        ("2019", "2019"),
    ]


def test_numeric_dates_are_read_in_the_order_that_the_text_shows() -> None:
    assert found("07/20/2022, then 08/01/2022") == [
        ("07/20/2022", "2022-07-20"),
        ("08/01/2022", "2022-08-01"),
    ]
    assert found("20/07/2022, then 08/01/2022")[1] == ("08/01/2022", "2022-01-08")
    assert found("It is 08/01/2022.") == [("08/01/2022", "2022")]
    assert found("Mon, 08/01/2022") == [("08/01/2022", "2022-08-01")]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on Oxo, and May said so.",
        "Prime Minister May and Augustus March met April Oxo.",
        "It may rain; March to the mole!",
        "Some 2000 soldiers and 1950 tons; about 2000 left.",
        "Resolution 1929 and Flight 2012, Room 2001, $2020, 2,021 and 2022.5",
        "He lives at 2020 Main Street; call 555-2020.",
        "see https://x.example/2022/07/20/port and port_2022 or F-2022",
        "Black Friday and Good Friday, says the Sunday Times.",
        "2021-02-30 and 32.07.2021",
        "13/13/2022 and 99/1/2022",
        "© 2022 Mirel Courier\nCopyright Ilse Marend, Courier, 2021",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_full_date_wants_day_month_and_year() -> None:
    assert full_date("Posted: Tue 26 July 2021, 10:04") == "2021-07-26"
    assert full_date("July 2021") is None
    assert full_date("July 26") is None
    assert full_date("08/01/2022") is None
    assert full_date("9999-12-31") is None


def test_bounds_of_an_iso_value() -> None:
    assert bounds("2022-10-22/2022-10-24") == ("2022-10-22", "2022-10-24")
    assert bounds("2022/..") == ("2022", None)
    assert bounds("2022-07") == ("2022-07", "2022-07")
    assert bounds(None) == (None, None)
