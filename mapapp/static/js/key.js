// The key: of what the marks mean, as much as there is on the map.
import { counts, data, onCounts } from "./filters.js";
import * as map from "./map.js";
import { onState, set, state } from "./state.js";

const key = document.querySelector(".key");
const PARTS = ["mode", "status", "precision", "decision"];
const SAME = { city: "exact" }; // shown by the same mark

export function startKey() {
  const field = document.getElementById("reading");
  field?.addEventListener("change", () => set({ reading: field.querySelector("input:checked").value }));
  onState((now) => {
    const chosen = field?.querySelector(`input[value=${now.reading}]`);
    if (chosen) chosen.checked = true;
    if (counts()) show();
  });
  onCounts(show);
  document.addEventListener("mapapp:shown", ({ detail }) => showMarks(detail.marks));
  map.ready().then((controller) => showMarks(controller.shown().marks));
}

// The map says which of its rarer marks it draws.
function showMarks(marks) {
  const part = key?.querySelector("[data-key=marks]");
  if (part) showOnly(part, new Set(marks));
}

function showOnly(part, values) {
  for (const item of part.querySelectorAll("li")) item.hidden = !values.has(item.dataset.value);
  part.hidden = !part.querySelector("li:not([hidden])");
}

function show() {
  const present = valuesPresent();
  for (const part of key?.querySelectorAll("[data-key]") ?? []) {
    const values = present[PARTS.indexOf(part.dataset.key)];
    if (values) showOnly(part, values);
  }
}

function valuesPresent() {
  const { layers } = state();
  const present = PARTS.map(() => new Set());
  for (const id of counts().places.keys()) {
    if (layers && !layers.includes(data().layer(id))) continue;
    data().traits(id).forEach((values, i) => [values].flat().forEach((value) => present[i].add(SAME[value] ?? value)));
  }
  return present;
}
