"""KML 2.2 for Google Earth: a folder a layer, the sentences in the balloon of each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from lxml import etree, html
from lxml.builder import ElementMaker
from lxml.html import builder as page
from shapely.geometry.base import BaseGeometry

from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Quote, quotes_by_place
from geodata.exports.kml_styles import style_of, styles
from geodata.exports.looks import LOOKS
from geodata.exports.rows import LEGS_LAYER, Row, legs, rows
from geodata.exports.safe import xml_text
from geodata.exports.shapes import DIGITS, cut

NAMESPACE = "http://www.opengis.net/kml/2.2"
MOST_QUOTES = 25
"""Sentences in one balloon; more can be neither read nor drawn."""

_FACTS = ("kind", "precision", "basis", "status", "decision", "note")
_E: Any = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_H: Any = page


def write(selection: Selection, context: Context) -> bytes:
    """One XML document in UTF-8."""
    quotes = quotes_by_place(selection)
    document = _E.Document(
        _E.name(xml_text(context.title)),
        _E.open("1"),
        _E.description(xml_text(" · ".join([*context.credits, context.created]))),
        *styles(_E),
    )
    for name, frame in selection.layers.items():
        if len(frame):
            folder = _folder(name)
            folder.extend(
                _placemark({"layer": name, **row}, shape, quotes[row["place_id"]], context)
                for row, shape in rows(frame)
            )
            document.append(folder)
    if len(selection.legs):
        folder = _folder(LEGS_LAYER)
        folder.extend(_leg(row, shape) for row, shape in legs(selection))
        document.append(folder)
    written: bytes = etree.tostring(_E.kml(document), xml_declaration=True, encoding="UTF-8")
    return written


def _folder(name: str) -> etree._Element:
    folder: etree._Element = _E.Folder(_E.name(LOOKS[name].label))
    return folder


def _placemark(
    row: Row, shape: BaseGeometry, quotes: list[Quote], context: Context
) -> etree._Element:
    link = context.place_link(row["place_id"])
    placemark: etree._Element = _E.Placemark(
        _E.name(xml_text(row["name"])),
        _E.description(_balloon(row, quotes, link, context)),
        _E.styleUrl(f"#{style_of(row)}"),
        _data({**row, "link": link or None}),
        _geometry(cut(shape)),
    )
    return placemark


def _leg(row: Row, shape: BaseGeometry) -> etree._Element:
    name = f"{row['from_name']} – {row['to_name']}"
    facts = ", ".join(filter(None, (row["mode"], row["status"], f"{row['km']:,.0f} km")))
    leg: etree._Element = _E.Placemark(
        _E.name(xml_text(name)),
        _E.description(_html(_H.P(xml_text(facts)))),
        _E.styleUrl(f"#{style_of(row)}"),
        _data(row),
        _geometry(cut(shape)),
    )
    return leg


def _balloon(row: Row, quotes: list[Quote], link: str, context: Context) -> str:
    """The description as HTML; a balloon shows it as a page, so all of it is escaped twice."""
    facts = " · ".join(str(row[name]) for name in _FACTS if row.get(name))
    parts = [_H.P(_H.SMALL(xml_text(facts)))]
    for quote in quotes[:MOST_QUOTES]:
        parts += [_H.BLOCKQUOTE(*_marked(quote)), _H.P(_H.SMALL(*_source(quote, context)))]
    if len(quotes) > MOST_QUOTES:
        parts.append(_H.P(f"{len(quotes) - MOST_QUOTES:,} more sentences name this place."))
    if link:
        parts.append(_H.P(_H.A("Open on the map", href=xml_text(link))))
    return _html(*parts)


def _marked(quote: Quote) -> Iterator[Any]:
    """The sentence with the place in bold."""
    at = 0
    for mention in quote.mentions:
        start, end = mention.start - quote.start, mention.end - quote.start
        if start >= at:
            yield xml_text(quote.text[at:start])
            yield _H.B(xml_text(quote.text[start:end]))
            at = end
    yield xml_text(quote.text[at:])


def _source(quote: Quote, context: Context) -> Iterator[Any]:
    info = quote.source.info
    said = (info.title or info.name, info.publisher, info.published)
    text = xml_text(", ".join(part for part in said if part))
    link = context.passage_link(info.id, quote.mentions[0].start)
    if not link and quote.source.uri.startswith("http"):
        link = quote.source.uri
    yield _H.A(text, href=xml_text(link)) if link else text


def _html(*parts: Any) -> str:
    return "".join(html.tostring(part, encoding="unicode") for part in parts)


def _data(row: Row) -> etree._Element:
    """The feature's facts as columns, which Google Earth, QGIS and GDAL show."""
    data: etree._Element = _E.ExtendedData(
        *(
            _E.Data(_E.value(xml_text(str(value))), name=name)
            for name, value in row.items()
            if value is not None and value != ""
        )
    )
    return data


def _geometry(shape: BaseGeometry) -> etree._Element:
    parts = [_part(part) for part in shapely.get_parts(shape)]
    if len(parts) == 1:
        return parts[0]
    whole: etree._Element = _E.MultiGeometry(*parts)
    return whole


def _part(shape: Any) -> etree._Element:
    made: etree._Element
    if shape.geom_type == "Point":
        made = _E.Point(_coordinates(shape.coords))
    elif shape.geom_type == "LineString":
        made = _E.LineString(_E.tessellate("1"), _coordinates(shape.coords))
    else:
        made = _E.Polygon(
            _E.tessellate("1"),
            _E.outerBoundaryIs(_E.LinearRing(_coordinates(shape.exterior.coords))),
            *(
                _E.innerBoundaryIs(_E.LinearRing(_coordinates(ring.coords)))
                for ring in shape.interiors
            ),
        )
    return made


def _coordinates(pairs: Iterable[tuple[float, ...]]) -> etree._Element:
    text = " ".join(f"{round(x, DIGITS)},{round(y, DIGITS)}" for x, y, *_ in pairs)
    made: etree._Element = _E.coordinates(text)
    return made
