// The passages of a place, by document; the filters leave of them what they leave on the map.
import { el } from "./dom.js";
import { meta, title } from "./documents.js";
import { shows } from "./mentions.js";
import { quoteRun } from "./runs.js";
import { href, set, state } from "./state.js";
import { boot, plural, t } from "./strings.js";
import { whyHere } from "./why.js";

// Other layers' places are what they are: lines, cities, countries, seas.
const LOCATED = new Set(["sites", "areas"]);
const WITHOUT_FILTERS = { reading: "both", documents: null, since: null, until: null, undated: true };

// Groups of a later answer may go on with the document that the last one ended in.
export function appendPassages(list, groups, layer) {
  for (const group of groups) {
    const section = sectionOf(list, group);
    for (const passage of group.passages) {
      section.append(passageLink(group.document, passage, layer));
      // A flow is no mention: what it joins is explained at its ends.
      if (layer !== "flows") section.append(whyHere(group.document.id, passage.start));
    }
  }
  filterPassages(list);
}

function sectionOf(list, group) {
  const { id, published } = group.document;
  const there = list.querySelector(`section[data-document="${CSS.escape(id)}"]`);
  if (there) return there;
  const section = el(
    "section",
    { "data-document": id, "data-published": published },
    el(
      "header",
      {},
      el("div", {}, el("h3", {}, heading(group)), el("p", { class: "meta" }, meta(group.document))),
      el("span", { class: "badge" }),
    ),
  );
  list.append(section);
  return section;
}

// The document's name leads to its first passage.
function heading({ document, passages }) {
  const start = passages[0].start;
  const link = { href: href({ document: document.id, start }), "data-document": document.id, "data-start": start };
  return el("a", link, title(document));
}

function passageLink(document, passage, layer) {
  return el(
    "a",
    {
      class: "passage",
      href: href({ document: document.id, start: passage.start }),
      "data-document": document.id,
      "data-start": passage.start,
      "data-readings": passage.readings.join(" "),
      "data-dates": passage.dates.join(" "),
    },
    el("blockquote", {}, ...passage.runs.map(quoteRun)),
    facts(passage, layer),
  );
}

// How it is meant, how well it is located, how sure that is, and what the text makes of it.
function facts(passage, layer) {
  const located = LOCATED.has(layer) && passage.precision;
  const signs = passage.readings.map((reading) => el("span", { class: `reading-sign ${reading}` }));
  const percent = Math.round(passage.probability * 100);
  const words = [
    passage.readings.map((reading) => t(`reading.${reading}`)).join(", "),
    located && t(`feature.precision.${passage.precision}`),
    passage.basis === "known" && t("feature.known"),
    percent && t("feature.certainty", { percent }),
    passage.decision && boot.strings[`decision.${passage.decision}`]?.toLowerCase(),
  ];
  const chips = (passage.manners ?? []).map((manner) => el("b", { class: "manner" }, t(`manner.${manner}`)));
  return el("span", { class: "meta" }, ...signs, el("span", {}, words.filter(Boolean).join(" · ")), ...chips);
}

// Hide what the filters leave out, and say how much that is.
export function filterPassages(list) {
  const now = state();
  let hidden = 0;
  for (const section of list.querySelectorAll("section[data-document]")) {
    const { document, published } = section.dataset;
    const all = [...section.querySelectorAll(".passage")];
    let count = 0;
    for (const passage of all) {
      const dates = passage.dataset.dates.split(" ");
      const left = (reading) => shows(now, { document, published, reading, dates });
      const marks = [...passage.querySelectorAll("mark[data-start]")];
      for (const mark of marks) mark.classList.toggle("other", !left(mark.dataset.reading));
      passage.hidden = !passage.dataset.readings.split(" ").some(left);
      count += marks.filter((mark) => !mark.classList.contains("other")).length;
    }
    hidden += all.filter((passage) => passage.hidden).length;
    section.hidden = all.every((passage) => passage.hidden);
    const badge = section.querySelector(".badge");
    badge.textContent = String(count);
    badge.title = plural("count.mentions", count);
  }
  sayHidden(list, hidden, now);
}

function sayHidden(list, hidden, { reading, documents, since, until }) {
  list.querySelector(".hidden-passages")?.remove();
  if (!hidden) return;
  const only = documents || since || until ? null : reading;
  const words = only ? plural("feature.hidden", hidden, { reading: t(`reading.${only}`) }) : plural("feature.filtered", hidden);
  const button = el("button", { type: "button", class: "about" }, t("feature.show_all"));
  button.addEventListener("click", () => set(WITHOUT_FILTERS));
  list.prepend(el("p", { class: "hint hidden-passages" }, words, " ", button));
}
