// A histogram of dates: one block a date, stacked; where a stack would be too high, to scale.
import { isPhone, svg } from "./dom.js";
import { labelOf, written } from "./dates.js";

const HEIGHT = 36;
const BLOCK = 6;
const MOST_LABELS = 8;
const MOST_ON_A_PHONE = 3;
const MONTHS = [1, 2, 3, 6, 12, 24, 36, 60]; // from one label to the next

// ``bars``: [{all, selected, shown}], how many dates each bar has, how many of the selected place,
// how many the filters leave.
export function drawHistogram(node, bars, { unit, first }) {
  const highest = Math.max(1, ...bars.map((bar) => bar.all));
  const slot = 100 / bars.length;
  const parts = bars.flatMap((bar, i) => blocks(bar, i * slot, slot * 0.86, highest, labelOf(first + i, unit)));
  node.replaceChildren(...parts, ...ticks(bars.length, { unit, first }));
}

function blocks(bar, x, width, highest, label) {
  if (!bar.all) return [];
  const stacked = highest * BLOCK <= HEIGHT;
  const step = stacked ? BLOCK : HEIGHT / highest;
  const pieces = stacked
    ? [...Array(bar.all).keys()].map((level) => [level, 1])
    : [[0, bar.selected], [bar.selected, bar.shown - bar.selected], [bar.shown, bar.all - bar.shown]];
  return pieces.filter(([, count]) => count > 0).map(([from, count]) => {
    const kind = from < bar.selected ? "selected" : from < bar.shown ? "" : "out";
    const tall = Math.max(1, count * step - (stacked ? 1 : 0));
    const rect = svg("rect", { class: `block ${kind}`, x: `${x}%`, width: `${width}%`, y: HEIGHT - from * step - tall, height: tall });
    const title = svg("title");
    title.textContent = `${written(label)}: ${bar.all}`;
    rect.append(title);
    return rect;
  });
}

// Every day, month or year, or every few; a month's year is said where it begins, and first.
function ticks(count, { unit, first }) {
  const most = isPhone() ? MOST_ON_A_PHONE : MOST_LABELS;
  const every = unit === "month" ? (MONTHS.find((n) => count / n <= most) ?? 120) : Math.ceil(count / most);
  const beside = unit === "month" ? first : 0;
  const marked = [...Array(count).keys()].filter((i) => (beside + i) % every === 0);
  return marked.flatMap((i, at) => {
    const x = `${(100 * i) / count}%`;
    const label = svg("text", { x, y: HEIGHT + 18 });
    label.textContent = short(labelOf(first + i, unit), unit, at === 0);
    return [svg("line", { class: "tick", x1: x, x2: x, y1: HEIGHT + 2, y2: HEIGHT + 6 }), label];
  });
}

function short(iso, unit, whole) {
  if (unit === "year" || unit === "decade") return iso;
  if (unit === "month" && iso.endsWith("-01")) return iso.slice(0, 4);
  return whole && unit === "month" ? written(iso) : written(iso).replace(/ \d{4}$/, "");
}
