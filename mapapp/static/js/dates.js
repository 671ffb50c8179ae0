// Days, months and years: as words, and as the bars of a histogram.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const ISO = /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/;

// "2022-07-26", "2022-07" or "2022" in words; what is no date as it is.
export function written(iso) {
  if (!ISO.test(iso)) return iso;
  const [year, month, day] = iso.split("-");
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

const MOST_DAYS = 62;
const MOST_MONTHS = 120;
const MOST_YEARS = 160;
const FEWEST = 12;
const DAY = 864e5; // ms

// [year, month or null] of an ISO date.
function parts(iso) {
  const [year, month] = iso.split("-").map(Number);
  return [year, month || null];
}

// The bars for dates: {unit, first, count}; bar i is the unit with the number first + i.
export function scale(isos) {
  if (!isos.length) return null;
  const days = isos.map((iso) => numberOf(iso, "day"));
  if (!days.includes(null) && Math.max(...days) - Math.min(...days) < MOST_DAYS) return scaleOf("day", days);
  const years = isos.map((iso) => parts(iso)[0]).sort((a, b) => a - b);
  // A few dates that lie far back must not shrink all others to nothing.
  const spare = Math.floor(years.length / 10);
  const early = [...Array(spare + 1).keys()].find((i) => unitOf(years[i], years.at(-1)) === "month") ?? 0;
  const unit = unitOf(years[early], years.at(-1));
  const recent = isos.filter((iso) => parts(iso)[0] >= years[early]);
  const numbers = recent.map((iso) => numberOf(iso, unit)).filter((n) => n !== null);
  return numbers.length ? scaleOf(unit, numbers) : scaleOf("year", years);
}

// Few bars stand in the middle of some empty ones.
function scaleOf(unit, numbers) {
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const missing = Math.max(0, FEWEST - (last - first + 1));
  return { unit, first: first - Math.floor(missing / 2), count: last - first + 1 + missing };
}

function unitOf(first, last) {
  if ((last - first + 1) * 12 <= MOST_MONTHS) return "month";
  return last - first < MOST_YEARS ? "year" : "decade";
}

// The number of a date's bar; null where the date does not tell it.
export function numberOf(iso, unit) {
  const [year, month] = parts(iso);
  if (unit === "day") return iso.length === 10 ? Date.parse(iso) / DAY : null;
  if (unit === "month") return month ? year * 12 + month - 1 : null;
  return unit === "year" ? year : Math.floor(year / 10);
}

const two = (n) => String(n).padStart(2, "0");
const four = (n) => String(n).padStart(4, "0");

// "2022-07-26", "2022-07", "2022", "1990": what is written under a bar.
export function labelOf(number, unit) {
  if (unit === "day") return new Date(number * DAY).toISOString().slice(0, 10);
  if (unit === "month") return `${four(Math.floor(number / 12))}-${two((number % 12) + 1)}`;
  return four(unit === "year" ? number : number * 10);
}

// The first and the last day of a bar.
export const firstDay = (number, unit) => (labelOf(number, unit) + "-01-01").slice(0, 10);
export const lastDay = (number, unit) => labelOf(Date.parse(firstDay(number + 1, unit)) / DAY - 1, "day");
