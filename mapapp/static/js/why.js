// Why a mention is placed where it is: asked for when somebody wants to know.
import * as api from "./api.js";
import { el } from "./dom.js";
import { t } from "./strings.js";

export function whyHere(document, start, open = false) {
  const body = el("div", { class: "why-body", "aria-live": "polite" });
  const node = el("details", { class: "why", open }, el("summary", {}, t("why.title")), body);
  node.addEventListener("toggle", () => {
    if (node.open && !body.hasChildNodes()) fill(body, document, start);
  });
  return node;
}

async function fill(body, document, start) {
  body.append(el("p", { class: "meta" }, t("why.loading")));
  try {
    const { mentions } = await api.explanation(document, start);
    const several = mentions.length > 1;
    body.replaceChildren(...mentions.flatMap((mention) => explained(mention, several)));
  } catch (error) {
    body.replaceChildren(el("p", { class: "meta", role: "alert" }, error.message));
    // Opened again, it is asked again.
    body.parentElement.addEventListener("toggle", () => body.replaceChildren(), { once: true });
  }
}

function explained(mention, several) {
  const nodes = mention.notes.map((note) => el("p", { class: "meta" }, note));
  if (mention.candidates.length) {
    const chosen = (at) => mention.place && at === 0 && "chosen";
    const rows = mention.candidates.map((c, at) =>
      el("li", { class: chosen(at) }, el("span", {}, c.label), el("b", {}, percent(c.probability))),
    );
    nodes.unshift(list(t("why.candidates"), rows));
  }
  nodes.push(...mention.reasons.map(reasonList));
  if (mention.reasons.length) nodes.push(el("p", { class: "why-scale" }, t("why.scale")));
  if (several) nodes.unshift(el("p", { class: "serif why-surface" }, `“${mention.surface}”`));
  return nodes;
}

function reasonList({ title, reasons }) {
  const rows = reasons.map(({ words, weight }) =>
    el("li", { class: weight < 0 && "against" }, el("span", {}, words), el("b", {}, signed(weight))),
  );
  return list(title, rows);
}

const list = (title, rows) => el("div", {}, el("p", { class: "why-title" }, title), el("ul", {}, ...rows));

function percent(probability) {
  return probability < 0.01 ? "< 1%" : `${Math.round(probability * 100)}%`;
}

const signed = (weight) => `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;
