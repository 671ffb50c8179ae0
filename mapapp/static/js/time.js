// The time card: a histogram of the documents' dates or of those in their texts, and a range of it.
import { firstDay, labelOf, lastDay, numberOf, scale, written } from "./dates.js";
import { say } from "./dom.js";
import { data, onCounts } from "./filters.js";
import { drawHistogram } from "./histogram.js";
import { onState, set, state } from "./state.js";
import { number, plural, t } from "./strings.js";

const STEP = 1100; // ms
const card = document.getElementById("time");
const [low, high] = card.querySelectorAll(".range input");
const play = card.querySelector(".play");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let bars = null; // {unit, first, count} of what is drawn
let playing = 0;

export function startTime() {
  for (const slider of [low, high]) slider.addEventListener("input", () => choose(slider));
  card.querySelector(".dated").addEventListener("change", ({ target }) => set({ dated: target.value, since: null, until: null }));
  card.querySelector(".undated .switch").addEventListener("click", () => set({ undated: !state().undated }));
  card.querySelector(".clear").addEventListener("click", clear);
  play.addEventListener("click", () => (playing ? pause() : run()));
  onCounts(draw);
  onState((now, before, source) => {
    if (source !== "play") pause();
    if (now.place !== before.place && data()) draw(null, now);
  });
}

// The dates that count: [iso, whether the filters leave it, whether it is the selected place's].
function datesOf(now) {
  const mentions = data();
  const passes = mentions.filter(now);
  const untimed = mentions.filter(now, "time");
  const chosen = mentions.placeNumber.get(now.place);
  const published = now.dated === "published";
  const size = published ? mentions.documents.length : mentions.dates.iso.length;
  const [there, left, selected] = [0, 1, 2].map(() => new Uint8Array(size));
  for (let place = 0; place < mentions.places.length; place += 1) {
    for (let i = mentions.first[place]; i < mentions.first[place + 1]; i += 1) {
      if (!untimed(i)) continue;
      const shown = passes(i);
      const found = published ? [mentions.document[i]] : mentions.beside.subarray(mentions.firstDate[i], mentions.firstDate[i + 1]);
      for (const date of found) {
        there[date] = 1;
        if (shown) left[date] = 1;
        if (shown && place === chosen) selected[date] = 1;
      }
    }
  }
  const iso = published ? mentions.published.map((found) => found?.[0] ?? null) : mentions.dates.bounds.map((found) => found?.[0] ?? null);
  return iso.map((first, i) => [first, left[i], selected[i]]).filter(([first], i) => first && there[i]);
}

function draw(_counts, now) {
  const [dates, undated] = [datesOf(now), data().undated(now)];
  bars = scale(dates.map(([iso]) => iso));
  card.classList.remove("pending");
  card.classList.toggle("dateless", !bars);
  card.querySelector(`.dated input[value=${now.dated}]`).checked = true;
  card.querySelector(".undated").hidden = !undated;
  card.querySelector(".undated .switch").setAttribute("aria-checked", String(now.undated));
  const limited = Boolean(now.since || now.until);
  const key = limited ? `time.undated.${now.undated ? "in" : "out"}` : "time.undated";
  card.querySelector(".undated .meta").textContent = t(key, { n: number(undated) });
  card.querySelector(".clear").hidden = !now.since && !now.until;
  if (bars) fill(dates, now);
  else card.querySelector(".meta").textContent = t(`time.nothing.${now.dated}`);
  card.querySelector("h2").textContent = titleOf(now);
}

