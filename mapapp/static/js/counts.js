// The head of the page: how many documents, places, flows and mentions are shown, and of how many.
// What the layers that are switched on count adds up to it, and so do the rows of the table.
import { EMPTY } from "./address.js";
import { say } from "./dom.js";
import { counts, data, isFiltered, onCounts } from "./filters.js";
import { onState } from "./state.js";
import { number, plural, t } from "./strings.js";

const line = document.querySelector(".counts");
const PARTS = ["documents", "places", "flows", "mentions"];
let all = null;

export function startCounts() {
  onCounts((found, now) => {
    all ??= shownOf(data().count(EMPTY), null);
    show(now);
    if (isFiltered(now)) say(line.textContent.replace(/\s+/g, " "));
  });
  onState((now, before) => {
    if (counts() && now.layers !== before.layers) show(now);
  });
}

// Flows join places and are none.
function shownOf(found, layers) {
  const shown = { documents: 0, places: 0, flows: 0, mentions: 0 };
  for (const [id, { mentions }] of found.places) {
    const layer = data().layer(id);
    if (layers && !layers.includes(layer)) continue;
    shown[layer === "flows" ? "flows" : "places"] += 1;
    shown.mentions += mentions;
  }
  shown.documents = found.documents.filter((n) => n > 0).length;
  return shown;
}

function show(now) {
  const shown = shownOf(counts(), now.layers);
  for (const name of PARTS) {
    const node = line.querySelector(`.count-${name}`);
    if (!node) continue; // there are none
    const total = Number(node.dataset.total);
    const whole = plural(`count.${name}`, total);
    const part = shown[name] < Math.min(total, all[name]);
    node.textContent = part ? t("count.part", { shown: number(shown[name]), all: whole }) : whole;
  }
}
