// The places of an article on a small map above its text, the chosen one marked.
import * as map from "./map.js";
import { plural, t } from "./strings.js";

export function drawMinimap(reader, selected) {
  const box = reader.querySelector(".minimap");
  const places = placesIn(reader);
  const said = places.length ? plural("reader.places", places.length) : t("reader.no_places");
  box.querySelector("p").textContent = said;
  box.classList.toggle("bare", !places.length);
  if (places.length) map.call("miniature", box.querySelector("canvas"), { places, selected });
}

export function placesIn(reader) {
  const marks = [...reader.querySelectorAll(".reader-text mark[data-place]")];
  return [...new Set(marks.map((mark) => mark.dataset.place).filter(Boolean))];
}
