"""A part of an atlas that answers like the whole: what a page of some documents is made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from geodata.atlas import DocumentInfo, DocumentPassages, MentionRow
from geodata.atlas.selection import Selection
from geodata.model import Document, LayerName, TextDate


class Excerpt:
    """The documents of a selection and what they name, by the methods of `Atlas` for reading."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._atlas = selection.atlas
        self._ids = frozenset(info.id for info in selection.documents)
        self.path = self._atlas.path
        self.data_version = self._atlas.data_version

    def close(self) -> None:
        """Whoever opened the atlas closes it."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._atlas.snapshot():
            yield

    def layers(self) -> dict[LayerName, gpd.GeoDataFrame]:
        return dict(self._selection.layers)

    def layer(self, name: LayerName) -> gpd.GeoDataFrame:
        return self._selection.layers[name]

    def legs(self) -> gpd.GeoDataFrame:
        return self._selection.legs

    def legs_of(self, place_id: str) -> list[dict[str, Any]]:
        return self._atlas.legs_of(place_id)

    def placed(self) -> pd.DataFrame:
        return self._selection.mentions

    def documents(self) -> list[DocumentInfo]:
        return list(self._selection.documents)

    def document(self, document_id: str) -> Document | None:
        return self._atlas.document(document_id) if document_id in self._ids else None

    def dates(self) -> list[tuple[str, TextDate]]:
        return [(found, date) for found, date in self._atlas.dates() if found in self._ids]

    def failures(self) -> list[str]:
        """None: whoever gets the page cannot mend the files."""
        return []

    def mentions(self, document_id: str) -> list[MentionRow]:
        return self._atlas.mentions(document_id) if document_id in self._ids else []

    def passages(self, place_id: str) -> list[DocumentPassages]:
        return self._selection.passages(place_id)

    def place(self, place_id: str) -> dict[str, Any] | None:
        """Its row with the counts of these documents."""
        return self._places.get(place_id)

    @cached_property
    def _places(self) -> dict[str, dict[str, Any]]:
        """All rows by place id: to search the layers for each takes half of a large export."""
        return {
            row["place_id"]: {
                "layer": name,
                **{str(key): None if pd.isna(value) else value for key, value in row.items()},
            }
            for name, frame in self._selection.layers.items()
            for row in frame.drop(columns=frame.geometry.name).to_dict("records")
        }
