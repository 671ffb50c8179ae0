// Documents: their heads in lists, and the list itself, which is a filter too.
import * as api from "./api.js";
import { el, frame } from "./dom.js";
import { counts, data, onCounts } from "./filters.js";
import { href, onState, set, state } from "./state.js";
import { number, plural, t } from "./strings.js";
import { written } from "./dates.js";

const MOST_SHOWN = 300;
const panel = document.getElementById("detail");
let heads = [];

export function title(document) {
  return document.title ?? el("i", { class: "untitled" }, t("reader.untitled"));
}

export const titleText = (document) => document.title ?? document.name;

export function meta(document) {
  const published = document.published ? written(document.published) : t("reader.no_date");
  const by = [document.publisher, document.author].filter(Boolean);
  // Files without a title are told apart by their names.
  const name = by.length && document.title ? [] : [document.name];
  return [...by, ...name, published].join(" · ");
}

export function startDocuments() {
  panel.addEventListener("click", onClick);
  panel.addEventListener("change", ({ target }) => {
    if (target.matches(".document-list input")) choose(target.value, target.checked);
  });
  panel.addEventListener("input", ({ target }) => {
    if (target.matches(".find-document")) list();
  });
  onState((now, before) => {
    if (now.documents !== before.documents) check(now.documents);
  });
  onCounts(showCounts);
}

export async function showListing(_panel, signal) {
  if (panel.querySelector(".document-list.complete")) return;
  panel.replaceChildren(frame("listing"));
  heads = await api.documents();
  signal.throwIfAborted();
  panel.querySelector(".kind-line span").textContent = plural("count.documents", heads.length);
  panel.querySelector(".choose").hidden = !heads.length;
  panel.querySelector(".find-document").hidden = heads.length < 8;
  list();
  panel.querySelector(".document-list").classList.add("complete");
}

function list() {
  const words = panel.querySelector(".find-document").value.toLowerCase().split(/\s+/);
  const text = ({ title: name, ...rest }) => [name, rest.name, rest.publisher, rest.author, rest.published].join(" ").toLowerCase();
  const found = heads.filter((head) => words.every((word) => text(head).includes(word)));
  const nothing = heads.length && !found.length ? [el("li", { class: "hint" }, t("documents.nothing"))] : [];
  panel.querySelector(".document-list").replaceChildren(...found.slice(0, MOST_SHOWN).map(row), ...nothing);
  check(state().documents);
  if (counts()) showCounts(counts());
}

function row(document) {
  const name = titleText(document);
  const none = document.mentions ? "" : ` · ${t("documents.without")}`;
  return el(
    "li",
    {},
    el("label", { class: "tick" }, el("input", { type: "checkbox", value: document.id, "aria-label": t("documents.choose", { title: name }) })),
    el(
      "a",
      { href: href({ document: document.id }) },
      el("span", { class: "doc-title" }, title(document)),
      el("span", { class: "meta" }, meta(document) + none),
    ),
    el("button", { type: "button", class: "only-document", value: document.id, "aria-label": `${t("documents.only")}: ${name}` }, t("documents.only")),
    el("span", { class: "badge", "data-document": document.id }, number(document.mentions)),
  );
}

function onClick({ target }) {
  if (target.closest(".choose .all")) set({ documents: null });
  const only = target.closest(".only-document");
  if (only) set({ documents: isOnly(only.value) ? null : [only.value] });
}

export const isOnly = (id) => state().documents?.length === 1 && state().documents[0] === id;

// The last one that is taken away brings all back: nothing at all is never meant.
function choose(id, wanted) {
  const chosen = new Set(state().documents ?? heads.map((head) => head.id));
  if (wanted) chosen.add(id);
  else chosen.delete(id);
  const documents = heads.map((head) => head.id).filter((one) => chosen.has(one));
  set({ documents: documents.length && documents.length < heads.length ? documents : null });
}

function check(documents) {
  for (const input of panel.querySelectorAll(".document-list input")) {
    input.checked = !documents || documents.includes(input.value);
  }
  for (const button of panel.querySelectorAll(".only-document")) button.setAttribute("aria-pressed", String(isOnly(button.value)));
  const said = panel.querySelector(".choose span");
  if (said) said.textContent = t("documents.some", { n: documents?.length ?? heads.length, all: heads.length });
}

function showCounts({ documents }) {
  const chosen = state().documents;
  // What is not on the map keeps the number that it would bring.
  const all = chosen ? data().count({ ...state(), documents: null }).documents : documents;
  for (const badge of panel.querySelectorAll(".document-list .badge")) {
    const at = heads.findIndex((head) => head.id === badge.dataset.document);
    if (at < 0) continue;
    badge.textContent = number(all[at]);
    badge.classList.toggle("out", Boolean(chosen) && !chosen.includes(heads[at].id));
  }
}
