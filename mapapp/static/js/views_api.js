// Saved views on the server. Every change answers the whole list as it then is.
import { boot, t } from "./strings.js";

async function ask(method, path, body) {
  const headers = { Accept: "application/json", "X-Requested-With": "mapapp" };
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(`${boot.root}api/${path}`, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error(t("error.network"));
  }
  const answer = await response.json().catch(() => ({ error: t("error.500") }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const part = encodeURIComponent;

export const list = () => ask("GET", "views");
export const save = (given) => ask("POST", "views", { arguments: given });
export const reorder = (order) => ask("PUT", "views", { order });
// ``room`` is "views" or "briefings".
export const rename = (room, id, change) => ask("PATCH", `${room}/${part(id)}`, change);
export const replace = (id, given) => ask("PATCH", `views/${part(id)}`, { arguments: given });
export const remove = (room, id) => ask("DELETE", `${room}/${part(id)}`);
export const restore = (room, id) => ask("POST", `${room}/${part(id)}/restore`);
export const makeBriefing = (title, views) => ask("POST", "briefings", { title, views });
