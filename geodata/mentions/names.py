"""Names of places: the spans that the model takes for places, the best ones without overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from geodata.gazetteer import NameFlag
from geodata.mentions.corridors import begins_company, named_corridors, names_company
from geodata.mentions.cues import SURE, DocumentCues
from geodata.mentions.features import cues_of, facts_of
from geodata.mentions.features.document import before_surname
from geodata.mentions.features.kinds import known
from geodata.mentions.hints import Hints
from geodata.mentions.model import LinearModel
from geodata.mentions.spans import NameIndex, Span
from geodata.mentions.tokens import Tokens
from geodata.mentions.unlisted import unlisted

PLACE = int(
    NameFlag.COUNTRY | NameFlag.CITY | NameFlag.ADMIN | NameFlag.WATER | NameFlag.REGION
    | NameFlag.LANDFORM | NameFlag.SITE | NameFlag.CORRIDOR | NameFlag.OTHER
)  # fmt: skip
_OTHER = int(NameFlag.OTHER)
_CORRIDOR = int(NameFlag.CORRIDOR)
_CORRIDOR_PRIOR = 6.0
_WHOLE_PRIOR = 5.0
_BODY_PRIOR = 4.0
_PERSON_PRIOR = 2.0
_AFFIX_PRIOR = 1.5
_LOCAL_PRIOR = 1.5
_UNCASED = {"sure": 3.0, "big": 1.0, "town": -2.0, "small": -3.0}
_SHORTEST_UNCASED = 3  # letters
_CURRENCIES = ("$", "€", "£", "¥")
LEAST = -0.35  # log odds


def find_names(
    tokens: Tokens, index: NameIndex, model: LinearModel, hints: Hints | None = None
) -> list[tuple[Span, float]]:
    """Spans with their log odds of being a place, in text order, none overlapping.

    A span is taken from somewhat less than even odds on: so F1 is best.
    """
    spans = candidate_spans(tokens, index, hints)
    cues = DocumentCues(tokens, spans, index)
    taken = blocs(spans, index)
    scored = [
        (span, _score(span, cues, model) + (hints.prior(span) if hints else 0.0))
        for span in spans
        if may_be_place(span) and (not taken or taken.isdisjoint(range(span.first, span.last)))
    ]
    return best_apart([row for row in scored if row[1] > LEAST])


def blocs(spans: Sequence[Span], index: NameIndex) -> set[int]:
    """The words of names like "Shanghai Cooperation Organization", in which nothing is a place."""
    named = (span for span in spans if span.flags & _OTHER and span.key in index.keys)
    return {word for span in named for word in range(span.first, span.last)}


def _score(span: Span, cues: DocumentCues, model: LinearModel) -> float:
    """Log odds; in a script without capitals, which the corpora lack, by how known the name is."""
    if is_uncased(span, cues):
        return (
            _UNCASED[known(span.flags)] if len(span.key) >= _SHORTEST_UNCASED else _UNCASED["small"]
        )
    return model.score_facts(facts_of(span, cues), cues_of) + prior(span, cues)


def is_uncased(span: Span, cues: DocumentCues) -> bool:
    """Written in a script without capitals."""
    return cues.tokens.words[span.first].shape == "uncased"


def may_be_place(span: Span) -> bool:
    """More than an adjective or a people: "Iranian" is no mention, "Georgian" might be a town."""
    return bool(span.flags & PLACE)


def prior(span: Span, cues: DocumentCues) -> float:
    """What the corpora have too few of to learn: corridors, and some endings.

    Corpora disagree on the places inside the names of treaties and papers; the project's
    guidelines do not count them. Where a whole name is known it is better than its parts:
    "Caspian sea" than "Caspian", "Washington, DC" than "Washington" and "DC".
    """
    tokens, last = cues.tokens, cues.tokens.words[span.last - 1]
    log_odds = 0.0
    if span.flags & _CORRIDOR:
        log_odds += -_CORRIDOR_PRIOR if names_company(tokens, span.last) else _CORRIDOR_PRIOR
    if span.back < 0:  # Turkish parts affixes from names alone
        log_odds += _AFFIX_PRIOR
    if _locates_body(span, tokens):
        log_odds += _LOCAL_PRIOR
    if span.last - span.first > 1:
        if last.shape == "lower":
            log_odds += _WHOLE_PRIOR
        if last.key == "dc":
            log_odds += 2 * _WHOLE_PRIOR
    elif _of_person(span, cues):
        log_odds -= _PERSON_PRIOR
    if no_place(span, tokens):
        log_odds -= _BODY_PRIOR
    return log_odds


def _of_person(span: Span, cues: DocumentCues) -> bool:
    """The one word of a name is rather somebody's."""
    if span.flags & SURE:
        named = cues.tokens.words[span.first].first_name > 0 and _is_first_name(span, cues)
    else:
        named = before_surname(span, cues)
    return named or _titled(span, cues.tokens)


def no_place(span: Span, tokens: Tokens) -> bool:
    """What stands around a name makes it part of the name of something else."""
    gap = tokens.gaps[span.last]
    if gap != " " and gap.startswith(_CURRENCIES):  # "US$100"
        return True
    return _goes_on(span, tokens, gap) or _held(span, tokens) or _generic(span, tokens)


def _goes_on(span: Span, tokens: Tokens, gap: str) -> bool:
    """What is behind it makes it the name of a body, a company or a disease: "Marburg virus"."""
    if span.last >= len(tokens.words) or gap not in (" ", "-"):
        return False
    after = tokens.words[span.last]
    if after.classes and "disease" in after.classes:
        return True
    return (
        gap == " "
        and after.starts_name
        and (_names_body(span, tokens) or begins_company(tokens, span.last))
    )


def _locates_body(span: Span, tokens: Tokens) -> bool:
    """A town's or county's own body follows: "Carthage Police Chief", "DeKalb City Council"."""
    words, gaps, last = tokens.words, tokens.gaps, span.last
    if gaps[last] != " " or last >= len(words) or not words[last].classes:  # as most words
        return False
    if words[last].key in ("city", "county"):
        last += 1
        if gaps[last] != " " or last >= len(words):
            return False
    classes = words[last].classes
    return "local" in classes and "facility" not in classes  # a building is a place itself


def _titled(span: Span, tokens: Tokens) -> bool:
    """A title stands right before it: "Mr. Washington"."""
    before = tokens.words[span.first - 1] if span.first else None
    if not before or not before.classes or tokens.gaps[span.first] not in (" ", ". "):
        return False
    return (
        "title" in before.classes and before.shape != "lower" and before.key not in ("st", "saint")
    )


def _is_first_name(span: Span, cues: DocumentCues) -> bool:
    """A state that is also a first name stands before an unknown capital: "Georgia Stanway"."""
    tokens, last = cues.tokens, span.last
    if tokens.gaps[last] != " " or last >= len(tokens) or last in cues.flags_from:
        return False
    after = tokens.words[last]
    unknown = after.shape == "title" and not (after.ordinary or after.classes)
    runs_on = (
        last + 1 < len(tokens)
        and tokens.gaps[last + 1] == " "
        and tokens.words[last + 1].starts_name
    )
    return unknown and not runs_on


def _generic(span: Span, tokens: Tokens) -> bool:
    """One word that is a direction, a kind of body or a firm: "the West", "Hitachi"."""
    classes = tokens.words[span.first].classes
    if not classes or span.last - span.first > 1:
        return False
    return "direction" in classes or "organisation" in classes or "firm" in classes


def _held(span: Span, tokens: Tokens) -> bool:
    """ "Bank of England", "Duke of York": the name is part of another's."""
    if span.first < 2 or tokens.words[span.first - 1].key != "of":
        return False
    head = tokens.words[span.first - 2]
    return "holder" in head.classes and head.starts_name and tokens.gaps[span.first] == " "


def _names_body(span: Span, tokens: Tokens) -> bool:
    """The name begins that of a treaty, body or newspaper: "Shanghai Cooperation Organization"."""
    for i in range(span.last, min(span.last + 4, len(tokens))):
        word = tokens.words[i]
        if tokens.gaps[i] != " " or word.shape not in ("title", "upper"):
            return False
        if "body" in word.classes:
            return True
    return False


def candidate_spans(tokens: Tokens, index: NameIndex, hints: Hints | None = None) -> list[Span]:
    """All spans that may be names of places, overlapping ones included."""
    keys = index.keys
    spans = [*index.spans(tokens), *unlisted(tokens, keys), *named_corridors(tokens, keys)]
    return [*spans, *hints.spans(spans, keys)] if hints else spans


def best_apart(scored: Sequence[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """Of spans with their log odds, those apart from each other that exceed LEAST by most in sum.

    Weighted interval scheduling.
    """
    rows = sorted(scored, key=lambda row: row[0].last)
    ends = [span.last for span, _ in rows]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for i, (span, log_odds) in enumerate(rows):
        free = bisect_right(ends, span.first, 0, i)
        taken = best[free][0] + log_odds - LEAST
        best.append((taken, free, True) if taken > best[i][0] else (best[i][0], i, False))
    chosen, i = [], len(rows)
    while i:
        _, back, taken_here = best[i]
        if taken_here:
            chosen.append(rows[i - 1])
        i = back
    return chosen[::-1]
