// One line over the map when something is missing, with a way to ask for it again.
import { el } from "./dom.js";
import { t } from "./strings.js";

export function notice(words, again) {
  document.querySelector(".notice")?.remove();
  const retry = el("button", { type: "button", class: "button" }, t("error.retry"));
  const node = el("p", { class: "notice panel", role: "alert" }, el("span", {}, words), retry);
  retry.addEventListener("click", () => {
    node.remove();
    again();
  });
  document.getElementById("map-area").after(node);
}
