"""What the panels say about the whole atlas: layers with their counts, dates in the texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from geopandas import GeoDataFrame

from geodata.model import LAYERS, LayerName, TextDate

MOST_ROWS = 60
FEWEST_BARS = 12
MOST_MONTHS = 120
MOST_YEARS = 160

Unit = Literal["month", "year", "decade"]
YearMonth = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One feature in the list of layers."""

    place_id: str
    name: str
    mentions: int
    literal: int
    associative: int
    mode: str
    status: str


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer; ``rows`` are its most mentioned features, ``more`` how many are left out."""

    name: LayerName
    mentions: int
    literal: int
    associative: int
    rows: tuple[Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The dates of one month, year or decade; ``label`` is ISO: ``2022-07``, ``2022``, ``1990``."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the histogram: ``x`` and ``width`` in percent, ``y`` and ``height`` in px."""

    x: float
    width: float
    y: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every unit from the first date to the last, and on to a dozen where there are fewer.

    ``undated`` are dates that fit into no bar; ``earlier`` are the few that lie so far back that
    all others would shrink to nothing beside them.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    undated: int
    earlier: int = 0

    @property
    def span(self) -> tuple[str, str] | None:
        """The labels of the first and the last bar with dates."""
        dated = [bar.label for bar in self.bars if bar.count]
        return (dated[0], dated[-1]) if dated else None

    @property
    def total(self) -> int:
        """How many dates stand in the bars."""
        return sum(bar.count for bar in self.bars)

    @property
    def highest(self) -> int:
        """The largest bar, at least 1."""
        return max((bar.count for bar in self.bars), default=1)


def layer_summaries(layers: Mapping[LayerName, GeoDataFrame]) -> tuple[LayerSummary, ...]:
    """The layers that have features, in the order of the key."""
    return tuple(
        _layer_summary(name, layers[name])
        for name in LAYERS
        if name in layers and len(layers[name])
    )


def place_count(layers: Iterable[LayerSummary]) -> int:
    """Distinct places: everything but flows, which join places."""
    return sum(len(layer.rows) + layer.more for layer in layers if layer.name != "flows")


def _layer_summary(name: LayerName, frame: GeoDataFrame) -> LayerSummary:
    ordered = frame.sort_values(["mentions", "name"], ascending=[False, True])
    rows = tuple(_row(record) for record in ordered.head(MOST_ROWS).to_dict("records"))
    return LayerSummary(
        name=name,
        mentions=int(frame["mentions"].sum()),
        literal=int(frame["literal"].sum()),
        associative=int(frame["associative"].sum()),
        rows=rows,
        more=len(frame) - len(rows),
    )


def _row(record: Mapping[Any, Any]) -> Row:
    modes = record.get("modes", record.get("mode"))
    status = record.get("status")
    return Row(
        place_id=str(record["place_id"]),
        name=str(record["name"]),
        mentions=int(record["mentions"]),
        literal=int(record["literal"]),
        associative=int(record["associative"]),
        mode=modes.split(",")[0].strip() if isinstance(modes, str) else "",
        status=status if isinstance(status, str) else "",
    )


ISO_START = re.compile(r"(\d{4})(?:-(\d{2}))?")


def timeline(dates: Iterable[TextDate]) -> Timeline:
    """Dates counted by the finest unit that fits; an interval counts where it begins."""
    found = [_year_month(date.iso) for date in dates]
    dated = sorted((pair for pair in found if pair), key=lambda pair: pair[0])
    if not dated:
        return Timeline("month", (), len(found))
    recent = _without_outliers(dated)
    unit = _unit(recent[0][0], recent[-1][0])
    counts = Counter(_bin(pair, unit) for pair in recent)
    undated = counts.pop(None, 0) + found.count(None)
    bins = [number for number in counts if number is not None]
    first, last = min(bins, default=0), max(bins, default=-1)
    spread = range(first, max(last + 1, first + FEWEST_BARS)) if bins else range(0)
    bars = tuple(Bar(_label(n, unit), counts[n]) for n in spread)
    return Timeline(unit, bars, undated, earlier=len(dated) - len(recent))


def _without_outliers(dated: Sequence[YearMonth]) -> Sequence[YearMonth]:
    """The dates in order, less the earliest tenth where that lets the rest show months."""
    for skipped in range(max(1, len(dated) // 10) + 1):
        recent = dated[skipped:]
        if recent and _unit(recent[0][0], recent[-1][0]) == "month":
            return recent
    return dated


def _year_month(iso: str | None) -> YearMonth | None:
    match = ISO_START.match(iso or "")
    if not match:
        return None
    return int(match[1]), int(match[2]) if match[2] else None


def _unit(first: int, last: int) -> Unit:
    if (last - first + 1) * 12 <= MOST_MONTHS:
        return "month"
    return "year" if last - first < MOST_YEARS else "decade"


def _bin(date: YearMonth, unit: Unit) -> int | None:
    year, month = date
    if unit == "month":
        return None if month is None else year * 12 + month - 1
    return year if unit == "year" else year // 10


def _label(number: int, unit: Unit) -> str:
    if unit == "month":
        return f"{number // 12:04d}-{number % 12 + 1:02d}"
    return f"{number if unit == 'year' else number * 10:04d}"


def blocks(times: Timeline, height: int = 36, block: int = 6) -> tuple[Block, ...]:
    """One block a date, stacked; where a stack would be too high, one block a bar, to scale."""
    if not times.bars:
        return ()
    slot = 100 / len(times.bars)
    stacked = times.highest * block <= height
    result: list[Block] = []
    for i, bar in enumerate(times.bars):
        x, width = round(i * slot, 3), round(slot * 0.86, 3)
        if stacked:
            levels = [(height - (level + 1) * block + 1, block - 1) for level in range(bar.count)]
        else:
            tall = max(1, round(height * bar.count / times.highest))
            levels = [(height - tall, tall)] if bar.count else []
        result += [Block(x, width, y, tall, bar.label, bar.count) for y, tall in levels]
    return tuple(result)


def ticks(times: Timeline, most: int = 8) -> tuple[tuple[float, str], ...]:
    """Where to write a year under the bars, in percent, ``most`` of them at the most."""
    bars = times.bars
    starts = [i for i, bar in enumerate(bars) if times.unit != "month" or bar.label[4:] == "-01"]
    starts = starts or [0]
    step = -(-len(starts) // most)
    return tuple((round(100 * i / len(bars), 3), bars[i].label[:4]) for i in starts[::step] if bars)
