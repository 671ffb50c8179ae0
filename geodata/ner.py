"""spaCy's entities as hints for recognition: optional, and only with models that are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from sys import maxsize
from typing import Any

from geodata.errors import GeodataError
from geodata.model import Document, Hint

Annotate = Callable[[Document], Document]
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_PERSONS = frozenset(("PERSON", "PER"))
_NEEDLESS = ("lemmatizer", "tagger", "attribute_ruler", "parser", "morphologizer")


def annotator(model: str) -> Annotate:
    """Gives a document the hints of an installed spaCy model, by its name or path.

    Raises GeodataError where spaCy or the model is not there; nothing is ever downloaded.
    """
    try:
        import spacy
    except ImportError:
        raise GeodataError(
            "--ner needs spaCy, which is not installed: pip install 'mapapp[ner]'."
        ) from None
    try:
        read = spacy.load(model, exclude=list(_NEEDLESS))
    except (OSError, ValueError, ImportError):
        raise GeodataError(
            f"There is no spaCy model {model!r} on this machine: install one, or give its folder."
        ) from None
    read.max_length = maxsize  # its parser would need the memory, its entity recogniser does not
    return lambda document: replace(document, hints=tuple(_hints(read(document.text).ents)))


def _hints(entities: Iterable[Any]) -> Iterable[Hint]:
    for entity in entities:
        if entity.label_ in _PLACES:
            yield entity.start_char, entity.end_char, "place"
        elif entity.label_ in _PERSONS:
            yield entity.start_char, entity.end_char, "person"
