"""GeoPackage: tables of features, each of one kind of geometry, and the passages beside them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geodata.atlas import DocumentInfo
from geodata.atlas.selection import Selection
from geodata.exports.context import Context
from geodata.exports.evidence import Quote, mentions, quotes_by_place
from geodata.exports.qgis_styles import Shape, qml
from geodata.exports.rows import LEGS_LAYER, features
from geodata.exports.safe import without_nul
from geodata.exports.shapes import cut
from geodata.exports.table import COLUMNS, mention_row

# What a layer mostly is; its other kinds of geometry get tables of their own: sites_areas.
_MAIN: dict[str, Shape] = {
    "corridors": "lines",
    LEGS_LAYER: "lines",
    "flows": "lines",
    "sites": "points",
    "cities": "points",
}
_SHAPES: tuple[Shape, ...] = ("points", "lines", "areas")  # by their dimension
_GEOMETRY: dict[Shape, str] = {
    "points": "Point",
    "lines": "MultiLineString",
    "areas": "MultiPolygon",
}
_VERSION = "1.3"  # what programs of some years ago read, too
_BOOKKEEPING = {"FID": "id"}
"""QGIS asks for this name in the table of its styles."""


def write(selection: Selection, context: Context) -> bytes:
    """A file that QGIS opens as it stands, in the explorer's colours; empty layers are left out."""
    with _unsynced(), tempfile.TemporaryDirectory(prefix="mapapp-export-") as folder:
        path = Path(folder) / "export.gpkg"
        styled = []
        for layer, frame in _layers(selection, context).items():
            for name, shape, part in _by_shape(layer, frame):
                _append(path, name, part, context, geometry_type=_GEOMETRY[shape])
                styled.append((name, qml(layer, shape)))
        for name, table in _tables(selection, context).items():
            _append(path, name, table, context)
        _append(path, "layer_styles", _styles(styled, context), context, **_BOOKKEEPING)
        return path.read_bytes()


@contextmanager
def _unsynced() -> Iterator[None]:
    """Let GDAL leave it to the system when a file reaches the disk.

    A temporary one need not outlive a power cut, and waiting takes ten times as long as writing.
    """
    pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": None})


def _layers(selection: Selection, context: Context) -> dict[str, gpd.GeoDataFrame]:
    quotes = quotes_by_place(selection)
    quoted: dict[str, gpd.GeoDataFrame] = {
        name: _quoted(frame, quotes, context) for name, frame in selection.layers.items()
    }
    quoted[LEGS_LAYER] = selection.legs
    return quoted


def _by_shape(layer: str, frame: gpd.GeoDataFrame) -> Iterator[tuple[str, Shape, gpd.GeoDataFrame]]:
    """(table, kind of geometry, features) of a layer, its shapes cut at the antimeridian."""
    whole = frame.set_geometry([cut(shape) for shape in frame.geometry], crs=frame.crs)
    dimensions = shapely.get_dimensions(whole.geometry.to_numpy())
    for dimension, shape in enumerate(_SHAPES):
        part = whole[dimensions == dimension]
        if len(part):
            main = _MAIN.get(layer, "areas") == shape
            yield (layer if main else f"{layer}_{shape}"), shape, part


def _quoted(
    frame: gpd.GeoDataFrame, quotes: dict[str, list[Quote]], context: Context
) -> gpd.GeoDataFrame:
    """A layer with the first sentence for each place; the table ``passages`` has all."""
    first = [quotes[place_id][0] for place_id in frame["place_id"]]
    return frame.assign(
        quote=[quote.text for quote in first],
        quote_source=[quote.source.info.title or quote.source.info.name for quote in first],
        link=[context.place_link(place_id) for place_id in frame["place_id"]],
    )


def _tables(selection: Selection, context: Context) -> dict[str, pd.DataFrame]:
    places = {row["place_id"]: row for row, _ in features(selection)}
    rows = [mention_row(one, places[one.place_id], context) for one in mentions(selection)]
    return {
        "passages": pd.DataFrame(rows, columns=list(COLUMNS)),
        "documents": pd.DataFrame([_document(info) for info in selection.documents]),
    }


def _document(info: DocumentInfo) -> dict[str, Any]:
    fields = ("id", "name", "title", "publisher", "author", "published", "url")
    return {field: getattr(info, field) for field in fields}


def _styles(styled: list[tuple[str, str]], context: Context) -> pd.DataFrame:
    """The rows by which QGIS finds a table's default style."""
    names, written = zip(*styled, strict=True)
    return pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": names,
            "f_geometry_column": "geom",
            "styleName": names,
            "styleQML": written,
            "styleSLD": "",
            "useAsDefault": True,
            "description": "",
            "owner": "",
            "ui": "",
            "update_time": context.created,
        }
    )


def _append(path: Path, name: str, frame: pd.DataFrame, context: Context, **options: str) -> None:
    """Write a table, its texts without NUL."""
    safe = frame.copy()
    for column in safe.select_dtypes(["object", "string"]):
        safe[column] = pd.Series(map(_text, safe[column]), index=safe.index, dtype=object)
    pyogrio.write_dataframe(
        safe,
        path,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        promote_to_multi=options.get("geometry_type", "").startswith("Multi"),
        dataset_metadata=_metadata(context),
        dataset_options={"VERSION": _VERSION},
        **options,
    )


def _text(value: object) -> str | None:
    return without_nul(value) if isinstance(value, str) else None


def _metadata(context: Context) -> dict[str, str]:
    return {
        "TITLE": without_nul(context.title),
        "CREATED": context.created,
        "ATTRIBUTION": " · ".join(context.credits),
    }
