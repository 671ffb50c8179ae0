// The explorer: the address says what is shown, the panels and the map follow it.
import { close, showDetail } from "./detail.js";
import { isPlainClick } from "./dom.js";
import { hoverRows, markRows, startLayers } from "./layers.js";
import * as map from "./map.js";
import { step } from "./reader.js";
import { startSearch } from "./search.js";
import { closeSheets, startSheets } from "./sheet.js";
import { fillSwatches } from "./swatches.js";
import { startTheme } from "./theme.js";
import { go, onView, start, view } from "./view.js";

onView(async (wanted, source) => {
  closeSheets();
  const place = await showDetail(wanted, source);
  if (view() !== wanted || place === undefined) return;
  wanted.place = place;
  if (wanted.document) history.replaceState({ place }, "");
  markRows(place);
  if (source === "start") await map.begin(place);
  else await map.select(place);
});

document.addEventListener("mapapp:select", (event) => {
  go({ place: event.detail.placeId ?? null }, { source: "map" });
});
document.addEventListener("mapapp:hover", (event) => {
  hoverRows(event.detail.placeId);
  hoverMarks(event.detail.placeId);
});

function hoverMarks(place) {
  for (const mark of document.querySelectorAll(".reader-text mark.hovered")) mark.classList.remove("hovered");
  if (!place) return;
  const found = document.querySelectorAll(`.reader-text mark[data-place="${CSS.escape(place)}"]`);
  for (const mark of found) mark.classList.add("hovered");
}

// Rows and mentions under the pointer show on the map.
document.addEventListener("pointerover", (event) => {
  const named = event.target.closest?.(".rows a[data-place], .reader-text mark[data-place]");
  map.hover(named?.dataset.place || null);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".document-list a, #open-documents");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  const id = /documents\/([^/]+)$/.exec(new URL(link.href).pathname)?.[1];
  go(id ? { document: decodeURIComponent(id) } : { listing: true });
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") return close();
  if (event.target.closest("input, textarea, select")) return undefined;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  return undefined;
});

for (const [id, by] of [["zoom-in", 1], ["zoom-out", -1]]) {
  document.getElementById(id).addEventListener("click", () => map.call("zoom", by));
}
document.getElementById("zoom-all").addEventListener("click", map.fitAll);

startTheme();
startSheets();
startLayers();
startSearch();
map.ready().then(() => fillSwatches());
start();
