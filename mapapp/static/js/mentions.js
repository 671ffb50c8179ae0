// All mentions on the map as columns, and how many of them a state's filters leave.
import * as api from "./api.js";
import { ISO } from "./dates.js";
import { boot } from "./strings.js";

const LAYERS = boot.layers;
const LITERAL = "l";

// ``iso`` as [first, last]: prefixes of days; ``last`` null where an interval is open.
export function bounds(iso) {
  const [first, last = first] = (iso ?? "").split("/");
  if (!ISO.test(first)) return null; // a file may say anything
  return [first, ISO.test(last) ? last : null];
}

const AFTER = "~"; // sorts behind every digit: a prefix stands for the last day that it covers

function overlaps(found, since, until) {
  const [first, last] = found;
  return (!until || first <= until + AFTER) && (!since || last === null || last + AFTER >= since);
}

export async function load() {
  return new Mentions(await api.mentions());
}

export class Mentions {
  constructor(given) {
    this.documents = given.documents;
    this.published = given.published.map(bounds);
    this.places = given.places;
    this.literal = Uint8Array.from(given.reading, (letter) => (letter === LITERAL ? 1 : 0));
    this.first = firsts(given.counts);
    this.document = summed(given.document, this.first);
    this.layerOf = given.layers.flatMap((count, layer) => Array(count).fill(LAYERS[layer]));
    this.traitOf = given.trait.map((i) => given.traits[i]);
    this.dates = { document: given.dates.document, iso: given.dates.iso, bounds: given.dates.iso.map(bounds) };
    [this.firstDate, this.beside] = this._pairs(given);
    this.number = new Map(given.documents.map((id, i) => [id, i]));
    this.placeNumber = new Map(given.places.map((id, i) => [id, i]));
  }

  // The dates beside mention i are ``beside[firstDate[i]]`` to ``beside[firstDate[i + 1] - 1]``.
  _pairs({ mention, date }) {
    const counts = new Uint32Array(this.document.length);
    let at = 0;
    for (const step of mention) counts[(at += step)] += 1;
    return [firsts(counts), Uint32Array.from(date)];
  }

  // What there is of each place, whatever the filters leave: [modes, statuses, precision, decision].
  traits(id) {
    return this.traitOf[this.placeNumber.get(id)];
  }

  layer(id) {
    return this.layerOf[this.placeNumber.get(id)];
  }

  // Counts by place, document and layer of what the filters leave.
  count(state) {
    const passes = this.filter(state);
    const places = new Map();
    const documents = new Uint32Array(this.documents.length);
    const layers = new Map();
    const seen = new Int32Array(this.documents.length).fill(-1);
    let mentions = 0;
    this.places.forEach((id, place) => {
      let literal = 0;
      let all = 0;
      let inDocuments = 0;
      for (let i = this.first[place]; i < this.first[place + 1]; i += 1) {
        if (!passes(i)) continue;
        const document = this.document[i];
        all += 1;
        literal += this.literal[i];
        documents[document] += 1;
        if (seen[document] !== place) inDocuments += 1;
        seen[document] = place;
      }
      if (!all) return;
      mentions += all;
      places.set(id, { mentions: all, literal, associative: all - literal, documents: inDocuments });
      layers.set(this.layerOf[place], (layers.get(this.layerOf[place]) ?? 0) + all);
    });
    return { places, documents, layers, mentions };
  }

  // Whether mention i is left; ``skip`` names a filter ("time") that is not asked.
  filter(state, skip = "") {
    const chosen = state.documents && this._chosen(state.documents);
    const { reading } = state;
    const wanted = reading === "literal" ? 1 : 0;
    const timely = skip === "time" ? null : this._timely(state);
    return (i) =>
      (!chosen || chosen[this.document[i]] === 1) &&
      (reading === "both" || this.literal[i] === wanted) &&
      (!timely || timely(i));
  }

  // How much has no date of the kind that is asked for, whatever the dates: documents, or mentions.
  undated(state) {
    const passes = this.filter(state, "time");
    const found = new Set();
    for (let i = 0; i < this.document.length; i += 1) {
      if (!passes(i)) continue;
      const document = this.document[i];
      if (state.dated === "published") {
        if (!this.published[document]) found.add(document);
      } else if (!this._dated(i)) found.add(i);
    }
    return found.size;
  }

  _dated(i) {
    return this.beside.subarray(this.firstDate[i], this.firstDate[i + 1]).some((date) => this.dates.bounds[date]);
  }

  _chosen(ids) {
    const chosen = new Uint8Array(this.documents.length);
    for (const id of ids) if (this.number.has(id)) chosen[this.number.get(id)] = 1;
    return chosen;
  }

  _timely({ dated, since, until, undated }) {
    if (!since && !until) return null;
    const hits = (found) => (found ? Number(overlaps(found, since, until)) : 2);
    const passes = (hit) => (hit === 2 ? undated : hit === 1);
    if (dated === "published") {
      const documents = this.published.map(hits);
      return (i) => passes(documents[this.document[i]]);
    }
    const dates = this.dates.bounds.map(hits);
    return (i) => {
      let told = false;
      for (let at = this.firstDate[i]; at < this.firstDate[i + 1]; at += 1) {
        const hit = dates[this.beside[at]];
        if (hit === 1) return true;
        told ||= hit === 0;
      }
      return told ? false : undated;
    };
  }
}

// Whether one mention, known by its document, reading and the dates beside it, passes the filters.
export function shows(state, { document, published, reading, dates }) {
  if (state.documents && !state.documents.includes(document)) return false;
  if (state.reading !== "both" && state.reading !== reading) return false;
  if (!state.since && !state.until) return true;
  const found = (state.dated === "published" ? [published] : dates).map(bounds).filter(Boolean);
  return found.length ? found.some((one) => overlaps(one, state.since, state.until)) : state.undated;
}

// Numbers that each place's first mention gives and each further one counts on from.
function summed(steps, first) {
  const result = Uint32Array.from(steps);
  for (let place = 0; place < first.length - 1; place += 1) {
    for (let i = first[place] + 1; i < first[place + 1]; i += 1) result[i] += result[i - 1];
  }
  return result;
}

function firsts(counts) {
  const result = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => (result[i + 1] = result[i] + count));
  return result;
}
