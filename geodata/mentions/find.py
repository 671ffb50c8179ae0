"""The whole of recognition: text in, mentions out, in text order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from geodata.gazetteer import Gazetteer, NameFlag
from geodata.gazetteer.names import fold_name
from geodata.mentions.described import Described, Describer
from geodata.mentions.hints import Hints
from geodata.mentions.model import LinearModel, load_models, probability
from geodata.mentions.names import find_names
from geodata.mentions.reading import ReadingCues
from geodata.mentions.spans import NameIndex, Span, name_index
from geodata.mentions.tokens import Tokens, tokenise
from geodata.model import Document, Kind, Mention

_KIND_OF_FLAG: tuple[tuple[NameFlag, Kind], ...] = (
    (NameFlag.CORRIDOR, "corridor"),
    (NameFlag.COUNTRY, "country"),
    (NameFlag.REGION, "region"),
    (NameFlag.WATER, "water"),
    (NameFlag.CITY, "city"),
    (NameFlag.ADMIN, "admin"),
    (NameFlag.LANDFORM, "landform"),
    (NameFlag.SITE, "site"),
)

_CURRENCIES = "$€£¥"
_GIVEN = 30.0  # log odds of a span that others give
_PHYSICAL = int(NameFlag.CORRIDOR | NameFlag.WATER)  # nobody governs in their name


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """All mentions of a document; where it brings ``spans``, exactly these."""
    models, index = load_models(), name_index(gazetteer)
    tokens = tokenise(document.text)
    names = named_spans(document, tokens, index)
    spans = [span for span, _, _ in names]
    readings = ReadingCues(tokens, spans)
    found = [
        _name(document, offsets, span, log_odds, readings, models["reading"])
        for span, offsets, log_odds in names
    ]
    if document.spans is not None:
        return found
    found += [_described(document, tokens, d) for d in Describer(tokens, spans, index).find()]
    return sorted(found, key=lambda m: (m.start, -m.end))


def named_spans(
    document: Document, tokens: Tokens, index: NameIndex
) -> list[tuple[Span, tuple[int, int], float]]:
    """The words of each name with its offsets in the text and its log odds of being a place."""
    if document.spans is not None:
        given = given_spans(tokens, document.spans, index)
        return [(span, (start, end), _GIVEN) for span, start, end in given]
    names = find_names(tokens, index, load_models()["names"], hints_of(document, tokens))
    return [(span, span.offsets(tokens), log_odds) for span, log_odds in names]


def hints_of(document: Document, tokens: Tokens) -> Hints | None:
    """What another recogniser says of a document, if one was asked."""
    return Hints(tokens, document.hints) if document.hints else None


def is_physical(span: Span) -> bool:
    """A water or a corridor, which is always meant literally."""
    return bool(span.flags & _PHYSICAL)


def given_spans(
    tokens: Tokens, spans: Sequence[tuple[int, int]], index: NameIndex
) -> list[tuple[Span, int, int]]:
    """The words that spans found elsewhere touch, with the spans as they were given."""
    found = []
    for start, end in sorted(set(spans)):
        first = bisect_right(tokens.ends, start)
        last = max(bisect_left(tokens.starts, end), first + 1)
        if first < len(tokens):
            key = fold_name(tokens.text[start:end])
            found.append((Span(first, last, key, index.keys.get(key, 0)), start, end))
    return found


def _name(
    document: Document,
    offsets: tuple[int, int],
    span: Span,
    log_odds: float,
    readings: ReadingCues,
    model: LinearModel,
) -> Mention:
    start, end = offsets
    surely = is_physical(span) or readings.is_dateline(span)
    literal = surely or model.score(readings.of(span)) > 0
    return Mention(
        document.id,
        start,
        end,
        document.text[start:end],
        _kind(span.flags),
        "literal" if literal else "associative",
        "names",
        round(probability(log_odds), 4),
    )


@lru_cache(maxsize=4096)
def _kind(flags: int) -> Kind:
    return next((kind for flag, kind in _KIND_OF_FLAG if flags & flag), "other")


def _described_kind(d: Described) -> Kind:
    if d.noun.group == "stand-in":
        return "city" if d.head == "capital" else "country"
    return "corridor" if d.noun.group == "route" else "site"


def _described(document: Document, tokens: Tokens, d: Described) -> Mention:
    start, end = tokens.starts[d.first], tokens.ends[d.last - 1]
    start -= start > 0 and document.text[start - 1] in _CURRENCIES  # "a $28bn chip factory"
    ends = tuple((role, *span.offsets(tokens)) for role, span in d.ends)
    return Mention(
        document.id,
        start,
        end,
        document.text[start:end],
        _described_kind(d),
        "literal",
        "described",
        0.8,
        head=d.head,
        anchor=ends[0][1:] if ends else None,
        ends=ends,
    )
