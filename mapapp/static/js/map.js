// The page's side of the map's controller: waits for it, keeps the panels free, passes events on.
import { isPhone } from "./dom.js";

// The controller is there before its data; ``failed`` lists, once all are in, what did not come.
const waiting = new Promise((resolve) => {
  const controller = () => window.MapApp?.controller;
  if (controller()?.failed) resolve(controller());
  else document.addEventListener("mapapp:ready", () => resolve(controller()), { once: true });
});

export const ready = () => waiting;

export async function call(method, ...values) {
  const controller = await waiting;
  return controller[method]?.(...values);
}

const SEARCH = 60; // px of the search box on a phone

// The part of the map that no panel covers, as distances from the window's edges.
export function padding() {
  const box = (id) => {
    const node = document.getElementById(id);
    return node && !node.hidden ? node.getBoundingClientRect() : null;
  };
  const detail = box("detail");
  const credits = document.querySelector(".attribution").offsetHeight + 4; // they stand above what lies at the bottom
  if (isPhone()) {
    const bottom = detail ? innerHeight - detail.top : 24;
    return { left: 0, right: 0, top: SEARCH, bottom: bottom + credits };
  }
  return {
    left: box("layers").right,
    right: detail ? innerWidth - detail.left : 0,
    top: 0,
    bottom: innerHeight - box("time").top + credits,
  };
}

export async function select(place) {
  await call("setPadding", padding());
  return call("select", place, { fit: Boolean(place) });
}

// The first view is there at once, without a flight.
export async function begin(place) {
  const chosen = (await call("select", place, {})) ? place : null;
  await call("avoid", document.querySelectorAll(".zoom, .phone-buttons"));
  await call("fit", chosen, { padding: padding(), animate: false });
  document.documentElement.classList.add("settled");
}

let hovered = null;

export function hover(place) {
  if (place !== hovered) call("hover", place);
  hovered = place;
}

export const fitAll = () => call("fit", null, { padding: padding() });
