"""geopy both ways: the gazetteer as a geocoder, and online geocoders for what it lacks.

Online ones are never asked unless a person says so. What goes out is a name, never its text; what
comes back is kept on disk, so that a name is asked for once.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from geopy.exc import GeocoderRateLimited, GeocoderTimedOut, GeocoderUnavailable, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import GeoNames, Nominatim, Photon
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from geodata.errors import GeodataError
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.sources.geonames import KINDS
from geodata.model import Candidate, Kind, Parsed, Resolution
from geodata.places.evidence import contains

Service = Literal["nominatim", "photon", "geonames"]
Geocode = Callable[[str], Candidate | None]  # GeodataError where the service does not answer

SERVICES: tuple[Service, ...] = get_args(Service)
_CREDIT: dict[Service, str] = {
    "nominatim": "Nominatim, © OpenStreetMap contributors (ODbL)",
    "photon": "Photon, © OpenStreetMap contributors (ODbL)",
    "geonames": "the GeoNames web service (CC BY 4.0)",
}
# Seconds between two questions: Nominatim's policy is one a second, a GeoNames account has a
# thousand an hour.
_DELAYS: dict[Service, float] = {"nominatim": 1.0, "photon": 1.0, "geonames": 3.6}
_RETRY_AFTER = 5.0  # seconds
_TIMEOUT = 10.0  # seconds
_USER_AGENT = "mapapp/0.1 (geoparser)"
_LONGEST = 120  # characters of a name worth asking for
_CHANCE = 0.5  # a first hit for a bare name, without a look at its text
logging.getLogger("geopy").addHandler(logging.NullHandler())  # no tracebacks of what is tried again


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """The gazetteer under geopy's interface; asks no network.

    >>> GazetteerGeocoder().geocode("Naples, Florida").raw["admin1"]
    'FL'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self._gazetteer = gazetteer or Gazetteer.open()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002  geopy's callers may pass it
    ) -> Location | list[Location] | None:
        """The most prominent place of a name, or up to ``limit``; None where there is none.

        What follows a comma must hold the place: "Naples, Florida". ``raw`` of a location has the
        facts of the ``Candidate``; places without a known point are left out.
        """
        if limit is not None and limit < 1:
            raise ValueError("limit must be 1 at least")
        found = [place for place in self._places(query) if place.lat is not None]
        if not found:
            return None
        if exactly_one:
            return self._location(found[0])
        return [self._location(place) for place in found[:limit]]

    def _places(self, query: str) -> list[Candidate]:
        """The places meant, most prominent first; a name may hold a comma itself."""
        whole = self._named(query)
        name, *qualifiers = (part.strip() for part in query.split(","))
        if whole or not qualifiers:
            return whole
        held = self._named(name)
        for qualifier in filter(None, qualifiers):
            areas = self._named(qualifier)
            held = [place for place in held if any(contains(area, place) for area in areas)]
        return held

    def _named(self, name: str) -> list[Candidate]:
        return [place for place in self._gazetteer.candidates(name) if place.match != "demonym"]

    def _location(self, place: Candidate) -> Location:
        parts = [place.name]
        if place.country and place.kind != "country":
            parts.append(self._gazetteer.country(place.country).name)
        return Location(", ".join(parts), (place.lat, place.lon), asdict(place))


def fill_gaps(parsed: Parsed, geocode: Geocode) -> Parsed:
    """The same with each name that has no place asked for; what has one stays as it is."""
    filled = tuple(_filled(resolution, geocode) for resolution in parsed.resolutions)
    return replace(parsed, resolutions=filled)


def _filled(resolution: Resolution, geocode: Geocode) -> Resolution:
    mention = resolution.mention
    name = " ".join(mention.surface.split())
    if resolution.place or mention.head is not None or not 1 < len(name) <= _LONGEST:
        return resolution
    place = geocode(name)
    if place is None:
        return resolution
    return replace(
        resolution,
        mention=mention.of_kind(place.kind),
        place=place,
        probability=_CHANCE,
        precision="city",
        basis="known",
        reason=place.note,
    )


