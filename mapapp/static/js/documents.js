// Documents by name: their heads in lists, and the list itself.
import * as api from "./api.js";
import { el, frame } from "./dom.js";
import { plural, t } from "./strings.js";
import { address } from "./view.js";

export function title(document) {
  return document.title ?? el("i", { class: "untitled" }, t("reader.untitled"));
}

export function meta(document) {
  const published = document.published ?? t("reader.no_date");
  const by = [document.publisher, document.author].filter(Boolean);
  return [...(by.length ? by : [document.name]), published].join(" · ");
}

export async function showListing(panel, signal) {
  if (panel.querySelector(".document-list")) return;
  const node = frame("listing");
  const list = node.querySelector(".document-list");
  panel.replaceChildren(node);
  const found = await api.documents(signal);
  panel.querySelector(".kind-line span").textContent = plural("count.documents", found.length);
  list.append(...found.map(row));
}

function row(document) {
  return el(
    "li",
    {},
    el(
      "a",
      { href: address({ document: document.id }) },
      el("span", { class: "doc-title" }, title(document)),
      el("span", { class: "meta" }, meta(document)),
      el("span", { class: "badge" }, String(document.mentions)),
    ),
  );
}
