// The menu of what can be done with the view that is shown; "copy link" is done here.
import { el, say } from "./dom.js";
import { link } from "./state.js";
import { t } from "./strings.js";

const button = document.getElementById("button-share");
const menu = document.getElementById("share-menu");
const copy = document.getElementById("copy-link");

const items = () => [...menu.querySelectorAll("[role=menuitem]")];

export function startShare() {
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("click", (event) => {
    if (event.target.closest("[role=menuitem]") !== copy) open(false);
  });
  menu.addEventListener("keydown", onKey);
  copy.addEventListener("click", copyLink);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#share-menu, #button-share")) open(false);
  });
}

function open(wanted) {
  if (menu.hidden === !wanted) return;
  menu.hidden = !wanted;
  button.setAttribute("aria-expanded", String(wanted));
  if (wanted) items()[0].focus();
  else if (menu.contains(document.activeElement)) button.focus();
  menu.querySelector(".link-shown")?.remove();
  copy.textContent = t("share.copy");
}

function onKey(event) {
  const all = items();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all.at(to % all.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.stopPropagation();
    open(false);
  }
}

// Pages that are not served over HTTPS or from this machine may not write to the clipboard.
async function copyLink() {
  const address = link();
  try {
    await navigator.clipboard.writeText(address);
    copy.textContent = t("share.copied");
    say(t("share.copied"));
  } catch {
    menu.querySelector(".link-shown")?.remove();
    const field = el("input", { class: "link-shown", readonly: true, value: address, "aria-label": t("share.shown") });
    menu.append(field);
    field.select();
  }
}
