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

const HOME = "home";
const SEARCH = 60; // px of the search box on a phone

// What the page framed last: a place, everything, or (null) what a person moved to since.
let framed = null;
let moving = false;

// The part of the map that no panel covers, as distances from the window's edges.
export function padding() {
  const box = (id) => {
    const node = document.getElementById(id);
    return node?.checkVisibility() ? node.getBoundingClientRect() : null;
  };
  const detail = box("detail");
  const below = box("table") ?? box("time");
  const credits = document.querySelector(".attribution").offsetHeight + 4; // they stand above what lies at the bottom
  if (isPhone()) {
    const bottom = detail ? innerHeight - detail.top : 24;
    return { left: 0, right: 0, top: SEARCH, bottom: bottom + credits };
  }
  return {
    left: box("layers")?.right ?? 0,
    right: detail ? innerWidth - detail.left : 0,
    top: 0,
    bottom: (below ? innerHeight - below.top : 0) + credits,
  };
}

export const makeRoom = () => call("setPadding", padding());

// Show a place as selected; ``fit`` brings the whole of it into sight.
export async function select(place, { fit = Boolean(place) } = {}) {
  await makeRoom();
  const found = await call("select", place, {});
  if (found && fit && !inSight(place)) await frame(place);
  return found;
}

const EXACT = new Set(["exact", "city"]);
const SPOT_ZOOM = 5.5; // a point comes with what lies around it
const EDGE = 0.08; // of the free part of the map: what is nearer to its edge is not in sight

function spot(place) {
  const found = place && controller().feature(place);
  const sharp = found?.layer === "cities" || (found?.layer === "sites" && EXACT.has(found.precision));
  return sharp && found.lon != null ? found : null;
}

// A point that can be seen already needs no flight; lines and areas are shown whole.
function inSight(place) {
  const found = spot(place);
  if (!found) return false;
  const [west, south, east, north] = extent();
  const x = ((((found.lon - west) % 360) + 360) % 360) / (east - west);
  const y = (found.lat - south) / (north - south);
  return Math.min(x, y, 1 - x, 1 - y) > EDGE;
}

// The first view is there at once, without a flight.
export async function begin({ place, at, extent: part, article }) {
  const chosen = (await call("select", place, {})) ? place : null;
  await call("avoid", document.querySelectorAll(".zoom, .toolbar, .phone-buttons, .filter-chips"));
  await frame(chosen, at ?? part, { animate: false, article });
  document.documentElement.classList.add("settled");
}

// What a link shows: a position (three numbers) or an extent (four), else a place, else the places
// of an article {id, places}, else where most of the mentions are.
export async function frame(place, at, { animate = true, article = null } = {}) {
  await makeRoom();
  if (at) {
    const [lat, lon, zoom] = at;
    framing(null);
    return at.length === 4 ? call("fit", at, { animate }) : call("setView", { lat, lon, zoom }, { animate });
  }
  framing(place ?? article?.id ?? HOME);
  if (!place && article) return call("fitMost", article.places, { animate });
  const nearest = spot(place) ? { maxZoom: animate ? Math.max(SPOT_ZOOM, controller().view().zoom) : SPOT_ZOOM } : {};
  return call("fit", place, { animate, ...nearest });
}

function framing(what) {
  framed = what;
  moving = true;
}

// All that is shown, far off as it may be; the address takes the position up like a person's own.
export async function fitAll() {
  await makeRoom();
  return call("fitAll", { animate: true });
}

const controller = () => window.MapApp?.controller;

// [lat, lon, zoom], as short as it may be without moving the map by a pixel.
export function position() {
  const found = controller()?.view();
  if (!found) return null;
  const short = (n) => Number(n.toFixed(found.zoom > 7 ? 4 : 3));
  return [short(found.lat), short(found.lon), Number(found.zoom.toFixed(2))];
}

// west, south, east, north of what no panel covers
export const extent = () => controller()?.view().extent ?? null;

// The position, unless a link to a place or an article without one would show the same.
export const moved = (what) => (framed === (what ?? HOME) ? null : position());

// ``listener(position)`` after a person moved the map; there is one listener, the address.
export function onMove(listener) {
  document.addEventListener("mapapp:view", () => {
    if (moving) moving = false;
    else if (document.documentElement.classList.contains("settled")) {
      framed = null;
      listener(position());
    }
  });
}

let hovered = null;

export function hover(place) {
  if (place !== hovered) call("hover", place);
  hovered = place;
}
