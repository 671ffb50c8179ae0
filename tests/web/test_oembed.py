"""oEmbed 1.0: our own links become iframes, other people's are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from lxml import html

from mapapp import create_app
from tests.sample import ATTACKS, VIEWS

PUBLIC = "https://maps.example/atlas"


def ask(client: FlaskClient, url: str, **more: object) -> dict[str, Any]:
    response = client.get("/oembed", query_string={"url": url, **more})
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.mimetype == "application/json"
    answer: dict[str, Any] = response.get_json()
    return answer


def frame(answer: dict[str, Any]) -> html.HtmlElement:
    found = html.fragment_fromstring(answer["html"])
    assert found.tag == "iframe"
    return found


def test_a_saved_view(client: FlaskClient) -> None:
    answer = ask(client, "http://localhost/v/corridor")
    assert {k: v for k, v in answer.items() if k != "html"} == {
        "type": "rich",
        "version": "1.0",
        "provider_name": "Sample",
        "provider_url": "http://localhost/",
        "title": VIEWS["corridor"].title,
        "width": 960,
        "height": 600,
    }
    iframe = frame(answer)
    assert iframe.get("src") == "http://localhost/embed/corridor"
    assert iframe.get("title") == VIEWS["corridor"].title
    assert (iframe.get("width"), iframe.get("height")) == ("960", "600")


@pytest.mark.parametrize(
    ("link", "source"),
    [
        ("/", "/embed"),
        ("/?layers=cities&table=yes", "/embed?layers=cities"),
        ("/embed", "/embed"),
        ("/embed?wheel=no&legend=yes&layers=cities", "/embed?layers=cities&wheel=no"),
        ("/embed/corridor?theme=dark", "/embed/corridor?theme=dark"),
        ("/?place=curated:instc&at=38.4,48.9,6.5", "/embed?place=curated:instc&at=38.4,48.9,6.5"),
        ("/v/corridor?at=38.4,48.9,6.5", "/embed/corridor?at=38.4,48.9,6.5"),
        ("/?layers=cities&layers=sites&wheel=no&wheel=yes", "/embed?layers=cities&wheel=no"),
        ("/?layers=&layers=sites", "/embed"),
    ],
)
def test_links_of_ours(client: FlaskClient, link: str, source: str) -> None:
    iframe = frame(ask(client, f"http://localhost{link}"))
    assert unquote(iframe.get("src")) == f"http://localhost{source}"
    assert client.get(source).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/v/corridor",
        "http://localhost.evil.example/v/corridor",
        "http://localhost@evil.example/v/corridor",
        "http://evil.example\\@localhost/v/corridor",
        "//localhost/v/corridor",
        "https://localhost/v/corridor",
        "http://localhost:81/v/corridor",
        "http://[/v/corridor",
        "javascript:alert(1)",
        "/v/corridor",
        "http://localhost/documents/",
        "http://localhost/api/views",
        "http://localhost/present/talk",
        "http://localhost/../etc/passwd",
        "http://localhost/v/corridor\n",
        "http://localhost/?" + "x" * 20_000,
        "http://localhost/?" + "&".join(f"x{n}=1" for n in range(200)),
        "localhost",
    ],
)
def test_foreign_addresses_are_refused(client: FlaskClient, url: str) -> None:
    response = client.get("/oembed", query_string={"url": url})
    assert response.status_code == 404
    assert "Only maps of this server can be embedded" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("given", "status", "line"),
    [
        ({}, 400, "Say which page to embed"),
        ({"url": "http://localhost/v/nothing"}, 404, "there is no view “nothing”"),
        ({"url": "http://localhost/embed?wheel=x"}, 400, "“wheel” must be one of"),
        ({"url": "http://localhost/?extent=1"}, 400, "“extent” must be"),
        ({"url": "http://localhost/", "format": "yaml"}, 501, "“format” must be one of: json, xml"),
        ({"url": "http://localhost/", "maxwidth": "0"}, 400, "“maxwidth” must be a whole number"),
        ({"url": "http://localhost/", "maxwidth": "-5"}, 400, "from 1 to 10000"),
        ({"url": "http://localhost/", "maxheight": "9" * 500}, 400, "“maxheight” must be"),
        ({"url": "http://localhost/", "maxheight": "１２"}, 400, "“maxheight” must be"),
    ],
)
def test_what_cannot_be_is_one_line(
    client: FlaskClient, given: dict[str, str], status: int, line: str
) -> None:
    response = client.get("/oembed", query_string=given)
    assert response.status_code == status
    assert line in response.get_data(as_text=True)


def test_sizes_keep_to_what_is_asked_for(client: FlaskClient) -> None:
    answer = ask(client, "http://localhost/", maxwidth=400, maxheight=10_000)
    assert (answer["width"], answer["height"]) == (400, 600)
    assert (frame(answer).get("width"), frame(answer).get("height")) == ("400", "600")
    assert ask(client, "http://localhost/", maxheight=1)["height"] == 1


def test_xml_says_the_same_and_attacks_are_text_in_both(client: FlaskClient) -> None:
    url = "http://localhost/v/attack"
    answer = ask(client, url)
    assert answer["title"] == " ".join(ATTACKS)
    iframe = frame(answer)
    assert iframe.get("title") == answer["title"]
    assert set(iframe.attrib) == {"src", "title", "width", "height", "loading", "allowfullscreen"}
    response = client.get("/oembed", query_string={"url": url, "format": "xml"})
    assert response.mimetype == "text/xml"
    read = {node.tag: node.text for node in ElementTree.fromstring(response.data)}
    assert read == {name: str(value) for name, value in answer.items()}


def test_characters_that_xml_cannot_write_are_replaced(atlas_path: Path) -> None:
    client = create_app(atlas=atlas_path, title="A\x0bB\ufffe&<").test_client()
    response = client.get("/oembed", query_string={"url": "http://localhost/", "format": "xml"})
    read = ElementTree.fromstring(response.data)
    assert read.findtext("provider_name") == "A\ufffdB\ufffd&<"


@pytest.mark.parametrize(
    "path", ["/?layers=cities&place=curated:instc", "/embed/corridor?zoom=yes"]
)
def test_pages_lead_to_their_answer(client: FlaskClient, path: str) -> None:
    page = html.document_fromstring(client.get(path).get_data(as_text=True))
    for form in ("json", "xml"):
        kind = f"{'application' if form == 'json' else 'text'}/{form}+oembed"
        (link,) = page.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        parts = urlsplit(link)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "http://localhost/oembed"
        response = client.get(f"{parts.path}?{parts.query}")
        assert response.status_code == 200
        assert form in response.mimetype


def test_a_public_address_goes_before_the_requests(atlas_path: Path) -> None:
    client = create_app(atlas=atlas_path, title="Sample", public_url=PUBLIC).test_client()
    answer = ask(client, f"{PUBLIC}/v/corridor")
    assert answer["provider_url"] == f"{PUBLIC}/"
    assert frame(answer).get("src") == f"{PUBLIC}/embed/corridor"
    foreign = ["http://localhost/v/corridor", "https://maps.example/v/corridor"]
    for url in foreign:
        assert client.get("/oembed", query_string={"url": url}).status_code == 404
    page = client.get("/embed").get_data(as_text=True)
    assert f'href="{PUBLIC}/oembed?url=https' in page
