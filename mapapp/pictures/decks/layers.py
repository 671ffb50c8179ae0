"""A scene's flat list of shapes as layers of features, in the order in which they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mapapp.pictures.scene import Label, Shape
from mapapp.strings import STRINGS, text

_BASE = {"ground", "waters", "countries"}
"""Their areas do not overlap, so that they may be parted by layer."""


def layered(shapes: Iterable[Shape]) -> Iterator[tuple[str, list[Shape]]]:
    """Name and shapes of the groups of a slide.

    A layer is one group, unless shapes of another lie between its own: then it is two, first its
    areas and lines, and later its symbols.
    """
    groups: list[list[Shape]] = []
    for shape in shapes:
        for group in reversed(groups):
            if group[0].layer == shape.layer:
                group.append(shape)
                break
            if group[0].layer not in _BASE:
                groups.append([shape])
                break
        else:
            groups.append([shape])
    last = {group[0].layer: group for group in groups}
    for group in groups:
        name = layer_name(group[0].layer)
        beneath = group is not last[group[0].layer]
        yield text("deck.layer.areas", layer=name) if beneath else name, group


def features(
    shapes: Iterable[Shape], labels: Sequence[Label]
) -> Iterator[tuple[list[Shape], list[Label]]]:
    """The shapes of each feature, with its labels; what belongs to no feature comes as one."""
    parts: dict[str | None, list[Shape]] = {}
    for shape in shapes:
        parts.setdefault(shape.place_id, []).append(shape)
    for place_id, own in parts.items():
        yield own, [label for label in labels if label.place_id == place_id]


def with_arrows(parts: Sequence[Shape]) -> Iterator[tuple[Shape, bool]]:
    """The shapes of a feature, and whether each ends in a head.

    A head that is drawn as an area at the end of a flow's line becomes the line's own, so that it
    follows when the line is changed.
    """
    heads = [part for part in parts if part.layer == "flows" and part.kind == "area"]
    bodies = [part for part in parts if part.kind == "line" and part.role == "body"]
    for part in parts:
        if heads and bodies and part is bodies[-1]:
            tip = heads[0].paths[0][0]
            yield replace(part, paths=(*part.paths[:-1], (*part.paths[-1], tip))), True
        elif not (bodies and part in heads):
            yield part, False


def layer_name(layer: str) -> str:
    """A layer as people call it."""
    return STRINGS.get(f"layer.{layer}") or STRINGS.get(f"deck.layer.{layer}", layer.capitalize())
