"""The embed's address is a contract: each flag does what docs/embedding.md says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from lxml import html

from mapapp.embedding import FLAGS, Flags, flag_arguments, flags_of
from mapapp.errors import BadRequestError
from tests.sample import ATTACKS, FACTORY, INSTC, VIEWS

DOCS = Path(__file__).parents[2] / "docs" / "embedding.md"


def tree(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, response.get_data(as_text=True)
    return html.document_fromstring(response.get_data(as_text=True))


def view(page: html.HtmlElement) -> dict[str, Any]:
    """What the script draws."""
    found: dict[str, Any] = json.loads(page.get_element_by_id("view").text)
    return found


def test_the_documented_flags_are_the_ones_there_are() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`.*?`) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name: tuple(re.findall(r"`(\w+)`", values)) for name, values in rows}
    assert documented == dict(FLAGS)
    assert Flags() == Flags(**{name: values[0] for name, values in FLAGS.items()})


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in FLAGS.items() for v in values])
def test_flags_survive_an_address(name: str, value: str) -> None:
    flags = flags_of({name: value})
    assert getattr(flags, name) == value
    assert flags_of(flag_arguments(flags)) == flags


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize("value", ["maybe", "YES", "1", ATTACKS[0], "x" * 2_000])
def test_a_value_that_there_is_not_is_one_line(client: FlaskClient, name: str, value: str) -> None:
    with pytest.raises(BadRequestError):
        flags_of({name: value})
    response = client.get("/embed", query_string={name: value})
    assert response.status_code == 400
    assert f"“{name}” must be one of: {', '.join(FLAGS[name])}." in response.get_data(as_text=True)
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_a_position_is_drawn_and_leads_to_the_explorer_at_it(client: FlaskClient) -> None:
    shown = tree(client, "/embed/corridor?at=38.4,-120,6.55")
    assert view(shown)["at"] == [38.4, -120, 6.55]
    (source,) = shown.xpath("//p[@class='attribution']/a/@href")
    assert "at=38.4,-120,6.55" in unquote(source)
    assert view(tree(client, "/embed/corridor"))["at"] is None


@pytest.mark.parametrize(
    "at", ["1,2", "x,2,3", "91,0,3", "0,541,3", "1,2,-1", "nan,1,2", "1,2,3,4"]
)
def test_a_position_that_there_is_not_is_one_line(client: FlaskClient, at: str) -> None:
    response = client.get("/embed", query_string={"at": at})
    assert response.status_code == 400
    assert "latitude,longitude,zoom" in response.get_data(as_text=True)


def test_unknown_names_are_not_ours(client: FlaskClient) -> None:
    assert client.get("/embed?utm_source=x").status_code == 200


def test_legend(client: FlaskClient) -> None:
    shown = tree(client, "/embed/corridor")
    assert shown.xpath("//details[contains(@class, 'legend')]/summary")[0].text_content() == (
        VIEWS["corridor"].title
    )
    entries = [li.text_content().strip() for li in shown.xpath("//details[1]//li")]
    assert entries == [
        "Rail", "Sea", "Missing link: nothing built", "Stop on a line",
        "City: things happen here", "Named as a government",
        "Country: stronger tint, more passages", "Water that is named",
    ]  # fmt: skip
    assert not tree(client, "/embed/corridor?legend=no").xpath("//details")


def test_heading(client: FlaskClient) -> None:
    assert (
        VIEWS["corridor"].title in tree(client, "/embed/corridor?legend=no").xpath("//h1")[0].text
    )
    hidden = tree(client, "/embed/corridor?heading=no")
    assert hidden.xpath("//summary")[0].text == "Key"
    assert VIEWS["corridor"].title not in hidden.xpath("//body")[0].text_content()
    assert VIEWS["corridor"].caption not in hidden.xpath("//body")[0].text_content()
    assert not tree(client, "/embed?heading=no&legend=no").xpath("//h1 | //summary")


def test_zoom(client: FlaskClient) -> None:
    assert not tree(client, "/embed").xpath("//*[@id='zoom-in']")
    assert tree(client, "/embed?zoom=yes").xpath("//button[@id='zoom-in']")


def test_control(client: FlaskClient) -> None:
    assert not tree(client, "/embed").xpath("//input")
    boxes = tree(client, "/embed?control=yes&layers=cities,sites").xpath("//input/@value")
    assert boxes == ["sites", "cities"]


def test_wheel(client: FlaskClient) -> None:
    assert tree(client, "/embed").xpath("//body/@data-wheel") == ["yes"]
    assert tree(client, "/embed?wheel=no").xpath("//body/@data-wheel") == ["no"]


def test_theme(client: FlaskClient) -> None:
    assert not tree(client, "/embed").xpath("/html/@data-theme")
    for theme in ("light", "dark"):
        assert tree(client, f"/embed?theme={theme}").xpath("/html/@data-theme") == [theme]


def test_the_arguments_of_a_view(client: FlaskClient) -> None:
    page = tree(client, f"/embed?extent=40,30,60,50&layers=cities&place={INSTC}&title=Mine")
    assert view(page) == {
        "extent": [40, 30, 60, 50], "layers": ["cities"], "place": INSTC, "counts": None,
        "at": None,
    }  # fmt: skip
    assert page.xpath("//summary")[0].text == "Mine"


def test_what_filters_leave_is_counted(client: FlaskClient) -> None:
    counts = view(tree(client, "/embed?layers=cities&reading=literal"))["counts"]
    assert counts["geonames:162183"] == {"mentions": 2, "literal": 2, "associative": 0}
    assert "geonames:524901" not in counts  # Moscow only warns


def test_a_saved_view_and_what_goes_before_it(client: FlaskClient) -> None:
    assert view(tree(client, "/embed/corridor"))["extent"] == list(VIEWS["corridor"].extent or ())
    page = tree(client, "/embed/corridor?layers=waters&title=Other")
    assert view(page)["layers"] == ["waters"]
    assert view(page)["place"] == INSTC
    assert page.xpath("//summary")[0].text == "Other"


@pytest.mark.parametrize(
    ("path", "status", "line"),
    [
        ("/embed/nothing", 404, "there is no view “nothing”"),
        ("/embed?place=geonames:1", 404, "there is no place"),
        ("/embed?documents=0123", 404, "there is no document"),
        ("/embed?extent=1,2,3", 400, "“extent” must be"),
        ("/embed?layers=roads", 400, "There is no layer “roads”"),
        ("/embed?quote=x", 400, "“quote” must be"),
        ("/embed?since=June", 400, "“since” must be a day"),
    ],
)
def test_what_cannot_be_is_one_line_in_the_frame(
    client: FlaskClient, path: str, status: int, line: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert line in response.get_data(as_text=True)
    assert "X-Frame-Options" not in response.headers


def test_links_open_the_source_in_the_explorer(client: FlaskClient) -> None:
    link = tree(client, "/embed/corridor").xpath("//p[@class='attribution']/a")[0]
    assert link.text == "Open the source"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    assert f"place={INSTC}" in link.get("href")
    assert client.get(link.get("href")).status_code == 200
    assert FACTORY.replace("@", "%40") in str(
        tree(client, "/embed/factory").xpath("//p/a/@href")
    ).replace("%3A", ":").replace("@", "%40")


def test_it_names_its_documents_and_whose_map_it_is(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    page = tree(client, f"/embed?documents={ids['summit']}")
    words = page.xpath("//p[@class='attribution']")[0].text_content()
    assert "1 document ·" in words
    assert "Natural Earth" in words


@pytest.mark.parametrize("path", ["/embed/attack", "/present/talk", "/embed?title="])
def test_attacks_are_text(client: FlaskClient, path: str) -> None:
    if path.endswith("="):
        response = client.get("/embed", query_string={"title": " ".join(ATTACKS)})
        page = html.document_fromstring(response.get_data(as_text=True))
    else:
        page = tree(client, path)
    assert not page.xpath("//img | //*[@onerror] | //*[@onload]")
    scripts = page.xpath("//script[not(@type='application/json')]")
    assert all(script.get("nonce") for script in scripts)
    assert "49" not in page.xpath("//title")[0].text_content()
    assert "alert(2)" in html.tostring(page, encoding="unicode")


def test_the_rules_of_a_web_add_in(client: FlaskClient) -> None:
    """PowerPoint's frames pages over https without X-Frame-Options, whose ancestors admit it."""
    response = client.get("/embed/corridor?wheel=no", base_url="https://localhost")
    assert response.status_code == 200
    assert "X-Frame-Options" not in response.headers
    page = html.document_fromstring(response.get_data(as_text=True))
    linked = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert linked
    assert not [url for url in linked if url.startswith("http:")]  # no mixed content
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
