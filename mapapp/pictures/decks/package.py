"""The file: the same bytes for the same deck, with no dates and no traces of this machine."""

from __future__ import annotations

import io
import zipfile

from pptx.presentation import Presentation as Deck

from mapapp.pictures.decks.xml import clean

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold."""

_LONGEST_TITLE = 255


def packed(deck: Deck, title: str) -> bytes:
    """The deck as the bytes of a .pptx file; ``title`` goes into its properties."""
    deck.core_properties.title = clean(title)[:_LONGEST_TITLE]
    saved, file = io.BytesIO(), io.BytesIO()
    deck.save(saved)
    with (
        zipfile.ZipFile(saved) as given,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        for name in sorted(given.namelist(), key=_content_types_first):
            made.writestr(zipfile.ZipInfo(name, _EPOCH), given.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types_first(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name
