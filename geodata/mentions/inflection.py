"""Names in the forms that other languages give them: Russian cases, Turkish and Arabic affixes.

Not a grammar: the commonest endings, tried only where the word as it stands is no name.
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.gazetteer.names import fold_word

# Russian: ending of a case -> endings of the nominative that it may stand for (folded: й is и).
_RUSSIAN = (
    ("иями", ("ия",)), ("иях", ("ия",)), ("ией", ("ия",)), ("иеи", ("ия",)),
    ("ии", ("ия", "ии")), ("ию", ("ия",)), ("ами", ("ы", "а")), ("ями", ("и",)),
    ("ах", ("ы", "а")), ("ях", ("и",)), ("ои", ("а",)), ("ою", ("а",)), ("еи", ("я", "а")),
    ("ом", ("", "о")), ("ем", ("", "ь", "е", "и")), ("ью", ("ь",)), ("ове", ("ов",)),
    ("ове", ("ово",)), ("у", ("", "а", "о")), ("ю", ("ь", "я", "и")), ("ы", ("а", "")),
    ("и", ("а", "ь", "я", "")), ("е", ("", "а", "о", "ь", "я")), ("а", ("", "о")),
    ("я", ("ь", "и", "е")),
)  # fmt: skip
_SHORTEST = 3  # letters of a stem
_ARABIC_PREFIXES = ("و", "ب", "ل", "ف", "ك", "لل", "ال", "وال", "بال", "فال", "كال")


def bases(text: str) -> tuple[tuple[str, int, int], ...]:
    """What a word may be a form of: (folded name, characters before it, characters after it).

    The name of a Russian form is the whole word; affixes of Turkish ("Ankara'dan") and Arabic
    ("والعراق") are no part of the name.
    """
    if text.isascii() and "'" not in text:  # most words, and nothing to take off
        return ()
    return tuple(dict.fromkeys(_bases(text)))


def _bases(text: str) -> Iterator[tuple[str, int, int]]:
    for sign in "'’ʼ":
        stem, _, suffix = text.partition(sign)
        if len(stem) >= _SHORTEST and suffix:
            yield fold_word(stem), 0, len(stem) - len(text)
    if "\u0400" <= text[0] <= "\u04ff":
        yield from ((name, 0, 0) for name in _nominatives(fold_word(text)))
    if "\u0600" <= text[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if text.startswith(prefix) and len(text) - len(prefix) >= _SHORTEST:
                yield fold_word(text[len(prefix) :]), len(prefix), 0


def _nominatives(key: str) -> Iterator[str]:
    for ending, others in _RUSSIAN:
        stem = key[: -len(ending)]
        if key.endswith(ending) and len(stem) >= _SHORTEST:
            yield from (stem + other for other in others)
