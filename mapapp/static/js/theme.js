// Light or dark: the system's choice until a person makes their own, which is remembered.
import * as map from "./map.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const theme = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

export function startTheme() {
  map.call("setTheme", theme());
  dark.addEventListener("change", () => map.call("setTheme", theme()));
  document.getElementById("theme")?.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    map.call("setTheme", theme());
    try {
      localStorage.setItem("mapapp.theme", theme());
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });
}
