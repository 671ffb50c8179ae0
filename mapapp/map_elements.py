"""Folium elements of the map: the page around it, its assets, its layers, its start.

Folium runs what its elements render through a template once more. The elements here write
their text as it is, so that braces in a place's name stay braces.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template
from xstatic.pkg import leaflet

from mapapp.map_data import script_json

LEAFLET = Path(leaflet.BASE_DIR)
OWN = Path(__file__).parent / "static" / "map"

STYLES = ("leaflet/leaflet.css", "map/map.css")
SCRIPTS = (
    "leaflet/leaflet.js",
    *(
        f"map/{name}.js"
        for name in (
            "tokens",
            "words",
            "geometry",
            "panes",
            "grid",
            "basemap",
            "strokes",
            "trunks",
            "lines",
            "points",
            "areas",
            "placement",
            "interiors",
            "text",
            "regions",
            "pills",
            "area_labels",
            "line_labels",
            "labels",
            "features",
            "flows",
            "layout",
            "painting",
            "scene",
            "hover",
            "tooltip",
            "miniature",
            "swatches",
            "controller",
        )
    ),
)
MIN_ZOOM, MAX_ZOOM = 1.5, 10  # the world 724 px wide; as close as the data are sharp

BASEMAP = "map/basemap.json"
"""The basemap that is written into a map; it does for all zooms."""

BASEMAPS = ((0.0, "map/basemap-coarse.json"), (5.0, BASEMAP), (5.5, "map/basemap-fine.json"))
"""The basemaps of a map whose assets are linked, each with the zoom from which it is fetched."""

Link = Callable[[str], str]


def asset_path(name: str) -> Path:
    """The file of an asset: "leaflet/leaflet.js" or "map/scene.js"."""
    room, _, file = name.partition("/")
    return (LEAFLET if room == "leaflet" else OWN) / file


def nonce_attribute(nonce: str | None) -> str:
    return f' nonce="{escape(nonce)}"' if nonce else ""


class Verbatim(Element):
    """Text that is rendered as it is, without a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002
        return self.text


class PlainElement(MacroElement):
    """An element whose parts are methods that return text instead of template macros."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__
        self._id = "1"  # not at random: the same layers render to the same page

    @property
    def map_name(self) -> str:
        """The JavaScript variable of the map that this element belongs to."""
        assert self._parent is not None
        return self._parent.get_name()

    def header(self) -> str:
        return ""

    def html(self) -> str:
        return ""

    def script(self) -> str:
        return ""

    def render(self, **kwargs: Any) -> str:
        figure: Any = self.get_root()
        for part in ("header", "html", "script"):
            if text := getattr(self, part)():
                getattr(figure, part).add_child(Verbatim(text), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)
        return ""


class Page(Figure):
    """The HTML page of a map that stands alone; its script carries the nonce."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
        "{% if this.title %}<title>{{ this.title|e }}</title>{% endif %}"
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script{{ this.nonce }}>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, title: str | None, nonce: str | None) -> None:
        super().__init__(title=title, height="640px")
        self.nonce = nonce_attribute(nonce)


