"""Elements of DrawingML and PresentationML, safe by construction: text is only ever text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from mapapp.pictures.scene import POINTS_PER_UNIT

Element = Any
"""An lxml element; lxml has no types."""

EMU_PER_UNIT = 12700 * POINTS_PER_UNIT
"""English Metric Units, 12,700 to the point, in a page unit."""

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: Element, tag: str, attributes: Mapping[str, object] | None = None) -> Element:
    """A new last child; ``tag`` and attributes carry prefixes such as ``a:`` and ``r:``."""
    given = {
        qn(name) if ":" in name else name: clean(str(value))
        for name, value in (attributes or {}).items()
    }
    return etree.SubElement(parent, qn(tag), given)


def clean(text: str) -> str:
    """The text without what XML cannot hold: control characters and lone surrogates."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def emu(units: float) -> int:
    """Page units as English Metric Units, whole as the format wants them."""
    return round(units * EMU_PER_UNIT)


def points(units: float) -> int:
    """Page units as hundredths of a point: sizes and spacing of text."""
    return round(units * POINTS_PER_UNIT * 100)
