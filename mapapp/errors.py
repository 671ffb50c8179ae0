"""One table from what went wrong to the answer: a status and one line, as a page or as JSON."""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from geodata.errors import AtlasError, GazetteerError, GeodataError, UnknownError
from mapapp.strings import STRINGS, text

STATUS: dict[type[Exception], int] = {
    UnknownError: 404,
    AtlasError: 503,
    GazetteerError: 503,
    GeodataError: 500,
}


class NotFoundError(Exception):
    """Nothing in this atlas answers to the id; the message says which."""


class BadRequestError(Exception):
    """The address asks for something that cannot be; the message says what."""


class ForbiddenError(Exception):
    """What is asked for may be done, but not from there; the message says from where."""


class TooLargeError(Exception):
    """More is asked for than the server makes at once; the message says what to do."""


class BusyError(Exception):
    """The server is making as much as it can; asked again in a moment, it will answer."""

    RETRY_AFTER = 5  # seconds


STATUS |= {
    NotFoundError: 404,
    BadRequestError: 400,
    ForbiddenError: 403,
    TooLargeError: 413,
    BusyError: 503,
}


def init_app(app: Flask) -> None:
    """Answer every error in the look, and never with a traceback."""
    for kind in STATUS:
        app.register_error_handler(kind, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _known(error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if isinstance(error, BusyError):
        response = answer(status, str(error), text("error.busy"))
        response.headers["Retry-After"] = str(error.RETRY_AFTER)
        return response
    return answer(status, str(error))


def _http(error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = answer(error.code or 500, "")
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _unknown(error: Exception) -> Response:
    current_app.logger.exception("while answering %s", request.path, exc_info=error)
    return answer(500, "")


def answer(status: int, detail: str, line: str = "") -> Response:
    """The error as JSON under ``/api/`` and for whoever prefers that, otherwise as a page."""
    line = line or STRINGS.get(
        f"error.{status}", text("error.400" if status < 500 else "error.500")
    )
    if request.path.startswith("/api/") or _prefers_json():
        response = jsonify(error=detail or line, status=status)
    else:
        response = make_response(
            render_template("error.html", status=status, line=line, detail=detail)
        )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _prefers_json() -> bool:
    offered = ["text/html", "application/json"]
    return bool(request.accept_mimetypes.best_match(offered) == "application/json")
