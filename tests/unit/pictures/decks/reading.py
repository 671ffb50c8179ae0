"""What tests ask of a deck's slides."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide


def group(slide: Slide, *names: str) -> GroupShape:
    """A group of a slide by its name, or a group in it by the names on the way."""
    shapes = slide.shapes
    for name in names:
        found = next(shape for shape in shapes if shape.name == name)
        assert isinstance(found, GroupShape)
        shapes = found.shapes  # type: ignore[assignment]
    return found


def all_shapes(shapes: object) -> Iterator[BaseShape]:
    """Every shape, those in groups too."""
    for shape in shapes:  # type: ignore[attr-defined]
        yield shape
        if isinstance(shape, GroupShape):
            yield from all_shapes(shape.shapes)


def described(shape: BaseShape) -> str:
    """The alternative text."""
    return str(shape.element.xpath(".//p:cNvPr/@descr")[0])


def names(slide: Slide) -> list[str]:
    """Names of what the selection pane lists first."""
    return [shape.name for shape in slide.shapes]
