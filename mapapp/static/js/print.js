// On paper the map is what no panel covered of it, as large as the page is wide.
import { padding } from "./map.js";

const PAGE = 688; // px of 182 mm, A4 without its margins
const TALLEST = 560;

export function startPrint() {
  addEventListener("beforeprint", () => {
    const area = document.getElementById("map-area");
    const { width, height } = area.getBoundingClientRect();
    const { left, right, top, bottom } = padding();
    const [free, tall] = [width - left - right, height - top - bottom];
    const scale = Math.min(PAGE / free, TALLEST / tall);
    const values = {
      "map-width": `${width}px`,
      "map-height": `${height}px`,
      "print-width": `${free * scale}px`,
      "print-height": `${tall * scale}px`,
      "print-transform": `translate(${-left * scale}px, ${-top * scale}px) scale(${scale})`,
    };
    for (const [name, value] of Object.entries(values)) area.style.setProperty(`--${name}`, value);
  });
}
