"""Pages, and where the map and the text stand on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mapapp.errors import BadRequestError
from mapapp.pictures.scene import Box, Page
from mapapp.strings import text

PAGES: dict[str, Page] = {
    page.name: page
    for page in (
        Page("16:9", 1600, 900),
        Page("4:3", 1200, 900),
        Page("1:1", 1080, 1080),
        Page("a4-portrait", 992, 1403),
        Page("a4-landscape", 1403, 992),
    )
}
LOW, HIGH = 240, 8000
MOST_PIXELS = 36_000_000
WIDEST = 4.0
USUAL = 1200.0
"""Square root of the units of a page, so that type has about the same share of each."""
LARGEST_TYPE = 1.9
"""How much larger than usual type may get on a small page."""

_SIZE = re.compile(r"(\d{1,6})\s*[x×]\s*(\d{1,6})", re.IGNORECASE)


def page_of(name: str) -> Page:
    """A page by name or by its size in pixels, such as 1280x720; BadRequestError for others."""
    key = name.strip().lower()
    if known := PAGES.get("a4-landscape" if key == "a4" else key):
        return known
    size = _SIZE.fullmatch(key)
    if not size:
        raise BadRequestError(text("picture.page", page=name[:40]))
    width, height = int(size[1]), int(size[2])
    if not (LOW <= width <= HIGH and LOW <= height <= HIGH) or width * height > MOST_PIXELS:
        raise BadRequestError(text("picture.size", low=LOW, high=HIGH, pixels=MOST_PIXELS // 10**6))
    if max(width / height, height / width) > WIDEST:
        raise BadRequestError(text("picture.ratio", n=f"{WIDEST:.0f}"))
    pixels = (width * height) ** 0.5 / USUAL
    if pixels < 1:  # a small picture is no small poster: its type stays legible
        pixels = max(1 / LARGEST_TYPE, min(1.0, pixels * LARGEST_TYPE))
    return Page(f"{width}x{height}", width / pixels, height / pixels, pixels)


@dataclass(frozen=True)
class Layout:
    """``hole`` is where the features should lie within the map's ``frame``."""

    kind: Literal["wide", "tall", "map"]
    frame: Box
    hole: Box
    column: Box


MARGIN = 48.0
WIDE_FROM = 1.2  # width over height of pages with a column


def wide(page: Page) -> Layout:
    """A column of text at the left, the map from there to the page's edges."""
    column = min(436.0, max(0.2725 * page.width, 0.3 * page.width if page.width < 1300 else 0))
    left = MARGIN + column + 36
    frame = (left, 0.0, page.width, page.height)
    return Layout("wide", frame, inner(frame), (MARGIN, 46.0, MARGIN + column, page.height - 40))


def tall(page: Page, top: float, bottom: float) -> Layout:
    """The map from edge to edge, between the title above and the rest below."""
    frame = (0.0, top, page.width, page.height - bottom)
    column = (MARGIN, 44.0, page.width - MARGIN, page.height - 36)
    return Layout("tall", frame, inner(frame), column)


def map_only(page: Page) -> Layout:
    """The map alone, over the whole page."""
    frame = (0.0, 0.0, page.width, page.height)
    return Layout("map", frame, inner(frame), frame)


def inner(frame: Box) -> Box:
    """The part of a frame that is well clear of its edges."""
    x0, y0, x1, y1 = frame
    margin = 0.07 * min(x1 - x0, y1 - y0)
    return x0 + 1.6 * margin, y0 + margin, x1 - 1.6 * margin, y1 - margin
