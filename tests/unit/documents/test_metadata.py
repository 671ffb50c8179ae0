"""Mastheads and footers in the forms that pages and syndicated copies have; all are invented."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from geodata.documents import document_from_text

LEAD = (
    "Dredgers began to clear the channel off Port Mirel on Monday after the spring floods left a "
    "bar of silt across the entrance, the harbour master said."
)
MIDDLE = (
    "Ships bound for the river mouth have waited in the roads for nine days. Grain traders put the "
    "cost at two million crowns, and fishermen in the villages to the south blame the new mole."
)
LAST = (
    "The work is to take three weeks, weather permitting, and will then be reviewed by engineers."
)
BODY = f"{LEAD}\n\n{MIDDLE}\n\n{LAST}"
TITLE = "Dredgers Clear the Channel at Port Mirel"

# ruff: noqa: E501 (lines as pages have them)


class Case(NamedTuple):
    """An article's head and foot, and what is to be read from them."""

    head: str
    foot: str = ""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


CASES = {
    "nothing": Case(""),
    "title alone": Case(f"{TITLE}\n\n", title=TITLE),
    "byline and date": Case(
        f"{TITLE}\n\nBy Ilse Marend\n\nMarch 3, 2021\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
    "capital byline, publisher and date on one line": Case(
        f"{TITLE}\nBY ILSE MAREND AND TOMAS OKE\nThe Mirel Courier | 3 March 2021 | 4 min read\n\n",
        title=TITLE,
        publisher="The Mirel Courier",
        author="ILSE MAREND AND TOMAS OKE",
        published="2021-03-03",
    ),
    "markdown heading, links, share bar": Case(
        f"# {TITLE}\n\nWritten by [Ilse Marend](https://x.example/im)\n\nPublished: 2021-03-03\n\n"
        "Share | Tweet | Email\n\n![](a.png)\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
    "front matter": Case(
        f'---\ntitle: "{TITLE}"\nauthors:\n  - Ilse Marend\n  - Tomas Oke\ndate: 2021-03-03T08:00Z\n'
        "publisher: Mirel Courier\nurl: https://x.example/port\ntags: [ports, silt]\n---\n\n",
        title=TITLE,
        publisher="Mirel Courier",
        author="Ilse Marend, Tomas Oke",
        published="2021-03-03",
        url="https://x.example/port",
    ),
    "kicker, deck, byline, time of day": Case(
        f"WORLD NEWS\n\n{TITLE}\n\nTraders count the days as the silt holds up the grain fleet.\n\n"
        "By Ilse Marend in Port Mirel\nWed 3 Mar 2021 09.14 GMT\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
    "breadcrumb, labels, updated after published": Case(
        f"Home » World » Ports\n\n{TITLE}\n\nPosted on March 3, 2021\nUpdated March 9, 2021\n"
        "Tags: ports, silt\nCategory: Trade\n\n",
        title=TITLE,
        published="2021-03-03",
    ),
    "picture and caption before the text": Case(
        f"{TITLE}\n\nBy Ilse Marend | Mirel Courier\n\n"
        "Photo: The dredger Alma off the mole (Ann Oxo)\n\n",
        title=TITLE,
        publisher="Mirel Courier",
        author="Ilse Marend",
    ),
    "the title twice with a teaser between": Case(
        f"{TITLE}\n\nSilt has closed the port. Read the full story at the Courier.\n\n{TITLE}\n",
        title=TITLE,
    ),
    "name alone beside the date": Case(
        f"{TITLE}\n\nIlse Marend\n03/16/2021\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-16",
    ),
    "title that asks": Case(
        "Who Pays for the Silt at Port Mirel?\n\nAuthor: Ilse Marend\n\n",
        title="Who Pays for the Silt at Port Mirel?",
        author="Ilse Marend",
    ),
    "labels for everything": Case(
        f"Title: {TITLE}\nAuthor: Ilse Marend\nDate: 3 March 2021\nPublisher: Mirel Courier\n"
        "URL: https://x.example/port?id=4\n\n",
        title=TITLE,
        publisher="Mirel Courier",
        author="Ilse Marend",
        published="2021-03-03",
        url="https://x.example/port?id=4",
    ),
    "agency's credits at the end": Case(
        "",
        "\n\n(Reporting by Ilse Marend in Port Mirel; Editing by Tomas Oke)",
    ),
    "signature for a paper": Case(
        "", "\n\nIlse Marend for The Mirel Courier", "", "The Mirel Courier", "Ilse Marend"
    ),
    "signature with a dash": Case(
        "", "\n\n— Ilse Marend, The Mirel Courier\n", "", "The Mirel Courier", "Ilse Marend"
    ),
    "name and date at the end": Case(
        "",
        "\n\nIlse Marend\nTue, 03/16/2021 - 07:30\n\n5 Comments\n\nA reader says\n\nI was there and "
        "saw no silt at all, whatever the harbour master may say.",
        author="Ilse Marend",
        published="2021-03-16",
    ),
    "biography and institution": Case(
        "",
        "\n\n***\n\nIlse Marend is a senior fellow at the Delta School in Oxo and writes on ports. The "
        "views expressed are her own.\n\nThe Delta School is an independent research organization "
        "based in Oxo. It takes no position on policy.",
        publisher="The Delta School",
        author="Ilse Marend",
    ),
    "newsletter, related, copyright": Case(
        f"{TITLE}\n\n",
        "\n\nSign up for our weekly newsletter\n\nRelated articles\n\nNine days in the roads\n\nA mole "
        "too far\n\n© 2021 Mirel Courier. All rights reserved.",
        title=TITLE,
        publisher="Mirel Courier",
    ),
    "first published elsewhere": Case(
        f"{TITLE}\n\nBy: Ilse Marend\n\n",
        "\n\nThis article was originally published by Mirel Courier.\n"
        "Source: https://x.example/port\n",
        title=TITLE,
        publisher="Mirel Courier",
        author="Ilse Marend",
        url="https://x.example/port",
    ),
    "separators and notes to the reader": Case(
        f"{TITLE}\n\nFollow us on Zitter\n\nShare this article\n\n",
        "\n\n---\n\nPlease share this article widely.\n\nFeatured image: the mole at night (Ann Oxo)\n\n"
        "Disclaimer: the authors alone answer for what they write.",
        title=TITLE,
    ),
    "a notice in capitals of another language": Case(
        f"CLİCK HERE for our app\n\n{TITLE}\n\n", title=TITLE
    ),
    "name and date on one line": Case(
        f"{TITLE}\n\nIlse Marend | March 3, 2021\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
    "byline, paper and date on one line": Case(
        f"{TITLE}\n\nBy Ilse Marend, Mirel Courier, March 3, 2021\n\n",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
    "leave a reply": Case(
        f"{TITLE}\nMarch 3, 2021 by Ilse Marend\n\n",
        "\n\nLeave a Reply\n\nYour email address will not be published.",
        title=TITLE,
        author="Ilse Marend",
        published="2021-03-03",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_head_and_foot_are_told_from_the_body(case: Case, newline: str) -> None:
    text = f"{case.head}{BODY}{case.foot}".replace("\n", newline)
    document = document_from_text(text)
    begin, end = document.body
    assert text[begin:end] == BODY.replace("\n", newline)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_fields_are_read_from_head_and_foot(case: Case) -> None:
    document = document_from_text(f"{case.head}{BODY}{case.foot}")
    assert document.title == (case.title or None)
    assert document.publisher == case.publisher
    assert document.author == case.author
    assert document.published == case.published
    assert document.url == case.url
