// What is shown is what the address says:
//   /                         the map
//   /?place=ID                a place and its passages
//   /documents/               the list of documents
//   /documents/ID#mSTART      an article, open at a mention
import { boot } from "./strings.js";

const listeners = [];
const EMPTY = { place: null, document: null, start: null, listing: false };
let current = null;

export const view = () => current;

export function onView(listener) {
  listeners.push(listener);
}

export function read(location) {
  const path = location.pathname.slice(boot.root.length);
  const found = /^documents\/([^/]+)$/.exec(path);
  if (found) {
    const anchor = /^#m(\d{1,9})$/.exec(location.hash);
    const start = anchor ? Number(anchor[1]) : null;
    return { ...EMPTY, document: decodeURIComponent(found[1]), start };
  }
  if (path === "documents/") return { ...EMPTY, listing: true };
  return { ...EMPTY, place: new URLSearchParams(location.search).get("place") };
}

export function address(wanted) {
  if (wanted.document) {
    const anchor = wanted.start == null ? "" : `#m${wanted.start}`;
    return `${boot.root}documents/${encodeURIComponent(wanted.document)}${anchor}`;
  }
  if (wanted.listing) return `${boot.root}documents/`;
  return wanted.place ? `${boot.root}?place=${encodeURIComponent(wanted.place)}` : boot.root;
}

// Show something; ``place`` rides along in the history where the address does not say it.
export function go(change, { replace = false, source = "page" } = {}) {
  const wanted = { ...EMPTY, ...change };
  const url = address(wanted);
  if (replace) history.replaceState({ place: wanted.place }, "", url);
  else if (url !== here()) history.pushState({ place: wanted.place }, "", url);
  show(wanted, source);
}

export function start() {
  addEventListener("popstate", (event) => {
    const wanted = read(location);
    show({ ...wanted, place: wanted.place ?? event.state?.place ?? null }, "history");
  });
  const wanted = read(location);
  show({ ...wanted, place: wanted.place ?? history.state?.place ?? null }, "start");
}

const here = () => location.pathname + location.search + location.hash;

function show(wanted, source) {
  const before = current;
  current = wanted;
  for (const listener of listeners) listener(wanted, source, before);
}
