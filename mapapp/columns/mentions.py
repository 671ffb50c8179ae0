"""All mentions as columns: what the browser counts anew whenever a filter changes.

Sixty thousand mentions must travel in a few hundred kilobytes, so nothing is said twice: mentions
stand by place, documents and dates are numbers, and pairs are kept as steps from the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.atlas import DocumentInfo
from geodata.model import LAYERS, TextDate

Numbers = NDArray[Any]
Traits = tuple[tuple[str, ...], tuple[str, ...], str, str]
"""What the key explains of a feature: modes, statuses, precision, decision."""


def mention_columns(
    placed: pd.DataFrame,
    documents: Sequence[DocumentInfo],
    dates: Iterable[tuple[str, TextDate]],
    traits: Mapping[str, Traits],
) -> dict[str, Any]:
    """The columns of ``/api/mentions``; ``placed`` and ``dates`` as the atlas gives them.

    Places stand by layer, ``layers`` of them in each; ``trait`` is the number of what the key says
    of them in ``traits``. Mentions follow each other by place, ``counts`` of them for each:
    ``document`` has the numbers of their documents, each after a place's first counted on from the
    one before, and ``reading`` a letter each, l or a. ``dates`` are those that stand in a mention's
    sentence: their documents' numbers and ``iso``, None where not even the year can be told. Each
    pair of ``mention`` and ``date`` says that the two stand together; ``mention`` counts on too.
    """
    number = {info.id: i for i, info in enumerate(documents)}
    placed = placed[placed["place_id"].isin(traits.keys())]
    placed = placed.assign(
        number=placed["document_id"].map(number), order=placed["layer"].map(LAYERS.index)
    ).sort_values(["order", "place_id", "number", "start"], kind="stable")
    counts = placed.groupby(["order", "place_id"]).size()
    places = counts.index.get_level_values("place_id").tolist()
    orders = counts.index.get_level_values("order").to_numpy(dtype=np.int64)
    kinds = sorted({traits[place_id] for place_id in places})
    kind_number = {kind: i for i, kind in enumerate(kinds)}
    found = [(document_id, date) for document_id, date in dates if document_id in number]
    mention, beside = _pairs(placed, found)
    used, date = np.unique(beside, return_inverse=True)
    return {
        "documents": [info.id for info in documents],
        "published": [info.published for info in documents],
        "places": places,
        "layers": np.bincount(orders, minlength=len(LAYERS)).tolist(),
        "traits": kinds,
        "trait": [kind_number[traits[place_id]] for place_id in places],
        "counts": counts.tolist(),
        "document": _steps(placed["number"].to_numpy(dtype=np.int64), counts.to_numpy()),
        "reading": "".join(reading[0] for reading in placed["reading"]),
        "dates": {
            "document": [number[found[i][0]] for i in used],
            "iso": [found[i][1].iso for i in used],
        },
        "mention": np.diff(mention, prepend=0).tolist(),
        "date": date.tolist(),
    }


def _steps(numbers: Numbers, counts: Numbers) -> list[int]:
    """Numbers that rise within each group as steps, each group's first as it is."""
    steps = np.diff(numbers, prepend=0)
    firsts = np.cumsum(counts) - counts
    steps[firsts] = numbers[firsts]
    return [int(step) for step in steps]


def _pairs(placed: pd.DataFrame, dates: Sequence[tuple[str, TextDate]]) -> tuple[Numbers, Numbers]:
    """(position of a mention, position of a date in its sentence), by mention."""
    by_document: dict[str, list[tuple[int, int]]] = {}
    for position, (document_id, date) in enumerate(dates):
        by_document.setdefault(document_id, []).append((date.start, position))
    mentions: list[Numbers] = []
    beside: list[Numbers] = []
    begins, ends = (placed[f"sentence_{end}"].to_numpy() for end in ("start", "end"))
    for key, rows in placed.groupby("document_id").indices.items():
        own = np.array(sorted(by_document.get(str(key), [])), dtype=np.int64).reshape(-1, 2)
        low, high = (np.searchsorted(own[:, 0], edge[rows]) for edge in (begins, ends))
        each = high - low
        mentions.append(np.repeat(rows, each))
        steps = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        beside.append(own[np.repeat(low, each) + steps, 1])
    if not mentions:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    mention, found = np.concatenate(mentions), np.concatenate(beside)
    order = np.lexsort((found, mention))
    return mention[order], found[order]
