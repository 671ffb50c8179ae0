// The order of the layers: what is higher in a group's list lies higher on the map. Areas lie below
// lines, and points, but for the lowest of them, above both.
import { say } from "./dom.js";
import { set } from "./state.js";
import { t } from "./strings.js";

const layersIn = (node) => [...node.querySelectorAll(".layer")];
const nameOf = (layer) => layer.dataset.layer;
const labelOf = (layer) => layer.querySelector(".disclose .name").textContent;
let served = null; // the order in which the page came

export function startOrder(panel) {
  served = layersIn(panel).map(nameOf);
  panel.addEventListener("click", (event) => {
    const up = event.target.closest(".adjust .up");
    const button = up ?? event.target.closest(".adjust .down");
    if (button) step(panel, button, up ? -1 : 1);
  });
  panel.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (handle) drag(panel, handle, event);
  });
}

function step(panel, button, by) {
  const layer = button.closest(".layer");
  const group = layer.closest(".layer-group");
  const all = layersIn(group);
  const to = all.indexOf(layer) + by;
  if (to < 0 || to >= all.length) return;
  if (by < 0) all[to].before(layer);
  else all[to].after(layer);
  keep(panel);
  button.focus();
  say(t("layers.moved", { layer: labelOf(layer), i: to + 1, n: all.length }));
}

function drag(panel, handle, event) {
  event.preventDefault();
  const layer = handle.closest(".layer");
  const group = layer.closest(".layer-group");
  handle.setPointerCapture(event.pointerId);
  layer.classList.add("dragged");
  const move = ({ clientY }) => {
    const others = layersIn(group).filter((other) => other !== layer);
    const next = others.find((other) => clientY < middle(other));
    if (next) next.before(layer);
    else others.at(-1)?.after(layer);
  };
  const drop = () => {
    handle.removeEventListener("pointermove", move);
    layer.classList.remove("dragged");
    keep(panel);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", drop, { once: true });
}

function middle(layer) {
  const { top, height } = layer.querySelector(".layer-row").getBoundingClientRect();
  return top + height / 2;
}

function keep(panel) {
  const order = layersIn(panel).map(nameOf);
  set({ order: order.join() === served.join() ? null : order });
}

// Put the rows into an order; what it does not name keeps its place behind.
export function listLayers(panel, order) {
  const wanted = order ?? served;
  const rank = (layer) => (wanted.indexOf(nameOf(layer)) + 1 || wanted.length + served.indexOf(nameOf(layer)) + 1);
  for (const group of panel.querySelectorAll(".layer-group")) {
    const all = layersIn(group);
    const sorted = [...all].sort((a, b) => rank(a) - rank(b));
    if (sorted.some((layer, i) => layer !== all[i])) group.append(...sorted);
  }
}

// From the bottom of the map to its top.
export function drawnOrder(panel) {
  const [lines, points, areas] = ["lines", "points", "areas"].map((name) => {
    const group = panel.querySelector(`[data-group=${name}]`);
    return group ? layersIn(group).map(nameOf).reverse() : [];
  });
  return [...areas, ...points.slice(0, -1), ...lines, ...points.slice(-1)];
}
