// The bare map in somebody else's page: its view, its key, a card for what is chosen.
import * as api from "./api.js";
import * as map from "./map.js";
import { quoteRun } from "./runs.js";
import { boot } from "./strings.js";
import { fillSwatches } from "./swatches.js";
import { startTheme } from "./theme.js";
import { showView } from "./views_show.js";

const MARGIN = 24;
const SHAPE = 5 / 8; // of a map whose page lets it choose its height
const LOWEST = 320;
const view = JSON.parse(document.getElementById("view").textContent);
const legend = document.querySelector(".legend");
const card = document.querySelector(".place");
const narrow = matchMedia("(max-width: 560px)");

const MOST_COVERED = 0.22; // of the map by its key, which else waits behind its title

const covered = ({ offsetWidth, offsetHeight }) => (offsetWidth * offsetHeight) / (innerWidth * innerHeight);
if (legend && (narrow.matches || covered(legend) > MOST_COVERED)) legend.open = false;

// What is in view keeps clear of the key; names may stand above it.
function padding() {
  const beside = legend?.open && !narrow.matches;
  const credits = innerHeight - document.querySelector(".attribution").getBoundingClientRect().top;
  return { left: beside ? legend.getBoundingClientRect().right : MARGIN, right: MARGIN, top: MARGIN, bottom: credits };
}

// The height that suits the width, told to the page around; it is a number and nothing else.
let told = 0;
function tellHeight() {
  const opened = legend?.open && narrow.matches ? legend.offsetHeight : 0;
  const height = Math.round(Math.max(LOWEST, innerWidth * SHAPE)) + opened;
  if (parent === window || height === told) return;
  told = height;
  parent.postMessage({ type: "mapapp:height", height }, "*");
}

async function choose(place) {
  card.hidden = !place;
  if (!place) return;
  const found = await api.passages(place, 0).catch(() => null);
  if (card.hidden) return;
  const [group] = found?.groups ?? [];
  const passage = group?.passages[0];
  card.querySelector("h2").textContent = found?.place.name ?? place;
  card.querySelector("blockquote").replaceChildren(...(passage?.runs ?? []).map(quoteRun));
  card.querySelector("blockquote").hidden = !passage;
  card.querySelector(".open").href = passage
    ? `${boot.root}documents/${encodeURIComponent(group.document.id)}#m${passage.start}`
    : `${boot.root}?place=${encodeURIComponent(place)}`;
}

document.addEventListener("mapapp:select", (event) => choose(event.detail.placeId));
card.querySelector(".close").addEventListener("click", () => {
  card.hidden = true;
  map.call("select", null);
});
for (const [id, by] of [["zoom-in", 1], ["zoom-out", -1]]) {
  document.getElementById(id)?.addEventListener("click", () => map.call("zoom", by));
}
document.getElementById("zoom-all")?.addEventListener("click", () => view.extent ? map.call("fit", view.extent) : map.call("fitAll"));
document.querySelector(".control")?.addEventListener("change", ({ target }) => {
  map.call("setLayer", target.value, target.checked);
});
legend?.addEventListener("toggle", tellHeight);
addEventListener("resize", tellHeight);

startTheme();
tellHeight();
map.ready().then(async (controller) => {
  fillSwatches();
  if (document.body.dataset.wheel === "no") controller.map.scrollWheelZoom.disable();
  await showView(view, { padding: padding() });
  if (view.at) {
    const [lat, lon, zoom] = view.at;
    controller.setView({ lat, lon, zoom });
  }
  const over = document.querySelectorAll(".legend, .heading, .tools, .attribution");
  await map.call("avoid", over);
  await map.call("setPadding", { left: 0 });
  document.documentElement.classList.add("settled");
});
