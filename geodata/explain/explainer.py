"""Why a mention was taken for a place, why it is meant so, and why it is this place.

The weights are those of the models that decided: a mention is explained by reading its text once
more in the same way, never by a second opinion.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from geodata.explain.reasons import Reason, Setting, summed, why_name, why_place, why_reading
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.geoparse import geoparse
from geodata.mentions.cues import DocumentCues
from geodata.mentions.features import features
from geodata.mentions.features.kinds import kinds
from geodata.mentions.find import hints_of, is_physical, named_spans
from geodata.mentions.model import load_models
from geodata.mentions.names import candidate_spans, is_uncased, prior
from geodata.mentions.reading import ReadingCues
from geodata.mentions.spans import Span, name_index
from geodata.mentions.tokens import tokenise
from geodata.model import Candidate, Document, Mention, Parsed, Resolution
from geodata.places.evidence import COLUMNS, Name
from geodata.places.groups import Matrix
from geodata.places.names import gather
from geodata.places.ranker import evidence, load_weights, softmax
from geodata.places.resolve import by_chance, seated

_HINTED = "what the other recogniser takes it for"
_PRIOR = "a rule on such names, beside what was learnt"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons behind one resolution, the weightiest first.

    ``taken`` speaks for the mention being a place, ``read`` for its being meant literally: both
    add up to log odds. ``candidates`` are the place and the runners-up with their probabilities;
    ``ranked`` compares the place with the ``rival`` that came next, as log odds between the two.
    ``notes`` say in whole sentences what no weights decide.
    """

    resolution: Resolution
    taken: tuple[Reason, ...] = ()
    read: tuple[Reason, ...] = ()
    candidates: tuple[tuple[Candidate, float], ...] = ()
    rival: Candidate | None = None
    ranked: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()


def explain(text: str | Document | Parsed, gazetteer: Gazetteer | None = None) -> list[Explanation]:
    """Explain every mention of a text, in text order.

    >>> [e.resolution.mention.surface for e in explain("Talks in Ashgabat, Turkmenistan")]
    ['Ashgabat', 'Turkmenistan']
    """
    gazetteer = gazetteer or Gazetteer.open()
    parsed = text if isinstance(text, Parsed) else geoparse(text, gazetteer)
    explainer = Explainer(parsed, gazetteer)
    return [explainer.explain(resolution) for resolution in explainer.resolutions]


