"""Whose data a map shows."""

from __future__ import annotations

from geopandas import GeoDataFrame

from mapapp.strings import text


def credits(legs: GeoDataFrame | None = None) -> tuple[str, ...]:
    """One line a source; OpenStreetMap when its railways or roads are drawn."""
    lines = [text("credits.borders"), text("credits.places")]
    if legs is not None and "routed_on" in legs and legs["routed_on"].str.startswith("osm").any():
        lines.append(text("credits.ways"))
    return tuple(lines)
