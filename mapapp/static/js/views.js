// The dialog of saved views and briefings: save what is shown, put in order, rename, delete, present.
import { el, isPlainClick } from "./dom.js";
import * as map from "./map.js";
import { applyView, currentView } from "./state.js";
import { plural, t } from "./strings.js";
import { proposing, suggestedTitle } from "./titles.js";
import * as api from "./views_api.js";
import { orderable } from "./views_order.js";

const dialog = document.getElementById("views-dialog");
const one = (selector) => dialog.querySelector(selector);
const list = one(".view-list");
const makeForm = one(".make-briefing");
const proposal = proposing(one(".save-view [name=title]"));
const error = one(".dialog-error");
const said = one(".dialog-said");
const MOST = 2000; // features in an atlas whose views are drawn in the list
const chosen = new Set();
let known = { views: [], briefings: [], writable: false };

document.getElementById("open-views").addEventListener("click", () => open());

const present = document.getElementById("open-present");
present.hidden = false;
// One briefing is presented at once; of several, one is chosen.
present.addEventListener("click", async () => {
  const { briefings } = await api.list().catch(() => known);
  if (briefings.length === 1) location.assign(briefings[0].url);
  else open(".briefings");
});

async function open(at = ".save-view") {
  said.hidden = true;
  dialog.showModal();
  await Promise.all([prefill(), doing(api.list)]);
  one(at).scrollIntoView({ block: "nearest" });
  if (!one(at).contains(document.activeElement)) one(`${at} input`)?.select();
}

// Show what a change or a question answers; true when it went well.
async function doing(ask) {
  error.hidden = true;
  list.setAttribute("aria-busy", "true");
  try {
    show(await ask());
    return true;
  } catch (problem) {
    error.textContent = problem.message;
    error.hidden = false;
    error.scrollIntoView({ block: "nearest" });
    return false;
  } finally {
    list.setAttribute("aria-busy", "false");
  }
}

async function prefill() {
  one(".save-view [name=caption]").value = "";
  proposal.begin();
  if (await proposal.propose(suggestedTitle())) one(".save-view [name=title]:focus")?.select();
}

function show(answer) {
  known = answer;
  dialog.classList.toggle("writable", known.writable);
  one(".read-only").hidden = known.writable;
  one(".damaged").textContent = known.notice ?? "";
  one(".damaged").hidden = !known.notice;
  for (const id of chosen) if (!known.views.some((view) => view.id === id)) chosen.delete(id);
  list.replaceChildren(...known.views.map(viewRow));
  one(".briefing-list").replaceChildren(...known.briefings.map(briefingRow));
  showChosen();
  drawPreviews();
}

// Small stills, by the map's own hand; in a very large atlas words must do.
async function drawPreviews() {
  const controller = await map.ready();
  const features = controller.features();
  for (const view of features.length > MOST ? [] : known.views) {
    const { extent, layers, place } = view.arguments;
    const shown = features.filter(({ layer }) => !layers || layers.split(",").includes(layer));
    const canvas = list.querySelector(`[data-id="${CSS.escape(view.id)}"] canvas`);
    canvas.hidden = false;
    controller.miniature(canvas, {
      places: shown.map(({ id }) => id),
      selected: place ?? null,
      extent: extent?.split(",").map(Number),
    });
  }
}

function showChosen() {
  const button = makeForm.querySelector("button");
  const n = chosen.size || known.views.length;
  button.disabled = !n;
  button.textContent = plural(chosen.size ? "briefings.make.chosen" : "briefings.make.all", n);
}

function viewRow(view) {
  const choose = el("input", { type: "checkbox", "aria-label": t("views.choose", { title: view.title }) });
  choose.checked = chosen.has(view.id);
  choose.addEventListener("change", () => {
    chosen[choose.checked ? "add" : "delete"](view.id);
    showChosen();
  });
  const link = el("a", { class: "name", href: view.url }, view.title);
  link.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    dialog.close();
    applyView(view.arguments);
  });
  const words = el("div", { class: "words" }, link, view.caption && el("p", { class: "meta" }, view.caption));
  const handle = el("button", { type: "button", class: "grab", "aria-label": t("views.move", { title: view.title }) }, "⠿");
  const preview = el("canvas", { "aria-hidden": "true", hidden: true });
  const all = [replacing(view), ...tools("views", view, words)];
  return el("li", { "data-id": view.id }, handle, choose, preview, words, ...all);
}

