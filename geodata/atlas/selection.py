"""What a view shows of an atlas: features, their legs, documents and passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.atlas.records import DocumentInfo, DocumentPassages, MentionRow
from geodata.atlas.store import Atlas
from geodata.documents.dates import bounds
from geodata.errors import UnknownError
from geodata.model import LAYERS, LayerName, View
from geodata.routes.lines import continuous, split_at_antimeridian

Extent = tuple[float, float, float, float]

_AFTER = "~"
"""Sorts behind every digit: with it, an ISO prefix stands for the last day that it covers."""


@dataclass(frozen=True, eq=False)
class Selection:
    """What ``view`` shows; read from the atlas, which must stay open for ``passages``.

    ``layers`` has a frame for each layer of the view, with the columns of `Atlas.layer`, counts
    and dates of what is left, most mentioned first, not clipped to the view's extent.
    ``mentions`` are the mentions left, as `Atlas.placed` has them. ``legs`` are those of the
    corridors left, ``documents`` those in which a feature is mentioned, by name.
    """

    atlas: Atlas
    view: View
    layers: Mapping[LayerName, gpd.GeoDataFrame]
    mentions: pd.DataFrame
    legs: gpd.GeoDataFrame
    documents: tuple[DocumentInfo, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is left."""
        return len(self) == 0

    def __len__(self) -> int:
        """How many features there are."""
        return sum(map(len, self.layers.values()))

    def passages(self, place_id: str) -> list[DocumentPassages]:
        """The sentences that put a place on the map in this view, newest document first."""
        groups = (self._left(group) for group in self.atlas.passages(place_id))
        return [group for group in groups if group.passages]

    def within(self, extent: Extent) -> Selection:
        """The features that touch west, south, east, north (EPSG:4326; may pass 180 degrees)."""
        boxes = _boxes(extent)
        touching = {
            name: frame[shapely.intersects(_short_way(name, frame), boxes)]
            for name, frame in self.layers.items()
        }
        return _of(self.atlas, self.view, touching, self.mentions, self.legs, self.documents)

    @cached_property
    def in_view(self) -> Selection:
        """What of it touches the view's extent; all of it where the view has none."""
        return self.within(self.view.extent) if self.view.extent else self

    @cached_property
    def spans(self) -> frozenset[tuple[str, int, int]]:
        """Document, start and end of every mention left."""
        columns = (self.mentions[name].tolist() for name in ("document_id", "start", "end"))
        return frozenset(zip(*columns, strict=True))

    def _left(self, group: DocumentPassages) -> DocumentPassages:
        passages = []
        for passage in group.passages:
            mentions = tuple(m for m in passage.mentions if self._holds(m))
            if mentions:
                passages.append(replace(passage, mentions=mentions))
        return replace(group, passages=tuple(passages))

    def _holds(self, mention: MentionRow) -> bool:
        return (mention.document_id, mention.start, mention.end) in self.spans


def select(atlas: Atlas, view: View) -> Selection:
    """What ``view`` shows; UnknownError for a document or a place that the atlas lacks."""
    names = view.layers if view.layers is not None else LAYERS
    with atlas.snapshot():
        documents = atlas.documents()
        _check(atlas, view, documents)
        placed = atlas.placed()
        mentions = placed[_shown(atlas, view, placed)]
        layers = {name: atlas.layer(name) for name in names}
        legs = atlas.legs()
    if len(mentions) < len(placed):
        counts = _counts(mentions)
        layers = {name: _recounted(frame, counts) for name, frame in layers.items()}
    return _of(atlas, view, layers, mentions, legs, documents)


def _check(atlas: Atlas, view: View, documents: list[DocumentInfo]) -> None:
    known = {info.id for info in documents}
    for document_id in view.documents or ():
        if document_id not in known:
            raise UnknownError(f"there is no document {document_id[:80]!r} in this atlas")
    if view.place is not None and atlas.place(view.place) is None:
        raise UnknownError(f"there is no place {view.place[:80]!r} in this atlas")


def _of(
    atlas: Atlas,
    view: View,
    layers: Mapping[LayerName, gpd.GeoDataFrame],
    mentions: pd.DataFrame,
    legs: gpd.GeoDataFrame,
    documents: tuple[DocumentInfo, ...] | list[DocumentInfo],
) -> Selection:
    """A selection of these features alone, and of what belongs to them."""
    # Until a refresh, layers show what a decision has left without a mention.
    named = set(mentions["place_id"])
    layers = {
        name: frame[frame["place_id"].isin(named)].reset_index(drop=True)
        for name, frame in layers.items()
    }
    places = {place_id for frame in layers.values() for place_id in frame["place_id"]}
    mentions = mentions[mentions["place_id"].isin(places)].reset_index(drop=True)
    supporting = set(mentions["document_id"])
    return Selection(
        atlas=atlas,
        view=view,
        layers=layers,
        mentions=mentions,
        legs=legs[legs["corridor"].isin(places)].reset_index(drop=True),
        documents=tuple(info for info in documents if info.id in supporting),
    )


