"""Where labels go: the cheapest free spot for each, best first; what does not fit is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mapapp.pictures.clip import Points
from mapapp.pictures.scene import Anchor, Box

CELL = 5.0
"""Units of the grid on which lines are marked."""

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a label may stand; ``boxes`` (rows of left, top, right, bottom) must be free.

    ``box`` is the text's own box; of a name along a line, ``run`` is the course of its middle.
    """

    box: Box
    cost: float
    anchor: Anchor = "middle"
    boxes: Boxes | None = None
    run: Points | None = None
    leader: Points | None = None

    @property
    def covered(self) -> Boxes:
        return np.array([self.box]) if self.boxes is None else self.boxes


@dataclass
class Placer:
    """What of a frame is taken; ``box`` is where labels may stand."""

    box: Box
    taken: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        columns = int(np.ceil((self.box[2] - self.box[0]) / CELL)) + 1
        rows = int(np.ceil((self.box[3] - self.box[1]) / CELL)) + 1
        self._ink = np.zeros((rows, columns))
        self._sums: NDArray[np.float64] | None = None
        self._array: Boxes | None = None

    def block(self, boxes: Iterable[Sequence[float]]) -> None:
        """Take boxes, so that no label stands on them."""
        self.taken += [(float(a), float(b), float(c), float(d)) for a, b, c, d in boxes]
        self._array = None

    def mark(self, line: Points, weight: float = 1.0, reach: int = 0) -> None:
        """Mark a line, ``reach`` cells wide at each side, as what labels had better not cross."""
        if len(line) < 2:
            return
        steps = np.hypot(*np.diff(line, axis=0).T)
        walked = np.concatenate([[0.0], np.cumsum(steps)])
        along = np.arange(0, walked[-1], CELL * 0.8)
        columns, rows = (
            np.floor((np.interp(along, walked, line[:, i]) - self.box[i]) / CELL).astype(int)
            for i in (0, 1)
        )
        for dx in range(-reach, reach + 1):
            for dy in range(-reach, reach + 1):
                self._mark_cells(columns + dx, rows + dy, weight)
        self._sums = None

    def _mark_cells(self, columns: NDArray[np.int_], rows: NDArray[np.int_], weight: float) -> None:
        height, width = self._ink.shape
        inside = (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
        cells = rows[inside], columns[inside]
        self._ink[cells] = np.maximum(self._ink[cells], weight)

    def ink(self, boxes: Boxes) -> float:
        """How much of marked lines lies under boxes."""
        if self._sums is None:
            self._sums = np.pad(self._ink.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        height, width = self._ink.shape
        x0, x1 = (
            np.clip(np.floor((boxes[:, i] - self.box[0]) / CELL).astype(int) + i // 2, 0, width)
            for i in (0, 2)
        )
        y0, y1 = (
            np.clip(np.floor((boxes[:, i] - self.box[1]) / CELL).astype(int) + i // 2, 0, height)
            for i in (1, 3)
        )
        sums = self._sums
        return float((sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]).sum())

    def free(self, boxes: Boxes) -> bool:
        """Whether boxes stand within the frame and on nothing that is taken."""
        x0, y0, x1, y1 = self.box
        if (boxes[:, 0] < x0).any() or (boxes[:, 1] < y0).any():
            return False
        if (boxes[:, 2] > x1).any() or (boxes[:, 3] > y1).any():
            return False
        if self._array is None:
            self._array = np.array(self.taken).reshape(-1, 4)
        a, b = self._array[:, None], boxes[None]
        hits = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0])
        hits &= (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
        return not hits.any()

    def choose(
        self, spots: Iterable[Spot], limit: float = np.inf, heed: float = 1.0, pad: float = 1.5
    ) -> Spot | None:
        """The spot of least cost, now taken, or None; ``heed`` is what crossing a line costs."""
        best, total = None, limit
        for spot in sorted(spots, key=lambda spot: spot.cost):
            if spot.cost >= total:
                break
            if not self.free(spot.covered):
                continue
            cost = spot.cost + heed * self.ink(spot.covered)
            if cost < total:
                best, total = spot, cost
        if best is not None:
            self.block(best.covered + np.array([-pad, -pad, pad, pad]))
        return best


def centred(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def around(x: float, y: float, r: float, width: float, height: float) -> list[Spot]:
    """Spots beside a symbol: right first, then left, the corners, above and below."""
    gap, half, low = r + 5, height / 2, 0.72 * (r + 5)

    def spot(left: float, middle: float, anchor: Anchor, cost: float) -> Spot:
        return Spot((left, middle - half, left + width, middle + half), cost, anchor)

    return [
        spot(x + gap, y, "start", 0),
        spot(x - gap - width, y, "end", 1.5),
        spot(x + low, y - low - half * 0.8, "start", 2),
        spot(x + low, y + low + half * 0.8, "start", 2.2),
        spot(x - low - width, y - low - half * 0.8, "end", 2.6),
        spot(x - low - width, y + low + half * 0.8, "end", 2.8),
        spot(x - width / 2, y - gap - half + 2, "middle", 3),
        spot(x - width / 2, y + gap + half - 2, "middle", 3.2),
    ]


def far_around(x: float, y: float, r: float, width: float, height: float) -> list[Spot]:
    """Spots farther off, each with a leader to the symbol's rim."""
    found = []
    for reach in (26.0, 44.0):
        for turn in range(0, 360, 30):
            ux, uy = np.cos(np.radians(turn)), np.sin(np.radians(turn))
            ex, ey = x + (r + reach) * ux, y + (r + reach) * uy
            anchor: Anchor = "start" if ux > 0.3 else "end" if ux < -0.3 else "middle"
            left = {"start": ex, "end": ex - width, "middle": ex - width / 2}[anchor]
            middle = ey + (height / 2 * np.sign(uy) if anchor == "middle" else 0)
            box = (left, middle - height / 2, left + width, middle + height / 2)
            rim = np.array([[x + (r + 2) * ux, y + (r + 2) * uy], [ex - 3 * ux, ey - 3 * uy]])
            found.append(Spot(box, 20 + reach / 4, anchor, leader=rim))
    return found
