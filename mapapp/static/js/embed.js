// The bare map: the whole of it in view, with a key drawn by the map's own marks.
import * as map from "./map.js";
import { fillSwatches } from "./swatches.js";
import { startTheme } from "./theme.js";

const MARGIN = 24;
const legend = document.querySelector(".legend");
const narrow = matchMedia("(max-width: 560px)").matches;
if (narrow) legend.open = false;

startTheme();
map.ready().then(() => {
  fillSwatches();
  const left = narrow ? MARGIN : legend.getBoundingClientRect().right;
  map.call("fit", null, { padding: { left, right: MARGIN, top: MARGIN, bottom: MARGIN } });
});
