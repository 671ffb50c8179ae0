// The words of the interface and where the page lives; the server puts both into the page.
export const boot = JSON.parse(document.getElementById("boot").textContent);
if (boot.alone) boot.root = location.pathname; // a page in a file of its own

const NAME = /\{(\w+)\}/g;

export function t(key, values = {}) {
  const found = boot.strings[key] ?? key;
  return found.replace(NAME, (whole, name) => String(values[name] ?? whole));
}

export function plural(key, n, values = {}) {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n: number(n), ...values });
}

export function number(n) {
  return n.toLocaleString("en");
}
