// Runs before the first paint, so that a chosen theme never flashes the other one.
"use strict";
document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("mapapp.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden: the system's theme holds.
}
