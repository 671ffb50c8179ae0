"""Words of exports: the dialog, and what cannot be exported."""

from __future__ import annotations

EXPORT: dict[str, str] = {
    "export.title": "Export",
    "export.close": "Close",
    "export.scope": "What to export",
    "export.scope.screen": "What is on screen",
    "export.scope.screen.note": "The visible part of the map, with these filters",
    "export.scope.all": "Everything in these filters",
    "export.scope.all.note": "Wherever it lies",
    "export.group.present": "Present",
    "export.group.data": "Data",
    "export.options": "Options",
    "export.option.title": "Title",
    "export.option.title.hint": "The selected place, or what is shown",
    "export.option.page": "Size",
    "export.option.page.16:9": "16:9, a slide",
    "export.option.page.4:3": "4:3, an older slide",
    "export.option.page.1:1": "1:1, a square",
    "export.option.page.a4-landscape": "A4 landscape",
    "export.option.page.a4-portrait": "A4 portrait",
    "export.option.look": "Layout",
    "export.option.look.slide": "With title and sources",
    "export.option.look.map": "Map and key",
    "export.option.scale": "Sharpness",
    "export.option.scale.1": "1×, a screen",
    "export.option.scale.2": "2×, a sharp screen",
    "export.option.scale.3": "3×, a beamer",
    "export.option.scale.4": "4×, print",
    "export.option.theme": "Colours",
    "export.option.theme.light": "Light",
    "export.option.theme.dark": "Dark",
    "export.option.transparent": "Transparent background",
    "export.start": "Export",
    "export.cancel": "Stop",
    "export.working": "The server is making {name} …",
    "export.receiving": "{name}: {size} received …",
    "export.done": "{name} ({size}) is saved where your browser keeps downloads.",
    "export.stopped": "Stopped; nothing was saved.",
    "export.png": "For slides, posts and documents; up to 4× for print",
    "export.svg": "For Illustrator, Inkscape and Figma, every shape editable",
    "export.pdf": "For printing and sending, sharp at any size",
    "export.pptx": "Slides with editable shapes, quotes in the notes",
    "export.html": "The map and its passages, works without a network",
    "export.png.label": "Picture PNG",
    "export.svg.label": "Picture SVG",
    "export.pdf.label": "Picture PDF",
    "export.pptx.label": "PowerPoint",
    "error.export.length": (
        "One file cannot hold texts of {n} characters, only {high}: choose fewer documents."
    ),
    "export.html.label": "One-file HTML",
    "export.geojson": "For web maps, scripts and most map programs",
    "export.gpkg": "For QGIS and ArcGIS: all layers, a table of passages",
    "export.kml": "For Google Earth, with the quotes in balloons",
    "export.csv": "For Excel: one row a mention, with its sentence",
    "export.lpf.json": "For gazetteers: names, dates and citations, format 1.3",
    "export.jsonld": "For annotation tools: W3C, one annotation a mention",
    "export.geojson.label": "GeoJSON",
    "export.gpkg.label": "GeoPackage",
    "export.kml.label": "KML",
    "export.csv.label": "CSV",
    "export.lpf.json.label": "Linked Places",
    "export.jsonld.label": "Web Annotation",
    "export.empty_view": "“{title}”: shows no places",
    "error.export.unknown": "There is no format “{ending}”; there are {endings}.",
    "error.export.name": "There is no view or briefing “{name}” in this atlas.",
    "error.export.views": (
        "This briefing has {n} views; the server exports at most {most} at once. Use mapapp export."
    ),
    "error.export.empty": "Nothing is left to export with these filters.",
    "error.export.scale": "“scale” must be a whole number from 1 to {high}.",
    "error.export.pixels": (
        "That is {n} megapixels, more than {high}: choose a smaller size or scale."
    ),
    "error.export.one": (
        "“{ending}” holds one view: name a view instead of the briefing, or choose {endings}."
    ),
    "error.export.briefing": "No view of the briefing “{title}” is left.",
    "error.export.large": (
        "These are {features} places with {mentions} mentions; the server exports at most"
        " {most_features} and {most_mentions} at once. Narrow the filters, or use mapapp export."
    ),
    "error.export.busy": "Other exports are being made; try again in a few seconds.",
    "error.busy": "The server is busy.",
}
