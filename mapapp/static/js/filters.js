// What the filters leave: counted anew when one changes, and told to the map and all that counts.
import { FILTERS } from "./address.js";
import * as map from "./map.js";
import { load } from "./mentions.js";
import { notice } from "./notice.js";
import { onState, state } from "./state.js";

const listeners = [];
let mentions = null;
let counted = null;

export const data = () => mentions;
export const counts = () => counted;
export const isFiltered = (of) => Boolean(of.documents || of.reading !== "both" || of.since || of.until);

// ``listener(counts, state)`` now, if there are counts, and whenever they change.
export function onCounts(listener) {
  listeners.push(listener);
  if (counted) listener(counted, state());
}

export function startFilters() {
  onState((now, before, source) => {
    if (source === "start") begin(now);
    else if (mentions && FILTERS.some((name) => now[name] !== before[name])) recount(now);
  });
}

// Without a filter all is there already: the map goes first.
async function begin(now) {
  if (!isFiltered(now)) {
    await map.ready();
    await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
  }
  try {
    mentions = await load();
    recount(state());
    if (isFiltered(now) && !(now.at ?? now.extent ?? now.place ?? now.document)) {
      await map.frame(null, null, { animate: false });
    }
  } catch (error) {
    notice(error.message, () => begin(state()));
  }
}

function recount(now) {
  counted = mentions.count(now);
  map.call("setCounts", isFiltered(now) ? counted.places : null);
  for (const listener of listeners) listener(counted, now);
}
