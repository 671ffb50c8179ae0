"""Layers into what people use: maps, pages, pictures, an API, the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from mapapp.settings import Settings


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """The web app over one atlas; ``overrides`` replace fields of ``settings``.

    The atlas is opened at each request, so that a rebuild shows without a restart and a missing
    or broken file is a page that says so.
    """
    # Imported here, so that the command line and notebooks need not wait for the web.
    from dataclasses import replace

    from flask import Flask

    from mapapp import assets, dates, errors, responses, security, store, strings, views
    from mapapp.settings import Settings

    chosen = replace(settings or Settings(), **overrides)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAPAPP=chosen,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        FRAME_ANCESTORS=chosen.frame_ancestors,
        IMAGE_HOSTS=security.tile_hosts(chosen.tiles),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(t=strings.text, plural=strings.plural, written=dates.written)
    security.init_app(app, host=chosen.host, extra_hosts=chosen.hosts)
    for part in (responses, store, errors, assets, views):
        part.init_app(app)
    return app
