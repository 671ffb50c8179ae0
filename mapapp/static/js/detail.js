// The right panel shows one thing at a time; a later wish ends an earlier one.
import { el, frame, isPhone } from "./dom.js";
import { showListing } from "./documents.js";
import { showFeature } from "./feature.js";
import { showReader } from "./reader.js";
import { addGrip } from "./sheet.js";
import { go, state } from "./state.js";
import { t } from "./strings.js";
import { fillSwatches } from "./swatches.js";

const panel = document.getElementById("detail");
let asking = new AbortController();
let lastRead = null;
let opener = null;

// Answers the place to select on the map.
export async function showDetail(wanted, source) {
  asking.abort();
  asking = new AbortController();
  const name = panelName(wanted);
  if (document.body.dataset.panel === "none") opener = document.activeElement;
  if (document.body.dataset.panel !== name) document.body.classList.remove("sheet-full");
  document.body.dataset.panel = name;
  panel.hidden = name === "none";
  if (wanted.document) lastRead = { document: wanted.document, start: wanted.start };
  try {
    const place = await fill(name, wanted, asking.signal);
    addGrip(panel);
    fillSwatches(panel);
    if (name === "feature" && !["map", "start", "step"].includes(source)) focusHead();
    return place;
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    fail(error.message, () => showDetail(wanted, source));
    return wanted.place;
  }
}

// The frame stays, with its way out.
function fail(message, again) {
  const retry = el("button", { type: "button", class: "button" }, t("error.retry"));
  retry.addEventListener("click", again);
  panel.replaceChildren(frame("feature"));
  panel.querySelector("h2").remove();
  panel.querySelector(".walk").remove();
  panel.querySelector(".detail-foot").remove();
  panel.querySelector(".detail-body").replaceChildren(
    el("p", { class: "hint", role: "alert" }, message),
    el("p", { class: "hint" }, retry),
  );
  addGrip(panel);
}

function panelName(wanted) {
  if (wanted.document) return "reader";
  if (wanted.listing) return "documents";
  return wanted.place ? "feature" : "none";
}

async function fill(name, wanted, signal) {
  if (name === "reader") return (await showReader(panel, wanted, signal)) ?? wanted.place;
  if (name === "documents") await showListing(panel, signal);
  else if (name === "feature") await showFeature(panel, wanted.place, lastRead, signal);
  else panel.replaceChildren();
  return wanted.place;
}

function focusHead() {
  if (!isPhone()) panel.querySelector("h2")?.focus({ preventScroll: true });
}

// From the article back to its place, from the place to the map.
export function close() {
  const { document: reading, place } = state();
  if (panel.hidden) return;
  go(reading && place ? { place } : {});
  if (panel.hidden && opener?.isConnected) opener.focus({ preventScroll: true });
}

panel.addEventListener("click", (event) => {
  if (event.target.closest(".exports")) document.getElementById("button-export").click();
  if (!event.target.closest(".close")) return;
  event.preventDefault();
  close();
});
