// On a phone panels are sheets: half the screen, or dragged to the whole of it.
import { el } from "./dom.js";
import { t } from "./strings.js";

const FAR_ENOUGH = 30;
const AWAY = 140; // dragged down this far, a half sheet goes

export function addGrip(panel) {
  if (panel.hidden || panel.querySelector(":scope > .grip")) return;
  const grip = el("button", { type: "button", class: "grip", "aria-label": t("sheet.grip") });
  let from = null;
  let dragged = false;
  grip.addEventListener("pointerdown", (event) => {
    from = event.clientY - panel.getBoundingClientRect().top;
    dragged = false;
    grip.setPointerCapture(event.pointerId);
    panel.dataset.top = panel.getBoundingClientRect().top;
  });
  grip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    dragged ||= Math.abs(event.clientY - from - panel.dataset.top) > 3;
    if (dragged) panel.style.setProperty("top", `${Math.max(0, event.clientY - from)}px`, "important");
  });
  grip.addEventListener("pointerup", (event) => {
    const moved = event.clientY - from - panel.dataset.top;
    from = null;
    panel.style.removeProperty("top");
    if (dragged) drop(panel, moved);
  });
  grip.addEventListener("click", () => {
    if (!dragged) document.body.classList.toggle("sheet-full");
    dragged = false;
  });
  panel.prepend(grip);
}

function drop(panel, moved) {
  const { classList } = document.body;
  const full = classList.contains("sheet-full");
  if (!full && moved > AWAY) panel.querySelector(".close")?.click();
  else if (Math.abs(moved) > FAR_ENOUGH) classList.toggle("sheet-full", moved < 0);
}

function toggle(button, name, open) {
  document.body.classList.toggle(name, open);
  button.setAttribute("aria-expanded", String(document.body.classList.contains(name)));
}

export function startSheets() {
  const sheets = [
    ["open-layers", "close-layers", "layers-open"],
    ["open-time", "close-time", "time-open"],
    ["open-tools", null, "tools-open"],
  ];
  for (const [opens, closes, name] of sheets) {
    const button = document.getElementById(opens);
    button.addEventListener("click", () => {
      for (const [other, , otherName] of sheets) if (other !== opens) toggle(document.getElementById(other), otherName, false);
      toggle(button, name);
    });
    if (closes) document.getElementById(closes).addEventListener("click", () => {
      toggle(button, name, false);
      button.focus();
    });
  }
}

// A sheet that is in the way of what was just chosen goes.
export function closeSheets() {
  toggle(document.getElementById("open-layers"), "layers-open", false);
  toggle(document.getElementById("open-time"), "time-open", false);
  toggle(document.getElementById("open-tools"), "tools-open", false);
}