@dataclass(slots=True)
class Gaps:
    """Fills the gaps of one document after another, until the ``service`` fails."""

    service: str
    geocode: Geocode
    failed: GeodataError | None = None

    def fill(self, parsed: Parsed) -> Parsed:
        """The document with its gaps filled; as it is from the first failure on."""
        if self.failed is None:
            try:
                return fill_gaps(parsed, self.geocode)
            except GeodataError as error:
                self.failed = error
        return parsed


def online(
    service: Service,
    *,
    cache_folder: Path,
    url: str | None = None,
    user_agent: str = _USER_AGENT,
    username: str | None = None,
) -> Geocode:
    """A function that asks an online geocoder for a name, politely, and each name once.

    ``url`` is a server of one's own ("http://localhost:8080"), ``username`` a GeoNames account.
    Answers are kept in ``cache_folder``, one JSON object a line, those of each server apart.
    The function raises GeodataError where the service does not answer.
    """
    scheme, domain = _split(url) if url else (None, None)
    ask = RateLimiter(
        _client(service, scheme, domain, user_agent, username),
        min_delay_seconds=_DELAYS[service],
        error_wait_seconds=max(_RETRY_AFTER, _DELAYS[service]),
        max_retries=1,
        swallow_exceptions=False,
    )
    at = f"-{re.sub(r'[^A-Za-z0-9.]+', '-', domain)}" if domain else ""
    cache = _Answers(cache_folder / f"geocoder-{service}{at}.jsonl")

    def geocode(name: str) -> Candidate | None:
        key = " ".join(name.split()).casefold()
        if key not in cache.known:
            cache.keep(key, _asked(service, ask, name))
        return cache.known[key]

    return geocode


