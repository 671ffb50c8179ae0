// The layers: shown or hidden, faded, ordered, unfolded, counted; a row selects its place.
import { isPlainClick } from "./dom.js";
import { onCounts } from "./filters.js";
import * as map from "./map.js";
import { drawnOrder, listLayers, startOrder } from "./order.js";
import { closeSheets } from "./sheet.js";
import { go, onState, set, state } from "./state.js";
import { number, t } from "./strings.js";

const panel = document.getElementById("layers");
const layers = () => [...panel.querySelectorAll(".layer")];
const nameOf = (node) => node.closest(".layer").dataset.layer;

export const layerNames = () => layers().map((layer) => layer.dataset.layer);

export function startLayers() {
  panel.addEventListener("click", onClick);
  panel.addEventListener("input", (event) => {
    if (event.target.matches(".adjust input")) fade(event.target);
  });
  startOrder(panel);
  onState((now, before) => {
    if (now.layers !== before.layers) showLayers(now.layers);
    if (now.opacity !== before.opacity) showOpacity(now.opacity);
    if (now.order !== before.order) {
      listLayers(panel, now.order);
      if (now.order || before.order) map.call("setOrder", drawnOrder(panel));
    }
  });
  onCounts(showCounts);
}

const ACTIONS = {
  ".layer .switch": (button) => switchLayers([nameOf(button)], button.getAttribute("aria-checked") !== "true"),
  ".group-row .switch": (button) =>
    switchLayers(membersOf(button.closest(".layer-group")), button.getAttribute("aria-checked") !== "true"),
  ".section-head .all": () => set({ layers: null }),
  ".section-head .none": () => set({ layers: [] }),
  ".adjust .only": (button) => set({ layers: [nameOf(button)] }),
  ".disclose": unfold,
  ".adjusts": unfold,
  ".show-more button": (button) => button.closest(".rows").classList.add("all"),
};

function onClick(event) {
  const link = event.target.closest("a[data-place]");
  if (link && isPlainClick(event)) {
    event.preventDefault();
    closeSheets();
    go({ place: link.dataset.place });
    return;
  }
  for (const [selector, act] of Object.entries(ACTIONS)) {
    const button = event.target.closest(selector);
    if (button) return void act(button);
  }
}

const membersOf = (group) => [...group.querySelectorAll(".layer")].map((layer) => layer.dataset.layer);

function switchLayers(names, visible) {
  const all = layerNames();
  const shown = new Set(state().layers ?? all);
  for (const name of names) visible ? shown.add(name) : shown.delete(name);
  set({ layers: all.every((name) => shown.has(name)) ? null : all.filter((name) => shown.has(name)) });
}

function unfold(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
}

function fade(slider) {
  const { [nameOf(slider)]: _, ...others } = state().opacity;
  const part = Number(slider.value) / 100;
  set({ opacity: part === 1 ? others : { ...others, [nameOf(slider)]: part } });
}

function showLayers(shown) {
  for (const layer of layers()) {
    const visible = !shown || shown.includes(layer.dataset.layer);
    layer.querySelector(".switch").setAttribute("aria-checked", String(visible));
    layer.classList.toggle("off", !visible);
    map.call("setLayer", layer.dataset.layer, visible);
  }
  for (const group of panel.querySelectorAll(".layer-group")) {
    const members = membersOf(group);
    const visible = members.filter((name) => !shown || shown.includes(name)).length;
    const checked = visible === members.length ? "true" : visible ? "mixed" : "false";
    group.querySelector(".group-row .switch")?.setAttribute("aria-checked", checked);
  }
}

function showOpacity(opacity) {
  for (const layer of layers()) {
    const part = opacity[layer.dataset.layer] ?? 1;
    layer.querySelector(".adjust input").value = Math.round(part * 100);
    map.call("setOpacity", layer.dataset.layer, part);
  }
}

function showCounts(counts) {
  for (const layer of layers()) {
    layer.querySelector(".layer-row .count").textContent = number(counts.layers.get(layer.dataset.layer) ?? 0);
    for (const row of layer.querySelectorAll(".rows a")) {
      const count = counts.places.get(row.dataset.place)?.mentions ?? 0;
      row.querySelector(".count").textContent = number(count);
      row.closest("li").classList.toggle("none", count === 0);
    }
  }
}

// What did not come with the map is said where it is missing.
export function sayFailed(failed) {
  if (!failed.length) return;
  const note = document.createElement("p");
  note.className = "hint";
  note.setAttribute("role", "alert");
  note.textContent = t("layers.failed", { layers: failed.join("; ") });
  panel.querySelector(".layer-list")?.prepend(note);
}

// The rows of the selected place: lit, unfolded, in sight.
export function markRows(place) {
  for (const row of panel.querySelectorAll(".rows a[aria-current]")) row.removeAttribute("aria-current");
  if (!place) return;
  const row = rowOf(place);
  row?.setAttribute("aria-current", "true");
  if (row?.offsetParent) row.scrollIntoView({ block: "nearest" });
}

export function hoverRows(place) {
  for (const row of panel.querySelectorAll(".rows a.hovered")) row.classList.remove("hovered");
  if (place) rowOf(place)?.classList.add("hovered");
}

const rowOf = (place) => panel.querySelector(`.rows a[data-place="${CSS.escape(place)}"]`);