class ExplorerMap(folium.Map):
    """A Folium map without tiles and without the links that Folium's own map carries."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <style{{ this.nonce }}>
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
                #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; }
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}" role="region"
                 aria-label="Map of the places"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )

    def __init__(self, *, title: str | None, nonce: str | None, **options: Any) -> None:
        super().__init__(
            tiles=None,
            location=options.pop("location", (40.0, 50.0)),
            zoom_start=options.pop("zoom_start", 4),
            prefer_canvas=True,
            zoom_snap=0.25,
            world_copy_jump=True,
            **options,
        )
        # What Folium knows as these are limits of its tiles, not of the map.
        self.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}
        self.default_js = []
        self.default_css = []
        self._id = "1"
        self.nonce = nonce_attribute(nonce)
        Page(title, nonce).add_child(self)


class Assets(PlainElement):
    """Leaflet's and the map's own scripts and styles, written in or linked."""

    def __init__(self, link: Link | None, nonce: str | None) -> None:
        super().__init__()
        self.link = link
        self.nonce = nonce_attribute(nonce)

    def header(self) -> str:
        styles = (self._style(name) for name in STYLES)
        return "\n".join([*styles, *(self._script(name) for name in SCRIPTS)])

    def _style(self, name: str) -> str:
        if self.link:
            return f'<link rel="stylesheet" href="{escape(self.link(name))}"{self.nonce}>'
        return f"<style{self.nonce}>{_with_images(asset_path(name))}</style>"

    def _script(self, name: str) -> str:
        if self.link:
            return f'<script src="{escape(self.link(name))}"{self.nonce}></script>'
        text = asset_path(name).read_text("utf-8")
        text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
        return f"<script{self.nonce}>{text}</script>"


def _with_images(path: Path) -> str:
    """A style sheet with its images as data URIs."""

    def inline(match: re.Match[str]) -> str:
        data = base64.b64encode((path.parent / match[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{data})"

    return re.sub(r"url\((images/[\w.-]+\.png)\)", inline, path.read_text("utf-8"))


class Data(PlainElement):
    """Something for the controller: embedded as a JSON block, or fetched from a URL."""

    def __init__(self, value: Any, url: str | None) -> None:
        super().__init__()
        self.value = value
        self.url = url

    def html(self) -> str:
        if self.url is not None:
            return ""
        text = self.value if isinstance(self.value, str) else script_json(self.value)
        return f'<script type="application/json" id="{self.get_name()}_data">{text}</script>'

    def source(self) -> str:
        """The JavaScript expression that is the URL or the embedded value."""
        if self.url is not None:
            return script_json(self.url)
        return f"MapApp.embedded({script_json(self.get_name() + '_data')})"


class Start(PlainElement):
    """Turns the Leaflet map into the controller that the layers report to."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()
        self.options = options

    def script(self) -> str:
        return f"MapApp.start({self.map_name}, {script_json(self.options)});"


class Basemap(Data):
    """Land, sea, borders and their labels."""

    def __init__(self, url: str | None) -> None:
        text = None if url else asset_path(BASEMAP).read_text("utf-8")
        super().__init__(text and script_json_text(text), url)

    def script(self) -> str:
        return f"{self.map_name}.mapapp.setBasemap({self.source()});"


class OnlineTiles(folium.TileLayer):
    """Tiles of a server elsewhere, under everything that the map draws itself.

    ``template`` is a URL with {z}, {x} and {y}; ``credit`` is shown as text, never as markup.
    """

    def __init__(self, template: str, credit: str) -> None:
        # Leaflet takes credits for HTML, and what Folium renders is a template once more.
        shown = escape(credit).replace("{", "&#123;") or "\u200b"
        super().__init__(
            tiles=template, attr=shown, name="Online map", control=False, max_zoom=MAX_ZOOM
        )
        self._id = "1"


class FeatureLayer(Data, Layer):
    """One layer of the atlas; Folium's layer control can switch it."""

    def __init__(
        self,
        layer: str,
        title: str,
        value: Any,
        url: str | None = None,
    ) -> None:
        Layer.__init__(self, name=title, overlay=True)
        self._name = "FeatureLayer"
        self._id = layer
        self.layer = layer
        self.value = value
        self.url = url

    def script(self) -> str:
        return (
            f"{self.map_name}.mapapp.addLayer({script_json(self.layer)}, {self.source()});\n"
            f"var {self.get_name()} = new MapApp.LeafletLayer({script_json(self.layer)})"
            f".addTo({self.map_name});"
        )


class Ready(PlainElement):
    """Tells the page, once all data are there, that the map can be used."""

    def script(self) -> str:
        return f"{self.map_name}.mapapp.ready();"


def script_json_text(text: str) -> str:
    """Our own JSON file, which holds names of Natural Earth: the same care as for any string."""
    return text.replace("<", "\\u003c")
