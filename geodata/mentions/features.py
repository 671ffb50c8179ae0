"""What speaks for and against a span being a place: cheap cues as short strings.

Three groups, so that each can be read on its own: the span itself (what the gazetteer and the
word lists say of it), its neighbours (words and classes at both sides), and the document (how
the same name stands elsewhere in it).
"""

from __future__ import annotations

from functools import lru_cache

from geodata.gazetteer import NameFlag
from geodata.mentions.cues import OTHER, SURE, DocumentCues, headed
from geodata.mentions.lexicon import Word, word
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
_LONGEST_LIST = 16  # words
_JOINING = frozenset(("and", "or", "to", "through"))
_BIG, _TOWN = int(NameFlag.BIG), int(NameFlag.TOWN)


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
    if length == 1:
        found.extend(_one_word(first.text, span.flags))
        return
    found.extend(_kind_cues(span.flags, length))
    found.append(f"shape={first.shape}/{last.shape}")
    found.append(f"ordinary={sum(w.ordinary for w in words[span.first : span.last])}/{length}")
    found.append(f"first={first.first_name}&{'&'.join(first.classes[:2])}&length={min(length, 3)}")
    found.append(f"person={min(first.first_name, 1)}{min(last.surname, 1)}{last.ordinary}")
    found.append(f"endings={last.key[-4:]}")
    if span.flags & OTHER:
        inner = cues.listed_from.get(span.first, 0)
        found.append(f"head={last.key}")
        found.append(f"holds={known(inner) if inner else 'none'}&{''.join(last.classes[-1:])}")
    found.extend(f"begins={c}" for c in first.classes)
    found.extend(f"ends={c}" for c in last.classes)


@lru_cache(maxsize=50_000)
def _one_word(text: str, flags: int) -> tuple[str, ...]:
    """The cues of a name of one word; made once a name."""
    name = word(text)
    first, last = min(name.first_name, 1), min(name.surname, 1)
    return (
        *_kind_cues(flags, 1),
        f"shape={name.shape}/{name.shape}",
        f"words={name.ordinary}{name.first_name}{name.surname}",
        f"words={name.ordinary}{first}{last}&{known(flags)}",
        f"letters={min(len(name.key), 8)}&{name.shape}",
        f"ending={name.key[-3:]}",
        f"ending={name.key[-4:]}",
        *(f"begins={c}" for c in name.classes),
        *(f"ends={c}" for c in name.classes),
    )


def _neighbours(found: list[str], span: Span, cues: DocumentCues) -> None:
    tokens = cues.tokens
    left_gap, right_gap = tokens.gaps[span.first], _gap_after(tokens, span.last)
    opens = tokens.opens_sentence(span.first)
    left = _gap_class(left_gap, opens)
    right = _gap_class(right_gap, span.last >= len(tokens) or tokens.opens_sentence(span.last))
    found.append(f"gaps={left}|{right}")
    before = None if opens else tokens.words[span.first - 1]
    after = _word_after(tokens, span.last)
    fame = known(span.flags)
    behind, ahead = cues.flags_to.get(span.first, 0), cues.flags_from.get(span.last, 0)
    found.extend(_side("before", before.text if before else "", left, behind, fame))
    found.extend(_side("after", after.text if after else "", right, ahead, fame))
    found.append(f"around={_class(before)}|{_class(after)}")
    if before and span.first >= 2 and not tokens.opens_sentence(span.first - 1):
        second = tokens.words[span.first - 2]
        found.append(f"before2={_class(second)}&{_class(before)}")
        found.append(
            f"before2w={second.key}" if second.shape == "lower" else f"before2s={second.shape}"
        )
    if kind := _listed_kind(span, tokens):
        found.append(f"list={kind}")
    if after and (second_after := _word_after(tokens, span.last + 1)):
        found.append(f"after2={_class(after)}&{_class(second_after)}")
        found.append(
            f"after2w={second_after.key}"
            if second_after.shape == "lower"
            else f"after2s={second_after.shape}"
        )
    _run(found, span, cues)


@lru_cache(maxsize=100_000)
def _side(side: str, text: str, gap: str, flags: int, fame: str) -> tuple[str, ...]:
    """Cues of the word at one side ("": none), across a kind of gap; made once a word.

    ``flags`` is what the gazetteer knows there, ``fame`` how well known the name itself is.
    """
    if not text:
        return f"{side}=none", f"{side}=-&{fame}"
    near = word(text)
    found = [f"{side}={name}&{gap}&{near.shape}" for name in near.classes or ("plain",)]
    found.append(f"{side}={_class(near)}&{fame}")
    if near.shape == "lower" or gap == "s":
        found.append(f"{side}w={near.key}&{gap}")
    if near.starts_name:
        first, last = min(near.first_name, 1), min(near.surname, 1)
        found.append(f"{side}n={first}{last}{near.ordinary}&{gap}")
        found.append(f"{side}p={kinds(flags)}&{gap}")
    return tuple(found)


def _listed_kind(span: Span, tokens: Tokens) -> str:
    """The plural that ends a list of names: "Ellsworth to Riley counties"."""
    at, words = span.last, tokens.words
    for _ in range(_LONGEST_LIST):
        if at >= len(words):
            return ""
        near, gap = words[at], tokens.gaps[at]
        if gap == " " and "plural" in near.classes:
            return "plural"
        joins = gap in (" ", ", ") and near.key in _JOINING
        if not joins and (not near.starts_name or gap not in (" ", ", ")):
            return ""
        if gap == " " and not joins and words[at - 1].key not in _JOINING:
            return ""
        at += 1
    return ""


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
    found.extend(cues.coherence.of(span.key, known(span.flags), len(span)))
    count = cues.counts[span.key]
    found.append(f"count={_bucket(count)}")
    if len(span) == 1:
        if span.key in cues.lower:
            found.append("doc:lower")
        if span.key in cues.persons:
            found.append(f"doc:person&{known(span.flags)}")
        elif span.key in cues.seconds:
            found.append(f"doc:second&{known(span.flags)}")
        if how := cues.extended.get(span.key):
            found.append(f"doc:{how}")
    longest = cues.around.get(span.first)
    if longest and len(longest) > len(span):
        head = cues.tokens.words[longest.last - 1]
        what = headed(head) if longest.flags == OTHER else "listed"
        side = "begins" if longest.first == span.first else "ends"
        found.append(f"within={what}&{side}")
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