function briefingRow(briefing) {
  const link = el("a", { class: "name", href: briefing.url }, briefing.title);
  const count = el("p", { class: "meta" }, plural("briefings.views", briefing.views.length));
  const words = el("div", { class: "words" }, link, count);
  const go = el("a", { class: "button", href: briefing.url }, t("briefings.present"));
  return el("li", { "data-id": briefing.id }, words, go, ...tools("briefings", briefing, words));
}

// The words stay, and a quote of the same place; the rest is as on the map now.
function replacing(view) {
  const button = el("button", { type: "button", class: "tool", title: t("views.replace.title") }, t("views.replace"));
  button.addEventListener("click", async () => {
    const { title, caption = "", quote, place } = view.arguments;
    const now = currentView();
    const given = { ...now, title, caption, ...(quote && place === now.place && { quote }) };
    if (!(await doing(() => api.replace(view.id, given)))) return;
    tell("views.replaced", view, () => api.replace(view.id, view.arguments));
  });
  return button;
}

function tools(room, item, words) {
  const rename = el("button", { type: "button", class: "tool" }, t("views.rename"));
  rename.addEventListener("click", () => words.replaceWith(renaming(room, item, words)));
  const remove = el("button", { type: "button", class: "tool" }, t("views.delete"));
  remove.addEventListener("click", () => deleteIt(room, item));
  return [rename, remove];
}

function renaming(room, item, words) {
  const title = el("input", { name: "title", maxlength: 300, required: true, value: item.title, "aria-label": t("views.name") });
  const form = el("form", { class: "rename" }, title);
  if (room === "views") {
    const label = t("views.caption");
    form.append(el("textarea", { name: "caption", maxlength: 2000, rows: 2, "aria-label": label }, item.caption));
  }
  const cancel = el("button", { type: "button", class: "button" }, t("views.cancel"));
  form.append(el("p", {}, el("button", { class: "button primary" }, t("views.keep")), " ", cancel));
  cancel.addEventListener("click", () => form.replaceWith(words));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    form.replaceWith(words);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(() => api.rename(room, item.id, Object.fromEntries(new FormData(form))));
  });
  setTimeout(() => title.select());
  return form;
}

async function deleteIt(room, item) {
  if (!(await doing(() => api.remove(room, item.id)))) return;
  tell("views.deleted", item, () => api.restore(room, item.id));
}

// What was done, in sight wherever the list stands, and the way back.
function tell(key, { title }, back = null) {
  said.querySelector("span").textContent = t(key, { title });
  said.hidden = false;
  const undo = said.querySelector("button");
  undo.hidden = !back;
  if (!back) return;
  undo.onclick = async () => {
    if (await doing(back)) said.hidden = true;
  };
  undo.focus();
}

one(".save-view").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = Object.fromEntries(new FormData(event.target));
  if (!(await doing(() => api.save({ ...currentView(), ...words })))) return;
  tell("views.saved", words);
  list.lastElementChild?.scrollIntoView({ block: "nearest" });
  list.lastElementChild?.querySelector("a").focus();
});

makeForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const title = new FormData(makeForm).get("title");
  const ids = known.views.map((view) => view.id).filter((id) => !chosen.size || chosen.has(id));
  if (!(await doing(() => api.makeBriefing(title, ids)))) return;
  makeForm.reset();
  chosen.clear();
  show(known);
  tell("briefings.made", { title });
});

orderable(list, {
  onOrder: async (order) => {
    const { id } = document.activeElement?.closest("li")?.dataset ?? {};
    await doing(() => api.reorder(order));
    if (id) list.querySelector(`[data-id="${CSS.escape(id)}"] .grab`)?.focus();
  },
  onMove: (row, i, n) => {
    one(".moved").textContent = t("views.moved", { title: row.querySelector(".name").textContent, i, n });
  },
});

one(".close").addEventListener("click", () => dialog.close());
// A click beside the dialog closes it; the page's own keys rest meanwhile.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("keydown", (event) => event.stopPropagation());
