"""Bytes of many encodings are read, or refused by name in one line."""

from __future__ import annotations

import time

import pytest

from geodata.documents.encodings import MAX_BYTES, decode, storable
from geodata.errors import DocumentError

TEXTS = {
    "ru": "Паром из Порт-Мирела во вторник вышел в море и взял курс на северный берег.\r\n",
    "fr": "À la mi-été, la drague s’est arrêtée là où le chenal tourne vers la forêt.\n",
    "de": "Über die Brücke führt der Weg zum Hafen – „schön“, sagte er.\n",
    "pl": "Żółta łódź płynie przez zatokę do Świnoujścia, gdzie czeka załoga.\n",
    "tr": "Gemi İstanbul Boğazı'ndan geçti, balıkçılar şaşırdı.\n",
    "el": "Το πλοίο έφυγε από τη Θεσσαλονίκη την Τρίτη το πρωί με καλό καιρό.\n",
    "ja": "船は火曜日の朝に港を出て、北の海岸へ向かいました。天気は良かった。\n",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "utf-8") for language in TEXTS),
        *((language, "utf-16") for language in TEXTS),
        *((language, "utf-32") for language in TEXTS),
        *(
            (language, half)
            for language in ("ru", "fr", "el")
            for half in ("utf-16-le", "utf-16-be")
        ),
        *(("ru", page) for page in ("cp1251", "koi8_r", "iso8859_5")),
        *(("fr", "cp1252"), ("de", "cp1252"), ("pl", "cp1250"), ("tr", "cp1254"), ("el", "cp1253")),
        *(("ja", "cp932"), ("ja", "euc_jp")),
    ],
)
def test_encodings_are_told_from_the_bytes(language: str, encoding: str) -> None:
    text = TEXTS[language] * 3
    assert decode(text.encode(encoding)) == text


def test_the_text_is_that_of_open_to_the_character() -> None:
    assert decode(b"\xef\xbb\xbfOxo\r\nMirel\rend\n") == "\ufeffOxo\r\nMirel\rend\n"


def test_utf_8_that_was_cut_off_stays_utf_8() -> None:
    text = "La forêt, l’été, la côte. " * 20
    assert decode(text.encode() + b"\xe2\x80") == text + "\ufffd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\0" * 1000, "binary"),
        (b"\x01\x02\x03" * 100, "binary"),
        (b"\xff\xfeO\0x\0o", "UTF-16"),
        (b"\x98\xff\x81\x02" * 20 + b" words" * 400, "encoding"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(DocumentError, match="larger than 100 MB"):
        decode(b"a" * (MAX_BYTES + 1))


def test_fifty_megabytes_are_decoded_at_once() -> None:
    data = TEXTS["ru"].encode("cp1251") * (50_000_000 // 77)
    start = time.process_time()
    assert decode(data).startswith("Паром")
    assert time.process_time() - start < 10


def test_what_no_store_takes_is_replaced_one_for_one() -> None:
    assert storable("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert storable("naïve 🚢") == "naïve 🚢"
