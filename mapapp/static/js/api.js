// What the page asks the server for. An answer that is no longer wanted is dropped by its signal.
import { boot, t } from "./strings.js";

async function get(path, signal) {
  let response;
  try {
    response = await fetch(boot.root + path, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(t("error.network"));
  }
  const body = await response.json().catch(() => ({ error: t("error.500") }));
  if (!response.ok) throw new Error(body.error);
  return body;
}

const part = encodeURIComponent;

export const passages = (place, offset, signal) =>
  get(`api/places/${part(place)}/passages?offset=${offset}`, signal);
export const article = (id, at, signal) =>
  get(`api/documents/${part(id)}${at ? `?character=${at}` : ""}`, signal);
export const explanation = (id, start) => get(`api/documents/${part(id)}/mentions/${part(start)}/explanation`);

// Many ask for the documents' heads; the server is asked once, and again after it failed.
let heads = null;

export function documents() {
  heads ??= get("api/documents").catch((error) => {
    heads = null;
    throw error;
  });
  return heads;
}

export const places = () => get("api/places");
export const mentions = () => get(`api/mentions?v=${part(boot.version)}`);
export const search = (query, signal) => get(`api/search?q=${part(query)}`, signal);
