// Text with marks, as the server sends it: a run is a string, or a mark that holds runs.
import { el } from "./dom.js";

export function articleRun(run) {
  if (typeof run === "string") return run;
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
  return el("mark", { "data-start": run.start, "data-reading": run.reading }, ...run.runs.map(quoteRun));
}

export function paragraph(item) {
  return el("p", { class: item.aside && "aside" }, ...item.runs.map(articleRun));
}
