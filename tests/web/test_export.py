"""``/export/``: the right file with the right headers, bounded, and one clear line otherwise."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pptx import Presentation

from geodata.atlas import Atlas
from geodata.model import Briefing, LayerName, View
from mapapp import create_app, exporting
from mapapp.errors import BusyError
from mapapp.exporting.store import Exports
from mapapp.views import export as export_view
from tests.sample import ATTACK, FACTORY, build_sample


def _error(client: FlaskClient, path: str, status: int) -> str:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == status, answer.data
    line: str = answer.json["error"]
    assert "\n" not in line
    return line


@pytest.mark.parametrize("ending", exporting.formats())
def test_every_format_arrives_as_a_file(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/export/view.{ending}")
    assert answer.status_code == 200
    assert answer.content_type.split(";")[0] == exporting.formats()[ending].media_type
    assert f"filename=Sample.{ending}" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(answer.data) > 500


def test_the_address_says_what_is_in_it(client: FlaskClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/export/view.geojson?layers=cities&documents={ids['summit']}")
    places = {f["properties"]["name"]: f["properties"] for f in answer.json["features"]}
    assert set(places) == {"Ashgabat", "Moscow", "Tehran"}
    assert places["Tehran"]["mentions"] == 3
    assert places["Tehran"]["document_ids"] == [ids["summit"]]


def test_a_selected_place_gives_its_name(client: FlaskClient) -> None:
    answer = client.get("/export/view.csv?place=geonames:162183")
    assert "filename=Ashgabat.csv" in answer.headers["Content-Disposition"]


def test_data_end_with_the_extent(client: FlaskClient) -> None:
    answer = client.get("/export/view.csv?layers=cities&extent=50,30,60,40")
    rows = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
    assert {row["place"] for row in rows} == {"Tehran", "Ashgabat"}


def test_links_lead_to_the_public_address(atlas_path: Path) -> None:
    app = create_app(atlas=atlas_path, public_url="https://maps.example")
    features = app.test_client().get("/export/view.geojson?layers=sites").json["features"]
    links = {f["properties"]["place_id"]: f["properties"]["link"] for f in features}
    assert links[FACTORY] == f"https://maps.example/?place={FACTORY}"
    assert "<" not in "".join(links.values())


def test_the_same_file_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/export/view.csv")
    again = client.get("/export/view.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    other = client.get("/export/view.csv?reading=literal")
    assert other.headers["ETag"] != first.headers["ETag"]
    assert client.get("/export/view.csv").data == first.data


@pytest.mark.parametrize("ending", ["kml", "html"])
def test_text_is_sent_compressed_once(client: FlaskClient, ending: str) -> None:
    plain = client.get(f"/export/view.{ending}").data
    answer = client.get(f"/export/view.{ending}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == plain


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rasht – Astara: 162 km", "Rasht-Astara-162-km"),
        ("../../etc/passwd", "etcpasswd"),
        ("CON", "map-CON"),
        ("تهران\u202egnp", "تهرانgnp"),
        ("Übersicht\r\nX: y", "Übersicht-X-y"),
        ("😀", "map"),
        ("北" * 300, "北" * 60),
        ("T" * 2000, "T" * 80),
        ("v1.Ü.csv", "v1.Ü.csv"),
        ("com1.txt", "map-com1.txt"),
        (". . .", "map"),
        (ATTACK, "scriptalert(1)script"),
    ],
)
def test_file_names_are_safe_everywhere(client: FlaskClient, title: str, expected: str) -> None:
    answer = client.get("/export/view.csv", query_string={"title": title})
    header = answer.headers["Content-Disposition"]
    found = re.search(r"filename\*=UTF-8''([^;]+)", header)
    name = unquote(found[1]) if found else ""
    assert name == f"{expected}.csv"
    assert header.isascii()
    assert re.search(r'filename="?[\w.()-]+\.csv"?;', header)


def test_saved_views_have_a_file_of_their_own(tmp_path: Path) -> None:
    path = build_sample(tmp_path / "atlas.gpkg")
    with Atlas.open(path, write=True) as atlas:
        saved = atlas.save_view(View(title="Two cities", layers=("cities",), reading="literal"))
    client = create_app(atlas=path).test_client()
    answer = client.get(f"/export/{saved.view_id}.geojson")
    assert {f["properties"]["layer"] for f in answer.json["features"]} == {"cities"}
    assert "Two-cities.geojson" in answer.headers["Content-Disposition"]
    assert answer.json["title"] == "Two cities"


def test_a_view_of_what_is_gone_costs_its_own_slide_alone(tmp_path: Path) -> None:
    path = build_sample(tmp_path / "atlas.gpkg")
    with Atlas.open(path, write=True) as atlas:
        views = (
            View(title="Gone", documents=("gone",)),
            View(title="Cities", layers=("cities",)),
            View(title="None", layers=()),
        )
        ids = tuple(atlas.save_view(view).view_id for view in views)
        atlas.save_briefing(Briefing("most", "Most", ids))
        atlas.save_briefing(Briefing("none", "None", (ids[0], ids[2])))
    client = create_app(atlas=path).test_client()
    slides = Presentation(io.BytesIO(client.get("/export/most.pptx").data)).slides
    assert [slide.shapes.title.text for slide in slides] == ["Cities", "Sources"]
    words = " ".join(shape.text_frame.text for shape in slides[-1].placeholders)
    assert "Left out: “Gone”: there is no document 'gone' in this atlas; “None”" in words
    assert "there is no document" in _error(client, "/export/none.pptx", 400)
    assert "holds one view" in _error(client, "/export/most.csv", 400)


def test_a_briefing_is_a_deck_of_the_views_that_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build_sample(tmp_path / "atlas.gpkg")
    with Atlas.open(path, write=True) as atlas:
        layers: tuple[LayerName, ...] = ("cities", "waters", "sites")
        ids = [atlas.save_view(View(title=one, layers=(one,))).view_id for one in layers]
        briefing = atlas.save_briefing(Briefing("", "Three slides", tuple(ids)))
        atlas.delete_view(ids[1])
    client = create_app(atlas=path).test_client()
    address = f"/export/{briefing.briefing_id}"
    answer = client.get(f"{address}.pptx")
    assert "Three-slides.pptx" in answer.headers["Content-Disposition"]
    titles = [slide.shapes.title.text for slide in Presentation(io.BytesIO(answer.data)).slides]
    assert titles[:2] == ["cities", "sites"]
    assert "pptx" in _error(client, f"{address}.geojson", 400)
    monkeypatch.setattr(export_view, "MOST_VIEWS", 1)
    assert "has 2 views" in _error(client, f"{address}.pptx?theme=dark", 413)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("view.docx", 400, "There is no format “docx”; there are"),
        ("view", 400, "there are"),
        ("nowhere.csv", 404, "no view or briefing “nowhere”"),
        ("view.csv?layers=none", 400, "Nothing is left to export"),
        ("view.csv?extent=0,0,1,1", 400, "Nothing is left to export"),
        ("view.csv?since=2099-01-01&undated=no", 400, "Nothing is left to export"),
        ("view.csv?layers=rivers", 400, "There is no layer “rivers”"),
        ("view.csv?extent=1,2,3", 400, "west,south,east,north"),
        ("view.csv?since=yesterday", 400, "must be a day"),
        ("view.csv?documents=none", 404, "no document"),
        ("view.csv?place=x:1", 404, "no place"),
        ("view.csv?scale=5", 400, "from 1 to 4"),
        ("view.csv?scale=٣", 400, "from 1 to 4"),
        ("view.csv?size=10x10", 400, "240 to 8000"),
        ("view.csv?size=4000x4000&scale=4", 400, "256 megapixels"),
        ("view.csv?theme=pink", 400, "light, dark"),
        ("view.csv?transparent=perhaps", 400, "no, yes"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    client: FlaskClient, path: str, status: int, said: str
) -> None:
    assert said in _error(client, f"/export/{path}", status)


def test_a_person_gets_the_error_as_a_page(client: FlaskClient) -> None:
    answer = client.get("/export/view.docx", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert "There is no format" in answer.text


def test_too_much_is_refused_with_the_way_out(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_view, "MOST_MENTIONS", 3)
    line = _error(client, "/export/view.csv?title=large", 413)
    assert "mapapp export" in line
    assert client.get("/export/view.csv?title=small&layers=waters").status_code == 200


@pytest.fixture
def narrow(app: Flask) -> Iterator[Exports]:
    """One export at a time, and nobody waits."""
    usual = app.extensions["mapapp_exports"]
    app.extensions["mapapp_exports"] = Exports(at_once=1, patience=0.05)
    yield app.extensions["mapapp_exports"]
    app.extensions["mapapp_exports"] = usual


def test_who_comes_while_others_are_served_is_asked_to_come_again(
    client: FlaskClient, narrow: Exports
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow() -> bytes:
        entered.set()
        leave.wait(10)
        return b"done"

    thread = threading.Thread(target=lambda: narrow.get("slow", slow))
    thread.start()
    assert entered.wait(10)
    answer = client.get("/export/view.csv", headers={"Accept": "application/json"})
    leave.set()
    thread.join()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "try again" in answer.json["error"]
    assert client.get("/export/view.csv").status_code == 200


def test_what_is_kept_is_bounded_and_the_least_used_goes() -> None:
    exports = Exports(most_bytes=10)
    made = []

    def make(name: str, size: int) -> bytes:
        made.append(name)
        return b"x" * size

    for name, size in (("a", 4), ("b", 4), ("a", 4), ("c", 4), ("a", 4), ("b", 4), ("big", 11)):
        assert len(exports.get(name, lambda name=name, size=size: make(name, size))) == size
    assert made == ["a", "b", "c", "b", "big"]
    assert len(exports.get("big", lambda: make("big", 11))) == 11
    assert made[-1] == "big"
    assert made.count("big") == 2


def test_a_failed_export_frees_its_place(narrow: Exports) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    for _ in range(3):
        with pytest.raises(ValueError, match="no"):
            narrow.get("x", fail)
    assert narrow.get("x", lambda: b"yes") == b"yes"
    with pytest.raises(BusyError), narrow._slot():
        narrow.get("y", lambda: b"")


def test_the_dialog_offers_every_format(client: FlaskClient) -> None:
    page = client.get("/").text
    for form in exporting.formats().values():
        assert f'value="{form.ending}"' in page
        assert form.note in page


def test_hostile_text_comes_out_as_text(client: FlaskClient) -> None:
    answer = client.get("/export/view.geojson?layers=sites")
    assert b"<script" not in answer.data
    names = {f["properties"]["name"] for f in json.loads(answer.data)["features"]}
    assert '"><img src=x onerror=alert(2)>' in names
