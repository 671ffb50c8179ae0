// The bare map: the whole of it in view, with a key drawn by the map's own marks.
import * as map from "./map.js";
import { fillSwatches } from "./swatches.js";
import { startTheme } from "./theme.js";

const MARGIN = 24;
const legend = document.querySelector(".legend");
const narrow = matchMedia("(max-width: 560px)").matches;
if (narrow) legend.open = false;

startTheme();
map.ready().then(async () => {
  fillSwatches();
  const left = narrow ? MARGIN : legend.getBoundingClientRect().right;
  const bottom = innerHeight - document.querySelector(".attribution").getBoundingClientRect().top;
  await map.call("fit", null, { padding: { left, right: MARGIN, top: MARGIN, bottom }, animate: false });
  // What is in view keeps clear of the key; names may stand above it.
  await map.call("avoid", [legend]);
  await map.call("setPadding", { left: 0 });
  document.documentElement.classList.add("settled");
});
