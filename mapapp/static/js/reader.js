// An article with all its mentions: the text comes marked from the server or as runs from the API.
import * as api from "./api.js";
import { el, frame, isPhone } from "./dom.js";
import { isOnly, meta, title } from "./documents.js";
import { fragmentOf, withFragment } from "./fragment.js";
import { drawMinimap, placesIn } from "./minimap.js";
import { paragraph } from "./runs.js";
import { number, plural, t } from "./strings.js";
import { drawStrip } from "./strip.js";
import { go, onState, set, state } from "./state.js";
import { whyHere } from "./why.js";

// Show a document at a mention; answers the place of that mention, if it has one.
export async function showReader(panel, wanted, signal) {
  let reader = panel.querySelector(".reader");
  if (!holds(reader, wanted)) {
    reader = await build(panel, await api.article(wanted.document, wanted.start ?? 0, signal));
  }
  if (!reader.dataset.attached) attach(reader);
  return choose(reader, wanted);
}

// The places of the article that is open.
export function placesRead() {
  const reader = document.querySelector("#detail .reader");
  return reader ? placesIn(reader) : [];
}

function holds(reader, wanted) {
  if (reader?.dataset.document !== wanted.document) return false;
  const { from, to } = reader.dataset;
  return wanted.start == null || (wanted.start >= Number(from) && wanted.start < Number(to));
}

async function build(panel, article) {
  panel.replaceChildren(frame("reader"));
  const reader = panel.querySelector(".reader");
  for (const name of ["from", "to", "length"]) reader.dataset[name] = article[name];
  reader.dataset.document = article.id;
  reader.querySelector(".position").textContent = t("reader.position", { i: article.position, n: article.of });
  reader.querySelector(".doc-title").replaceChildren(title(article));
  const counted = plural("count.mentions", article.mentions);
  reader.querySelector(".detail-head .meta").textContent = `${meta(article)} · ${counted}`;
  reader.querySelector(".reader-text").append(...article.paragraphs.map(paragraph));
  reader.querySelector(".foreign").hidden = !article.foreign;
  if (article.url) {
    const link = reader.querySelector(".original");
    link.dataset.url = link.href = article.url;
    link.hidden = false;
  }
  return reader;
}

function attach(reader) {
  reader.dataset.attached = "yes";
  const text = reader.querySelector(".reader-text");
  text.addEventListener("click", (event) => follow(event.target));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("mark")) follow(event.target);
  });
  reader.querySelector(".previous").addEventListener("click", () => step(-1));
  reader.querySelector(".next").addEventListener("click", () => step(1));
  // What opens below the text must not hide the mention that it explains.
  new ResizeObserver(() => {
    const current = reader.querySelector("mark.current");
    if (current) bringIntoSight(reader, current);
  }).observe(reader.querySelector(".reader-why"));
  reader.querySelector(".only-article").addEventListener("click", () => {
    const id = reader.dataset.document;
    set({ documents: isOnly(id) ? null : [id] });
  });
  sayCut(reader);
  sayKinds(reader);
  drawStrip(reader);
  showOnly();
}

onState((now, before) => {
  if (now.documents !== before.documents) showOnly();
});

document.addEventListener("mapapp:theme", () => {
  const reader = document.querySelector("#detail .reader");
  if (reader) drawMinimap(reader, state().place);
});

function showOnly() {
  const reader = document.querySelector("#detail .reader");
  reader?.querySelector(".only-article").setAttribute("aria-pressed", String(isOnly(reader.dataset.document)));
}

// The key names the kinds that the text has.
function sayKinds(reader) {
  for (const word of reader.querySelectorAll(".kinds b")) {
    word.hidden = !reader.querySelector(`.reader-text mark.k-${word.dataset.kind}`);
  }
}

