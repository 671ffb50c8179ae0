"""A selection to a scene: page, projection, map, insets, legend and words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from geodata.atlas.selection import Selection
from mapapp.errors import BadRequestError
from mapapp.legend import Entry, legend
from mapapp.pictures import extent, insets, layout, overlay, slide
from mapapp.pictures.clip import Points
from mapapp.pictures.column import Subject, sources_of, subject_of
from mapapp.pictures.draft import Draft
from mapapp.pictures.look import LIGHT, MODES, PALETTES, Palette
from mapapp.pictures.mapping import Drawn, draw_map
from mapapp.pictures.placement import Placer
from mapapp.pictures.projection import Frame, fit
from mapapp.pictures.scene import Box, Inset, Look, Page, ScaleBar, Scene, Theme
from mapapp.strings import text

EDGE = 10.0  # units that labels keep from the frame
BAR = 220.0  # units that a scale bar is at most long
TAG = 28.0  # side of an inset's tag


def build_scene(
    selection: Selection, *, page: str = "16:9", theme: Theme = "light", look: Look = "slide"
) -> Scene:
    """The picture of what is selected, ready to be drawn; BadRequestError when it is nothing."""
    if selection.empty:
        raise BadRequestError(text("picture.empty"))
    sheet, palette = layout.page_of(page), PALETTES[theme]
    subject = subject_of(selection)
    plan = _plan(selection, subject, sheet, palette, look)
    frame = _frame(selection, plan)
    draft = _draft(frame, palette, selection)
    crowd = insets.crowd_of(frame, selection)
    made = _insets(draft, selection, crowd, overlay.FOOT if look == "map" else 0.0)
    bar = _scale_bar(draft, plan, made)
    entries = legend(replace(selection, view=replace(selection.view, extent=frame.extent)))
    told: dict[str, Any] = {}
    if look == "map":
        overlay.reserve_foot(draft)
        told["legend"] = overlay.legend_card(draft, entries, crowd)
        drawn = draw_map(draft, selection)
        words = sources_of(subject, drawn.legs, drawn.left_out)
        told["attribution"], strip = overlay.source_line(words, plan.frame, draft)
        told["column"] = (strip,)
    else:
        drawn = draw_map(draft, selection)
        arrange = slide.wide if plan.kind == "wide" else slide.tall
        legs, left_out = drawn.legs, drawn.left_out
        shown = _drawn_entries(entries, drawn)
        told = arrange(selection, subject, plan, shown, palette, legs, left_out).fields()
    return Scene(
        page=sheet, theme=theme, paper=palette.panel, map_frame=plan.frame, extent=frame.extent,
        projection=frame.projection, shapes=tuple(draft.shapes), labels=drawn.labels, insets=made,
        scale_bar=bar, left_out=drawn.left_out, **told,
    )  # fmt: skip


def _plan(
    selection: Selection, subject: Subject, sheet: Page, palette: Palette, look: Look
) -> layout.Layout:
    """Words beside the map on wide pages, above and below it on others, on it without a slide."""
    if look == "map":
        return layout.map_only(sheet)
    if sheet.width / sheet.height >= layout.WIDE_FROM:
        return layout.wide(sheet)
    bands = slide.bands(selection, subject, legend(selection), sheet, palette)
    return layout.tall(sheet, bands.top, bands.bottom)


def _frame(selection: Selection, plan: layout.Layout) -> Frame:
    """Of the view's extent, or else of what it shows."""
    given = selection.view.extent
    if given:
        return fit(given, plan.frame, plan.frame)
    points = extent.points_shown(selection)
    return fit(extent.extent_of(points), plan.frame, plan.hole, points)


def _draft(frame: Frame, palette: Palette, selection: Selection) -> Draft:
    x0, y0, x1, y1 = frame.box
    room = (x0 + EDGE, y0 + EDGE, x1 - EDGE, y1 - EDGE)
    return Draft(frame, palette, LIGHT, Placer(room), selected=selection.view.place)


def _insets(draft: Draft, selection: Selection, crowd: Points, foot: float) -> tuple[Inset, ...]:
    """What is too small to read, enlarged; its places on the map are taken."""
    enlarged = insets.find(draft, selection, crowd, foot)
    if enlarged is None:
        return ()
    x0, y0, x1, y1 = enlarged.outline
    draft.hidden.append(enlarged.outline)
    draft.covered.append(enlarged.frame.box)
    draft.placer.block([enlarged.frame.box, (x0, y0 - TAG, x0 + TAG, y0)])
    draft.placer.mark(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]), 4)
    inner = _draft(enlarged.frame, draft.palette, selection)
    inner.is_inset = True
    left, top, _, _ = enlarged.frame.box
    inner.placer.block([(left, top, left + TAG, top + TAG)])
    drawn = draw_map(inner, selection)
    outline: Box = enlarged.outline
    return (Inset("A", outline, enlarged.frame.box, tuple(inner.shapes), drawn.labels),)


def _drawn_entries(entries: Sequence[Entry], drawn: Drawn) -> tuple[Entry, ...]:
    """The legend without looks of lines that pass near the map but not over it."""
    return tuple(
        entry
        for entry in entries
        if not (entry.symbol in MODES or entry.symbol == "flows")
        or (entry.symbol, entry.status) in drawn.symbols
    )


def _scale_bar(draft: Draft, plan: layout.Layout, made: Sequence[Inset]) -> ScaleBar | None:
    """A round number of kilometres; none for the world, where it would hold nowhere."""
    km = draft.frame.km(BAR)
    if draft.frame.whole_world or not math.isfinite(km) or km <= 0:
        return None
    power = 10.0 ** math.floor(math.log10(km))
    whole = max(step * power for step in (1, 2, 5) if step * power <= km)
    length = BAR * whole / km
    words = f"{whole:,.0f} km" if whole >= 1 else f"{whole * 1000:,.0f} m"
    x0, _, x1, y1 = draft.frame.box
    x, y = x0 + 22, y1 - (overlay.FOOT + 12 if plan.kind == "map" else 22)
    if any(inset.frame[0] < x + length and inset.frame[3] > y - 30 for inset in made):
        x = x1 - 22 - length
    draft.placer.block([(x - 6, y - 24, x + length + 6, y + 6)])
    return ScaleBar(x, y, length, whole, words, draft.palette.ink2, draft.palette.land)