class Explainer:
    """One parsed document; each mention is explained when it is asked for."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer) -> None:
        document = parsed.document
        self.document = document
        self.resolutions = parsed.resolutions
        self._gazetteer = gazetteer
        self._index = name_index(gazetteer)
        self._tokens = tokenise(document.text)
        self._hints = hints_of(document, self._tokens)
        named = named_spans(document, self._tokens, self._index)
        self._spans = {offsets: span for span, offsets, _ in named}
        self._readings = ReadingCues(self._tokens, [span for span, _, _ in named])

    def at(self, start: int) -> list[Explanation]:
        """Of the mentions that begin at a character: a described place and the name in it."""
        return [self.explain(r) for r in self.resolutions if r.mention.start == start]

    def explain(self, resolution: Resolution) -> Explanation:
        """Explain one of ``resolutions``."""
        mention = resolution.mention
        candidates = ((resolution.place, resolution.probability),) if resolution.place else ()
        span = self._spans.get((mention.start, mention.end))
        if mention.head is not None or span is None:
            return Explanation(
                resolution, candidates=candidates, notes=_described(self.document, resolution)
            )
        rival, ranked, notes = self._ranked(resolution)
        taken, rules = self._taken(span)
        read, meant = self._read(span)
        return Explanation(
            resolution,
            taken,
            read,
            (*candidates, *(resolution.runners_up or rival)),
            rival[0][0] if rival else None,
            ranked,
            (*rules, *meant, *notes),
        )

    @cached_property
    def _cues(self) -> DocumentCues:
        spans = candidate_spans(self._tokens, self._index, self._hints)
        return DocumentCues(self._tokens, spans, self._index)

    def _taken(self, span: Span) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
        if self.document.spans is not None:
            return (), ("The document says itself that this is a place.",)
        if is_uncased(span, self._cues):
            note = "In a script without capitals a name is taken for a place by how known it is."
            return (), (note,)
        weights, setting = load_models()["names"].weights, self._setting(span)
        weighed = [
            (why_name(cue, setting), weights.get(cue, 0.0)) for cue in features(span, self._cues)
        ]
        hinted = self._hints.prior(span) if self._hints else 0.0
        return summed([*weighed, (_PRIOR, prior(span, self._cues)), (_HINTED, hinted)]), ()

    def _read(self, span: Span) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
        if is_physical(span):
            return (), ("Waters and corridors are always meant literally.",)
        if self._readings.is_dateline(span):
            return (), ("A dateline tells where a report was written.",)
        weights, setting = load_models()["reading"].weights, self._setting(span)
        return summed(
            (why_reading(cue, setting), weights.get(cue, 0.0)) for cue in self._readings.of(span)
        ), ()

    def _setting(self, span: Span) -> Setting:
        tokens = self._tokens
        opens = tokens.opens[span.first]
        closes = tokens.opens[span.last]
        return Setting(
            before="" if opens else tokens.words[span.first - 1].text,
            after="" if closes else tokens.words[span.last].text,
            kinds=_kinds_known(span),
        )

    @cached_property
    def _names(self) -> tuple[list[Name], dict[Mention, int | None], list[Matrix]]:
        """The names of the document, which of them each mention is, and their evidence."""
        mentions = [r.mention for r in self.resolutions if r.mention.head is None]
        names, of_mention = gather(self.document.text, mentions, self._gazetteer)
        rows = evidence(names) if names else []
        return names, dict(zip(mentions, of_mention, strict=True)), rows

    def _ranked(
        self, resolution: Resolution
    ) -> tuple[tuple[tuple[Candidate, float], ...], tuple[Reason, ...], tuple[str, ...]]:
        """The next candidate with its chance, if there is one; what told it apart; notes."""
        names, of_mention, evidences = self._names
        at = of_mention.get(resolution.mention)
        if at is None or resolution.place is None:
            return (), (), (_unlisted(resolution),)
        candidates, rows = names[at].candidates, evidences[at]
        if names[at].key != fold_name(resolution.mention.surface):
            held = resolution.place.place_id.partition("@")[2] in {c.place_id for c in candidates}
            return (), (), (_HOLDING if held else _unlisted(resolution),)
        if len(candidates) == 1:
            return (), (), ("It is the only place of this name in the gazetteer.",)
        _, weights = load_weights()
        alone = softmax(rows @ weights).tolist()
        chances = seated(candidates, alone, names[at].cue)
        notes: tuple[str, ...] = () if chances is alone else (_SEATED,)
        first, second = by_chance(chances)[:2]
        best, rival = candidates[first], candidates[second]
        told = zip(COLUMNS, (rows[first] - rows[second]) * weights, strict=True)
        reasons = summed((why_place(column, best, rival), float(weight)) for column, weight in told)
        return ((rival, chances[second]),), reasons, notes


_SEATED = (
    "A province and its city share this name; without “province” beside it, the city is meant and"
    " takes over the province's chances."
)
_HOLDING = "The gazetteer has no place of this name; it is put at the place of the name in it."
_KNOWN_KINDS = ("country", "city", "admin", "water", "region", "landform", "site", "corridor")


def _kinds_known(span: Span) -> str:
    known = [kind for kind in kinds(span.flags).split("+") if kind in _KNOWN_KINDS]
    return ", ".join(known).replace("admin", "province or district") or "nothing"


def _unlisted(resolution: Resolution) -> str:
    if resolution.place is None:
        return f"It has no position: {resolution.reason or 'no place of this name is known'}."
    if resolution.basis == "known" and resolution.reason:
        return f"{resolution.reason}."
    return (
        "The gazetteer has no place of this name; it is put at the town that the text around it"
        " names most."
    )


def _described(document: Document, resolution: Resolution) -> tuple[str, ...]:
    mention = resolution.mention
    notes = [f"It is described, not named: “{mention.head}” is a kind of place."]
    if mention.ends:
        ends = (f"{role} “{document.text[start:end]}”" for role, start, end in mention.ends)
        notes.append(f"It is placed by what the text says of it: {', '.join(ends)}.")
    if resolution.reason:
        notes.append(f"{resolution.reason[:1].upper()}{resolution.reason[1:]}.")
    return tuple(notes)
