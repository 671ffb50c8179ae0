"""The fonts of pictures: files, measuring, breaking into lines, and what no font can write."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module, metadata
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont
from platformdirs import user_cache_dir

from mapapp.pictures.look import Type
from mapapp.pictures.scene import Face

FAMILIES: dict[Face, str] = {
    "sans": "IBM Plex Sans",
    "condensed": "IBM Plex Sans Condensed",
    "serif": "IBM Plex Serif",
}
ELLIPSIS = "…"
JOINERS = "\u200c\u200d"  # shape letters in Persian and Indian scripts
UNCUT = {"GPOS", "GSUB", "GDEF", "STAT", "MVAR", "cvar", "meta", "DSIG"}
"""Tables of a variable font that a static cut does without."""
_NAMES = {400: "Regular", 500: "Medium", 600: "SemiBold"}


@dataclass(frozen=True)
class Font:
    """A font file with what measuring needs: advances by character, in parts of the size."""

    path: Path
    advances: dict[int, float]

    def writes(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        return ord(character) in self.advances


@cache
def font(face: Face, weight: int = 400, italic: bool = False) -> Font:
    """The file for a style: static ones from the packages, of Plex Sans a cut of the variable."""
    if face == "sans":
        return _read(_cut(weight, "-Italic" if italic else ""))
    style = f"{_NAMES[weight]}Italic" if italic else _NAMES[weight]
    stem = "IBMPlexSansCondensed" if face == "condensed" else "IBMPlexSerif"
    return _read(_files(face) / f"{stem}-{style.replace('RegularItalic', 'Italic')}.ttf")


def _files(face: Face) -> Path:
    package = {"sans": "sans", "condensed": "sans_condensed", "serif": "serif"}[face]
    return Path(import_module(f"fontpkg_ibm_plex_{package}").ROOT) / "files"


@cache
def _read(path: Path) -> Font:
    with TTFont(path, lazy=True, fontNumber=0) as file:
        metrics, em = file["hmtx"].metrics, file["head"].unitsPerEm
        advances = {code: metrics[name][0] / em for code, name in file.getBestCmap().items()}
    return Font(path, advances)


def _cut(weight: int, slant: str) -> Path:
    """A static weight of the variable font, made once a machine.

    Renderers read no variable fonts. Kerning is left out: to cut it takes ten times as long as
    all the rest, and without it texts are exactly as wide as they measure.
    """
    folder = Path(os.environ.get("MAPAPP_CACHE") or user_cache_dir("mapapp")) / "fonts"
    version = metadata.version("fontpkg-ibm-plex-sans")
    made = folder / f"IBMPlexSans{slant}-{_NAMES[weight]}-{version}.ttf"
    if not made.exists():
        from fontTools import subset
        from fontTools.varLib import instancer

        folder.mkdir(parents=True, exist_ok=True)
        with TTFont(_files("sans") / f"IBMPlexSans{slant}[wdth,wght].ttf") as variable:
            for table in UNCUT & set(variable.keys()):
                del variable[table]
            plain = subset.Subsetter(subset.Options(hinting=False))
            plain.populate(unicodes=variable.getBestCmap())
            plain.subset(variable)
            static = instancer.instantiateVariableFont(variable, {"wght": weight, "wdth": 100})
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
                static.save(part)
        Path(part.name).replace(made)  # whole or not at all, whoever else is making it
    return made


def of(style: Type) -> Font:
    """The font of a style of text."""
    return font(style.face, style.weight, style.italic)


@cache
def fallbacks() -> tuple[Font, ...]:
    """Fonts for what IBM Plex lacks: DejaVu, which matplotlib brings, and the Noto fonts here."""
    import matplotlib

    found = [Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"]
    for folder in (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".fonts",
    ):
        found += sorted(path for path in folder.rglob("Noto*") if _is_plain(path.name))
    for package in metadata.distributions():
        if "noto" in (package.metadata["Name"] or "").lower():
            files = [file for file in package.files or () if _is_plain(file.name)]
            found += [Path(str(package.locate_file(file))) for file in files]
    return tuple(_read(path) for path in found)


def _is_plain(name: str) -> bool:
    """Whether a file is the upright, regular style of a Noto font, or holds all its styles."""
    regular = "Regular" in name or ("[" in name and "Italic" not in name)
    return name.startswith("Noto") and regular and name.endswith((".ttf", ".otf", ".ttc"))


@lru_cache(maxsize=50_000)
def font_for(character: str, style_font: Path) -> Path | None:
    """The font that writes a character: the style's own, else a fallback; None: none does.

    Plex Sans has the Greek and Cyrillic that its condensed cuts lack.
    """
    own = _read(style_font), font("sans", 600 if "SemiBold" in style_font.name else 400)
    found = next((one.path for one in own if one.writes(character)), None)
    return found or next((one.path for one in fallbacks() if one.writes(character)), None)


def clean(text: str) -> str:
    """One line of the text: no control characters, no marks that turn its direction."""
    kept = "".join(c if c.isprintable() or c in JOINERS else " " for c in text)
    return " ".join(kept.split())


def runs(text: str, style_font: Path) -> list[tuple[Path, str]]:
    """The text cut where the font changes; what nothing here can write is romanised."""
    cut: list[tuple[Path, str]] = []
    for character in text:
        path = font_for(character, style_font)
        if path is None:
            character, path = anyascii(character), style_font
        if cut and (cut[-1][0] == path or character == " "):
            cut[-1] = (cut[-1][0], cut[-1][1] + character)
        elif character:
            cut.append((path, character))
    return cut


def width(text: str, style: Type) -> float:
    """Page units that a line of text takes in a style, letterspacing included."""
    path = of(style).path
    total = sum(_advance(character, path) for character in text)
    return total * style.size + style.spacing * max(0, len(text) - 1)


@lru_cache(maxsize=50_000)
def _advance(character: str, style_font: Path) -> float:
    found = font_for(character, style_font)
    if found is None:
        return sum(_advance(c, style_font) for c in anyascii(character) if c != character)
    return _read(found).advances[ord(character)]


def shortened(text: str, style: Type, room: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if width(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, style) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:–—-") + ELLIPSIS


def wrapped(text: str, style: Type, room: float, most: int) -> tuple[str, ...]:
    """The text as at most ``most`` lines; a word longer than a line is broken, the rest cut."""
    words = _breakable(text, style, room)
    lines: list[str] = []
    while words:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", style) <= room:
            line += f" {words.pop(0)}"
        lines.append(line)
        if len(lines) == most and words:
            lines[-1] = shortened(f"{line} {words[0]}{ELLIPSIS}", style, room)
            break
    return tuple(lines)


def balanced(text: str, style: Type, room: float, most: int) -> tuple[str, ...]:
    """The text in as few lines as `wrapped` needs, but lines of about the same length."""
    lines = wrapped(text, style, room, most)
    if len(lines) in (1, most):
        return lines
    low, high = room * 0.5, room
    while high - low > 4:
        middle = (low + high) / 2
        if len(wrapped(text, style, middle, most)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, style, high, most)


def _breakable(text: str, style: Type, room: float) -> list[str]:
    words: list[str] = []
    for word in text[:4000].split():
        while width(word, style) > room and len(word) > 1:
            fits = max(1, int(len(word) * room / width(word, style)) - 1)
            words.append(word[:fits])
            word = word[fits:]
        words.append(word)
    return words
