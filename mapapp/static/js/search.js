// One box for places, their other names and the words of the texts; all by keyboard.
import * as api from "./api.js";
import { el, say } from "./dom.js";
import { title } from "./documents.js";
import * as map from "./map.js";
import { plural, t } from "./strings.js";
import { fillSwatch } from "./swatches.js";
import { go } from "./state.js";

const PAUSE = 140;
const input = document.getElementById("search");
const list = document.getElementById("results");
let asking = new AbortController();
let timer = 0;
let answers = []; // the places found, ringed on the map for as long as the list is open

export function startSearch() {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", () => list.childElementCount && open(true));
  input.addEventListener("keydown", onKey);
  input.form.addEventListener("submit", (event) => event.preventDefault());
  // A press would move the focus away before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".search")) open(false);
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    ask();
  }
}

async function ask() {
  asking.abort();
  asking = new AbortController();
  const query = input.value.trim();
  if (!query) {
    list.replaceChildren();
    open(false);
    return;
  }
  try {
    show(query, await api.search(query, asking.signal));
  } catch (error) {
    if (error.name === "AbortError") return;
    list.replaceChildren(el("p", { class: "nothing", role: "alert" }, error.message));
    answers = [];
    open(true);
  }
}

function show(query, found) {
  const passages = found.groups.flatMap((group) => group.passages.map((passage) => [group.document, passage]));
  const nodes = [];
  if (found.places.length) nodes.push(heading("search.places"), ...found.places.map(placeOption));
  if (passages.length) {
    nodes.push(heading("search.passages"), ...passages.map((pair) => passageOption(query, ...pair)));
  }
  if (!nodes.length) nodes.push(el("p", { class: "nothing" }, t("search.none", { q: query })));
  list.replaceChildren(...nodes);
  answers = found.places.map((place) => place.id);
  open(true);
  select(options()[0]);
  say(nodes.length > 1 ? plural("count.places", found.places.length) : t("search.none", { q: query }));
}

const heading = (key) => el("div", { class: "group", role: "presentation" }, t(key));

let serial = 0;
const optionId = () => `option-${(serial += 1)}`;

function placeOption(place) {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  fillSwatch(swatch, place.symbol, place.status);
  return el(
    "div",
    { role: "option", class: "option", id: optionId(), "data-place": place.id, "aria-selected": "false" },
    swatch,
    el("span", {}, place.name, el("span", { class: "meta" }, place.line)),
    el("span", { class: "count" }, String(place.mentions)),
  );
}

function passageOption(query, document, passage) {
  return el(
    "div",
    {
      role: "option",
      class: "option passage quote",
      id: optionId(),
      "data-document": document.id,
      "data-start": passage.start,
      "aria-selected": "false",
    },
    el("span", { class: "meta" }, title(document), document.title ? null : ` · ${document.name}`),
    ...emphasise(plain(passage.runs), query),
  );
}

const plain = (runs) => runs.map((run) => (typeof run === "string" ? run : plain(run.runs))).join("");

// The words of the query, marked in the sentence.
function emphasise(text, query) {
  const words = query.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${words.join("|")})`, "giu"));
  return parts.map((part, i) => (i % 2 ? el("mark", {}, part) : part));
}

const options = () => [...list.querySelectorAll("[role=option]")];

function open(wanted) {
  list.hidden = !wanted;
  input.setAttribute("aria-expanded", String(wanted));
  map.call("mark", wanted ? answers : null);
  if (wanted) return;
  input.removeAttribute("aria-activedescendant");
  map.hover(null);
}

function select(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  map.hover(option.dataset.place ?? null);
  return option.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && all.length) {
    event.preventDefault();
    open(true);
    select(all[(at + steps[event.key] + all.length) % all.length]);
  } else if (event.key === "Enter" && !list.hidden) {
    event.preventDefault();
    choose(all[at]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (list.hidden) input.blur();
    open(false);
  }
}

function choose(option) {
  if (!option) return;
  open(false);
  const { place, document: id, start } = option.dataset;
  go(place ? { place } : { document: id, start: Number(start) });
}
