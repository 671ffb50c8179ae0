// Light or dark: the system's choice until a person makes their own, which is remembered.
import * as map from "./map.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const theme = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

// Whatever is drawn beside the map is drawn anew after it.
async function show() {
  await map.call("setTheme", theme());
  document.dispatchEvent(new CustomEvent("mapapp:theme"));
}

export function startTheme() {
  show();
  dark.addEventListener("change", show);
  document.getElementById("theme")?.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    show();
    try {
      localStorage.setItem("mapapp.theme", theme());
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });
}
