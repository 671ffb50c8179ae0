// What is shown is what the address says: everything changes the state, the state changes the page.
import { address, EMPTY, read, readArguments, viewArguments } from "./address.js";
import * as map from "./map.js";

const PAUSE = 250; // ms; browsers refuse addresses that change much more often
const OPEN = ["place", "document", "start", "listing"];
const CLOSED = Object.fromEntries(OPEN.map((name) => [name, EMPTY[name]]));
const listeners = [];
let current = EMPTY;
let waiting = 0;

export const state = () => current;

// ``listener(state, before, source)``; the source is "start", "history", "map", "text", "page" or "view".
export function onState(listener) {
  listeners.push(listener);
}

// Open something: what was open in its stead closes. A step back leads to it again.
export function go(change, { replace = false, source = "page" } = {}) {
  const opened = { ...current, ...CLOSED, ...change };
  // Places are brought into sight; else the map stays where it is.
  const wanted = { ...opened, at: opened.place || opened.document ? null : map.moved(null) };
  write();
  if (!replace && address(wanted) !== address(current)) history.pushState(null, "", address(wanted));
  show(wanted, source);
  if (replace) write();
}

// Change filters, layers or the position; the step that one is on in the history changes with it.
export function set(change, source = "page") {
  show({ ...current, ...change }, source);
  clearTimeout(waiting);
  waiting = setTimeout(write, PAUSE);
}

// Note what was found out about what is open, such as the place of a mention; nobody is told.
export function settle(change) {
  current = { ...current, ...change };
  write();
}

function write() {
  clearTimeout(waiting);
  const url = address(current);
  if (url !== location.pathname + location.search + location.hash) history.replaceState(null, "", url);
}

function show(wanted, source) {
  const before = current;
  current = Object.freeze(wanted);
  for (const listener of listeners) listener(current, before, source);
}

// A link that opens something else with the same filters.
export const href = (change) => address({ ...current, ...CLOSED, at: null, ...change });

// The whole address of what is shown, exact position included.
export function link() {
  const at = map.position();
  return new URL(address({ ...current, at: at ?? current.at }), location.href).href;
}

// The view in the words of mapapp/view_arguments.py, all values strings: URLSearchParams takes it.
export function currentView() {
  const extent = map.extent();
  return { ...viewArguments(current), ...(extent && { extent: extent.map((n) => n.toFixed(4)).join(",") }) };
}

// Show a view: what its arguments do not say is as without arguments.
export function applyView(given, source = "view") {
  const { table } = current;
  const wanted = { ...readArguments({ ...given }), table: given.table ? given.table === "yes" : table };
  write();
  if (address(wanted) !== address(current)) history.pushState(null, "", address(wanted));
  show(wanted, source);
}

export function start() {
  addEventListener("popstate", () => {
    clearTimeout(waiting);
    show(read(location), "history");
  });
  addEventListener("pagehide", write);
  map.onMove((at) => set({ at }, "map"));
  show(read(location), "start");
}
