"""``mapapp gazetteer build`` and ``mapapp gazetteer search``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodata.errors import GazetteerError
from mapapp.commands.progress import Bar

if TYPE_CHECKING:
    from geodata.model import Candidate

# What may not be read is told by the gazetteer, in its own words.
_PATH = click.Path(path_type=Path, readable=False)


@click.group()
def gazetteer() -> None:
    """The places that names can mean."""


@gazetteer.command("build")
@click.option("--geonames", type=_PATH, metavar="FILE", help="Add the places of a GeoNames dump.")
def build_gazetteer(geonames: Path | None) -> None:
    """Build the gazetteer now, if it is missing or out of date.

    FILE is a dump of GeoNames as .txt or .zip (allCountries.zip, IR.zip, cities500.zip). It is
    remembered, keep it where it is: the gazetteer holds its places until this command is run
    without it.

    The other commands do so by themselves when they first need it. It takes less than a minute and
    is kept in your cache folder, or in the folder that MAPAPP_CACHE names.
    """
    from geodata.gazetteer import Gazetteer

    with Bar() as bar:
        opened = Gazetteer.build(
            dump=geonames,
            progress=lambda what, done: bar(f"Building the gazetteer: {what}", done, 1.0),
        )
    click.echo(f"{opened.path}: version {opened.version}")


@gazetteer.command("search")
@click.argument("name", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def search_gazetteer(name: tuple[str, ...], limit: int) -> None:
    """Show what a name can mean, most prominent first.

    \b
    Examples:
      mapapp gazetteer search Astara
      mapapp gazetteer search Caspian Sea
    """
    from geodata import ingest

    text = " ".join(name)
    with Bar() as bar:
        places = ingest.open_gazetteer(bar).search(text, limit)
    if not places:
        raise GazetteerError(
            f"no place is called {text!r}; try another spelling or the beginning of the name"
        )
    for line in _table([_HEADINGS, *map(_cells, places)]):
        click.echo(line)


_HEADINGS = ("NAME", "KIND", "COUNTRY", "LAT", "LON", "POPULATION", "ID", "MATCH")


def _cells(place: Candidate) -> tuple[str, ...]:
    lat, lon = (f"{value:.4f}" if value is not None else "" for value in (place.lat, place.lon))
    people = f"{place.population:,}" if place.population else ""
    country = place.country or ""
    return place.name, place.kind, country, lat, lon, people, place.place_id, place.match


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
