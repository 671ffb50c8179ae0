"""The options of commands that may ask an online geocoder, the same for each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from geodata.geocoders import Gaps, Service


def with_geocoder(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options; the command gets them as ``gaps``, None where nobody is to be asked.

    The command's work is done before a failure of the service is told, as a GeodataError.
    """

    @click.option(
        "--geocoder",
        type=click.Choice(["nominatim", "photon", "geonames"]),
        help="Ask this online service for names that the gazetteer lacks.",
    )
    @click.option(
        "--geocoder-url", envvar="MAPAPP_GEOCODER_URL", help="Its address, if not the public one."
    )
    @click.option("--geocoder-user", envvar="MAPAPP_GEOCODER_USER", help="Your GeoNames account.")
    @wraps(command)
    def asking(
        *args: Any,
        geocoder: Service | None,
        geocoder_url: str | None,
        geocoder_user: str | None,
        **kwargs: Any,
    ) -> int:
        gaps = _gaps(geocoder, geocoder_url, geocoder_user) if geocoder else None
        code = command(*args, gaps=gaps, **kwargs)
        if gaps and gaps.failed:
            raise GeodataError(f"{gaps.failed} What it was not asked for stays without a place.")
        return code

    return asking


def _gaps(service: Service, url: str | None, user: str | None) -> Gaps:
    from geodata.gazetteer import cache_path
    from geodata.geocoders import Gaps, online

    folder = cache_path().parent
    return Gaps(service, online(service, cache_folder=folder, url=url, username=user))
