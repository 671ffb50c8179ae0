"""Files for the browser, under URLs that name their version, so that they never go stale.

``/assets/app/<version>/js/main.js`` is one of ours; Leaflet comes from the package
that ships it. A changed file changes its package's version and with it every URL.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

OWN_FILES = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
COMPRESSED = {".js", ".css", ".svg", ".json", ".geojson"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".geojson": "application/geo+json"}

blueprint = Blueprint("assets", __name__, url_prefix="/assets")


@dataclass(frozen=True)
class Package:
    """Files that share a version: ``files`` maps the name in the URL to the path on disk."""

    version: str
    files: Mapping[str, Path]


@cache
def packages() -> Mapping[str, Package]:
    """Everything that is served, by name; nothing outside these lists can be asked for."""
    return {"app": _own(), "leaflet": _leaflet()}


def asset_url(package: str, name: str) -> str:
    """The URL of a file; KeyError for one that is not served."""
    files = packages()[package]
    if name not in files.files:
        raise KeyError(f"no file {name!r} in {package!r}")
    return url_for("assets.file", package=package, version=files.version, name=name)


def init_app(app: Flask) -> None:
    """Serve the files and let templates link them with ``asset('app', 'js/main.js')``."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset_url


@blueprint.get("/<package>/<version>/<path:name>")
def file(package: str, version: str, name: str) -> Response:
    """One file; an outdated version answers 404, as does everything not listed."""
    known = packages().get(package)
    if known is None or version != known.version or name not in known.files:
        abort(404)
    path = known.files[name]
    zipped = path.suffix in COMPRESSED and request.accept_encodings["gzip"] > 0
    response = Response(_gzipped(path) if zipped else path.read_bytes(), mimetype=_type(path))
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER
    return response


@cache
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


def _type(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"


def _own() -> Package:
    files = {
        path.relative_to(OWN_FILES).as_posix(): path
        for path in sorted(OWN_FILES.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return Package(digest.hexdigest()[:12], files)


def _leaflet() -> Package:
    data = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
    names = ["leaflet.js", "leaflet.css", *(f"images/{p.name}" for p in data.glob("images/*.png"))]
    return Package(metadata.version("XStatic-Leaflet"), {name: data / name for name in names})
