"""The empty deck: our theme, a master and two layouts, and nothing else."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from string import Template
from typing import Literal

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from mapapp.pictures.decks.paint import ACCENTS
from mapapp.pictures.decks.xml import add
from mapapp.pictures.look import PALETTES
from mapapp.pictures.scene import Theme

Layout = Literal["Map", "Sources"]

CAPTION = 10
"""Index of the caption's placeholder on a map slide."""

COLUMNS, DATA = (10, 13), 11
"""Indexes of the placeholders on a slide of sources."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_CORE_TYPE = f"{_PACKAGE}/relationships/metadata/core-properties"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN_TABLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""The built-in table style "No Style, Table Grid"."""

_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "ppt/presentation.xml": f"{_PML}.presentation.main+xml",
    "ppt/slideMasters/slideMaster1.xml": f"{_PML}.slideMaster+xml",
    "ppt/slideLayouts/slideLayout1.xml": f"{_PML}.slideLayout+xml",
    "ppt/slideLayouts/slideLayout2.xml": f"{_PML}.slideLayout+xml",
    "ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "ppt/presProps.xml": f"{_PML}.presProps+xml",
    "ppt/viewProps.xml": f"{_PML}.viewProps+xml",
    "ppt/tableStyles.xml": f"{_PML}.tableStyles+xml",
}
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_PRESENTATION = f"""<p:presentation {_A} {_P} xmlns:r="{_OFFICE}">
<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>
<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>
</p:presentation>"""


def empty_deck(theme: Theme) -> Deck:
    """A deck of 13.33 by 7.5 inches without slides, in the colours of a theme."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in _parts(theme).items():
            package.writestr(name, text)
    file.seek(0)
    deck = Presentation(file)
    _list_notes_master(deck)
    return deck


def _list_notes_master(deck: Deck) -> None:
    """Name the master of speaker notes in the presentation: python-pptx only relates to it."""
    relation = deck.part.relate_to(deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    masters = add(deck.element, "p:notesMasterIdLst")
    add(masters, "p:notesMasterId", {"r:id": relation})
    deck.element.find(qn("p:sldMasterIdLst")).addnext(masters)


def layout(deck: Deck, name: Layout) -> SlideLayout:
    """One of the two layouts."""
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def _parts(theme: Theme) -> dict[str, str]:
    """Every file of the package by its name."""
    colours = _colours(theme)
    to_master = _relations(("slideMaster", "../slideMasters/slideMaster1.xml"))
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "ppt/presentation.xml"), (_CORE_TYPE, "docProps/core.xml")
        ),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}"/>',
        "ppt/presentation.xml": _HEAD + _PRESENTATION,
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("theme", "theme/theme1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"{_HEAD}<p:presentationPr {_P}/>",
        "ppt/viewProps.xml": f"{_HEAD}<p:viewPr {_P}/>",
        "ppt/tableStyles.xml": f'{_HEAD}<a:tblStyleLst {_A} def="{_PLAIN_TABLE}"/>',
        "ppt/theme/theme1.xml": _filled("theme.xml", colours),
        "ppt/slideMasters/slideMaster1.xml": _filled("master.xml", colours),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            ("slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("slideLayout", "../slideLayouts/slideLayout2.xml"),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/slideLayouts/slideLayout1.xml": _filled("map.xml", {}),
        "ppt/slideLayouts/slideLayout2.xml": _filled("sources.xml", {}),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": to_master,
        "ppt/slideLayouts/_rels/slideLayout2.xml.rels": to_master,
    }


def _colours(theme: Theme) -> dict[str, str]:
    """The theme's twelve colours, and which of them are ground and which are ink."""
    palette = PALETTES[theme]
    ground, ink = (palette.panel, palette.land), (palette.ink, palette.ink2)
    (dark1, dark2), (light1, light2) = (ink, ground) if theme == "light" else (ground, ink)
    colours = {"dk1": dark1, "dk2": dark2, "lt1": light1, "lt2": light2, "hlink": palette.sea}
    colours |= {f"accent{i}": palette.hue(name) for i, name in enumerate(ACCENTS, 1)}
    colours = {name: value.lstrip("#") for name, value in colours.items()}
    first, second = ("lt", "dk") if theme == "light" else ("dk", "lt")
    places = {"bg1": f"{first}1", "bg2": f"{first}2", "tx1": f"{second}1", "tx2": f"{second}2"}
    return colours | places | {"name": f"Map, {theme}"}


def _filled(name: str, values: dict[str, str]) -> str:
    text = files(__package__).joinpath("template", name).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _relations(*targets: tuple[str, str]) -> str:
    """Relationships rId1, rId2 ... by type, in full or the end of an office one, and target."""
    entries = "".join(
        f'<Relationship Id="rId{i}" Type="{kind if "/" in kind else f"{_OFFICE}/{kind}"}"'
        f' Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _content_types() -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    entries = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )
