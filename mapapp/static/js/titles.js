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

// A field that proposes words until a person has written their own; these are never replaced.
export function proposing(field) {
  let latest = null;
  let own = false;
  field.addEventListener("input", () => (own = field.value.trim() !== ""));
  return {
    begin: () => (own = false),
    // Answers whether the words, which may be a promise, went into the field.
    async propose(words) {
      latest = words;
      const found = await words;
      if (latest !== words || own) return false;
      field.value = found;
      return true;
    },
  };
}
