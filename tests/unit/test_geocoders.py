"""geopy both ways: our gazetteer offered, online services asked, by stand-ins on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from geopy.geocoders.base import Geocoder

from geodata import geocoders, ingest
from geodata.atlas import Atlas
from geodata.errors import GeodataError
from geodata.gazetteer import Gazetteer
from geodata.geocoders import Gaps, GazetteerGeocoder, fill_gaps, online
from geodata.model import Candidate, Document, Mention, Parsed, Resolution
from mapapp.cli import cli

NOMINATIM = [
    {
        "osm_type": "node", "osm_id": 27, "lat": "43.1", "lon": "41.2", "class": "place",
        "type": "village", "name": "Zzyzx", "display_name": "Zzyzx, Georgia",
        "address": {"country_code": "ge"},
    }
]  # fmt: skip
PHOTON = {
    "features": [
        {
            "geometry": {"coordinates": [41.2, 43.1]},
            "properties": {
                "osm_type": "W", "osm_id": 27, "osm_key": "waterway", "osm_value": "river",
                "name": "Zzyzx", "countrycode": "GE",
            },
        }
    ]
}  # fmt: skip
GEONAMES = {
    "geonames": [
        {
            "geonameId": 99, "lat": "43.1", "lng": "41.2", "fcl": "T", "name": "Zzyzx",
            "countryCode": "GE", "adminCode1": "02", "population": 0,
        }
    ]
}  # fmt: skip


@dataclass
class StandIn:
    """A service on this machine: what it was asked, and what it answers to all."""

    url: str
    answer: Any = field(default_factory=lambda: NOMINATIM)
    status: int = 200
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr(geocoders, "_DELAYS", dict.fromkeys(geocoders.SERVICES, 0.0))
    monkeypatch.setattr(geocoders, "_RETRY_AFTER", 0.0)
    stand_in = StandIn("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.asked.append(parse_qs(urlsplit(self.path).query))
            stand_in.agents.append(self.headers["User-Agent"])
            answer = stand_in.answer
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(stand_in.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()


# The gazetteer as a geopy geocoder


def test_the_gazetteer_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    geocoder = GazetteerGeocoder(gazetteer)
    assert isinstance(geocoder, Geocoder)
    found = geocoder.geocode("Tbilisi")
    assert found.address == "Tbilisi, Georgia"
    assert (round(found.latitude), round(found.longitude)) == (42, 45)
    assert found.raw["place_id"] == "geonames:611717"
    assert found.raw["population"] > 1_000_000


@pytest.mark.parametrize(
    ("query", "country", "admin1"),
    [
        ("Naples", "IT", "04"),
        ("Naples, Florida", "US", "FL"),
        ("Naples, Florida, USA", "US", "FL"),
        ("Paris, Texas", "US", "TX"),
        ("Washington, D.C.", "US", "DC"),
    ],
)
def test_what_follows_a_comma_holds_the_place(
    gazetteer: Gazetteer, query: str, country: str, admin1: str
) -> None:
    raw = GazetteerGeocoder(gazetteer).geocode(query).raw
    assert (raw["country"], raw["admin1"]) == (country, admin1)


@pytest.mark.parametrize("query", ["", ",", "Zzyzxville", "Tbilisi, Florida", "Iranian, Iran"])
def test_what_is_no_place_is_none(gazetteer: Gazetteer, query: str) -> None:
    geocoder = GazetteerGeocoder(gazetteer)
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_several_places_of_a_name(gazetteer: Gazetteer) -> None:
    geocoder = GazetteerGeocoder(gazetteer)
    found = geocoder.geocode("Springfield", exactly_one=False)
    assert len(found) > 10
    assert geocoder.geocode("Springfield", exactly_one=False, limit=3) == found[:3]
    assert geocoder.geocode("Springfield") == found[0]
    with pytest.raises(ValueError, match="limit"):
        geocoder.geocode("Springfield", exactly_one=False, limit=0)


# Online services


@pytest.mark.parametrize(
    ("name", "answer", "place_id", "kind", "param"),
    [
        ("nominatim", NOMINATIM, "osm:node/27", "city", "q"),
        ("photon", PHOTON, "osm:way/27", "water", "q"),
        ("geonames", GEONAMES, "geonames:99", "landform", "q"),
    ],
)
def test_a_service_is_asked_for_the_name_alone_and_once(
    service: StandIn, tmp_path: Path, name: Any, answer: Any, place_id: str, kind: str, param: str
) -> None:
    service.answer = answer
    geocode = online(name, cache_folder=tmp_path, url=service.url, username="me")
    place = geocode("Zzyzx")
    assert place is not None
    assert (place.place_id, place.kind, place.lon, place.lat) == (place_id, kind, 41.2, 43.1)
    assert (place.name, place.country, place.basis) == ("Zzyzx", "GE", "known")
    assert name in str(place.note).casefold()
    assert [query[param] for query in service.asked] == [["Zzyzx"]]
    assert service.agents[0].startswith("mapapp")

    again = online(name, cache_folder=tmp_path, url=service.url, username="me")
    assert again("ZZYZX ") == geocode("Zzyzx") == place
    assert len(service.asked) == 1


def test_that_a_service_knows_nothing_is_kept_too(service: StandIn, tmp_path: Path) -> None:
    service.answer = []
    assert online("nominatim", cache_folder=tmp_path, url=service.url)("Zzyzx") is None
    assert online("nominatim", cache_folder=tmp_path, url=service.url)("Zzyzx") is None
    assert len(service.asked) == 1


def test_a_line_that_was_cut_off_is_asked_for_again(service: StandIn, tmp_path: Path) -> None:
    online("nominatim", cache_folder=tmp_path, url=service.url)("Zzyzx")
    [answers] = tmp_path.iterdir()
    answers.write_bytes(answers.read_bytes()[:-9])
    for _ in range(2):
        assert online("nominatim", cache_folder=tmp_path, url=service.url)("Zzyzx")
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, b"oops"),
        (403, b"go away"),
        (429, b"slow down"),
        (200, b"<html>"),
        (200, b'"text"'),
        (200, b"[1]"),
        (200, b'[{"lat": "x", "lon": "0"}]'),
        (200, b'[{"lat": "1", "lon": "2"}]'),
        (200, b'[{"osm_type": "node", "osm_id": 1, "lat": "999", "lon": "2"}]'),
        (200, b'[{"osm_type": "node", "osm_id": 1, "lat": "nan", "lon": "2"}]'),
    ],
)
def test_trouble_is_said_in_one_line(
    service: StandIn, tmp_path: Path, status: int, answer: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    service.status, service.answer = status, answer
    geocode = online("nominatim", cache_folder=tmp_path, url=service.url)
    with pytest.raises(GeodataError, match=r"nominatim .*'Zzyzx'") as caught:
        geocode("Zzyzx")
    assert "\n" not in str(caught.value)
    assert not capfd.readouterr().err
    service.status, service.answer = 200, NOMINATIM
    assert geocode("Zzyzx")  # trouble is not kept


def test_a_service_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocoders, "_DELAYS", {"photon": 0.0})
    monkeypatch.setattr(geocoders, "_RETRY_AFTER", 0.0)
    geocode = online("photon", cache_folder=tmp_path, url="http://127.0.0.1:9")
    with pytest.raises(GeodataError, match=r"photon did not answer .* check the network"):
        geocode("Zzyzx")


def test_what_cannot_be_asked_is_said_before(tmp_path: Path) -> None:
    with pytest.raises(GeodataError, match="an account"):
        online("geonames", cache_folder=tmp_path)
    with pytest.raises(GeodataError, match="https://host"):
        online("photon", cache_folder=tmp_path, url="localhost:80")


def test_questions_keep_their_distance(
    service: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(geocoders, "_DELAYS", {"nominatim": 1.0})
    monkeypatch.setattr(geocoders.RateLimiter, "_sleep", lambda _self, wait: waits.append(wait))
    monkeypatch.setattr(geocoders.RateLimiter, "_clock", lambda _self: sum(waits))
    geocode = online("nominatim", cache_folder=tmp_path, url=service.url)
    for name in ("A one", "A two", "A three"):
        geocode(name)
    assert waits == [1.0, 1.0]


# Gaps


def resolution(surface: str, place: Candidate | None, head: str | None = None) -> Resolution:
    mention = Mention("d", 0, len(surface), surface, "other", "literal", "t", 0.9, head=head)
    return Resolution(mention, place, 0.4 if place else 0.0, "city" if place else "unknown")


TOWN = Candidate("osm:node/27", "Zzyzx", "city", 41.2, 43.1, "GE", basis="known", note="by X")


def parsed(*resolutions: Resolution) -> Parsed:
    return Parsed(Document("d", "", "d", "d", "0", (0, 0)), resolutions)


def test_only_names_without_a_place_are_asked_for() -> None:
    known = Candidate("geonames:1", "Iran", "country", 54.9, 32.2)
    before = parsed(
        resolution("Iran", known), resolution("Zzyzx", None), resolution("a depot", None, "depot")
    )
    asked: list[str] = []
    after = fill_gaps(before, lambda name: asked.append(name) or TOWN)  # type: ignore[func-returns-value]
    assert asked == ["Zzyzx"]
    assert (after.resolutions[0], after.resolutions[2]) == (
        before.resolutions[0], before.resolutions[2],
    )  # fmt: skip
    found = after.resolutions[1]
    assert (found.place, found.basis, found.precision, found.reason) == (
        TOWN, "known", "city", "by X",
    )  # fmt: skip
    assert found.mention.kind == "city"
    assert fill_gaps(before, lambda _name: None) == before


def test_after_a_failure_no_more_is_asked() -> None:
    asked: list[str] = []

    def fail(name: str) -> Candidate | None:
        asked.append(name)
        raise GeodataError("no answer")

    gaps = Gaps("photon", fail)
    before = parsed(resolution("Zzyzx", None))
    assert gaps.fill(before) == gaps.fill(before) == before
    assert asked == ["Zzyzx"]
    assert str(gaps.failed) == "no answer"


TEXT = "Police in the village of Kvemzzyzx, Russia, said so."
RECORD = {"id": "a", "text": TEXT, "spans": [[25, 34], [36, 42]]}  # as they are, whatever is found


@pytest.fixture
def run(
    service: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """The command line in an empty folder with one text, asking the stand-in."""
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    cache = ingest.open_gazetteer(lambda *_: None).path
    monkeypatch.setattr("geodata.gazetteer.cache_path", lambda: tmp_path / "cache" / cache.name)

    def run(*args: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(cli, args, env={"MAPAPP_GEOCODER_URL": service.url})
        return result.exit_code, result.stdout, result.stderr

    return run


Run = Callable[..., tuple[int, str, str]]


def test_geoparse_asks_only_when_told(run: Run, service: StandIn) -> None:
    code, plain, _ = run("geoparse", "a.jsonl")
    assert code == 0
    assert not service.asked
    assert '"place_id": "osm:' not in plain
    code, filled, _ = run("geoparse", "a.jsonl", "--geocoder", "nominatim")
    assert code == 0
    assert [query["q"] for query in service.asked] == [["Kvemzzyzx"]]
    found = [m for m in json.loads(filled)["mentions"] if m["surface"] == "Kvemzzyzx"]
    assert [(m["place_id"], m["basis"], m["precision"]) for m in found] == [
        ("osm:node/27", "known", "city")
    ] * len(found)
    assert found
    assert "Nominatim" in found[0]["reason"]


def online_places(atlas: Path) -> list[str]:
    with Atlas.open(atlas) as opened:
        [document] = opened.documents()
        ids = {mention.place_id for mention in opened.mentions(document.id)}
        shown = set(opened.layer("cities")["place_id"])
        return sorted(place for place in ids & shown if place and place.startswith("osm:"))


def test_build_puts_what_was_found_on_the_map(run: Run, service: StandIn, tmp_path: Path) -> None:
    atlas = tmp_path / "atlas.gpkg"
    assert run("build", "a.jsonl")[0] == 0
    assert online_places(atlas) == []
    assert run("build", "a.jsonl", "--geocoder", "nominatim")[0] == 0
    assert online_places(atlas) == ["osm:node/27"]
    assert "1 unchanged" in run("build", "a.jsonl", "--geocoder", "nominatim")[1]
    assert len(service.asked) == 1
    assert run("build", "a.jsonl")[0] == 0
    assert online_places(atlas) == []


def test_a_failing_service_loses_no_document(run: Run, service: StandIn, tmp_path: Path) -> None:
    service.status = 500
    code, said, error = run("build", "a.jsonl", "--geocoder", "nominatim")
    assert code == 1
    assert "1 read" in said
    [line] = [line for line in error.splitlines() if line.startswith("mapapp:")]
    assert "nominatim did not answer" in line
    service.status = 200
    code, said, _ = run("build", "a.jsonl", "--geocoder", "nominatim")
    assert (code, "1 read" in said) == (0, True)
    assert online_places(tmp_path / "atlas.gpkg") == ["osm:node/27"]


def test_what_was_found_online_can_be_explained(run: Run) -> None:
    code, said, _ = run("geoparse", "a.jsonl", "--explain", "--geocoder", "nominatim")
    assert code == 0
    assert "osm:node/27" in said
