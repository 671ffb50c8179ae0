"""Answers that are made once for each version of the atlas, compressed, and known by their ETag.

Pages carry the nonce of their own response and are therefore sent whole each time; data do not,
and a browser that has them already is told so.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from flask import Flask, Response, request

T = TypeVar("T")

SMALLEST_COMPRESSED = 600
COMPRESSION_LEVEL = 5


class VersionedCache:
    """Keeps what was made from the current version of the data, the least used falling out.

    Two threads may make the same value at the same time; the values are equal, so no one waits.
    """

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._version: str | None = None
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: str, key: Hashable, make: Callable[[], T]) -> T:
        """The value of ``key`` in ``version``, made if it is not there."""
        with self._lock:
            if version != self._version:
                self._values.clear()
                self._version = version
            if key in self._values:
                self._values.move_to_end(key)
                return cast(T, self._values[key])
        value = make()
        with self._lock:
            if version == self._version:
                self._values[key] = value
                while len(self._values) > self._size:
                    self._values.popitem(last=False)
        return value


@dataclass(frozen=True)
class Rendered:
    """A body in both encodings, ready to send; ``etag`` is of the content."""

    body: bytes
    mimetype: str
    etag: str

    @cached_property
    def zipped(self) -> bytes:
        """Compressed once, for the first who takes it so."""
        return gzip.compress(self.body, COMPRESSION_LEVEL, mtime=0)


def render_json(value: object, mimetype: str = "application/json") -> Rendered:
    """``value`` as JSON that is also harmless when it is read as a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return render_bytes(text.replace("<", "\\u003c").encode(), mimetype)


def render_bytes(body: bytes, mimetype: str) -> Rendered:
    """``body``, named by its digest."""
    return Rendered(body, mimetype, hashlib.sha256(body).hexdigest()[:20])


def send(rendered: Rendered, *, cache_control: str = "no-cache") -> Response:
    """Answer with the encoding that the client takes, or 304 when it has this body already."""
    zipped = request.accept_encodings["gzip"] > 0
    response = Response(rendered.zipped if zipped else rendered.body, mimetype=rendered.mimetype)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache_control
    response.set_etag(rendered.etag, weak=True)
    return cast(Response, response.make_conditional(request))


def init_app(app: Flask) -> None:
    """Compress pages, and keep a cache for what is made from the atlas."""
    app.extensions["mapapp_cache"] = VersionedCache()
    app.after_request(_compress_page)


def _compress_page(response: Response) -> Response:
    if response.mimetype != "text/html" or response.is_streamed or response.content_encoding:
        return response
    response.headers["Vary"] = "Accept-Encoding"
    response.headers.setdefault("Cache-Control", "private, no-cache")
    body = response.get_data()
    if len(body) > SMALLEST_COMPRESSED and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(body, COMPRESSION_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
