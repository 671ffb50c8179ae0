// All mentions of an article beside its scroll bar, each a line in its kind's colour.
import { svg } from "./dom.js";

export function drawStrip(reader) {
  const strip = reader.querySelector(".strip");
  const scroll = reader.querySelector(".reader-scroll");
  const redraw = () => draw(strip, scroll);
  new ResizeObserver(redraw).observe(scroll);
  document.fonts?.ready.then(redraw);
  reader.addEventListener("chosen", redraw);
  scroll.addEventListener("scroll", () => moveView(strip, scroll), { passive: true });
  strip.addEventListener("pointerdown", (event) => {
    strip.setPointerCapture(event.pointerId);
    jump(strip, scroll, event);
  });
  strip.addEventListener("pointermove", (event) => {
    if (strip.hasPointerCapture(event.pointerId)) jump(strip, scroll, event);
  });
}

function draw(strip, scroll) {
  const height = scroll.clientHeight;
  // An observer calls once more for a reader that has just been closed.
  if (!height) return;
  strip.style.top = `${scroll.offsetTop}px`;
  strip.style.height = `${height}px`;
  const top = scroll.getBoundingClientRect().top - scroll.scrollTop;
  const scale = height / scroll.scrollHeight;
  // All positions are read before anything is drawn, so that the page is laid out once.
  const marks = [...scroll.querySelectorAll("mark[id]")].map((mark) => ({
    y: (mark.getBoundingClientRect().top - top) * scale,
    classes: mark.className,
  }));
  const lines = marks.map(({ y, classes }) => {
    const current = /\bcurrent\b/.test(classes);
    const kind = /\bk-\w+/.exec(classes)[0];
    const reading = /\br-associative\b/.test(classes) ? "associative" : "";
    return svg("rect", {
      x: current ? 2 : 4,
      y: y.toFixed(1),
      width: current ? 12 : 8,
      height: current ? 4 : 1.8,
      class: `${kind} ${current ? "current" : reading}`,
    });
  });
  lines.sort((a, b) => a.classList.contains("current") - b.classList.contains("current"));
  strip.replaceChildren(svg("rect", { class: "view", width: 14, rx: 3 }), ...lines);
  moveView(strip, scroll);
}

function moveView(strip, scroll) {
  const scale = scroll.clientHeight / scroll.scrollHeight;
  const box = strip.querySelector(".view");
  box?.setAttribute("y", (scroll.scrollTop * scale).toFixed(1));
  box?.setAttribute("height", (scroll.clientHeight * scale).toFixed(1));
}

function jump(strip, scroll, event) {
  const at = (event.clientY - strip.getBoundingClientRect().top) / scroll.clientHeight;
  scroll.scrollTop = at * scroll.scrollHeight - scroll.clientHeight / 2;
}