def _split(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise GeodataError(f"{url}: give the geocoder's address as https://host or http://host.")
    return parts.scheme, parts.netloc + parts.path.rstrip("/")


def _client(
    service: Service,
    scheme: str | None,
    domain: str | None,
    user_agent: str,
    username: str | None,
) -> Callable[[str], Location | None]:
    own = {"domain": domain, "scheme": scheme} if domain else {}
    common = {"user_agent": user_agent, "timeout": _TIMEOUT, **own}
    if service == "nominatim":
        client = Nominatim(**common)
        return partial(client.geocode, language="en", addressdetails=True)
    if service == "photon":
        return partial(Photon(**common).geocode, language="en")
    if service != "geonames":
        raise GeodataError(f"There is no geocoder {service}: take {', '.join(SERVICES)}.")
    if not username:
        raise GeodataError(
            "GeoNames answers only to an account of one's own: register one at geonames.org and"
            " give its name."
        )
    return partial(GeoNames(username, **common).geocode)


def _asked(service: Service, ask: Callable[[str], Location | None], name: str) -> Candidate | None:
    """One question, and what its answer says; GeodataError where there is none to understand."""
    try:
        found = ask(name)
        return _READERS[service](found, name) if found else None
    except GeopyError as error:
        raise GeodataError(f"{service} did not answer for {name!r}: {_why(error)}.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GeodataError(
            f"{service} gave an answer for {name!r} that cannot be understood"
            f" ({type(error).__name__}): check the address of the geocoder."
        ) from error


def _why(error: GeopyError) -> str:
    if isinstance(error, GeocoderTimedOut):
        return "it took too long; try again later"
    if isinstance(error, GeocoderRateLimited):
        return "it wants to be asked less; try again later"
    if isinstance(error, GeocoderUnavailable):
        return "it cannot be reached; check the network and try again"
    words = " ".join(str(error).split())
    return (words or type(error).__name__)[:200].rstrip(".")


_OSM_TYPES = {"n": "node", "w": "way", "r": "relation"}


def _osm_number(raw: dict[str, Any]) -> str:
    """ "way/27", however the service writes it."""
    return f"{_OSM_TYPES[str(raw['osm_type'])[:1].lower()]}/{int(raw['osm_id'])}"


def _of_nominatim(found: Location, name: str) -> Candidate:
    raw = found.raw
    number = _osm_number(raw)
    kind = _kind(str(raw.get("class") or raw.get("category")), str(raw.get("type")))
    country = (raw.get("address") or {}).get("country_code")
    return _place(f"osm:{number}", raw.get("name") or name, kind, found, country, "nominatim")


def _of_photon(found: Location, name: str) -> Candidate:
    raw = found.raw["properties"]
    number = _osm_number(raw)
    kind = _kind(str(raw.get("osm_key")), str(raw.get("osm_value")))
    country = raw.get("countrycode")
    return _place(f"osm:{number}", raw.get("name") or name, kind, found, country, "photon")


def _of_geonames(found: Location, name: str) -> Candidate:
    raw = found.raw
    place_id = f"geonames:{int(raw['geonameId'])}"
    kind = KINDS.get(raw.get("fcl", ""), "other")
    place = _place(
        place_id, raw.get("name") or name, kind, found, raw.get("countryCode"), "geonames"
    )
    people = int(raw.get("population") or 0)
    return replace(place, admin1=raw.get("adminCode1") or None, population=people)


_READERS: dict[Service, Callable[[Location, str], Candidate]] = {
    "nominatim": _of_nominatim,
    "photon": _of_photon,
    "geonames": _of_geonames,
}
_SETTLED = frozenset(
    ("city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "borough")
)
_WATERS = frozenset(("water", "bay", "strait", "reef", "spring"))


def _kind(key: str, value: str) -> Kind:
    """Of OpenStreetMap's main tag: place=village, boundary=administrative, waterway=river."""
    if key == "place" and value in ("sea", "ocean"):
        return "water"
    if key == "place":
        return "city" if value in _SETTLED else "other"
    if key == "boundary":
        return "admin"
    if key == "waterway" or (key == "natural" and value in _WATERS):
        return "water"
    return "landform" if key == "natural" else "site"


def _place(
    place_id: str, name: object, kind: Kind, found: Location, country: object, service: Service
) -> Candidate:
    lon, lat = float(found.longitude), float(found.latitude)
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError("no position on Earth")
    code = str(country or "").upper()
    return Candidate(
        place_id=place_id,
        name=" ".join(str(name).split())[:_LONGEST],
        kind=kind,
        lon=lon,
        lat=lat,
        country=code if re.fullmatch("[A-Z]{2}", code) else None,
        basis="known",
        note=f"Not in the gazetteer; found by {_CREDIT[service]}",
    )


class _Answers:
    """What a service has answered, on disk; delete the file to ask anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.known: dict[str, Candidate | None] = {}
        try:
            lines: Sequence[bytes] = path.read_bytes().splitlines()
        except FileNotFoundError:
            lines = ()
        except OSError as error:
            raise self._trouble(error) from error
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        """A line that was cut off is asked for again."""
        try:
            row: dict[str, Any] = json.loads(line)
            self.known[row["name"]] = Candidate(**row["place"]) if row["place"] else None
        except (ValueError, KeyError, TypeError):
            return

    def keep(self, key: str, place: Candidate | None) -> None:
        self.known[key] = place
        row = {"name": key, "place": asdict(place) if place else None}
        line = json.dumps(row, ensure_ascii=False).encode(errors="replace") + b"\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab", buffering=0) as file:
                if file.tell() and not _ends_a_line(self._path):
                    line = b"\n" + line
                file.write(line)
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> GeodataError:
        return GeodataError(
            f"Answers of the geocoder cannot be kept in {self._path} ({error.strerror}): make the"
            " folder writable or set MAPAPP_CACHE to another one."
        )


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"
