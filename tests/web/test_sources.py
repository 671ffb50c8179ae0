"""Who says it and when: the same words beside a passage, on a slide and in its sources."""

from __future__ import annotations

import pytest

from geodata.atlas import DocumentInfo
from mapapp.dates import written
from mapapp.pictures.column import quote_line
from mapapp.pictures.decks.sources import cited
from mapapp.sources import named


def info(**known: str) -> DocumentInfo:
    given = dict.fromkeys(DocumentInfo.__dataclass_fields__) | {"name": "a.txt", "id": "a"} | known
    return DocumentInfo(**given)  # type: ignore[arg-type]


def test_a_document_is_credited_in_the_same_words_everywhere() -> None:
    whole = info(author="Nima\n Khorrami", publisher="MEI", published="2022-08-01", title="T")
    said = "Nima Khorrami, MEI, 1 August 2022"
    assert (named(whole), quote_line(whole), cited(whole)) == (said, said, said)
    assert named(info(author="MEI", publisher="MEI")) == "MEI, no date"
    assert named(info(title="A report", published="2022-08")) == "A report, August 2022"
    assert named(info()) == "a.txt, no date"


@pytest.mark.parametrize(
    ("iso", "short", "full"),
    [
        ("2022-07-06", "6 Jul 2022", "6 July 2022"),
        ("2022-09", "Sep 2022", "September 2022"),
        ("2022", "2022", "2022"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_as_people_write_them(iso: str, short: str, full: str) -> None:
    assert (written(iso), written(iso, full=True)) == (short, full)
