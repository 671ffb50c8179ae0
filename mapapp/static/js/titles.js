// A title for what is shown: the selected place's name, else the article's that is read or that
// alone is on the map, else the atlas's.
import * as api from "./api.js";
import { titleText } from "./documents.js";
import { state } from "./state.js";

export async function suggestedTitle() {
  const { place, document: read, documents } = state();
  const name = place && window.MapApp.controller.feature(place)?.name;
  if (name) return name;
  const id = read ?? (documents?.length === 1 ? documents[0] : null);
  const head = id && (await api.documents().catch(() => [])).find((one) => one.id === id);
  return head ? titleText(head) : atlasTitle();
}

export const atlasTitle = () => document.querySelector("#layers h1").textContent.trim();
