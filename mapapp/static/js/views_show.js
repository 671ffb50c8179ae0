// A view on the map: which layers, whose counts, what is selected, how far one sees.
import * as map from "./map.js";

const LAYERS = ["corridors", "flows", "sites", "cities", "countries", "areas", "regions", "waters"];

export async function showView({ layers, counts, place, extent }, { padding, animate = false, duration } = {}) {
  const controller = await map.ready();
  for (const name of LAYERS) controller.setLayer(name, !layers || layers.includes(name));
  controller.setCounts(counts ?? null);
  controller.select(place ?? null);
  controller.fit(extent ?? place ?? null, { padding, animate, duration });
}

// Lines of a key: [{symbol, status, text}] as mapapp/legend.py makes them.
export function legendItems(entries) {
  return entries.map(({ symbol, status, text }) => {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.setAttribute("aria-hidden", "true");
    swatch.dataset.swatch = symbol;
    if (status) swatch.dataset.status = status;
    item.append(swatch, text);
    return item;
  });
}
