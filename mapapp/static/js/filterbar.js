// The filters in force, each as a button that takes it away, over the map's upper edge.
import * as api from "./api.js";
import { el } from "./dom.js";
import { data, onCounts } from "./filters.js";
import { layerNames } from "./layers.js";
import { onState, set, state } from "./state.js";
import { t } from "./strings.js";
import { written } from "./dates.js";

const bar = document.querySelector(".filter-chips");
const WITHOUT_TIME = { since: null, until: null, undated: true };
const CLEAR = { reading: "both", documents: null, layers: null, ...WITHOUT_TIME };

let counted = null;

export function startFilterBar() {
  onState(draw);
  onCounts((counts, now) => {
    counted = counts;
    draw(now);
  });
}

async function draw(now) {
  const chips = await chipsOf(now);
  if (now !== state()) return;
  const nothing = chips.length && counted && (!counted.places.size || now.layers?.length === 0);
  bar.replaceChildren(
    ...chips.map(([words, without]) => chip(words, without)),
    ...(chips.length > 1 || nothing ? [clearAll()] : []),
    ...(nothing ? [el("p", {}, el("span", {}, t("filter.nothing")))] : []),
  );
}

async function chipsOf(now) {
  const chips = [];
  if (now.documents) chips.push([await documentsInWords(now.documents), { documents: null }]);
  if (now.reading !== "both") chips.push([t(`reading.${now.reading}`), { reading: "both" }]);
  if (now.since || now.until) chips.push([timeInWords(now), WITHOUT_TIME]);
  if (now.layers) chips.push([t("filter.layers", { n: now.layers.length, all: layerNames().length }), { layers: null }]);
  return chips;
}

async function documentsInWords(ids) {
  const all = await api.documents().catch(() => []);
  const only = ids.length === 1 && all.find(({ id }) => id === ids[0]);
  if (only) return t("filter.document", { title: only.title ?? only.name });
  return t("filter.documents", { n: ids.length, all: all.length });
}

function timeInWords(now) {
  const { dated, since, until, undated } = now;
  const range = since && until
    ? t("filter.range", { since: written(since), until: written(until) })
    : since ? t("filter.since", { since: written(since) }) : t("filter.until", { until: written(until) });
  const words = t(`filter.dated.${dated}`, { range });
  if (!undated) return `${words}, ${t("filter.undated.out")}`;
  return data()?.undated(now) ? `${words}, ${t("filter.undated.in")}` : words;
}

function chip(words, without) {
  const button = el(
    "button",
    { type: "button", title: words, "aria-label": t("filter.remove", { filter: words }) },
    el("span", {}, words),
    el("span", { "aria-hidden": "true" }, "×"),
  );
  button.addEventListener("click", () => set(without));
  return button;
}

function clearAll() {
  const button = el("button", { type: "button", class: "clear" }, t("filter.clear"));
  button.addEventListener("click", () => set(CLEAR));
  return button;
}
