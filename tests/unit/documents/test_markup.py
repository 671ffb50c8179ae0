"""Markdown's signs are told from the words, and the words stay where they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.markup import markup_around, read_markup, without

REPORT = """---
title: "A winter"
tags: [Iran, trade]
---

# A winter on the Caspian #

Trade grew over the *Caspian Sea*, says the [Port of **Anzali**](https://a.example/x "An"). Ships
leave **Astrakhan. They reach Anzali** in two days.

> Officials said that the railway
> will be finished.

- Wheat goes from `Astrakhan`.
  and comes back.
1. First, 2 * 3 * 4, snake_case_name and \\*stars\\*.

Kazan
-----

***
| Port | Country |
|---|---|
| Aktau | Kazakhstan |

```text
code *as it stands*
```
![The Volga][map] and <https://b.example>
"""


def shown(text: str) -> list[tuple[str, int, str]]:
    found = read_markup(text)
    signs = found.signs
    return [(b.form, b.level, without(text, b.start, b.end, signs)) for b in found.blocks]


def test_a_report_is_read_as_what_it_means() -> None:
    assert shown(REPORT) == [
        ("front", 0, 'title: "A winter"'),
        ("front", 0, "tags: [Iran, trade]"),
        ("heading", 1, "A winter on the Caspian"),
        (
            "prose",
            0,
            "Trade grew over the Caspian Sea, says the Port of Anzali. Ships\n"
            "leave Astrakhan. They reach Anzali in two days.",
        ),
        ("quoted", 0, "Officials said that the railway\nwill be finished."),
        ("item", 0, "Wheat goes from Astrakhan.\n  and comes back."),
        ("number", 0, "1. First, 2 * 3 * 4, snake_case_name and *stars*."),
        ("heading", 2, "Kazan"),
        ("row", 1, " Port  Country "),
        ("row", 0, " Aktau  Kazakhstan "),
        ("code", 0, "text"),
        ("code", 0, "code *as it stands*"),
        ("prose", 0, "The Volga and https://b.example"),
    ]


def test_styles_span_the_words_between_their_signs() -> None:
    found = read_markup(REPORT)
    assert [(REPORT[start:end], style) for start, end, style in sorted(found.styles)] == [
        ("Caspian Sea", "em"),
        ("Anzali", "strong"),
        ("Astrakhan. They reach Anzali", "strong"),
        ("Astrakhan", "code"),
        (" Port ", "cell"),
        (" Country ", "cell"),
        (" Aktau ", "cell"),
        (" Kazakhstan ", "cell"),
    ]


TABLE = r"""Ports[^1][^b] of [Iran](x):

|Port|**Sea** |
|:--|--:|
|Anzali | Caspian\| |
||Aktau|
Then more.

[^1]: As of May.
"""


def test_a_table_has_a_head_and_cells_and_its_words_stay_apart() -> None:
    assert shown(TABLE) == [
        ("prose", 0, "Ports[1][b] of Iran:"),
        ("row", 1, "Port|Sea "),
        ("row", 0, "Anzali  Caspian| "),
        ("row", 0, "|Aktau"),
        ("prose", 0, "Then more."),
        ("prose", 0, "[1]: As of May."),
    ]
    cells = [TABLE[a:b] for a, b, style in read_markup(TABLE).styles if style == "cell"]
    assert cells == ["Port", "**Sea** ", "Anzali ", r" Caspian\| ", "Aktau"]


def test_marks_of_footnotes_are_raised() -> None:
    notes = [TABLE[a:b] for a, b, style in read_markup(TABLE).styles if style == "sup"]
    assert notes == ["[^1]", "[^b]", "[^1]"]


def test_a_passage_knows_the_signs_that_its_paragraph_opens_before_it() -> None:
    start = REPORT.index("They reach")
    end = REPORT.index(" in two days")
    found = markup_around(REPORT, start, end)
    assert without(REPORT, start, end, found.signs) == "They reach Anzali"


PASSAGES = """Ships **leave
Astrakhan. They reach Anzali** in *two
days. Trains* follow.

~~~
They reach *Baku* and **Rasht.

They reach** Tehran.
~~~
Then *Aktau. They reach Ashgabat* at last.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("They reach Anzali** in *two\ndays.", "They reach Anzali in two\ndays."),
        ("Trains* follow.", "Trains follow."),
        ("They reach *Baku* and **Rasht.", "They reach *Baku* and **Rasht."),
        ("They reach** Tehran.", "They reach** Tehran."),
        ("They reach Ashgabat* at last.", "They reach Ashgabat at last."),
    ],
)
def test_a_passage_is_read_in_its_paragraph(passage: str, expected: str, end: str) -> None:
    text = PASSAGES.replace("\n", end)
    passage, expected = passage.replace("\n", end), expected.replace("\n", end)
    start = text.index(passage)
    found = markup_around(text, start, start + len(passage))
    assert without(text, start, start + len(passage), found.signs) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_end_lines_too(end: str) -> None:
    found = shown(REPORT.replace("\n", end))
    assert [(form, level, words.replace(end, "\n")) for form, level, words in found] == (
        shown(REPORT)
    )


def test_a_byte_order_mark_is_no_part_of_a_heading() -> None:
    assert shown("\ufeff# News\nof Baku") == [("heading", 1, "News"), ("prose", 0, "of Baku")]


@pytest.mark.parametrize("text", ["Fill in ______ here", "Fill in ______.", "a ****** b", "a `` b"])
def test_signs_with_nothing_between_them_stay_and_style_nothing(text: str) -> None:
    assert shown(text) == [("prose", 0, text)]
    assert read_markup(text).styles == []


def test_a_window_that_begins_in_code_goes_on_with_it() -> None:
    text = "```\n*Baku*\n*Aktau*\n```\n*Rasht*\n"
    found = read_markup(text, text.index("*Aktau*"))
    assert [block.form for block in found.blocks] == ["code", "prose"]
    assert [text[start:end] for start, end, _ in found.styles] == ["Rasht"]


def test_of_a_very_long_line_only_what_is_near_is_read() -> None:
    text = "*Baku* " * 100_000 + "*Aktau* " + "*Baku* " * 100_000
    start = text.index("*Aktau*")
    found = markup_around(text, start, start + 7)
    assert without(text, start, start + 7, found.signs) == "Aktau"
    assert len(found.signs) < 2_000


@given(st.text(alphabet="*_`[]()<>#->|\\ \nab:1.", max_size=80))
def test_nothing_but_signs_is_left_out(text: str) -> None:
    """Letters and digits are lost from links' addresses only, never from other words."""
    found = read_markup(text)
    for start, end in found.signs:
        assert 0 <= start <= end <= len(text)
        if "](" not in text[start:end] and "][" not in text[start:end]:
            assert not any(c.isalnum() for c in text[start:end])


@pytest.mark.parametrize(
    "part", ["**a ", "[a](", "`a", "[a](b(c", '[a](b "c', "*a _b ", "> ", "# #", "<https://", "|-"]
)
def test_signs_that_never_end_cost_no_more_than_their_length(part: str) -> None:
    begun = time.process_time()
    read_markup(part * (300_000 // len(part)))
    assert time.process_time() - begun < 3


def test_a_heading_of_white_space_costs_no_more_than_its_length() -> None:
    begun = time.process_time()
    read_markup(f"# a{' ' * 300_000}b")
    assert time.process_time() - begun < 3
