"""How names are compared: one folding for the gazetteer's names and the text's words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that decomposition leaves whole, as newspapers write them in ASCII.
_PLAIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i", "ħ": "h", "ŋ": "n", "ə": "a", "ё": "е", "й": "и",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": "",
    }
)  # fmt: skip
_DROPPED = re.compile(r"['’‘ʻʼʿʾ`´.\u200c\u200d\u200e\u200f\u00ad]")
_BREAKS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Fold one word: case, diacritics, apostrophes and abbreviation stops go, breaks are spaces.

    "Türkiye" -> "turkiye", "U.S." -> "us", "Xi'an" -> "xian", "Nur-Sultan" -> "nur sultan".
    """
    if word.isascii():
        plain = word.lower()
        if plain.isalnum():  # most words: nothing to drop
            return plain
    else:
        decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return _BREAKS.sub(" ", _DROPPED.sub("", plain)).strip()


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """The key under which a name of any length is stored and looked up."""
    return " ".join(filter(None, (fold_word(word) for word in name.split())))
