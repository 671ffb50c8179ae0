// Text with marks, as the server sends it: a run is a string, or a mark or a style that holds runs.
import { el } from "./dom.js";

const STYLES = new Set(["strong", "em", "code", "sup"]);

function styled(run, inner) {
  const held = run.runs.map(inner);
  return STYLES.has(run.style) ? el(run.style, {}, ...held) : el("span", { class: run.style }, ...held);
}

export function articleRun(run) {
  if (typeof run === "string") return run;
  if (run.style) return styled(run, articleRun);
  const named = run.start != null;
  return el(
    "mark",
    {
      id: named && `m${run.start}`,
      class: `k-${run.kind} r-${run.reading}${run.place ? "" : " unplaced"}`,
      "data-place": run.place ?? "",
      title: run.label,
      tabindex: named && 0,
      role: named && "link",
    },
    ...run.runs.map(articleRun),
  );
}

export function quoteRun(run) {
  if (typeof run === "string") return run;
  if (run.style) return styled(run, quoteRun);
  return el("mark", { "data-start": run.start, "data-reading": run.reading }, ...run.runs.map(quoteRun));
}

// Headings stand below the document's title, which is the second level of the page.
export function paragraph({ aside, form, level, runs }) {
  const tag = form === "heading" ? `h${Math.min(level + 2, 6)}` : "p";
  const names = [form !== "text" && form, form === "row" && level && "head", aside && "aside"].filter(Boolean).join(" ");
  return el(tag, { class: names || null }, ...runs.map(articleRun));
}
