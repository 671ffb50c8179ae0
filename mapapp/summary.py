"""What the panel says about the whole atlas: layers with their counts and main features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geopandas import GeoDataFrame

from geodata.model import LAYERS, LayerName

MOST_ROWS = 60

_SITES = {"exact": "exact", "city": "exact", "admin": "province"} | dict.fromkeys(
    ("country", "region"), "somewhere"
)
_CITIES = {
    (True, True): "city",
    (True, False): "literal",
    (False, True): "associative",
    (False, False): "city",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One feature in the list of layers."""

    place_id: str
    name: str
    mentions: int
    symbol: str
    status: str


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer; ``rows`` are its most mentioned features, ``more`` how many are left out."""

    name: LayerName
    mentions: int
    rows: tuple[Row, ...]
    more: int


def layer_summaries(layers: Mapping[LayerName, GeoDataFrame]) -> tuple[LayerSummary, ...]:
    """The layers that have features, in the order of the key."""
    return tuple(
        _layer_summary(name, layers[name])
        for name in LAYERS
        if name in layers and len(layers[name])
    )


def counts(layers: Iterable[LayerSummary]) -> dict[str, int]:
    """Places, flows (which join places) and mentions on the map: what the layers add up to."""
    found = {"places": 0, "flows": 0, "mentions": 0}
    for layer in layers:
        found["flows" if layer.name == "flows" else "places"] += len(layer.rows) + layer.more
        found["mentions"] += layer.mentions
    return found


def _layer_summary(name: LayerName, frame: GeoDataFrame) -> LayerSummary:
    ordered = frame.sort_values(["mentions", "name"], ascending=[False, True])
    rows = tuple(_row(name, record) for record in ordered.head(MOST_ROWS).to_dict("records"))
    return LayerSummary(
        name=name,
        mentions=int(frame["mentions"].sum()),
        rows=rows,
        more=len(frame) - len(rows),
    )


def symbol(layer: str | None, place: Mapping[Any, Any]) -> str:
    """The map's mark of a place, as its swatches are called: "rail", "somewhere", "literal"."""
    if layer in ("corridors", "flows"):
        modes = place.get("modes")
        return modes.split(",")[0].strip() if isinstance(modes, str) and modes else layer
    if layer == "sites":
        return _SITES.get(str(place.get("precision")), layer)
    if layer == "cities":
        return _CITIES[bool(place.get("literal")), bool(place.get("associative"))]
    return layer or "cities"


def _row(layer: LayerName, record: Mapping[Any, Any]) -> Row:
    status = record.get("status")
    return Row(
        place_id=str(record["place_id"]),
        name=str(record["name"]),
        mentions=int(record["mentions"]),
        symbol=symbol(layer, record),
        status=status if isinstance(status, str) else "",
    )
