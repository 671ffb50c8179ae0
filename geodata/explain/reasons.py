"""Cues and evidence in plain words: one table from what a model weighs to what a person reads.

Cues that say the same to a person are one reason; its weight is the sum of theirs, so that the
reasons of a decision together still add up to its log odds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.model import Candidate, Kind


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a decision (``weight`` above 0) or against it, in log odds."""

    words: str
    weight: float


def summed(weighed: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    """One reason for each phrase, the weightiest first; what weighs nothing is left out."""
    sums: defaultdict[str, float] = defaultdict(float)
    for words, weight in weighed:
        sums[words] += weight
    ordered = sorted(sums.items(), key=lambda item: -abs(item[1]))
    return tuple(Reason(words, weight) for words, weight in ordered if weight)


@dataclass(frozen=True, slots=True)
class Setting:
    """What phrases quote: the words beside a name, "" where its sentence begins or ends."""

    before: str
    after: str
    kinds: str


_HEAD = re.compile(r"[\w:]+")  # the part of a cue that says what it is about
_ABOUT: dict[str, str] = {
    "kind": "kinds", "kinds": "kinds", "letters": "form", "shape": "form", "length": "form",
    "bias": "form", "words": "word", "ordinary": "word", "first": "word", "person": "word",
    "begins": "part", "ends": "part", "gaps": "beside", "around": "beside", "run": "run",
    "run:organisation": "body", "run:organisation-before": "body", "run:of": "body",
    "count": "often", "doc:lower": "lower", "doc:person": "person", "doc:second": "person",
    "doc:next-alone": "surname", "doc:place": "longer", "doc:site": "longer",
    "doc:name": "longer", "doc:before": "longer", "doc:end": "longer", "within": "within",
    "doc:placed": "placed", "list": "list",
    "coherent": "coherent", "coherent:province": "coherent", "coherent:country": "coherent",
    "ending": "look", "endings": "look", "head": "part", "holds": "holds",
}  # fmt: skip
_ABSENT = {"words=000": "no word", "run=0|0": "no run", "doc:placed=0": "not placed"}
_NAME_WORDS = {
    "kinds": "what the gazetteer knows by this name: {kinds}",
    "form": "how it is written: its length and its capitals",
    "word": "how rare it is as an ordinary word, a first name or a surname",
    "no word": "it is no ordinary word, first name or surname",
    "part": "its own words, as names of places have them",
    "before": "the word before it: “{before}”",
    "after": "the word after it: “{after}”",
    "opens": "it begins its sentence",
    "closes": "nothing follows it in its sentence",
    "beside": "the signs and words on both sides of it",
    "run": "capitalised words stand beside it",
    "no run": "no other capitalised words stand beside it",
    "body": "the name of a body that it stands in",
    "held": "what is said to be “of” it",
    "often": "how often the text has it",
    "lower": "the text has the same word without a capital",
    "person": "the text has a person of this name",
    "longer": "the text has it as part of a longer name",
    "within": "it stands in a longer name here",
    "list": "what the list that it stands in is a list of",
    "look": "its last letters, as names of places have them",
    "coherent": "whether places of this name lie where the text's other places lie",
    "holds": "the name that it begins with",
    "surname": "the next word stands alone elsewhere, as surnames do",
    "placed": "the text has it after words such as “in” and “from”",
    "not placed": "the text never has it after words such as “in” and “from”",
}


def why_name(cue: str, setting: Setting) -> str:
    """A cue of the model "names"."""
    head = _head(cue)
    topic = _ABOUT.get(head, "beside")
    topic = _ABSENT.get(cue.partition("&")[0], topic)
    if head.startswith("before"):
        topic = "before" if setting.before else "opens"
    elif head.startswith("after"):
        topic = "after" if setting.after else "closes"
    elif head.startswith(("of:", "of-lower:")):
        topic = "held"
    return _fill(_NAME_WORDS[topic], setting)


_BEFORE = "the words before it: “{before}”"
_AFTER = "what follows it: “{after}”"
_CLAUSE = {  # by the classes of clauses.toml
    "attack": "attack", "visit": "travel", "traffic": "traffic", "relation": "relations",
    "help": "help or pressure", "stance": "will or opinion",
}  # fmt: skip
_PLACED = {
    "behind": "the name before its comma: “Lagos, Nigeria”",
    "ahead": "the name behind its comma: “Lagos, Nigeria”",
    "frame": "it is one end of “from … to …” or “between … and …”",
    "dateline": "it opens its paragraph as a dateline does",
}


def why_reading(cue: str, setting: Setting) -> str:
    """A cue of the model "reading"."""
    head = _head(cue)
    side = head.partition(":")[0]
    if side == "clause":
        return f"a word of {_CLAUSE[cue.partition('=')[2].partition('&')[0]]} stands in its clause"
    if side in ("governor", "governors", "governor2", "article", "listed"):
        return _fill(_BEFORE if setting.before else _NAME_WORDS["opens"], setting)
    if side in ("after", "owned", "comma", "hyphen"):
        return _fill(_AFTER if setting.after else _NAME_WORDS["closes"], setting)
    if side in _PLACED:
        return _PLACED[side]
    if side == "others":
        return "how many other places its sentence names"
    if side in ("bias", "length"):
        return "how such names are mostly meant"
    return _fill(_NAME_WORDS["kinds"], setting)


def _head(cue: str) -> str:
    found = _HEAD.match(cue)
    head = found[0] if found else cue
    return head if head in _ABOUT or "=" in cue else cue.partition("&")[0]


def _fill(words: str, setting: Setting) -> str:
    # Not str.format: the words come from a text and may hold braces.
    for name in ("kinds", "before", "after"):
        if f"{{{name}}}" in words:
            return words.replace(f"{{{name}}}", getattr(setting, name))
    return words


_EVIDENCE: dict[str, str] = {
    "population": "its population", "population:admin": "its population",
    "population:share": "its population", "world:population": "its population",
    "first": "its prominence among places of this name",
    "rank": "its prominence among places of this name",
    "world:rank": "its prominence, in a text on several countries",
    "world:great": "its prominence, in a text on several countries",
    "world:admin": "its prominence, in a text on several countries",
    "alternate": "how well it is known by this name",
    "abbreviation": "how well it is known by this name",
    "kind:cued": "the text says what kind of place it is",
    "kind:uncued": "the text says what kind of place it is",
    "country:named": "its country is named in the text",
    "country:implied": "other places of the text lie in its country",
    "country:share": "other places of the text lie in its country",
    "world:country:implied": "other places of the text lie in its country",
    "admin:named": "its province or state is named in the text",
    "admin:implied": "other places of the text lie in its province or state",
    "admin:share": "other places of the text lie in its province or state",
    "county:named": "its county or district is named in the text",
    "county:implied": "other places of the text lie in its county or district",
    "near:60km": "other places of the text lie within 60 km",
    "near:200km": "other places of the text lie within 200 km",
    "world:near:200km": "other places of the text lie within 200 km",
    "near:800km": "other places of the text lie within 800 km",
    "qualified": "the text qualifies it",
    "qualified:not": "the text qualifies it",
    "qualifies": "it qualifies the name before it",
    "listed:alike": "it is of one kind with its neighbours in a list",
    "listed:country": "it lies in one country with its neighbours in a list",
}  # fmt: skip

KIND_WORDS: dict[Kind, str] = {
    "city": "a city or town", "country": "a country", "admin": "a province or district",
    "region": "a region", "water": "a water", "landform": "a landform",
    "corridor": "a corridor", "site": "a site", "other": "another kind of place",
}  # fmt: skip


def why_place(column: str, chosen: Candidate, other: Candidate) -> str:
    """A column of evidence that tells two candidates apart."""
    if column.startswith("kind:") and column not in _EVIDENCE:
        return f"it is {KIND_WORDS[chosen.kind]}, not {KIND_WORDS[other.kind]}"
    return _EVIDENCE[column]
