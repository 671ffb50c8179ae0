// A link to a passage on its original page: a text fragment, with the words around it where the
// quote alone stands there more than once.
const MOST_WORDS = 8;

// What has a meaning in a text directive is escaped too.
const part = (words) => encodeURIComponent(words).replaceAll("-", "%2D");
const plain = (text) => text.replace(/\s+/g, " ").trim();

function occurrences(text, quote) {
  let found = 0;
  for (let at = text.indexOf(quote); at >= 0 && found < 2; at = text.indexOf(quote, at + 1)) found += 1;
  return found;
}

// ``before`` and ``after`` are the paragraph around the quote, ``text`` is the whole article.
function textFragment({ quote, before, after, text }) {
  const exact = plain(quote);
  const whole = plain(text);
  const [words, follow] = [plain(before).split(" "), plain(after).split(" ")].map((list) => list.filter(Boolean));
  for (let n = 0; n <= MOST_WORDS; n += 1) {
    const prefix = n ? words.slice(-n).join(" ") : "";
    const suffix = n ? follow.slice(0, n).join(" ") : "";
    const spaced = (a, b, gap) => (a && b ? a + (gap ? " " : "") + b : a || b);
    const left = spaced(prefix, exact, /\s$/.test(before));
    if (n < MOST_WORDS && occurrences(whole, spaced(left, suffix, /^\s/.test(after))) > 1) continue;
    return [prefix && `${part(prefix)}-`, part(exact), suffix && `-${part(suffix)}`].filter(Boolean).join(",");
  }
  return part(exact);
}

export function withFragment(url, fragment) {
  return `${url}${url.includes("#") ? "" : "#"}:~:text=${fragment}`;
}

// The fragment for a mark in the reader's text.
export function fragmentOf(mark) {
  const paragraph = mark.closest(".reader-text > *");
  const range = new Range();
  range.selectNodeContents(paragraph);
  range.setEndBefore(mark);
  const before = range.toString();
  const all = paragraph.textContent;
  const after = all.slice(before.length + mark.textContent.length);
  const text = paragraph.closest(".reader-text").textContent;
  return textFragment({ quote: mark.textContent, before, after, text });
}
