"""What the pages hold, without a browser: the text is there and leads to the right places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from geodata.atlas import Atlas
from mapapp import create_app
from tests.sample import ATTACKS, FACTORY, HOSTILE, INSTC, SUMMIT, SmallWorld, parsed
from tests.unit.documents.test_language import FOREIGN


def tree(client: FlaskClient, path: str) -> html.HtmlElement:
    """The page as a browser would read it."""
    response = client.get(path)
    assert response.status_code == 200
    return html.document_fromstring(response.get_data(as_text=True))


def test_explorer_counts_documents_mentions_and_places(client: FlaskClient) -> None:
    text = " ".join(tree(client, "/").xpath("//p[@class='counts']")[0].text_content().split())
    assert text == "3 documents · 9 places · 21 mentions"


def test_explorer_lists_layers_with_their_features(client: FlaskClient) -> None:
    page = tree(client, "/")
    layers = page.xpath("//div[@data-layer]/@data-layer")
    assert layers == ["corridors", "cities", "sites", "countries", "waters"]
    row = page.xpath(f"//a[@data-place='{INSTC}']")[0]
    assert row.get("href") == f"/?place={INSTC}"
    assert "".join(row.text_content().split()) == "North-SouthCorridor4"


def test_document_text_is_on_its_page_to_the_word(client: FlaskClient, ids: dict[str, str]) -> None:
    page = tree(client, f"/documents/{ids['summit']}")
    article = page.xpath("//article[@data-document]//div[contains(@class, 'reader-text')]")[0]
    assert article.text_content().split() == SUMMIT.split()


def test_the_reader_says_what_is_not_in_english(
    client: FlaskClient, ids: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "atlas.gpkg"
    with Atlas.create(path) as atlas:
        atlas.add(read := parsed(FOREIGN["fr"], "a.txt", ()))
    page = f"/documents/{read.document.id}"
    notice = "//p[@class='foreign meta'][not(@hidden)]"
    other = create_app(atlas=path).test_client()
    assert "not seem to be in English" in tree(other, page).xpath(notice)[0].text
    assert other.get(f"/api{page}").get_json()["foreign"] is True
    for document_id in ids.values():
        assert not tree(client, f"/documents/{document_id}").xpath(notice)
        assert client.get(f"/api/documents/{document_id}").get_json()["foreign"] is False


def test_every_mention_is_marked_where_it_stands(
    client: FlaskClient, ids: dict[str, str], atlas_path: Path
) -> None:
    with Atlas.open(atlas_path) as atlas:
        expected = {f"m{row.start}": row for row in atlas.mentions(ids["seed"])}
    page = tree(client, f"/documents/{ids['seed']}")
    marks = {mark.get("id"): mark for mark in page.xpath("//article[@data-document]//mark[@id]")}
    assert marks.keys() == expected.keys()
    for anchor, row in expected.items():
        assert marks[anchor].text_content() == row.surface
        assert marks[anchor].get("data-place") == (row.place_id or "")
        assert {f"k-{row.kind}", f"r-{row.reading}"} <= set(marks[anchor].get("class").split())


def test_a_described_site_holds_the_country_it_names(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    page = tree(client, f"/documents/{ids['summit']}")
    inner = page.xpath(f"//mark[@data-place='{FACTORY}']/mark/@data-place")
    assert inner == ["geonames:1220409"]


def test_an_unplaced_mention_says_so(client: FlaskClient, ids: dict[str, str]) -> None:
    (mark,) = tree(client, f"/documents/{ids['summit']}").xpath(
        "//article[@data-document]//mark[text()='Atlantis']"
    )
    assert "unplaced" in mark.get("class")
    assert mark.get("title").startswith("not located")


def test_masthead_is_set_apart_from_the_body(client: FlaskClient, ids: dict[str, str]) -> None:
    page = tree(client, f"/documents/{ids['summit']}")
    aside = page.xpath("//p[@class='aside']")
    assert [item.text_content().strip() for item in aside] == ["Summit in Ashgabat"]


def test_untitled_documents_are_named_as_such(client: FlaskClient) -> None:
    titles = tree(client, "/documents/").xpath("//ul[@class='document-list']//i/text()")
    assert titles == ["No title in the file", "No title in the file"]
    text = tree(client, "/documents/").xpath("//ul[@class='document-list']")[0].text_content()
    assert "summit.txt · 13 Mar 2023" in text


def test_embed_is_bare(client: FlaskClient) -> None:
    page = tree(client, "/embed?theme=dark")
    assert page.get("data-theme") == "dark"
    assert not page.xpath("//aside") + page.xpath("//form")
    assert "Natural Earth" in page.xpath("//p[@class='attribution']")[0].text_content()


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_text(client: FlaskClient, ids: dict[str, str], attack: str) -> None:
    page = tree(client, f"/documents/{ids['hostile']}")
    article = page.xpath("//article[@data-document]//div[contains(@class, 'reader-text')]")[0]
    assert attack in HOSTILE
    assert " ".join(attack.split()) in " ".join(article.text_content().split())


@pytest.mark.parametrize("path", ["/", "/documents/", "/documents/{hostile}", "/embed"])
def test_no_markup_comes_from_documents(
    client: FlaskClient, ids: dict[str, str], path: str
) -> None:
    page = tree(client, path.format(**ids))
    assert not page.xpath("//img | //*[@onerror] | //*[@onload] | //a[starts-with(@href, 'java')]")
    for script in page.xpath("//script[not(@type='application/json')]"):
        assert script.get("nonce")
        assert "alert(" not in (script.text or "").replace("\\u003cscript\\u003ealert(", "")
    assert "49" not in re.findall(r"says (\S+)", page.text_content())


def test_page_follows_the_atlas(tmp_path: Path) -> None:
    from tests.sample import sample

    path = tmp_path / "growing.gpkg"
    Atlas.create(path).close()
    client = create_app(atlas=path).test_client()
    assert "There are no documents" in client.get("/").get_data(as_text=True)
    with Atlas.open(path, write=True) as atlas:
        atlas.add(sample()[0])
        atlas.refresh(SmallWorld())
    assert "1 document<" in client.get("/").get_data(as_text=True)


def test_documents_without_places_say_so(tmp_path: Path) -> None:
    path = tmp_path / "plain.gpkg"
    with Atlas.create(path) as atlas:
        atlas.add(parsed("Only words.", "plain.txt", ()))
        atlas.refresh(SmallWorld())
    page = create_app(atlas=path).test_client().get("/").get_data(as_text=True)
    assert "No places were found in the documents." in page
    assert 'class="layer-list"' not in page
