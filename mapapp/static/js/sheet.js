// On a phone panels are sheets: half the screen, or dragged to the whole of it.
import { el } from "./dom.js";
import { t } from "./strings.js";

const FAR_ENOUGH = 30;

export function addGrip(panel) {
  if (panel.hidden || panel.querySelector(":scope > .grip")) return;
  const grip = el("button", { type: "button", class: "grip", "aria-label": t("sheet.grip") });
  let from = null;
  grip.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointerup", (event) => {
    const moved = from == null ? 0 : event.clientY - from;
    from = null;
    if (Math.abs(moved) > FAR_ENOUGH) document.body.classList.toggle("sheet-full", moved < 0);
  });
  grip.addEventListener("click", (event) => {
    if (event.detail !== 0 && from !== null) return;
    document.body.classList.toggle("sheet-full");
  });
  panel.prepend(grip);
}

function toggle(button, name, open) {
  document.body.classList.toggle(name, open);
  button.setAttribute("aria-expanded", String(document.body.classList.contains(name)));
}

export function startSheets() {
  const sheets = [
    ["open-layers", "close-layers", "layers-open"],
    ["open-time", "close-time", "time-open"],
  ];
  for (const [opens, closes, name] of sheets) {
    const button = document.getElementById(opens);
    button.addEventListener("click", () => {
      for (const [other, , otherName] of sheets) if (other !== opens) toggle(document.getElementById(other), otherName, false);
      toggle(button, name);
    });
    document.getElementById(closes).addEventListener("click", () => {
      toggle(button, name, false);
      button.focus();
    });
  }
}

// A sheet that is in the way of what was just chosen goes.
export function closeSheets() {
  toggle(document.getElementById("open-layers"), "layers-open", false);
  toggle(document.getElementById("open-time"), "time-open", false);
}
