"""What every response promises a browser: own scripts only, no framing, no guessing of types.

Only ``/embed`` may be framed, by ourselves and the origins that the settings name. Scripts and
styles run with the request's nonce or from our own files; text from documents can therefore never
become code, even where an escape were forgotten. Only the person at the machine may write.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from mapapp.errors import ForbiddenError
from mapapp.strings import text

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
ANY_ADDRESS = ("0.0.0.0", "::", "")
FRAMED = frozenset({"embed.page", "embed.saved"})
"""The endpoints that other pages may frame."""
FRAMING = frozenset({"explorer.index", "documents.index", "documents.show"})
"""The endpoints that frame one of ours: the explorer shows what an embed looks like."""

WRITE_HEADER = "X-Requested-With"
"""No page of another origin can send it without being asked first, and we never say yes."""
_FORWARDED = ("forwarded", "x-real-ip", "via")

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


def policy(
    nonce_value: str,
    frame_ancestors: Sequence[str],
    images: Sequence[str] = (),
    *,
    frames: bool = False,
) -> str:
    """The Content-Security-Policy; ``images`` are hosts of online tiles, when switched on.

    ``frames`` says whether the page may frame pages of ours.
    """
    own = f"'self' 'nonce-{nonce_value}'"
    directives = {
        "default-src": "'none'",
        "script-src": own,
        "style-src": own,
        "img-src": " ".join(["'self'", "data:", *images]),
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'" if frames else "'none'",
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


def may_write() -> bool:
    """Whether the request comes from the person at this machine, as far as can be told."""
    host = urlsplit(f"//{request.host}").hostname or ""
    return (
        _is_loopback(current_app.config["MAPAPP"].host)
        and _is_loopback(request.remote_addr or "")
        and _is_loopback(host)
        and not any(_is_forwarded(name.lower()) for name, _value in request.headers)
    )


def _is_forwarded(name: str) -> bool:
    return name in _FORWARDED or name.startswith("x-forwarded-")


def check_write() -> None:
    """ForbiddenError unless this request may change something, and one of our pages sent it."""
    if not may_write():
        raise ForbiddenError(text("error.403.elsewhere"))
    origin = request.headers.get("Origin")
    ours = origin in (None, request.host_url.rstrip("/"))
    fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
    if not ours or fetched != "same-origin" or WRITE_HEADER not in request.headers:
        raise ForbiddenError(text("error.403.foreign", header=WRITE_HEADER))


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def tile_hosts(template: str | None) -> tuple[str, ...]:
    """The origins that a tile URL such as ``https://{s}.tile.org/{z}/{x}/{y}.png`` asks."""
    if not template:
        return ()
    parts = urlsplit(template.replace("{s}", "*"))
    return (f"{parts.scheme}://{parts.netloc}",) if parts.netloc else ()


def _add_headers(response: Response) -> Response:
    framed = request.endpoint in FRAMED
    ancestors = _ancestors(current_app.config["FRAME_ANCESTORS"]) if framed else ()
    written = policy(
        nonce(),
        ancestors,
        current_app.config["IMAGE_HOSTS"],
        frames=request.endpoint in FRAMING,
    )
    # A file that is opened instead of saved may do nothing at all.
    sandbox = "; sandbox" if "Content-Disposition" in response.headers else ""
    response.headers["Content-Security-Policy"] = written + sandbox
    if not ancestors:
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if framed else "same-origin"
    response.headers.update(_FIXED_HEADERS)
    return response


def _ancestors(others: Sequence[str]) -> tuple[str, ...]:
    """Who may frame an embed: always ourselves, and the origins of the settings."""
    return ("'self'", *(origin for origin in others if origin not in ("'self'", "'none'")))
