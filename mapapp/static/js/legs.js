// The stretches of a corridor, branch by branch, behind a disclosure.
import { el } from "./dom.js";
import { fillSwatch } from "./swatches.js";
import { number, plural, t } from "./strings.js";

export function legsOf(legs) {
  if (!legs.length) return null;
  return el("details", { class: "legs" }, el("summary", {}, plural("count.legs", legs.length)), el("ul", {}, ...legs.map(row)));
}

function row(leg, i, all) {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  fillSwatch(swatch, leg.mode, leg.status);
  const begins = leg.branch && leg.branch !== all[i - 1]?.branch;
  return el(
    "li",
    { class: begins && "begins", "data-branch": leg.branch },
    begins ? el("h3", {}, `${leg.branch} · ${t("legs.km", { km: number(lengthOf(leg.branch, all)) })}`) : null,
    swatch,
    el("span", {}, `${leg.from} – ${leg.to}`, el("span", { class: "meta" }, describe(leg))),
    el("span", { class: "count" }, t("legs.km", { km: number(Math.round(leg.km)) })),
  );
}

const lengthOf = (branch, all) => all.reduce((sum, leg) => sum + (leg.branch === branch ? leg.km : 0), 0);

const describe = ({ mode, status, note }) => [t(`mode.${mode}`), t(`status.${status}`), note].filter(Boolean).join(" · ");
