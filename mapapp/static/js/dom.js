// Elements from values. Text only ever becomes text: nothing here parses markup.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

// A copy of the frame that the server put into <template id="frame-NAME">.
export function frame(name) {
  return document.getElementById(`frame-${name}`).content.cloneNode(true);
}

const PAGE_KEYS = ["altKey", "ctrlKey", "metaKey", "shiftKey"];

// A click that the page handles itself; others (new tab, download) are the browser's.
export function isPlainClick(event) {
  return event.button === 0 && !PAGE_KEYS.some((key) => event[key]);
}

export function say(text) {
  document.getElementById("status").textContent = text;
}

export const isPhone = () => matchMedia("(max-width: 760px)").matches;
