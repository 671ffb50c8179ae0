// All features as a table: sorted, filtered, a page of rows at a time; a name selects its place.
import * as api from "./api.js";
import { el, isPlainClick, say } from "./dom.js";
import { counts, isFiltered, onCounts } from "./filters.js";
import * as map from "./map.js";
import { go, href, onState, set, state } from "./state.js";
import { boot, number, t } from "./strings.js";
import { written } from "./dates.js";

const PAGE = 100;
const LAYERS = boot.layers;
const TEXTS = new Set(["name", "layer", "precision", "status"]);
const section = document.getElementById("table");
const body = section.querySelector("tbody");
const find = section.querySelector(".find-row");
const nearby = section.querySelector(".in-view");
const button = document.getElementById("button-table");
const sorting = { column: "mentions", falling: true };
let places = null; // [{id, layer, name, ...}]
let page = 0;

export function startTable() {
  button.addEventListener("click", () => set({ table: !state().table }));
  section.querySelector(".close-table").addEventListener("click", () => set({ table: false }));
  section.querySelector("thead").addEventListener("click", ({ target }) => sort(target.closest("button")?.dataset.column));
  find.addEventListener("input", () => show(0));
  nearby.addEventListener("change", () => show(0));
  body.addEventListener("click", choose);
  for (const [name, by] of [["back", -1], ["forward", 1]]) {
    section.querySelector(`.${name}`).addEventListener("click", () => show(page + by));
  }
  onState((now, before, source) => {
    if (now.table !== before.table) open(now.table, source);
    else if (now.table && now.layers !== before.layers) show(0);
    if (now.place !== before.place) mark(now.place);
  });
  onCounts(() => state().table && show(0));
  document.addEventListener("mapapp:view", () => state().table && nearby.checked && show(0));
}

async function open(wanted, source) {
  section.hidden = !wanted;
  document.body.classList.toggle("table-open", wanted);
  button.setAttribute("aria-pressed", String(wanted));
  map.makeRoom();
  if (!wanted) {
    if (source !== "start") button.focus();
    return;
  }
  try {
    places ??= rowsOf(await api.places());
  } catch (error) {
    body.replaceChildren(el("tr", {}, el("td", { colspan: 9, role: "alert" }, error.message)));
    return;
  }
  show(0);
  if (source !== "start") section.querySelector("h2").focus();
}

// Columns into rows.
function rowsOf(columns) {
  return columns.id.map((id, i) => {
    const row = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]));
    return { ...row, layer: LAYERS[row.layer] };
  });
}

function found() {
  const { layers } = state();
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const inView = nearby.checked ? inside(map.extent()) : () => true;
  return places
    .map((place) => withCounts(place))
    .filter((place) => place && (!layers || layers.includes(place.layer)) && inView(place))
    .filter((place) => words.every((word) => wordsOf(place).includes(word)))
    .sort(compare);
}

const inside = ([west, south, east, north]) => ({ lon, lat }) =>
  lat >= south && lat <= north && (lon - west + 720) % 360 <= east - west;

// With the numbers that the filters leave; null where they leave nothing.
function withCounts(place) {
  if (!counts() || !isFiltered(state())) return place;
  const left = counts().places.get(place.id);
  return left ? { ...place, mentions: left.mentions, documents: left.documents } : null;
}

// Of a corridor the status of most of it, and how much there is not.
function statusOf({ status, missing }) {
  const gap = missing && status !== "missing" ? t("feature.missing", { km: number(missing) }) : "";
  return [status && t(`status.${status}`), gap].filter(Boolean).join(", ");
}

const precisionOf = (place) => (place.precision ? t(`table.precision.${place.precision}`) : "");
const wordsOf = (place) =>
  [place.name, t(`layer.${place.layer}`), precisionOf(place), statusOf(place)].join(" ").toLowerCase();

function compare(a, b) {
  const { column, falling } = sorting;
  const by = TEXTS.has(column)
    ? String(a[column] ?? "").localeCompare(String(b[column] ?? ""))
    : a[column] < b[column] ? -1 : a[column] > b[column] ? 1 : 0;
  // What has no date or status stands last, whichever way.
  const missing = (a[column] == null || a[column] === "") - (b[column] == null || b[column] === "");
  return missing || (falling ? -by : by) || b.mentions - a.mentions || a.name.localeCompare(b.name);
}

function sort(column) {
  if (!column) return;
  sorting.falling = sorting.column === column ? !sorting.falling : !TEXTS.has(column);
  sorting.column = column;
  show(0);
}

function show(wanted) {
  if (!places) return;
  const all = found();
  page = Math.max(0, Math.min(wanted, Math.ceil(all.length / PAGE) - 1));
  const rows = all.slice(page * PAGE, (page + 1) * PAGE);
  const none = t(section.querySelector("[type=search]").value.trim() ? "table.none" : "table.empty");
  body.replaceChildren(...(rows.length ? rows.map(rowOf) : [el("tr", {}, el("td", { colspan: 9 }, none))]));
  for (const head of section.querySelectorAll("th button")) {
    const sorted = head.dataset.column === sorting.column && (sorting.falling ? "descending" : "ascending");
    head.parentElement.setAttribute("aria-sort", sorted || "none");
  }
  const [first, last] = [page * PAGE + Math.min(1, rows.length), page * PAGE + rows.length];
  const said = t("table.shown", { from: number(first), to: number(last), n: number(all.length) });
  section.querySelector(".shown").textContent = rows.length ? said : "";
  section.querySelector(".back").disabled = page === 0;
  section.querySelector(".forward").disabled = last === all.length;
  section.querySelector(".table-scroll").scrollTop = 0;
  mark(state().place);
  say(said);
}

function rowOf(place) {
  const cell = (value, kind = "") => el("td", { class: kind }, value ?? "");
  const link = el("a", { href: href({ place: place.id }), "data-place": place.id }, place.name);
  return el(
    "tr",
    { "data-place": place.id },
    el("th", { scope: "row" }, link),
    cell(t(`layer.${place.layer}`)),
    cell(number(place.mentions), "number"),
    cell(number(place.documents), "number"),
    cell(precisionOf(place)),
    cell(statusOf(place)),
    cell(`${place.confidence}%`, "number"),
    cell(place.first && written(place.first)),
    cell(place.last && written(place.last)),
  );
}

function choose(event) {
  const row = event.target.closest("tr[data-place]");
  if (!row || !isPlainClick(event)) return;
  event.preventDefault();
  go({ place: row.dataset.place }, { source: "table" });
}

function mark(place) {
  for (const row of body.querySelectorAll("tr[data-place]")) {
    if (row.dataset.place === place) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}
