// The dialog that makes the lines for somebody's page, with the embed itself as preview.
import { el } from "./dom.js";
import { currentView } from "./state.js";
import { boot, t } from "./strings.js";
import { atlasTitle, proposing, suggestedTitle } from "./titles.js";
import { list } from "./views_api.js";

const dialog = document.getElementById("embed-dialog");
const form = dialog.querySelector("form");
const frame = dialog.querySelector("iframe");
const snippet = dialog.querySelector(".snippet");
const RESPONSIVE = [960, 600]; // px, until the map has told its height
const PAUSE = 250;
// The page that frames the map lets it choose its height; docs/embedding.md explains the message.
const LISTENER = `<script>
addEventListener("message", ({ source, origin, data }) => {
  for (const frame of document.querySelectorAll("iframe.mapapp"))
    if (source === frame.contentWindow && origin === new URL(frame.src).origin && data?.type === "mapapp:height")
      frame.style.height = Math.min(Number(data.height) || 600, 2000) + "px";
});
</script>`;
const title = form.querySelector("[name=title]");
const proposal = proposing(title);
let timer = 0;
let views = [];
let usual = ""; // the title that the map has if the address names none

document.getElementById("open-embed").addEventListener("click", open);

async function open() {
  dialog.showModal();
  dialog.querySelector("[role=status]").textContent = "";
  const local = /^https?:\/\/(localhost|127\.|\[::1\])/.test(dialog.dataset.root);
  dialog.querySelector(".local").hidden = !local;
  form.what.value = ""; // the list is made anew, which chooses its first
  await entitle();
  ({ views } = await list().catch(() => ({ views: [] })));
  const options = views.map((view) => el("option", { value: view.id }, view.title.slice(0, 80)));
  form.what.replaceChildren(form.what.options[0], ...options);
}

async function entitle() {
  const saved = views.find((view) => view.id === form.what.value);
  usual = saved?.title ?? atlasTitle();
  proposal.begin();
  await proposal.propose(saved ? saved.title : suggestedTitle());
  update();
}

// Only what differs from the defaults stands in the address.
function flags() {
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const said = boxes.map((box) => [box.name, box.checked ? "yes" : "no", box.dataset.default]);
  said.push(["theme", form.theme.value, "auto"]);
  return said.filter(([, value, usual]) => value !== usual).map(([name, value]) => [name, value]);
}

function path() {
  const saved = form.what.value;
  const given = saved ? [] : Object.entries(currentView());
  const named = title.value.trim() && title.value.trim() !== usual ? [["title", title.value.trim()]] : [];
  const query = new URLSearchParams([...given, ...named, ...flags()]).toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `embed${saved && `/${encodeURIComponent(saved)}`}${query && `?${query}`}`;
}

function update() {
  const responsive = form.size.value === "responsive";
  const [width, height] = responsive ? RESPONSIVE : form.size.value.split("x").map(Number);
  const address = path();
  write(address, width, height, responsive);
  clearTimeout(timer);
  timer = setTimeout(() => preview(address, width, height), PAUSE);
}

function write(address, width, height, responsive) {
  const node = el("iframe", {
    class: responsive && "mapapp",
    src: `${dialog.dataset.root}/${address}`,
    title: title.value.trim() || usual,
    width: responsive ? "100%" : width,
    height,
    loading: "lazy",
  });
  // Written as text: the policy of this page allows no style on an element.
  const line = node.outerHTML.replace("></iframe>", ' style="border:0"></iframe>');
  snippet.value = responsive ? `${line}\n${LISTENER}` : line;
}

// As large as it will be, then shrunk to the room there is.
function preview(address, width, height) {
  const box = frame.parentElement;
  const scale = Math.min(1, box.clientWidth / width);
  const margin = (box.clientWidth - width * scale) / 2;
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})`, marginLeft: `${margin}px` });
  box.style.height = `${height * scale}px`;
  const shown = [address, width, height].join();
  if (frame.src && frame.dataset.shown === shown) return;
  frame.dataset.shown = shown; // a map makes itself at home in the size that it opens in
  frame.src = boot.root + address;
}

async function copy() {
  snippet.select();
  const said = dialog.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(snippet.value);
    said.textContent = t("embedding.copied");
  } catch {
    said.textContent = t("embedding.selected");
  }
}

form.addEventListener("change", ({ target }) => (target === form.what ? entitle() : update()));
title.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
dialog.querySelector(".copy").addEventListener("click", copy);
dialog.querySelector(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("keydown", (event) => event.stopPropagation());
// A map that nobody sees need not run.
dialog.addEventListener("close", () => frame.removeAttribute("src"));
