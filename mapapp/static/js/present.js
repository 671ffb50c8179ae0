// A briefing on the screen: its slides are in the page, the map flies from one to the next.
import { el, say } from "./dom.js";
import * as map from "./map.js";
import { t } from "./strings.js";
import { fillSwatches } from "./swatches.js";
import { startTheme } from "./theme.js";
import { legendItems, showView } from "./views_show.js";

const slides = JSON.parse(document.getElementById("slides").textContent);
const slide = document.querySelector(".slide");
const end = document.querySelector(".end");
const leave = document.querySelector(".leave");
const LONG = [70, 140, 300]; // characters from which a title is set smaller
const MANY = 8; // lines of a key from which it has two columns
const FAR_ENOUGH = 40; // px of a swipe
const LARGER = 1.45; // than in the explorer: marks and names on a slide of 1600 by 900
const FLIGHT = 1.4; // seconds

let at = -1;

const one = (selector) => slide.querySelector(selector);

// Slides count from 1 in the address; the page after the last lists the sources.
const wanted = () => Math.min(Math.max(Number.parseInt(location.hash.slice(1), 10) || 1, 1), slides.length + 1) - 1;

function go(to, { animate = true } = {}) {
  const next = Math.min(Math.max(to, 0), slides.length);
  if (next === at) return;
  const flies = animate && at >= 0 && at < slides.length;
  at = next;
  history.replaceState(null, "", `#${at + 1}`);
  const last = at === slides.length;
  slide.hidden = last;
  end.hidden = !last;
  if (!last) show(slides[at], flies);
  showPosition(last);
}

function show(view, animate) {
  write(view);
  // The column comes before the map: its width is what the map leaves free.
  map.call("invalidateSize").then(() => showView(view, { animate, duration: FLIGHT }));
}

function write(view) {
  document.title = view.title;
  const title = one("h1");
  title.textContent = view.title;
  title.dataset.long = LONG.filter((length) => view.title.length > length).length;
  fill(one(".caption"), view.caption);
  const legend = one(".legend");
  legend.replaceChildren(...legendItems(view.legend));
  legend.classList.toggle("many", view.legend.length > MANY);
  fillSwatches(legend);
  one(".figure").hidden = !view.figure;
  one(".figure b").textContent = view.figure?.value ?? "";
  one(".figure span").textContent = view.figure?.note ?? "";
  writeQuote(view.quote);
  fill(one(".sources"), view.sources);
  one(".column").scrollTop = 0;
}

function fill(node, text) {
  node.textContent = text;
  node.hidden = !text;
}

function writeQuote(quote) {
  one(".quote").hidden = !quote;
  if (!quote) return;
  const runs = quote.runs.map(({ text, mark }) => (mark ? el("mark", {}, text) : text));
  one(".quote blockquote").replaceChildren("“", ...runs, "”");
  const link = one(".quote a");
  link.textContent = quote.source;
  link.href = quote.url;
}

function showPosition(last) {
  const position = last ? t("present.sources") : t("present.position", { i: at + 1, n: slides.length });
  document.querySelector(".position").textContent = position;
  document.querySelector(".previous").disabled = at === 0;
  document.querySelector(".next").disabled = last;
  document.querySelector(".progress i").style.width = `${(100 * Math.min(at + 1, slides.length)) / slides.length}%`;
  say(last ? position : `${position}. ${slides[at].title}`);
}

// On a small screen marks are as in the explorer, on a large one they grow with the slide.
function scale() {
  const upright = innerWidth <= innerHeight;
  map.call("setScale", upright ? 1 : Math.max(1, LARGER * Math.min(innerWidth / 1600, innerHeight / 900)));
}

const KEYS = {
  ArrowRight: () => go(at + 1), ArrowDown: () => go(at + 1), PageDown: () => go(at + 1),
  ArrowLeft: () => go(at - 1), ArrowUp: () => go(at - 1), PageUp: () => go(at - 1), Backspace: () => go(at - 1),
  Home: () => go(0), End: () => go(slides.length),
  f: toggleFull, F: toggleFull,
  Escape: () => (document.fullscreenElement ? document.exitFullscreen() : leave.click()),
};

// On a button the space bar is the button's; everywhere else it goes on.
function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const onControl = event.target.closest?.("button, a");
  if (event.key === " " && !onControl) {
    event.preventDefault();
    go(at + (event.shiftKey ? -1 : 1));
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

// A finger that moves further sideways than up or down turns the page.
function startSwipes() {
  let from = null;
  addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 1 ? [touches[0].clientX, touches[0].clientY] : null;
  }, { passive: true });
  // Sideways is ours, or the browser would take it for a step back in its history.
  addEventListener("touchmove", (event) => {
    if (!from || event.touches.length > 1 || !event.cancelable) return;
    const { clientX, clientY } = event.touches[0];
    if (Math.abs(clientX - from[0]) > Math.abs(clientY - from[1])) event.preventDefault();
  }, { passive: false });
  addEventListener("touchend", ({ changedTouches, touches }) => {
    if (!from || touches.length) return;
    const [dx, dy] = [changedTouches[0].clientX - from[0], changedTouches[0].clientY - from[1]];
    from = null;
    if (Math.abs(dx) > FAR_ENOUGH && Math.abs(dx) > 2 * Math.abs(dy)) go(at + (dx < 0 ? 1 : -1));
  }, { passive: true });
}

// The controls go when nobody moves.
function startRest() {
  let timer = 0;
  const wake = () => {
    document.body.classList.remove("resting");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.add("resting"), 2500);
  };
  for (const name of ["pointermove", "pointerdown", "focusin"]) addEventListener(name, wake);
  wake();
}

document.querySelector(".previous").addEventListener("click", () => go(at - 1));
document.querySelector(".next").addEventListener("click", () => go(at + 1));
document.querySelector(".full").addEventListener("click", toggleFull);
document.querySelector(".full").hidden = !document.fullscreenEnabled;
addEventListener("keydown", onKey);
addEventListener("hashchange", () => go(wanted()));
addEventListener("resize", scale);

startTheme();
startSwipes();
startRest();
map.ready().then(async (controller) => {
  controller.map.keyboard.disable();
  // A finger on the map turns pages; two still zoom.
  if (matchMedia("(pointer: coarse)").matches) controller.map.dragging.disable();
  await map.call("avoid", document.querySelectorAll(".steps, #map-area .attribution"));
  scale();
  go(wanted(), { animate: false });
  fillSwatches();
  document.documentElement.classList.add("settled");
});
