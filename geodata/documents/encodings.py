"""Bytes to text, to the character: no newline is translated, nothing is normalised.

A UTF-8 file gives exactly ``open(path, encoding="utf-8", newline="").read()``. So a UTF-8 byte
order mark stays in the text as U+FEFF, because offsets count on it; that of UTF-16 and UTF-32 is
part of the encoding and goes with it.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from geodata.errors import DocumentError

MAX_BYTES: Final = 100_000_000
"""The largest text that is read, in bytes; a larger one is refused."""

_SAMPLE: Final = 200_000

_MARKS: Final = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
)

# Latin code pages share most bytes, so a short text fits several: it is in the first of these
# that makes nothing but the letters of its languages of it.
_LATIN: Final = (
    ("cp1252", "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœßªº"),
    ("cp1254", "çğıöşüâîûi̇"),
    ("cp1250", "ąćęłńóśźżáčďéěíňřšťúůýžôľĺŕäöüőűăâîşţđß"),
    ("iso8859_2", "ąćęłńóśźżáčďéěíňřšťúůýžôľĺŕäöüőűăâîşţđß"),
    ("cp1257", "āčēģīķļņšūžąęėįųõäöü"),
)
_SIGNS: Final = "“”„‘’‚‹›«»–—…•·§°±²³½€£¥©®™´\xa0\xad¿¡×"

# What other texts on the web are really written in; leaving out rare code pages keeps short
# texts from being taken for one of them.
_LEGACY: Final = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15"),
    *("gb18030", "big5", "cp932", "euc_jp", "euc_kr"),
]

_ASCII: Final = frozenset(map(chr, range(128)))
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``; ``declared`` is the encoding that the format itself names, if any.

    Raises DocumentError, without the source's name, for what is empty or no text.
    """
    _refuse_what_is_no_text(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding), encoding)
    text = _strict(data, "utf-8")
    if text is not None and "\0" not in text:
        return _checked(text, "utf-8")
    if b"\0" in data:
        return _without_mark(data)
    return _legacy(data, declared)


def storable(text: str) -> str:
    """The text with NUL and lone surrogates, which no store takes, as U+FFFD one for one."""
    return _UNSTORABLE.sub("\ufffd", text)


def _refuse_what_is_no_text(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"is larger than {MAX_BYTES // 1_000_000} MB; split it into smaller texts"
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"is {what}, not text; save it as text first")


def _checked(text: str | None, encoding: str) -> str:
    if text is None:
        raise DocumentError(f"is marked as {encoding.upper()} but is broken; save it as UTF-8")
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise DocumentError("is empty; there is nothing to read")
    sample = text[:_SAMPLE].encode("utf-8")
    if len(_CONTROL.findall(sample)) > len(sample) / 20 or "\0" in text:
        raise DocumentError("is a binary file, not text")
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: in most scripts one half of nearly all units is one same byte."""
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        halves = data[high:_SAMPLE:2]
        commonest = max(halves.count(byte) for byte in (0, 3, 4, 5, 6, 0x30))
        text = _strict(data, encoding) if commonest > len(halves) / 2 else None
        if text is not None and "\0" not in text:
            return _checked(text, encoding)
    raise DocumentError("is a binary file, not text")


def _legacy(data: bytes, declared: str | None) -> str:
    if len(_CONTROL.findall(data[:_SAMPLE])) > min(len(data), _SAMPLE) / 20:
        raise DocumentError("is a binary file, not text")
    if declared and (text := _strict(data, declared)) is not None:
        return _checked(text, declared)
    if _nearly_utf8(data):
        return _checked(data.decode("utf-8", errors="replace"), "utf-8")
    sample = _densest(data)
    encoding = _latin(sample)
    if encoding is None and (best := from_bytes(sample, cp_isolation=_LEGACY).best()):
        encoding = best.encoding
    if encoding and (text := _strict(data, encoding)) is not None:
        return _checked(text, encoding)
    raise DocumentError("is in an encoding that was not recognised; save it as UTF-8")


def _latin(sample: bytes) -> str | None:
    """The Latin code page of a sample, None if its letters are mostly others."""
    beyond, letters = (
        len(re.findall(rb"[\x80-\xff]", sample)),
        len(re.findall(rb"[A-Za-z]", sample)),
    )
    if beyond * 2 > letters:
        return None
    for encoding, alphabet in _LATIN:
        text = _strict(sample, encoding)
        if text and not set(filter(str.isprintable, text.lower())).difference(
            alphabet, _SIGNS, _ASCII
        ):
            return encoding
    return None


def _nearly_utf8(data: bytes) -> bool:
    """A UTF-8 text with a few broken bytes, as one that was cut off, is still UTF-8."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    several = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", data))
    return several >= 10 * broken


def _densest(data: bytes) -> bytes:
    """A sample around the first byte beyond ASCII, where an encoding shows."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 2_000) if first else 0
    return data[start : start + 50_000]
