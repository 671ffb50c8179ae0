"""A briefing's page holds all its slides: words, key, quote with its source, the counts to draw."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from pptx import Presentation

from geodata.atlas import Atlas
from geodata.model import Briefing, View
from mapapp import create_app
from tests.sample import FACTORY, SUMMIT, VIEWS


def read(client: FlaskClient, path: str) -> tuple[html.HtmlElement, list[dict[str, Any]]]:
    response = client.get(path)
    assert response.status_code == 200
    page = html.document_fromstring(response.get_data(as_text=True))
    return page, json.loads(page.get_element_by_id("slides").text)


def test_slides_hold_all_that_is_shown(client: FlaskClient) -> None:
    _, slides = read(client, "/present/talk")
    assert [slide["id"] for slide in slides] == list(VIEWS)
    corridor, factory, *_ = slides
    assert corridor["title"] == VIEWS["corridor"].title
    assert corridor["extent"] == [30, 15, 80, 60]
    assert corridor["counts"] is None
    assert corridor["figure"] == {"value": "162 km", "note": "of rail missing from Astara to Rasht"}
    assert {"symbol": "sea", "status": "", "text": "Sea"} in corridor["legend"]
    assert corridor["sources"].startswith("North-South Corridor: 3 passages in 2 documents")
    assert "Lines and stops come from the list of corridors" in corridor["sources"]
    assert set(factory["counts"][FACTORY]) == {"mentions", "literal", "associative"}
    assert all(counts["associative"] == 0 for counts in factory["counts"].values())


def test_a_quote_is_the_documents_words_and_leads_to_them(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    _, (_, factory, *_) = read(client, "/present/talk")
    quote = factory["quote"]
    words = "".join(run["text"] for run in quote["runs"])
    texts = {ids["summit"]: SUMMIT}
    key = quote["url"].split("/")[-1].split("#")[0]
    text = texts.get(key) or client.get(f"/documents/{key}").get_data(as_text=True)
    assert words.strip("… ")[:60] in " ".join(text.split())
    assert ["factory" in run["text"] for run in quote["runs"] if run["mark"]] == [True]
    page = html.document_fromstring(client.get(quote["url"]).get_data(as_text=True))
    assert page.xpath(f"//mark[@id='{quote['url'].split('#')[1]}']")


def test_the_last_page_lists_every_source_once(client: FlaskClient) -> None:
    page, _ = read(client, "/present/talk")
    links = page.xpath("//section[@class='end']//li/a/@href")
    assert len(links) == len(set(links)) == 3
    assert all(client.get(link).status_code == 200 for link in links)


def test_without_scripts_its_words_can_be_read(client: FlaskClient) -> None:
    page, _ = read(client, "/present/talk")
    assert VIEWS["corridor"].caption in page.xpath("//noscript")[0].text_content()


def test_an_unknown_briefing_is_said(client: FlaskClient) -> None:
    response = client.get("/present/nothing")
    assert response.status_code == 404
    assert "there is no briefing “nothing” in this atlas" in response.get_data(as_text=True)


def test_a_view_of_what_is_gone_does_not_stop_the_others(atlas_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(atlas_path, tmp_path / "own.gpkg"))
    with Atlas.open(path, write=True) as atlas:
        gone = atlas.save_view(View(title="Gone", place="site:gone"))
        bare = atlas.save_view(View(title="Bare", layers=("areas",), reading="associative"))
        atlas.save_briefing(Briefing("two", "Two", (gone.view_id, "corridor", bare.view_id)))
        atlas.save_briefing(Briefing("none", "None", (gone.view_id,)))
    client = create_app(atlas=path).test_client()
    page, (slide,) = read(client, "/present/two")
    assert slide["title"] == VIEWS["corridor"].title
    (said,) = page.xpath("//section[@class='end']/p[@class='left-out']/text()")
    assert said.startswith("Left out: “Gone”: there is no place 'site:gone' in this atlas; “Bare”")
    assert client.get("/present/none").status_code == 404
    assert "“Gone”: there is no place" in client.get("/present/none").get_data(as_text=True)


def test_the_page_shows_the_views_that_the_slides_show(atlas_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(atlas_path, tmp_path / "own.gpkg"))
    with Atlas.open(path, write=True) as atlas:
        gone = atlas.save_view(View(title="Gone", documents=("gone",)))
        atlas.save_briefing(Briefing("two", "Two", (gone.view_id, "corridor")))
    client = create_app(atlas=path).test_client()
    _, slides = read(client, "/present/two")
    deck = Presentation(BytesIO(client.get("/export/two.pptx").data))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == [*(slide["title"] for slide in slides), "Sources"]
