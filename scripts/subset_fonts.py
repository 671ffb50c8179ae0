"""Write the fonts that pages load, and their style sheet: the weights in use, by script, as WOFF2.

    pip install -e '.[fonts]'
    python scripts/subset_fonts.py

Reads IBM Plex from the installed font packages (OFL-1.1) and writes mapapp/static/fonts/. Changed
fonts may not carry the reserved name "Plex" (OFL, condition 3): inside the files they are called
after this project. Style sheets go on asking for them as "IBM Plex ...", so that a reader's own
copy of the fonts looks the same.
"""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "mapapp" / "static" / "fonts"

# Every page needs the first; the others are loaded when a text has one of their characters.
RANGES = {
    "latin": "0000-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC,2000-206F,20AC,2122,2190-2193,2212",
    "ext": "0100-0130,0132-0151,0154-024F,0259,02C7,02D8-02D9,02DB,02DD,1E00-1EFF,20A0-20AB",
    "cyrillic-greek": "0370-03FF,0400-052F,1F00-1FFF,2116",
}
SANS, CONDENSED, SERIF = (
    "fontpkg_ibm_plex_sans",
    "fontpkg_ibm_plex_sans_condensed",
    "fontpkg_ibm_plex_serif",
)
# Name of the file -> where it comes from; family, style and weight for style sheets.
FACES = {
    "sans": (SANS, "IBMPlexSans[wdth,wght].ttf", "IBM Plex Sans", "normal", "400 600"),
    "sans-italic": (
        SANS,
        "IBMPlexSans-Italic[wdth,wght].ttf",
        "IBM Plex Sans",
        "italic",
        "400 600",
    ),
    **{
        f"condensed-{name.lower()}": (
            CONDENSED,
            f"IBMPlexSansCondensed-{name.replace('-', '')}.ttf",
            "IBM Plex Sans Condensed",
            "italic" if "Italic" in name else "normal",
            weight,
        )
        for name, weight in (
            ("Regular", "400"),
            ("Italic", "400"),
            ("Medium", "500"),
            ("Medium-Italic", "500"),
            ("SemiBold", "600"),
        )
    },
    "serif-regular": (SERIF, "IBMPlexSerif-Regular.ttf", "IBM Plex Serif", "normal", "400"),
    "serif-semibold": (SERIF, "IBMPlexSerif-SemiBold.ttf", "IBM Plex Serif", "normal", "600"),
}
WEIGHTS = (400, 600)
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "tnum"]
OWN_NAME = "Mapapp"
NAMES_OF_THE_FONT = (1, 3, 4, 6, 16, 18, 21, 25)


def main() -> None:
    """Write all faces in all ranges, and the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    rules = []
    for face, (module, file, family, style, weight) in FACES.items():
        root = Path(import_module(module).ROOT)
        for script, ranges in RANGES.items():
            font = cut(root / "files" / file, ranges)
            if not set(codes(ranges)) & set(font.getBestCmap()) - {0x20, 0xA0}:
                continue
            rename(font, face)
            font.flavor = "woff2"
            font.save(TARGET / f"{face}-{script}.woff2")
            rules.append(rule(f"{face}-{script}.woff2", family, style, weight, ranges))
        shutil.copyfile(next(root.rglob("LICENSE")), TARGET / "OFL.txt")
    (TARGET / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def rule(file: str, family: str, style: str, weight: str, ranges: str) -> str:
    """How a style sheet says which file has which characters of a face."""
    characters = ", ".join(f"U+{part}" for part in ranges.split(","))
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n'
        f"  font-weight: {weight};\n  font-display: swap;\n"
        f'  src: url("{file}") format("woff2");\n  unicode-range: {characters};\n}}'
    )


def cut(path: Path, ranges: str) -> TTFont:
    """The font with the characters of ``ranges`` alone, upright width, and weights in use."""
    font = TTFont(path)
    options = Options(drop_tables=["meta", "DSIG"], layout_features=FEATURES)
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(codes(ranges)))
    subsetter.subset(font)
    return instantiateVariableFont(font, {"wdth": 100, "wght": WEIGHTS}) if "fvar" in font else font


def codes(ranges: str) -> list[int]:
    """The code points of ``0000-00FF,0131``."""
    spans = [(part.split("-") * 2)[:2] for part in ranges.split(",")]
    return [code for low, high in spans for code in range(int(low, 16), int(high, 16) + 1)]


def rename(font: TTFont, face: str) -> None:
    """Give the font this project's name; copyright, licence and designer stay as they are."""
    for record in list(font["name"].names):
        if record.nameID in NAMES_OF_THE_FONT:
            separator = "" if record.nameID in (6, 25) else " "
            record.string = f"{OWN_NAME}{separator}{face.title().replace('-', separator)}"


if __name__ == "__main__":
    main()