def _shown(atlas: Atlas, view: View, placed: pd.DataFrame) -> NDArray[np.bool_]:
    """Which mentions pass the view's filters of documents, readings and dates."""
    shown = np.ones(len(placed), dtype=bool)
    if view.documents is not None:
        shown &= placed["document_id"].isin(view.documents).to_numpy()
    if view.reading != "both":
        shown &= (placed["reading"] == view.reading).to_numpy()
    if view.since or view.until:
        shown &= _in_time(atlas, view, placed)
    return shown


def _in_time(atlas: Atlas, view: View, placed: pd.DataFrame) -> NDArray[np.bool_]:
    if view.dated == "published":
        published = placed["published"]
        hits = {day: _overlaps(view, day, day) for day in published.dropna().unique()}
        return published.map(hits).astype(object).fillna(view.undated).to_numpy(dtype=bool)
    dated, hit = _dates_in_sentences(atlas, view, placed)
    return np.where(dated, hit, view.undated)


def _dates_in_sentences(
    atlas: Atlas, view: View, placed: pd.DataFrame
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each mention: whether its sentence has a date, and whether one is in the view's range."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for document_id, date in atlas.dates():
        first, last = bounds(date.iso)
        if first:
            inside = _overlaps(view, first, last)
            found.setdefault(document_id, []).append((date.start, inside))
    empty = (np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64))
    by_document = {
        document_id: (
            np.array([start for start, _ in dates]),
            np.cumsum([0, *(hit for _, hit in dates)]),
        )
        for document_id, dates in found.items()
    }
    dated = np.zeros(len(placed), dtype=bool)
    hit = np.zeros(len(placed), dtype=bool)
    for key, rows in placed.groupby("document_id").indices.items():
        starts, hits = by_document.get(str(key), empty)
        low = np.searchsorted(starts, placed["sentence_start"].to_numpy()[rows])
        high = np.searchsorted(starts, placed["sentence_end"].to_numpy()[rows])
        dated[rows] = high > low
        hit[rows] = hits[high] > hits[low]
    return dated, hit


def _overlaps(view: View, first: str, last: str | None) -> bool:
    """Whether an interval of ISO prefixes, open where ``last`` is None, meets the view's range."""
    begins = view.until is None or first <= view.until + _AFTER
    ends = view.since is None or last is None or last + _AFTER >= view.since
    return begins and ends


def _counts(mentions: pd.DataFrame) -> pd.DataFrame:
    """Counts and dates by place, in the columns that layers have for them."""
    by_place = mentions.assign(
        is_literal=mentions["reading"] == "literal",
        is_associative=mentions["reading"] == "associative",
    ).groupby("place_id")
    pairs = mentions[["place_id", "document_id"]].drop_duplicates()
    documents = pairs.groupby("place_id")["document_id"]
    return pd.DataFrame(
        {
            "mentions": by_place.size(),
            "literal": by_place["is_literal"].sum(),
            "associative": by_place["is_associative"].sum(),
            "documents": documents.size(),
            "document_ids": documents.agg(",".join).astype(object),
            "first_date": _outermost(mentions, "first_date", "first"),
            "last_date": _outermost(mentions, "last_date", "last"),
            "confidence": by_place["probability"].mean(),
        }
    )


def _outermost(
    mentions: pd.DataFrame, column: str, keep: Literal["first", "last"]
) -> pd.Series[Any]:
    """The first or last date of each place, or None.

    Groups' own minimum is twenty times slower on text.
    """
    dated = mentions[["place_id", column]].dropna().sort_values(column)
    outermost = dated.drop_duplicates("place_id", keep=keep)
    by_place = dict(zip(outermost["place_id"], outermost[column], strict=True))
    return pd.Series({p: by_place.get(p) for p in mentions["place_id"].unique()}, dtype=object)


def _recounted(frame: gpd.GeoDataFrame, counts: pd.DataFrame) -> gpd.GeoDataFrame:
    """The features that have mentions left, with their counts, most mentioned first."""
    left = frame[frame["place_id"].isin(counts.index)].copy()
    own = counts.loc[left["place_id"]]
    for column in counts.columns:
        left[column] = own[column].to_numpy()
    return left.sort_values(["mentions", "place_id"], ascending=[False, True])


def _short_way(name: LayerName, frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """A layer's geometries; flows, which join two points, in two parts over the antimeridian."""
    shapes: NDArray[np.object_] = frame.geometry.to_numpy()
    if name != "flows":
        return shapes
    ways = (split_at_antimeridian(continuous(list(shape.coords))) for shape in shapes)
    return np.array([shapely.MultiLineString(way) for way in ways], dtype=object)


def _boxes(extent: Extent) -> shapely.Geometry:
    """The extent as boxes between -180 and 180 degrees."""
    west, south, east, north = extent
    if east - west >= 360:
        return shapely.box(-180, south, 180, north)
    turns = (-360.0, 0.0, 360.0)
    world = shapely.box(-180, -90, 180, 90)
    boxes = [shapely.box(west + turn, south, east + turn, north) for turn in turns]
    return shapely.union_all(shapely.intersection(boxes, world))