function fill(dates, now) {
  const counted = Array.from({ length: bars.count }, () => ({ all: 0, shown: 0, selected: 0 }));
  let total = 0;
  let earlier = 0;
  let vague = 0;
  for (const [iso, shown, selected] of dates) {
    const at = numberOf(iso, bars.unit);
    const bar = at === null ? null : counted[at - bars.first];
    if (at === null) vague += 1;
    else if (!bar) earlier += 1;
    if (!bar) continue;
    total += shown;
    bar.all += 1;
    bar.shown += shown;
    bar.selected += selected;
  }
  const dated = counted.flatMap((bar, i) => (bar.all ? [i] : []));
  bars.dated = [dated[0], dated.at(-1)];
  drawHistogram(card.querySelector(".histogram"), counted, bars);
  const unit = t(`time.${bars.unit}`);
  const beside = [earlier && t("time.earlier", { n: earlier }), vague && t("time.vague", { n: vague, unit: t(`time.unit.${bars.unit}`) })];
  const said = [plural(`time.counted.${now.dated}`, total, { unit }), ...beside.filter(Boolean)];
  card.querySelector(".meta").textContent = said.join(" · ");
  showRange(now);
}

function titleOf({ since, until }) {
  if (!bars) return t("time.label");
  const [begin, end] = rangeOf({ since, until });
  // What is open goes as far as there are dates, not to the end of the empty bars beside few.
  const from = since ? begin : Math.min(bars.dated[0], end);
  const to = until ? end : Math.max(bars.dated[1], begin);
  const label = (at) => labelOf(bars.first + at, bars.unit);
  // A range that was not chosen here need not begin and end with a bar.
  const first = since && since !== firstDay(bars.first + from, bars.unit) ? since : label(from);
  const last = until && until !== lastDay(bars.first + to, bars.unit) ? until : label(to);
  return first === last ? written(first) : t("filter.range", { since: written(first), until: written(last) });
}

// The bars, counted from 0, in which a range begins and ends.
function rangeOf({ since, until }) {
  const bar = (day, otherwise) => (day ? numberOf(day, bars.unit) - bars.first : otherwise);
  const inside = (n) => Math.min(Math.max(n, 0), bars.count - 1);
  return [inside(bar(since, 0)), inside(bar(until, bars.count - 1))];
}

function showRange(now) {
  const [from, to] = rangeOf(now);
  for (const [slider, value] of [[low, from], [high, to]]) {
    slider.max = bars.count;
    slider.value = value + (slider === high);
    slider.setAttribute("aria-valuetext", written(labelOf(bars.first + value, bars.unit)));
  }
  const { style } = card.querySelector(".range");
  style.setProperty("--from", `${(100 * from) / bars.count}%`);
  style.setProperty("--to", `${(100 * (to + 1)) / bars.count}%`);
}

// The handles stand before the first bar and behind the last, where they leave that end open;
// they push each other along.
function choose(slider) {
  let [from, to] = [Math.min(Number(low.value), bars.count - 1), Math.max(Number(high.value), 1) - 1];
  if (from > to) [from, to] = slider === low ? [from, from] : [to, to];
  const since = from === 0 ? null : firstDay(bars.first + from, bars.unit);
  set({ since, until: to === bars.count - 1 ? null : lastDay(bars.first + to, bars.unit) }, "time");
}

function clear() {
  set({ since: null, until: null, undated: true });
  low.focus();
}

// A window as wide as the chosen range walks to the last date; of everything, a window of one bar.
function run() {
  const [from, to] = rangeOf(state());
  const whole = to - from + 1 === bars.count;
  const width = whole ? 0 : to - from;
  const [first, last] = bars.dated;
  const walk = (at) => {
    if (at > last) return pause();
    const end = Math.min(at + width, bars.count - 1);
    set({ since: firstDay(bars.first + at, bars.unit), until: lastDay(bars.first + end, bars.unit) }, "play");
    say(titleOf(state()));
    return still.matches ? pause() : (playing = setTimeout(walk, STEP, at + 1));
  };
  setPlaying(true);
  walk(whole || from >= last ? first : from + 1);
}

function pause() {
  clearTimeout(playing);
  playing = 0;
  setPlaying(false);
}

function setPlaying(on) {
  play.classList.toggle("on", on);
  play.setAttribute("aria-label", t(on ? "time.pause" : still.matches ? "time.step" : "time.play"));
}
