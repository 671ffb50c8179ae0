"""What every response promises a browser: own scripts only, no framing, no guessing of types.

Only ``/embed`` may be framed, by the origins that the settings name. Scripts and styles run with
the request's nonce or from our own files; text from documents can therefore never become code,
even where an escape were forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from mapapp.strings import text

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
ANY_ADDRESS = ("0.0.0.0", "::", "")
EMBED_ENDPOINT = "embed.page"

_FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask, *, host: str, extra_hosts: Sequence[str]) -> None:
    """Let ``app`` answer only to its own names and send the headers with every response.

    A server bound to every address cannot know its names: then any name is accepted unless
    ``extra_hosts`` lists them. A loopback server must check, or a foreign page could reach it
    through a name that it points at 127.0.0.1.
    """
    own = {*LOOPBACK_HOSTS, *(name.strip("[]").lower() for name in (host, *extra_hosts))}
    anything = host in ANY_ADDRESS and not extra_hosts
    app.config["OWN_HOSTS"] = frozenset() if anything else frozenset(own - set(ANY_ADDRESS))
    app.before_request(_check_host)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = nonce


def nonce() -> str:
    """The request's own nonce, the same for all its tags."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def policy(nonce_value: str, frame_ancestors: Sequence[str], images: Sequence[str] = ()) -> str:
    """The Content-Security-Policy; ``images`` are hosts of online tiles, when switched on."""
    own = f"'self' 'nonce-{nonce_value}'"
    directives = {
        "default-src": "'none'",
        "script-src": own,
        "style-src": own,
        "img-src": " ".join(["'self'", "data:", *images]),
        "font-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(frame_ancestors) or "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _check_host() -> Response | None:
    # Werkzeug's TRUSTED_HOSTS knows no IPv6 address and tells capitals from small letters.
    own = current_app.config["OWN_HOSTS"]
    try:
        name = urlsplit(f"//{request.host}").hostname
    except ValueError:
        name = None
    if not own or name in own:
        return None
    return Response(text("error.host"), status=400, mimetype="text/plain")


def tile_hosts(template: str | None) -> tuple[str, ...]:
    """The origins that a tile URL such as ``https://{s}.tile.org/{z}/{x}/{y}.png`` asks."""
    if not template:
        return ()
    parts = urlsplit(template.replace("{s}", "*"))
    return (f"{parts.scheme}://{parts.netloc}",) if parts.netloc else ()


def _add_headers(response: Response) -> Response:
    framed = request.endpoint == EMBED_ENDPOINT
    ancestors = current_app.config["FRAME_ANCESTORS"] if framed else ()
    response.headers["Content-Security-Policy"] = policy(
        nonce(), ancestors, current_app.config["IMAGE_HOSTS"]
    )
    if not ancestors:
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if framed else "same-origin"
    response.headers.update(_FIXED_HEADERS)
    return response
