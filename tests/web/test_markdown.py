"""A Markdown document is read as what it means; its mentions stay on their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from geodata.atlas import Atlas
from geodata.atlas.quotes import quote_of
from geodata.atlas.selection import select
from geodata.model import View
from mapapp import create_app
from tests.sample import INSTC, Named, SmallWorld, parsed

REPORT = """---
title: News of Tehran
---

# Report <b>now</b>

The **North-South Corridor** was *praised
in Ashgabat*, says [Moscow](https://a.example/Iran).

> Talks in **Tehran. They went on in Ashgabat** <script>alert(1)</script>
"""

MENTIONS = (
    Named("Tehran", "geonames:112931", "city"),
    Named("North-South Corridor", INSTC, "corridor"),
    Named("Ashgabat", "geonames:162183", "city"),
    Named("Moscow", "geonames:524901", "city", "associative"),
    Named("Tehran", "geonames:112931", "city", nth=1),
    Named("Ashgabat", "geonames:162183", "city", nth=1),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas of that one report."""
    path = tmp_path_factory.mktemp("markdown") / "report.gpkg"
    with Atlas.create(path) as atlas:
        atlas.add(parsed(REPORT, "report.md", MENTIONS))
        atlas.refresh(SmallWorld())
    return path


@pytest.fixture
def client(path: Path) -> FlaskClient:
    return create_app(atlas=path).test_client()


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_the_article_shows_headings_styles_and_marks_and_no_signs(client: FlaskClient) -> None:
    (info,) = client.get("/api/documents").get_json()
    page = html.document_fromstring(client.get(f"/documents/{info['id']}").get_data(as_text=True))
    shown = page.xpath("//article[@data-document]//div[contains(@class, 'reader-text')]/*")
    assert [(node.tag, node.get("class"), words(node)) for node in shown] == [
        ("p", "front", "title: News of Tehran"),
        ("h3", "heading", "Report <b>now</b>"),
        ("p", "prose", "The North-South Corridor was praised in Ashgabat, says Moscow."),
        ("p", "quoted", "Talks in Tehran. They went on in Ashgabat <script>alert(1)</script>"),
    ]
    assert [node.text_content() for node in page.xpath("//article//strong")] == [
        "North-South Corridor",
        "Tehran. They went on in Ashgabat",
    ]
    marks = page.xpath("//article[@data-document]//mark[@id]")
    assert len(marks) == len(MENTIONS)
    for mark in marks:
        start = int(mark.get("id")[1:])
        assert REPORT[start:].startswith(mark.text_content())


def test_passages_are_read_like_the_article(client: FlaskClient) -> None:
    def plain(runs: list[Any]) -> str:
        return "".join(run if isinstance(run, str) else plain(run["runs"]) for run in runs)

    answer = client.get("/api/places/geonames:162183/passages").get_json()
    passages = [passage for group in answer["groups"] for passage in group["passages"]]
    assert [" ".join(plain(passage["runs"]).split()) for passage in passages] == [
        "The North-South Corridor was praised in Ashgabat, says Moscow.",
        "They went on in Ashgabat <script>alert(1)</script>",
    ]


def test_a_slide_quotes_without_signs(path: Path) -> None:
    with Atlas.open(path) as atlas:
        quote = quote_of(select(atlas, View(place=INSTC)))
    assert quote is not None
    assert quote.text == "The North-South Corridor was praised in Ashgabat, says Moscow."
    assert [quote.text[start:end] for start, end in quote.marks] == ["North-South Corridor"]
    assert REPORT[quote.start : quote.end].startswith("The **North-South Corridor**")
