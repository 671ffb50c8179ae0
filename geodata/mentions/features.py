"""What speaks for and against a span being a place: cheap cues as short strings.

Three groups, so that each can be read on its own: the span itself (what the gazetteer and the
word lists say of it), its neighbours (words and classes at both sides), and the document (how
the same name stands elsewhere in it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from geodata.gazetteer import NameFlag
from geodata.mentions.lexicon import Word
from geodata.mentions.spans import Span
from geodata.mentions.tokens import Tokens

# Plain integers: an enum's operators cost more than all the rest.
_PLACE_KINDS = tuple(
    (name, int(flag))
    for name, flag in (
        ("country", NameFlag.COUNTRY),
        ("city", NameFlag.CITY),
        ("admin", NameFlag.ADMIN),
        ("water", NameFlag.WATER),
        ("region", NameFlag.REGION),
        ("landform", NameFlag.LANDFORM),
        ("site", NameFlag.SITE),
        ("corridor", NameFlag.CORRIDOR),
        ("demonym", NameFlag.DEMONYM),
        ("town", NameFlag.TOWN),
        ("big", NameFlag.BIG),
        ("great", NameFlag.GREAT),
        ("state", NameFlag.STATE),
        ("cased", NameFlag.CASED),
        ("main", NameFlag.MAIN),
    )
)
SURE = int(NameFlag.COUNTRY | NameFlag.GREAT | NameFlag.STATE | NameFlag.REGION | NameFlag.WATER)
_BIG, _TOWN = int(NameFlag.BIG), int(NameFlag.TOWN)


class DocumentCues:
    """What the whole text says of its names; made once a document."""

    def __init__(self, tokens: Tokens, spans: Sequence[Span]) -> None:
        self.tokens = tokens
        self.lower = {w.key for w in tokens.words if w.shape == "lower"}
        self.flags_from = _longest_at(spans, start=True)
        self.flags_to = _longest_at(spans, start=False)
        self.counts = Counter(span.key for span in spans)
        self.persons = self._persons()
        self.placed = self._placed(spans)
        self.alone = self._alone()
        self.longer = {w for span in spans if len(span) > 1 for w in span.key.split()}

    def _persons(self) -> set[str]:
        """Words that end a run of capitals after a title or a first name."""
        words, found = self.tokens.words, set()
        for i in range(1, len(words)):
            before = words[i - 1]
            if (
                words[i].starts_name
                and before.starts_name
                and self.tokens.gaps[i] in (" ", ". ")
                and ("title" in before.classes or before.first_name or before.shape == "initial")
                and not words[i].ordinary
            ):
                found.add(words[i].key)
        return found

    def _alone(self) -> set[str]:
        """Names of one word that follow and precede no other capital: surnames are among them."""
        words, gaps, found = self.tokens.words, self.tokens.gaps, set()
        for i, word in enumerate(words):
            if word.shape == "title" and not word.ordinary:
                joined = gaps[i] == " " and i and words[i - 1].starts_name
                joins = i + 1 < len(words) and gaps[i + 1] == " " and words[i + 1].starts_name
                if not joined and not joins:
                    found.add(word.key)
        return found

    def _placed(self, spans: Sequence[Span]) -> Counter[str]:
        """How often each name stands right after a preposition of place."""
        words = self.tokens.words
        return Counter(
            span.key
            for span in spans
            if span.first
            and self.tokens.gaps[span.first] == " "
            and ("inside" in (c := words[span.first - 1].classes) or "toward" in c)
        )


def _longest_at(spans: Sequence[Span], *, start: bool) -> dict[int, int]:
    """Word index -> flags of the longest span that starts there (or ends before it)."""
    longest: dict[int, Span] = {}
    for span in spans:
        at = span.first if start else span.last
        if at not in longest or len(span) > len(longest[at]):
            longest[at] = span
    return {at: span.flags for at, span in longest.items()}


def features(span: Span, cues: DocumentCues) -> list[str]:
    """All cues of one span, as names of weights."""
    found = ["bias"]
    _itself(found, span, cues)
    _neighbours(found, span, cues)
    _elsewhere(found, span, cues)
    return found


def known(flags: int) -> str:
    """How well known the best known bearer of a name is."""
    if flags & SURE:
        return "sure"
    return "big" if flags & _BIG else "town" if flags & _TOWN else "small"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3+" if count < 6 else "6+"


@lru_cache(maxsize=4096)
def _kind_cues(flags: int, length: int) -> tuple[str, ...]:
    """The cues of what a name of so many words can be."""
    each = (f"kind={name}&length={min(length, 3)}" for name, flag in _PLACE_KINDS if flags & flag)
    return f"kinds={kinds(flags)}", f"length={min(length, 4)}", *each


@lru_cache(maxsize=4096)
def kinds(flags: int) -> str:
    """The kinds of place a name can be, as one short string."""
    return "+".join(name for name, flag in _PLACE_KINDS if flags & flag)


def _itself(found: list[str], span: Span, cues: DocumentCues) -> None:
    words = cues.tokens.words
    first, last = words[span.first], words[span.last - 1]
    length = len(span)
    found.extend(_kind_cues(span.flags, length))
    found.append(f"shape={first.shape}/{last.shape}")
    if length == 1:
        found.append(f"words={first.ordinary}{first.first_name}{first.surname}")
        big = known(span.flags)
        found.append(
            f"words={first.ordinary}{min(first.first_name, 1)}{min(first.surname, 1)}&{big}"
        )
        found.append(f"letters={min(len(first.key), 8)}&{first.shape}")
    else:
        found.append(f"ordinary={sum(w.ordinary for w in words[span.first : span.last])}/{length}")
        found.append(
            f"first={first.first_name}&{'&'.join(first.classes[:2])}&length={min(length, 3)}"
        )
        found.append(f"person={min(first.first_name, 1)}{min(last.surname, 1)}{last.ordinary}")
    found.extend(f"begins={c}" for c in first.classes)
    found.extend(f"ends={c}" for c in last.classes)


def _neighbours(found: list[str], span: Span, cues: DocumentCues) -> None:
    tokens = cues.tokens
    left_gap, right_gap = tokens.gaps[span.first], _gap_after(tokens, span.last)
    opens = tokens.opens_sentence(span.first)
    left = _gap_class(left_gap, opens)
    right = _gap_class(right_gap, span.last >= len(tokens) or tokens.opens_sentence(span.last))
    found.append(f"gaps={left}|{right}")
    before = None if opens else tokens.words[span.first - 1]
    after = _word_after(tokens, span.last)
    _side(found, "before", before, left, cues.flags_to.get(span.first, 0))
    _side(found, "after", after, right, cues.flags_from.get(span.last, 0))
    found.append(f"around={_class(before)}|{_class(after)}")
    fame = known(span.flags)
    found.append(f"before={_class(before)}&{fame}")
    found.append(f"after={_class(after)}&{fame}")
    if before and span.first >= 2 and not tokens.opens_sentence(span.first - 1):
        second = tokens.words[span.first - 2]
        found.append(f"before2={_class(second)}&{_class(before)}")
        found.append(
            f"before2w={second.key}" if second.shape == "lower" else f"before2s={second.shape}"
        )
    if after and (second_after := _word_after(tokens, span.last + 1)):
        found.append(f"after2={_class(after)}&{_class(second_after)}")
        found.append(
            f"after2w={second_after.key}"
            if second_after.shape == "lower"
            else f"after2s={second_after.shape}"
        )
    _run(found, span, cues)


def _side(found: list[str], side: str, word: Word | None, gap: str, flags: int) -> None:
    """Cues of the word at one side; ``flags``: what the gazetteer knows there."""
    if word is None:
        found.append(f"{side}=none")
        return
    for name in word.classes or ("plain",):
        found.append(f"{side}={name}&{gap}&{word.shape}")
    if word.shape == "lower" or gap == "s":
        found.append(f"{side}w={word.key}&{gap}")
    if word.starts_name:
        found.append(
            f"{side}n={min(word.first_name, 1)}{min(word.surname, 1)}{word.ordinary}&{gap}"
        )
        found.append(f"{side}p={kinds(flags)}&{gap}")


def _run(found: list[str], span: Span, cues: DocumentCues) -> None:
    """Cues of the run of capitalised words that the span stands in."""
    tokens = cues.tokens
    first, last = span.first, span.last
    while (
        first
        and tokens.gaps[first] == " "
        and tokens.words[first - 1].starts_name
        and span.first - first < 4
    ):
        first -= 1
    while (
        last < len(tokens)
        and tokens.gaps[last] == " "
        and tokens.words[last].starts_name
        and last - span.last < 4
    ):
        last += 1
    found.append(f"run={min(span.first - first, 3)}|{min(last - span.last, 3)}")
    for i in range(span.last, last):
        if "organisation" in tokens.words[i].classes:
            found.append("run:organisation")
            break
    for i in range(first, span.first):
        if "organisation" in tokens.words[i].classes:
            found.append("run:organisation-before")
            break
    reach = (
        last + 1 < len(tokens)
        and tokens.words[last].key in ("of", "for")
        and tokens.gaps[last + 1] == " "
    )
    if reach and tokens.words[last + 1].starts_name:
        found.append("run:of")
    if first >= 2 and tokens.words[first - 1].key in ("of", "for"):
        head = tokens.words[first - 2]
        if head.starts_name:
            found.append(f"of:{_class(head)}&{'gap' if tokens.gaps[first - 1] != ' ' else 'run'}")
        else:
            found.append(f"of-lower:{_class(head)}")


def _elsewhere(found: list[str], span: Span, cues: DocumentCues) -> None:
    count = cues.counts[span.key]
    found.append(f"count={_bucket(count)}")
    if len(span) == 1:
        if span.key in cues.lower:
            found.append("doc:lower")
        if span.key in cues.persons:
            found.append(f"doc:person&{known(span.flags)}")
        if span.key in cues.longer:
            found.append("doc:longer")
    if before_surname(span, cues):
        found.append("doc:next-alone")
    placed = cues.placed[span.key]
    found.append(f"doc:placed={_bucket(placed)}&{min(4 * placed // count, 3) if count else 0}")


def before_surname(span: Span, cues: DocumentCues) -> bool:
    """The next word is a capitalised one that stands alone elsewhere: "Vladimir" before "Putin"."""
    tokens, last = cues.tokens, span.last
    if len(span) > 1 or last >= len(tokens) or tokens.gaps[last] != " ":
        return False
    after = tokens.words[last]
    place = "after" in after.classes or "organisation" in after.classes or last in cues.flags_from
    return after.shape == "title" and not place and after.key in cues.alone


def _class(word: Word | None) -> str:
    """One class for a word: its first, else what its shape tells."""
    if word is None:
        return "-"
    return word.classes[0] if word.classes else word.shape


def _word_after(tokens: Tokens, last: int) -> Word | None:
    if last >= len(tokens) or tokens.opens_sentence(last):
        return None
    return tokens.words[last]


def _gap_after(tokens: Tokens, last: int) -> str:
    return tokens.gaps[last] if last < len(tokens) else tokens.text[tokens.ends[last - 1] :][:3]


_GAPS = {" ": "s", ", ": "c", "-": "h", "–": "h", "’": "p", "'": "p", "/": "l", ". ": "d"}


def _gap_class(gap: str, opens: bool) -> str:
    """Space, comma, hyphen, possessive, slash, stop; brackets, quotes; sentence border; other."""
    if known := _GAPS.get(gap):
        return "b" if opens and known in "d" else known
    if opens:
        return "n" if "\n" in gap else "b"
    for sign, name in (
        ("(", "k"),
        (")", "k"),
        ("“", "q"),
        ('"', "q"),
        ("‘", "q"),
        ("”", "q"),
        (",", "c"),
        ("—", "m"),
        ("--", "m"),
        (":", "o"),
        (";", "o"),
    ):
        if sign in gap:
            return name
    return "x"
