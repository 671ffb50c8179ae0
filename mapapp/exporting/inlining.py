"""Files into the page that links them: styles, scripts, modules, images and fonts."""

from __future__ import annotations

import base64
import gzip
import json
import posixpath
import re
from bisect import bisect_left
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from mapapp.assets import packages

_LINKED = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*)["']\./([\w-]+\.js)["']""")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGE = re.compile(r"unicode-range:([^;}]*)")
_SPAN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "woff2": "font/woff2"}
_MODULES = "mapapp/"


class Inliner:
    """Puts files into one page; ``characters`` are those that it needs fonts for.

    ``nonce`` is the one that the page's policy asks of scripts and styles.
    """

    def __init__(self, nonce: str, characters: frozenset[str]) -> None:
        self.nonce = nonce
        self.characters = characters

    def put_into(self, tree: Any) -> None:
        """Replace every link to a file by what is in it."""
        for link in tree.xpath("//link[@rel='stylesheet']"):
            link.getparent().replace(link, self._style(*_file_of(link.get("href"))))
        for style in tree.xpath("//style"):
            style.text = self._with_files("app", "", style.text or "")
        for icon in tree.xpath("//link[@rel='icon']"):
            icon.set("href", self._data_url(*_file_of(icon.get("href"))))
        for script in tree.xpath("//script[@src]"):
            package, name = _file_of(script.get("src"))
            inline = self._module(name) if script.get("type") == "module" else None
            script.getparent().replace(
                script, self._script(_source(package, name)) if inline is None else inline
            )
        tree.head.append(self._import_map())

    def script(self, name: str, **attributes: str) -> Any:
        """One of our own scripts as an element."""
        return self._script(_source("app", name), **attributes)

    def own_file(self, name: str) -> bytes:
        """One of our own files."""
        return packages()["app"].files[name].read_bytes()

    def _script(self, source: str, **attributes: str) -> Any:
        element = self._element("script", source.replace("</script", "<\\/script"))
        for name, value in attributes.items():
            element.set(name, value)
        return element

    def _module(self, name: str) -> Any:
        element = self._element("script", f'import "{_MODULES}{name.rpartition("/")[2]}";')
        element.set("type", "module")
        return element

    def _import_map(self) -> Any:
        """Modules as data: addresses cannot be relative to each other, so they go by name."""
        imports = {
            _MODULES + name.removeprefix("js/"): _data(
                "text/javascript",
                _IMPORT.sub(rf'\1"{_MODULES}\2"', _source("app", name)).encode(),
            )
            for name in packages()["app"].files
            if name.startswith("js/")
        }
        element = self._element("script", json.dumps({"imports": imports}))
        element.set("type", "importmap")
        return element

    def _style(self, package: str, name: str) -> Any:
        text = packages()[package].files[name].read_text("utf-8")
        return self._element("style", self._with_files(package, posixpath.dirname(name), text))

    def _with_files(self, package: str, folder: str, css: str) -> str:
        needed = _FACE.sub(self._needed, css)
        linked = _LINKED.sub(partial(self._linked, package, folder), needed)
        return linked.replace("</style", "<\\/style")

    def _needed(self, face: re.Match[str]) -> str:
        return face[0] if _has_any(face[0], self.characters) else ""

    def _linked(self, package: str, folder: str, found: re.Match[str]) -> str:
        address = found[1]
        if address.startswith(("data:", "#")):
            return found[0]
        beside = (package, posixpath.join(folder, address))
        where = _file_of(address) if address.startswith("/") else beside
        return f'url("{self._data_url(*where)}")'

    def _data_url(self, package: str, name: str) -> str:
        path = packages()[package].files[name]
        return _data(_TYPES[path.suffix[1:]], path.read_bytes())

    def _element(self, tag: str, text: str) -> Any:
        element = html.Element(tag)
        element.set("nonce", self.nonce)
        element.text = text
        return element


def embed(path: str, body: bytes, *, compressed: bool = False) -> Any:
    """An answer as an element that holds it: JSON, or gzip in base64."""
    element = html.Element("script")
    element.set("type", "application/gzip+json" if compressed else "application/json")
    element.set("data-answer", path)
    if compressed:
        element.text = base64.b64encode(gzip.compress(body, 9, mtime=0)).decode()
    else:
        element.text = body.decode().replace("<", "\\u003c")
    return element


def _file_of(address: str) -> tuple[str, str]:
    """Package and name of ``/assets/PACKAGE/VERSION/NAME``."""
    package, _, name = unquote(urlsplit(address).path).removeprefix("/assets/").split("/", 2)
    return package, name


def _source(package: str, name: str) -> str:
    return _SOURCE_MAP.sub("", packages()[package].files[name].read_text("utf-8"))


def _data(media_type: str, body: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


def _has_any(face: str, characters: frozenset[str]) -> bool:
    """Whether a ``@font-face`` is for any of the characters, as its ``unicode-range`` says."""
    listed = _RANGE.search(face)
    if listed is None:
        return True
    codes = sorted(map(ord, characters))
    for low, high in _SPAN.findall(listed[1]):
        at = bisect_left(codes, int(low, 16))
        if at < len(codes) and codes[at] <= int(high or low, 16):
            return True
    return False
