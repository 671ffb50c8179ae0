// The export dialog: asks the server for the file, shows how far it is, and hands it to the browser.
import { el } from "./dom.js";
import { currentView } from "./state.js";
import { boot, t } from "./strings.js";

const dialog = document.getElementById("export-dialog");
const one = (selector) => dialog.querySelector(selector);
const form = one("form");
const start = one(".start");
const stop = one(".stop");
const error = one(".dialog-error");
const status = one("[role=status]");
const progress = one("progress");
let working = null;

document.getElementById("button-export").addEventListener("click", () => {
  tell("");
  dialog.showModal();
  form.querySelector("[name=scope]:checked").focus();
});
one(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => working?.abort());
form.addEventListener("change", showOptions);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => working?.abort());
showOptions();

function chosen() {
  return form.querySelector("[name=ending]:checked");
}

// Only what matters to the chosen format.
function showOptions() {
  const options = chosen().dataset.options.split(" ");
  for (const label of form.querySelectorAll("[data-option]")) {
    label.hidden = !options.includes(label.dataset.option);
    label.querySelector("select, input").disabled = label.hidden;
  }
}

function address() {
  const given = new FormData(form);
  const view = currentView();
  if (given.get("scope") === "all") delete view.extent;
  const query = new URLSearchParams(view);
  for (const [name, value] of given) if (value && !["scope", "ending"].includes(name)) query.set(name, value);
  return `${boot.root}export/view.${given.get("ending")}?${query}`;
}

async function run() {
  if (working) return;
  const label = chosen().dataset.label;
  working = new AbortController();
  tell(t("export.working", { name: label }), true);
  try {
    const { name, blob } = await fetchFile(label, working.signal);
    save(name, blob);
    tell(t("export.done", { name, size: size(blob.size) }));
  } catch (problem) {
    if (problem.name === "AbortError") tell(t("export.stopped"));
    else fail(problem.message);
  }
  working = null;
}

async function fetchFile(label, signal) {
  const answer = await ask(signal);
  if (!answer.ok) throw new Error(await reason(answer));
  const parts = [];
  let received = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.length;
    tell(t("export.receiving", { name: label, size: size(received) }), true);
  }
  const type = answer.headers.get("Content-Type");
  return { name: fileName(answer), blob: new Blob(parts, { type }) };
}

async function ask(signal) {
  try {
    return await fetch(address(), { signal, headers: { Accept: "application/json, */*;q=0.1" } });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Error(t("error.network"));
  }
}

async function reason(answer) {
  const said = await answer.json().catch(() => null);
  return said?.error ?? t("error.500");
}

function fileName(answer) {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  return found ? decodeURIComponent(found[1]) : "export";
}

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  dialog.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function tell(text, busy = false) {
  error.hidden = true;
  status.textContent = text;
  progress.hidden = stop.hidden = !busy;
  start.hidden = busy;
}

function fail(text) {
  tell("");
  error.textContent = text;
  error.hidden = false;
}

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
