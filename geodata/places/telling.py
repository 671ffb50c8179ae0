"""What a sentence tells: something goes from somewhere to somewhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from geodata.places.clauses import Item, Items
from geodata.places.phrases import Phrases

Sort = Literal["transfer", "movement", "strike", "way"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something goes from each origin to each destination; offsets are the document's.

    ``first`` and ``last`` are the items of the sentence that tell of it.
    """

    sort: Sort
    origins: tuple[Item, ...]
    destinations: tuple[Item, ...]
    via: tuple[Item, ...]
    goods: str | None
    first: int
    last: int


def tell(
    items: Items,
    sort: Sort,
    head: int,
    origins: Iterable[Item],
    destinations: Iterable[Item],
    found: Phrases,
    goods: str | None = None,
) -> Iterator[Transfer]:
    """One transfer, if both its ends are there and are not one."""
    origins, destinations = tuple(origins), tuple(destinations)
    if not origins or not destinations:
        return
    ends = {item.start for item in (*origins, *destinations)}
    told = [i for i, item in enumerate(items) if item.start in ends]
    if found.goods_at is not None:
        told.append(found.goods_at)
    yield Transfer(
        sort,
        origins,
        destinations,
        tuple(found.of("via")),
        goods or found.goods,
        min(*told, head),
        max(*told, head, found.last),
    )
