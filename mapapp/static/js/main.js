// The explorer: the address says what is shown, the panels and the map follow it.
import { read } from "./address.js";
import { startCounts } from "./counts.js";
import { close, showDetail } from "./detail.js";
import { isPlainClick } from "./dom.js";
import { startDocuments } from "./documents.js";
import { startFilterBar } from "./filterbar.js";
import { startFilters } from "./filters.js";
import { startKey } from "./key.js";
import { hoverRows, markRows, sayFailed, startLayers } from "./layers.js";
import * as map from "./map.js";
import { startPrint } from "./print.js";
import { placesRead, step } from "./reader.js";
import { startSearch } from "./search.js";
import { startShare } from "./share.js";
import { closeSheets, startSheets } from "./sheet.js";
import { go, onState, settle, start, state } from "./state.js";
import { number, t } from "./strings.js";
import { fillSwatches } from "./swatches.js";
import { startTable } from "./table.js";
import { startTheme } from "./theme.js";
import { startTime } from "./time.js";

const OPEN = ["place", "document", "start", "listing"];
const opensOther = (now, before) => OPEN.some((name) => now[name] !== before[name]);

onState(async (now, before, source) => {
  const other = source === "start" || opensOther(now, before);
  let { place } = now;
  if (other) {
    closeSheets();
    place = await showDetail(now, source);
    if (place === undefined || opensOther(state(), now)) return;
    if (place !== now.place) settle({ place });
    markRows(place);
  }
  const article = articleOf({ ...now, place });
  if (source === "start") await map.begin({ ...now, place, article });
  else if (source === "history" || source === "view") await goBack(place, now.at ?? now.extent, article);
  else if (other) {
    await map.select(place);
    if (article) await map.frame(null, null, { article });
    if (state().place === place) settle({ at: map.moved(place ?? article?.id) });
  }
});

// What to frame of an article that is open at no mention; null where it names no place.
function articleOf({ document: id, start, place }) {
  const places = id && start == null && !place ? placesRead() : [];
  return places.length ? { id, places } : null;
}

// A step in the history brings its own position back.
async function goBack(place, at, article) {
  await map.select(place, { fit: false });
  await map.frame(place, at, { article });
}

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

// Rows, mentions and answers under the pointer, or with the focus, show on the map.
const NAMED = ".rows a[data-place], .reader-text mark[data-place], #table tr[data-place], #results [data-place]";
for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    if (!target.closest?.("#map-area")) map.hover(target.closest?.(NAMED)?.dataset.place || null);
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".document-list a, #open-documents");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  const { document: id } = read(new URL(link.href));
  go(id ? { document: id } : { listing: true });
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return close();
  if (event.target.closest("input:not([type=range], [type=checkbox], [type=radio]), textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
});

document.addEventListener("mapapp:shown", ({ detail: { shown, total } }) => {
  const words = shown < total ? `${t("map.more", { shown: number(shown), total: number(total) })} · ` : "";
  document.querySelector(".zoom-for-more").textContent = words;
});

for (const [id, by] of [["zoom-in", 1], ["zoom-out", -1]]) {
  document.getElementById(id).addEventListener("click", () => map.call("zoom", by));
}
document.getElementById("zoom-all").addEventListener("click", map.fitAll);

startTheme();
startSheets();
startLayers();
startKey();
startDocuments();
startTime();
startFilters();
startCounts();
startFilterBar();
startTable();
startShare();
startPrint();
startSearch();
map.ready().then(({ failed }) => {
  fillSwatches();
  sayFailed(failed);
});
start();