// Of a very long text only a part is here; links lead to the parts before and after it.
function sayCut(reader) {
  const [from, to, all] = ["from", "to", "length"].map((name) => Number(reader.dataset[name]));
  const note = reader.querySelector(".cut");
  note.hidden = from === 0 && to === all;
  note.textContent = t("reader.cut", { from: number(from), to: number(to), all: number(all) });
  const link = (at, word) => note.append(" ", el("a", { href: `${location.pathname}?character=${at}` }, t(word)));
  if (from > 0) link(from - 1, "reader.previous");
  if (to < all) link(to, "reader.next");
}

function follow(target) {
  const mark = target.closest("mark[id]") ?? startOf(target.closest("mark"));
  if (!mark) return;
  go({ document: state().document, start: startAt(mark), place: mark.dataset.place || null }, { source: "text" });
}

// The first part of a mention that a crossing one has cut.
function startOf(part) {
  if (!part) return null;
  const all = [...part.closest(".reader-text").querySelectorAll("mark")];
  const before = all.slice(0, all.indexOf(part)).reverse();
  return before.find((mark) => mark.id && mark.dataset.place === part.dataset.place);
}

const startAt = (mark) => Number(mark.id.slice(1));

// The next or previous mention, from the current one or from what is in sight.
export function step(by) {
  const reader = document.querySelector("#detail .reader");
  if (!reader) return;
  const marks = [...reader.querySelectorAll(".reader-text mark[id]")];
  const at = marks.findIndex((mark) => mark.classList.contains("current"));
  const ahead = by > 0 ? marks.slice(at + 1) : marks.slice(0, Math.max(at, 0)).reverse();
  const next = at < 0 ? firstInSight(reader, marks) : ahead.find((mark) => isBeside(mark, marks[at]));
  if (!next) return;
  const change = { document: reader.dataset.document, start: startAt(next), place: next.dataset.place || null };
  go(change, { replace: true, source: "text" });
}

// Not within the current mention, nor within another one that is stepped to as a whole.
function isBeside(mark, current) {
  const outer = mark.parentElement.closest("mark");
  if (!outer || (outer !== current && outer.contains(current))) return true;
  const rest = outer.nextSibling; // of a mention that only begins in there
  return rest?.nodeName === "MARK" && !rest.id && rest.dataset.place === mark.dataset.place;
}

function firstInSight(reader, marks) {
  const top = reader.querySelector(".reader-scroll").getBoundingClientRect().top;
  return marks.find((mark) => mark.getBoundingClientRect().top >= top) ?? marks[0];
}

function choose(reader, wanted) {
  reader.querySelector("mark.current")?.classList.remove("current");
  const chosen = wanted.start == null ? null : reader.querySelector(`#m${wanted.start}`);
  const place = chosen?.dataset.place || null;
  if (chosen) {
    chosen.classList.add("current");
    chosen.focus({ preventScroll: true });
    bringIntoSight(reader, chosen);
    // Fonts that arrive later move the text.
    document.fonts.ready.then(() => chosen.classList.contains("current") && bringIntoSight(reader, chosen));
  }
  explain(reader, chosen, wanted);
  drawMinimap(reader, place ?? wanted.place);
  const original = reader.querySelector(".original");
  if (chosen && original.dataset.url) original.href = withFragment(original.dataset.url, fragmentOf(chosen));
  reader.dispatchEvent(new CustomEvent("chosen"));
  return place;
}

// The disclosure follows the chosen mention, and stays open where it was.
function explain(reader, chosen, wanted) {
  const box = reader.querySelector(".reader-why");
  const open = box.querySelector("details")?.open ?? false;
  box.hidden = !chosen;
  box.replaceChildren(...(chosen ? [whyHere(wanted.document, wanted.start, open)] : []));
}

function bringIntoSight(reader, mark) {
  const scroll = reader.querySelector(".reader-scroll");
  const box = scroll.getBoundingClientRect();
  const here = mark.getBoundingClientRect();
  const margin = isPhone() ? 30 : 60;
  if (here.top >= box.top + margin && here.bottom <= box.bottom - margin) return;
  scroll.scrollTop += here.top - box.top - box.height * 0.38;
}
