// States of the explorer as addresses, and back:
//   /                         the map
//   /?place=ID                a place and its passages
//   /documents/               the list of documents
//   /documents/ID#mSTART      an article, open at a mention
// (a page in a file of its own has no paths: there it is ?open=documents/ID)
// each with the arguments of a view (mapapp/view_arguments.py has the same names), and with what
// only the explorer knows: at=LAT,LON,ZOOM  table=yes  order=LAYER,LAYER  opacity=LAYER:PERCENT
import { boot } from "./strings.js";

const READINGS = ["both", "literal", "associative"];
const DATED = ["published", "text"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const EMPTY = Object.freeze({
  place: null,
  document: null,
  start: null,
  listing: false,
  table: false,
  layers: null,
  reading: "both",
  documents: null,
  dated: "published",
  since: null,
  until: null,
  undated: true,
  order: null,
  opacity: Object.freeze({}),
  at: null,
  extent: null, // of a view that is opened; what the address then keeps is the position
});

export const FILTERS = ["reading", "documents", "dated", "since", "until", "undated"];

// What an address cannot mean is left at its default: a link never ends in an error.
export function read({ pathname, search, hash }) {
  const given = Object.fromEntries(new URLSearchParams(search));
  const path = boot.alone ? (given.open ?? "") : pathname.slice(boot.root.length);
  return { ...readArguments(given), ...readPath(path, hash) };
}

function readPath(path, hash) {
  if (path === "documents/") return { listing: true };
  const found = /^documents\/([^/]+)$/.exec(path);
  if (!found) return {};
  const anchor = /^#m(\d{1,9})$/.exec(hash);
  return { document: decodeURIComponent(found[1]), start: anchor ? Number(anchor[1]) : null };
}

export function readArguments(given) {
  return {
    ...EMPTY,
    place: given.place || null,
    table: given.table === "yes",
    layers: given.layers ? names(given.layers === "none" ? "" : given.layers) : null,
    reading: choice(given.reading, READINGS),
    documents: given.documents ? names(given.documents) : null,
    dated: choice(given.dated, DATED),
    since: day(given.since),
    until: day(given.until),
    undated: given.undated !== "no",
    order: given.order ? names(given.order) : null,
    opacity: Object.fromEntries(names(given.opacity ?? "").map(share).filter(Boolean)),
    at: numbers(given.at, 3),
    extent: numbers(given.extent, 4),
  };
}

const names = (list) => list.split(",").filter(Boolean);
const choice = (value, choices) => (choices.includes(value) ? value : choices[0]);
const day = (value) => (DAY.test(value ?? "") && !Number.isNaN(Date.parse(value)) ? value : null);

function share(pair) {
  const [name, percent] = pair.split(":");
  const number = Number(percent);
  return percent && number >= 0 && number <= 100 ? [name, number / 100] : null;
}

function numbers(text, wanted) {
  const found = (text ?? "").split(",").map(Number);
  return text && found.length === wanted && found.every((n) => Math.abs(n) <= 540) ? found : null;
}

// The arguments of a view, as strings; what is as it would be anyway is left out.
export function viewArguments(state) {
  return given({
    layers: state.layers && (state.layers.join(",") || "none"),
    reading: state.reading !== "both" && state.reading,
    documents: state.documents?.join(","),
    dated: state.dated !== "published" && state.dated,
    since: state.since,
    until: state.until,
    undated: !state.undated && "no",
    place: state.place,
  });
}

export function address(state) {
  const { place, ...view } = viewArguments(state);
  const opacity = Object.entries(state.opacity).map(([name, part]) => `${name}:${Math.round(part * 100)}`);
  const path = pathOf(state);
  const own = given({
    open: boot.alone && path,
    // An article open at a mention selects that mention's place.
    place: state.start == null && place,
    ...view,
    table: state.table && "yes",
    order: state.order?.join(","),
    opacity: opacity.join(","),
    at: state.at?.join(","),
  });
  const query = new URLSearchParams(own).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return boot.root + (boot.alone ? "" : path) + (query && `?${query}`) + (state.start == null ? "" : `#m${state.start}`);
}

function pathOf({ document, listing }) {
  if (document) return `documents/${encodeURIComponent(document)}`;
  return listing ? "documents/" : "";
}

const given = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));
