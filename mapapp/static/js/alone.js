// A page in a file of its own: what it would ask the server for is in the file, so it asks nobody.
(() => {
  const script = document.currentScript;
  const plain = (text) =>
    text.toLowerCase().replace(/[łøđı]/g, (c) => "lodi"["łøđı".indexOf(c)]).normalize("NFD").replace(/\p{M}/gu, "");

  // A file opened without arguments shows the view that it was made from.
  if (!location.search) {
    const start = new URLSearchParams(JSON.parse(script.dataset.alone)).toString();
    if (start) history.replaceState(null, "", `${location.pathname}?${start}${location.hash}`);
  }

  const find = (path) => document.querySelector(`script[data-answer="${CSS.escape(path)}"]`);

  async function answer(path) {
    const found = find(path);
    if (!found) return new Response('{"error":"This is not in the file."}', { status: 404 });
    if (found.type === "application/json") return new Response(found.textContent);
    const bytes = Uint8Array.from(atob(found.textContent), (c) => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  }

  // The page's own address stands before what it asks for, or a slash; versions do not matter here.
  window.fetch = async (address) => {
    const asked = String(address);
    const rest = asked.startsWith(location.pathname) ? asked.slice(location.pathname.length) : asked.slice(1);
    const [path, query] = rest.split("?");
    const given = new URLSearchParams(query);
    if (path === "api/search") return new Response(JSON.stringify(search(given.get("q") ?? "")));
    const part = ["part", "offset"].find((name) => Number(given.get(name)));
    const name = decodeURIComponent(path).replace(/^assets\/app\/[^/]+\//, "");
    return answer(part ? `${name}?${part}=${given.get(part)}` : name);
  };

  const MOST = 12;
  let index = null;

  // Words begin as the query's words do, as on the server.
  function search(query) {
    const words = plain(query).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (!words.length) return { places: [], groups: [] };
    index ??= { places: places(), sentences: sentences() };
    const matches = (text) => words.every((word) => text.includes(` ${word}`));
    const found = index.places.filter(({ names }) => matches(names)).map(({ place }) => place);
    found.sort((a, b) => b.mentions - a.mentions);
    const groups = new Map();
    for (const { text, document, passage } of index.sentences.filter((one) => matches(one.text)).slice(0, MOST)) {
      if (!groups.has(document.id)) groups.set(document.id, { document, count: 0, passages: [] });
      groups.get(document.id).passages.push(passage);
    }
    return { places: found.slice(0, MOST), groups: [...groups.values()] };
  }

  const read = (node) => JSON.parse(node.textContent);
  const all = (start) => [...document.querySelectorAll(`script[data-answer^="${start}"]`)];
  const indexed = (text) => ` ${(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")}`;

  // Places by their names and by every name that the texts give them.
  function places() {
    return all("api/places/").map((node) => {
      const { place, groups } = read(node);
      const surfaces = groups.flatMap((group) => group.passages.flatMap((passage) => marked(passage.runs, place.id)));
      return { place, names: indexed([place.name, ...new Set(surfaces)].join(" ")) };
    });
  }

  const textOf = (runs) => runs.map((run) => (typeof run === "string" ? run : textOf(run.runs))).join("");

  const marked = (runs, id) =>
    runs.flatMap((run) => {
      if (typeof run === "string") return [];
      return [...(run.place === id ? [textOf(run.runs)] : []), ...marked(run.runs, id)];
    });

  // The articles' sentences; each leads to the mention in it, or the one before it.
  function sentences() {
    return all("api/documents/").flatMap((node) => {
      const article = read(node);
      let start = null;
      return article.paragraphs.flatMap(({ runs }) =>
        pieces(runs).map(({ text, first }) => {
          start = first ?? start;
          return { text: indexed(text), document: article, passage: { start, runs: [text] } };
        }),
      );
    });
  }

  const unstyled = (runs) => runs.flatMap((run) => (run.style ? unstyled(run.runs) : [run]));

  function pieces(runs) {
    const found = [{ text: "", first: null }];
    for (const run of unstyled(runs)) {
      if (typeof run !== "string") {
        found.at(-1).first ??= run.start;
        found.at(-1).text += textOf(run.runs);
        continue;
      }
      const [head, ...rest] = run.split(/(?<=[.!?…]["”’)]*)\s+(?=\P{Ll})/u);
      found.at(-1).text += head;
      found.push(...rest.map((text) => ({ text, first: null })));
    }
    return found.filter(({ text }) => text.trim());
  }
})();
