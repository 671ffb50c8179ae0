"""Text of documents made harmless and storable, without changing how long it is."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

REPLACEMENT = "\ufffd"

# Everything but what XML 1.0 (clause 2.2) allows; control characters above all.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet takes for the start of a formula, in its full-width forms too, and what it
# drops before looking; and the mark itself, so that taking one off always gives the text back.
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def xml_text(text: str) -> str:
    """What may stand in XML; each character that may not becomes U+FFFD, so that offsets hold."""
    return _NO_XML.sub(REPLACEMENT, text)


def without_nul(text: str) -> str:
    """What C libraries can store: they end a text at NUL."""
    return text.replace("\0", REPLACEMENT)


def cell(text: str) -> str:
    """A spreadsheet cell that is text whatever it begins with: ' goes before a formula's start."""
    text = without_nul(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def web_address(url: str | None) -> str | None:
    """A document's address as a URI, if it is one of the web and names a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # such as http://[
        return None
    if not url or parts.scheme not in {"https", "http"} or not parts.netloc:
        return None
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def uri(place_id: str) -> str:
    """A place's id, which may hold anything that a text says, as a URI."""
    scheme, _, rest = place_id.partition(":")
    return f"{scheme}:{quote(rest, safe=':@/-._~')}"
