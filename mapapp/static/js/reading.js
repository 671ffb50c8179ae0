// Which mentions are shown by how they are meant: chosen in the key, followed by all that shows them.
import { plural } from "./strings.js";

const field = document.getElementById("reading");

export const reading = () => field.querySelector("input:checked")?.value ?? "both";

export function onReading(listener, signal) {
  field.addEventListener("change", () => listener(reading()), { signal });
}

export function showBoth() {
  const both = field.querySelector("input[value=both]");
  both.checked = true;
  both.dispatchEvent(new Event("change", { bubbles: true }));
}

// Leave in a list of passages those that the choice shows; answers how many it hides.
export function filterPassages(list) {
  const chosen = reading();
  const shows = (node, name) => chosen === "both" || node.dataset[name].split(" ").includes(chosen);
  let hidden = 0;
  for (const section of list.querySelectorAll("section[data-document]")) {
    const all = [...section.querySelectorAll(".passage")];
    for (const passage of all) passage.hidden = !shows(passage, "readings");
    const left = all.filter((passage) => !passage.hidden);
    hidden += all.length - left.length;
    section.hidden = !left.length;
    const marks = left.flatMap((passage) => [...passage.querySelectorAll("mark[data-start]")]);
    for (const mark of marks) mark.classList.toggle("other", !shows(mark, "reading"));
    const count = marks.filter((mark) => shows(mark, "reading")).length;
    const badge = section.querySelector(".badge");
    badge.textContent = String(count);
    badge.title = plural("count.mentions", count);
  }
  return hidden;
}
