"""What stands on a map that fills its page: the legend on a card, sources along the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mapapp.legend import Entry, foremost
from mapapp.pictures import fonts
from mapapp.pictures.clip import Points
from mapapp.pictures.column import block
from mapapp.pictures.draft import Draft
from mapapp.pictures.insets import points_in
from mapapp.pictures.look import Type
from mapapp.pictures.scene import Box, Legend, Shape, Style, TextBlock
from mapapp.pictures.swatches import GAP, WIDTH, legend_of

FOOT = 48.0  # units that the sources take
SIZE, ROW, PAD = 15.0, 26.0, 16.0
SOURCES = Type(13, "condensed", leading=17)


def legend_card(draft: Draft, entries: Sequence[Entry], crowd: Points) -> Legend | None:
    """The legend in the emptiest corner, which is then taken; at most half of the map."""
    if not entries:
        return None
    x0, y0, x1, y1 = draft.frame.box
    widest = max(fonts.width(entry.text, Type(SIZE, "sans")) for entry in entries)
    kept = foremost(entries, max(1, int((y1 - y0 - 120) / ROW)))
    width = min(widest + WIDTH + GAP + 2 * PAD + 10, (x1 - x0) * 0.5)
    height = len(kept) * ROW + 2 * PAD - 6
    low, right = y1 - FOOT - 20 - height, x1 - 20 - width
    corners = [(right, low), (x0 + 20, y0 + 20), (right, y0 + 20), (x0 + 20, low - 40)]
    boxes = [(x, y, x + width, y + height) for x, y in corners]
    free = [box for box in boxes if draft.placer.free(np.array([box]))] or boxes
    box = min(free, key=lambda box: points_in(box, crowd))
    draft.placer.block([box])
    draft.covered.append(box)
    inner = (box[0] + PAD, box[1] + PAD - 3, box[2] - PAD, box[3])
    made = legend_of(kept, inner, SIZE, ROW, draft.palette)
    style = Style(fill=draft.palette.panel, stroke=draft.palette.rule, width=1.2, opacity=0.96)
    card = Shape("legend", "box", (((box[0], box[1]), (box[2], box[3])),), style, radius=10)
    return replace(made, card=card)


def reserve_foot(draft: Draft) -> None:
    """Keep labels off where the sources will stand."""
    x0, _, x1, y1 = draft.frame.box
    draft.placer.block([(x0, y1 - FOOT, x1, y1)])


def source_line(words: str, frame: Box, draft: Draft) -> tuple[TextBlock, Shape]:
    """Sources and credits, and the strip along the foot of the map that they stand on."""
    x0, _, x1, y1 = frame
    made = block(words, SOURCES, draft.palette.ink2, x0 + 22, 0, x1 - x0 - 44, 2)
    top = y1 - 7 - made.box[3]
    corners = ((x0 - 5, top - 6), (x1 + 5, y1 + 5))
    strip = Shape("column", "box", (corners,), Style(fill=draft.palette.panel, opacity=0.85))
    return replace(made, box=(made.box[0], top, made.box[2], y1 - 7)), strip
