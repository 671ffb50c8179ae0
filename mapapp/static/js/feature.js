// A selected place: what it is, what of it is text, and every passage that names it.
import * as api from "./api.js";
import { el, frame, isPlainClick, say } from "./dom.js";
import { meta, title } from "./documents.js";
import { filterPassages, onReading, reading, showBoth } from "./reading.js";
import { quoteRun } from "./runs.js";
import { plural, t } from "./strings.js";
import { fillSwatch } from "./swatches.js";
import { address, go } from "./view.js";
import { whyHere } from "./why.js";

export async function showFeature(panel, place, last, signal) {
  panel.replaceChildren(frame("feature"));
  const node = panel.querySelector(".feature");
  const found = await api.passages(place, 0, signal);
  head(node, found);
  const list = el("div", { class: "passages" });
  node.querySelector(".detail-body").replaceChildren(list);
  append(list, found.groups, found.place.layer === "flows");
  addMore(list, place, found.next, signal);
  onReading(() => filter(list), signal);
  current(node, list, last);
  node.addEventListener("click", (event) => open(event, place));
}

function head(node, found) {
  fillSwatch(node.querySelector(".swatch"), found.place.mode || found.place.layer, found.place.status);
  node.querySelector(".line").textContent = found.place.line;
  node.querySelector("h2").textContent = found.place.name;
  node.querySelector(".chips").append(...found.chips.map((chip) => el("li", {}, chip)));
  notes(node.querySelector(".notes"), found.notes);
  say(`${found.place.name}. ${found.chips.join(", ")}`);
}

// The first lines; the rest waits behind a button, so that the passages stay in sight.
function notes(box, lines) {
  box.append(...lines.map((line) => el("p", {}, line)));
  const hidden = [...box.children].some((line) => !line.offsetHeight || line.scrollHeight > line.offsetHeight + 2);
  if (!hidden) return;
  const button = el("button", { type: "button", class: "about" }, t("feature.about"));
  button.addEventListener("click", () => {
    box.classList.add("open");
    button.remove();
  });
  box.after(button);
}

// Groups of a later answer may go on with the document that the last one ended in.
function append(list, groups, isFlow) {
  for (const group of groups) {
    let section = list.querySelector(`section[data-document="${CSS.escape(group.document.id)}"]`);
    if (!section) {
      section = el(
        "section",
        { "data-document": group.document.id },
        el(
          "header",
          {},
          el("div", {}, el("h3", {}, heading(group)), el("p", { class: "meta" }, meta(group.document))),
          el("span", { class: "badge" }),
        ),
      );
      list.append(section);
    }
    for (const passage of group.passages) {
      section.append(passageLink(group.document, passage));
      // A flow is no mention: what it joins is explained at its ends.
      if (!isFlow) section.append(whyHere(group.document.id, passage.start));
    }
  }
  filter(list);
}

// The document's name leads to its first passage.
function heading({ document, passages }) {
  const start = passages[0].start;
  return el(
    "a",
    { href: address({ document: document.id, start }), "data-document": document.id, "data-start": start },
    title(document),
  );
}

// Passages follow the choice in the key, and the list says what it hides.
function filter(list) {
  const hidden = filterPassages(list);
  list.querySelector(".hidden-passages")?.remove();
  if (!hidden) return;
  const words = plural("feature.hidden", hidden, { reading: t(`reading.${reading()}`) });
  const button = el("button", { type: "button", class: "about" }, t("feature.show_all"));
  button.addEventListener("click", showBoth);
  list.prepend(el("p", { class: "hint hidden-passages" }, words, " ", button));
}

function passageLink(document, passage) {
  return el(
    "a",
    {
      class: "passage",
      href: address({ document: document.id, start: passage.start }),
      "data-document": document.id,
      "data-start": passage.start,
      "data-readings": passage.readings.join(" "),
    },
    el("blockquote", {}, ...passage.runs.map(quoteRun)),
    certainty(passage),
  );
}

function certainty(passage) {
  const signs = passage.readings.map((reading) => el("span", { class: `reading-sign ${reading}` }));
  const words = passage.readings.map((reading) => t(`reading.${reading}`)).join(", ");
  const percent = Math.round(passage.probability * 100);
  const sure = percent ? ` · ${t("feature.certainty", { percent })}` : "";
  return el("span", { class: "meta" }, ...signs, `${words}${sure}`);
}

function addMore(list, place, next, signal) {
  if (next == null) return;
  const button = el("button", { type: "button", class: "button more" }, t("feature.more", { n: "…" }));
  button.addEventListener("click", async () => {
    button.disabled = true;
    const found = await api.passages(place, next, signal);
    button.remove();
    append(list, found.groups, found.place.layer === "flows");
    addMore(list, place, found.next, signal);
  });
  button.textContent = t("feature.more", { n: "" });
  list.after(button);
}

// The passage that was read last, or the first: "Open article" opens it.
function current(node, list, last) {
  const all = [...list.querySelectorAll(".passage")];
  const read = all.find((link) => link.dataset.document === last?.document && starts(link).includes(last.start));
  const chosen = read ?? all.find((link) => !link.hidden) ?? all[0];
  const button = node.querySelector(".open-article");
  button.hidden = !chosen;
  if (!chosen) return;
  chosen.classList.add("current");
  button.href = chosen.href;
  button.dataset.start = chosen.dataset.start;
  button.dataset.document = chosen.dataset.document;
  read?.scrollIntoView({ block: "center" });
}

const starts = (link) => [...link.querySelectorAll("mark[data-start]")].map((mark) => Number(mark.dataset.start));

function open(event, place) {
  const link = event.target.closest("a[data-start]");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  const start = Number(event.target.closest("mark[data-start]")?.dataset.start ?? link.dataset.start);
  go({ document: link.dataset.document, start, place });
}
