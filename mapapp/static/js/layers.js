// The layers: switched, unfolded, counted by how places are meant; a row selects its place.
import { isPlainClick } from "./dom.js";
import * as map from "./map.js";
import { onReading, reading } from "./reading.js";
import { closeSheets } from "./sheet.js";
import { number } from "./strings.js";
import { go } from "./view.js";

const panel = document.getElementById("layers");

export function startLayers() {
  panel.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest(".switch")) flip(target.closest(".switch"));
    else if (target.closest(".disclose")) unfold(target.closest(".disclose"));
    else if (target.closest(".show-more button")) target.closest(".rows").classList.add("all");
    else if (target.closest("a[data-place]") && isPlainClick(event)) {
      event.preventDefault();
      closeSheets();
      go({ place: target.closest("a[data-place]").dataset.place });
    }
  });
  onReading(showReading);
  // A browser may restore a choice over a reload.
  if (reading() !== "both") showReading(reading());
}

function flip(button) {
  const visible = button.getAttribute("aria-checked") !== "true";
  const layer = button.closest(".layer");
  button.setAttribute("aria-checked", String(visible));
  layer.classList.toggle("off", !visible);
  map.call("setLayer", layer.dataset.layer, visible);
}

function unfold(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
}

function showReading(chosen) {
  map.call("filter", { reading: chosen });
  for (const node of panel.querySelectorAll("[data-both]")) {
    const count = Number(node.dataset[chosen]);
    node.querySelector(".count").textContent = number(count);
    if (node.matches("a")) node.closest("li").classList.toggle("none", count === 0);
  }
}

// The rows of the selected place: lit, unfolded, in sight.
export function markRows(place) {
  for (const row of panel.querySelectorAll(".rows a[aria-current]")) row.removeAttribute("aria-current");
  if (!place) return;
  const row = rowOf(place);
  row?.setAttribute("aria-current", "true");
  if (row?.offsetParent) row.scrollIntoView({ block: "nearest" });
}

export function hoverRows(place) {
  for (const row of panel.querySelectorAll(".rows a.hovered")) row.classList.remove("hovered");
  if (place) rowOf(place)?.classList.add("hovered");
}

const rowOf = (place) => panel.querySelector(`.rows a[data-place="${CSS.escape(place)}"]`);
