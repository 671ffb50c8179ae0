// A selected place: what it is, what of it is text, and every passage that names it.
import * as api from "./api.js";
import { el, frame, isPlainClick, say } from "./dom.js";
import { counts, data, onCounts } from "./filters.js";
import { legsOf } from "./legs.js";
import { appendPassages, filterPassages } from "./passages.js";
import { go, state } from "./state.js";
import { t } from "./strings.js";
import { fillSwatch } from "./swatches.js";

let shown = null; // the list of passages in the panel, and whose they are
let here = null;

onCounts(() => {
  if (!shown?.isConnected) return;
  filterPassages(shown);
  walk(here);
});

export async function showFeature(panel, place, last, signal) {
  panel.replaceChildren(frame("feature"));
  const node = panel.querySelector(".feature");
  const found = await api.passages(place, 0, signal);
  head(node, found);
  shown = el("div", { class: "passages" });
  const legs = legsOf(found.legs ?? []);
  node.querySelector(".detail-body").replaceChildren(...(legs ? [legs] : []), shown);
  appendPassages(shown, found.groups, found.place.layer);
  addMore(shown, place, found.next, signal);
  current(node, shown, last);
  node.addEventListener("click", (event) => open(event));
  here = found.place;
  walk(here);
}

function head(node, found) {
  fillSwatch(node.querySelector(".swatch"), found.place.symbol, found.place.status);
  node.querySelector(".line").textContent = found.place.line;
  node.querySelector("h2").textContent = found.place.name;
  node.querySelector(".chips").append(...found.chips.map((chip) => el("li", {}, chip)));
  notes(node.querySelector(".notes"), found.notes);
  say(`${found.place.name}. ${found.chips.join(", ")}`);
}

// The first lines; the rest waits behind a button, so that the passages stay in sight.
function notes(box, lines) {
  box.append(...lines.map((line) => el("p", {}, line)));
  const hidden = [...box.children].some((line) => !line.offsetHeight || line.scrollHeight > line.offsetHeight + 2);
  if (!hidden) return;
  const button = el("button", { type: "button", class: "about" }, t("feature.about"));
  button.addEventListener("click", () => {
    box.classList.add("open");
    button.remove();
  });
  box.after(button);
}

// The places of a layer one after the other, the most mentioned first, as the filters leave them.
function walk({ id, layer }) {
  const left = counts()?.places ?? new Map();
  const all = [...left].filter(([other]) => data().layer(other) === layer).sort(([, a], [, b]) => b.mentions - a.mentions);
  const at = all.findIndex(([other]) => other === id);
  for (const [name, to] of [["back", at - 1], ["forward", at + 1]]) {
    const button = shown.closest(".feature").querySelector(`.walk .${name}`);
    button.disabled = at < 0 || !all[to];
    button.dataset.place = all[to]?.[0] ?? "";
  }
}

function step(button) {
  const name = button.classList.contains("back") ? "back" : "forward";
  const panel = button.closest("#detail");
  go({ place: button.dataset.place }, { source: "step" });
  // The frame of the next place is there at once.
  panel.querySelector(`.walk .${name}`)?.focus({ preventScroll: true });
}

function addMore(list, place, next, signal) {
  if (next == null) return;
  const button = el("button", { type: "button", class: "button more" }, t("feature.more", { n: "" }));
  button.addEventListener("click", async () => {
    button.disabled = true;
    const found = await api.passages(place, next, signal);
    button.remove();
    appendPassages(list, found.groups, found.place.layer);
    addMore(list, place, found.next, signal);
  });
  list.after(button);
}

// The passage that was read last, or the first: "Open article" opens it.
function current(node, list, last) {
  const all = [...list.querySelectorAll(".passage")];
  const read = all.find((link) => link.dataset.document === last?.document && starts(link).includes(last.start));
  const chosen = read ?? all.find((link) => !link.hidden) ?? all[0];
  const button = node.querySelector(".open-article");
  button.hidden = !chosen;
  if (!chosen) return;
  chosen.classList.add("current");
  button.href = chosen.href;
  button.dataset.start = chosen.dataset.start;
  button.dataset.document = chosen.dataset.document;
  read?.scrollIntoView({ block: "center" });
}

const starts = (link) => [...link.querySelectorAll("mark[data-start]")].map((mark) => Number(mark.dataset.start));

function open(event) {
  const button = event.target.closest(".walk button");
  if (button) return step(button);
  const link = event.target.closest("a[data-start]");
  if (!link || !isPlainClick(event)) return undefined;
  event.preventDefault();
  const start = Number(event.target.closest("mark[data-start]")?.dataset.start ?? link.dataset.start);
  return go({ document: link.dataset.document, start, place: state().place });
}
