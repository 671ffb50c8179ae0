"""Mentions of one document -> names to be resolved together, with the cues the text gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.names import fold_name
from geodata.mentions.inflection import bases
from geodata.mentions.lexicon import word
from geodata.model import Candidate, Kind, Mention
from geodata.places.evidence import Name, contains

MOST_CANDIDATES = 80
_KIND_WORDS: dict[str, Kind] = {
    "county": "admin", "parish": "admin", "province": "admin", "state": "admin",
    "district": "admin", "oblast": "admin", "prefecture": "admin", "governorate": "admin",
    "region": "admin",
    "city": "city", "town": "city", "township": "city", "village": "city", "suburb": "city",
    "capital": "city", "hamlet": "city", "borough": "city",
    "river": "water", "lake": "water", "sea": "water", "gulf": "water", "strait": "water",
    "mountain": "landform", "mountains": "landform", "island": "landform", "desert": "landform",
}  # fmt: skip
_OWN_KINDS: dict[str, Kind] = {
    "sea": "water", "gulf": "water", "strait": "water", "ocean": "water", "river": "water",
    "county": "admin", "province": "admin", "oblast": "admin",
}  # fmt: skip
_GOES_ON = re.compile(r",? (?:(?:and|or) )?[^\W\d_a-z]")  # "the Kansas and Nebraska delegations"
_NO_NOUNS = frozenset(("inside", "toward", "of", "against", "joiner", "relative", "act", "article"))
# They have an article and a river of their name, and are mostly more than it.
_WITH_ARTICLE = frozenset(("bronx", "congo", "gambia", "ruhr", "saar", "yukon"))
_BEFORE = re.compile(r"(\w+) (?:of )?(?:the )?$")
_AFTER = re.compile(r"[ -](\w+)")
_HYPHENS = frozenset("-‑–")
_LISTED = re.compile(r",\s|,?\s(?:and|or|&)\s(?:the\s)?|\s?/\s?")
_QUALIFIED = re.compile(r",\s|\s?\(|,?\s(?:in|of)\s(?:the\s)?(?:state\sof\s|province\sof\s)?")


def gather(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[list[Name], list[int | None]]:
    """Names with candidates, and for each mention the index of its name (None: no candidate).

    One sense a document: mentions of the same name share it, apart from those that are followed
    by a qualifier of their own. What no list has takes the candidates of the name in it, under
    that name's key: "Hartford Hospital" is somewhere in a Hartford.
    """
    names: list[Name] = []
    index: dict[tuple[str, str], int] = {}
    of_mention: list[int | None] = []
    for at, mention in enumerate(mentions):
        surface = mention.surface
        candidates = _of_own_kind(surface, places_named(surface, gazetteer))
        rivers = _rivers(text, mention, gazetteer, only=not candidates)
        candidates = rivers or candidates
        named = bool(candidates)
        if not named:
            surface, candidates = _named_in(surface, gazetteer)
        if not candidates:
            of_mention.append(None)
            continue
        key = fold_name(surface)
        qualifier = _qualifier(text, mentions, at, candidates, gazetteer)
        cue = "water" if rivers else _cue(text, mention) if named else None
        sense = (key, fold_name(qualifier.surface) if qualifier else cue or "")
        if sense not in index:
            index[sense] = len(names)
            names.append(Name(key, candidates, cue, weight=0))
        names[index[sense]].weight += named
        of_mention.append(index[sense])
    _link_neighbours(text, mentions, of_mention, names, gazetteer)
    return names, of_mention


def _rivers(
    text: str, mention: Mention, gazetteer: Gazetteer, *, only: bool
) -> tuple[Candidate, ...]:
    """What "along the Mississippi" means: a state has no article, and "the Ohio senator" a noun.

    ``only``: nothing else is known by this name.
    """
    start, name = mention.start, mention.surface
    if text[max(0, start - 4) : start].casefold() != "the " or fold_name(name) in _WITH_ARTICLE:
        return ()
    if not only and _owns_noun(text, mention.end):
        return ()
    found = gazetteer.candidates(f"{name} River")
    return tuple(c for c in found if c.kind == "water")


def _owns_noun(text: str, end: int) -> bool:
    """A noun or a list of names seems to follow that the name belongs to: "the Ohio-based firm"."""
    after = _AFTER.match(text, end)
    if text[end : end + 1] in _HYPHENS:
        return True
    if after and not after[1].endswith("ed") and _NO_NOUNS.isdisjoint(word(after[1]).classes):
        return True
    return _GOES_ON.match(text, end) is not None


def _named_in(surface: str, gazetteer: Gazetteer) -> tuple[str, tuple[Candidate, ...]]:
    """The longest name that a longer one begins with, past directions, or has after "of"."""
    words = surface.split()
    if "of" in words:
        words = [w for w in words[words.index("of") + 1 :] if w != "the"]
    while len(words) > 1 and "direction" in word(words[0]).classes:
        del words[0]
    for last in range(len(words), 0, -1):
        name = " ".join(words[:last])
        found = tuple(c for c in places_named(name, gazetteer) if c.match != "demonym")
        if found and (last > 1 or not word(name).ordinary):
            return name, found
    return "", ()


def _of_own_kind(surface: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Those of the kind that the name itself says, if there are any: the Red Sea is a sea."""
    kind = _OWN_KINDS.get(surface.rpartition(" ")[2].casefold())
    return tuple(c for c in candidates if c.kind == kind) or candidates


def places_named(surface: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What a name can mean; an adjective its country only where it means nothing else."""
    found = gazetteer.candidates(surface)[:MOST_CANDIDATES]
    if not found and " " not in surface:
        forms = (gazetteer.candidates(key) for key, _, _ in bases(surface))
        found = next((some for some in forms if some), ())[:MOST_CANDIDATES]
    if not found or found[-1].match != "demonym":  # demonyms come last
        return found
    places = tuple(c for c in found if c.match != "demonym")
    return places or found  # a span that others give may be an adjective: its country then


def _qualifier(
    text: str,
    mentions: Sequence[Mention],
    at: int,
    candidates: Sequence[Candidate],
    gazetteer: Gazetteer,
) -> Mention | None:
    """The next mention, where it is written as what holds this one and can be."""
    if at + 1 >= len(mentions):
        return None
    following = mentions[at + 1]
    between = text[mentions[at].end : following.start]
    if len(between) > 14 or not _QUALIFIED.fullmatch(between):
        return None
    areas = [
        c for c in places_named(following.surface, gazetteer) if c.kind in ("country", "admin")
    ]
    held = any(contains(area, c) for area in areas for c in candidates)
    return following if held else None


def _link_neighbours(
    text: str,
    mentions: Sequence[Mention],
    of_mention: Sequence[int | None],
    names: list[Name],
    gazetteer: Gazetteer,
) -> None:
    """Point each name at its qualifier and at its neighbours in a list.

    Unqualified mentions of a name follow the qualified ones, if these agree.
    """
    for at, (mine, following) in enumerate(pairwise(of_mention)):
        if mine is None or following is None or mine == following:
            continue
        if following in names[mine].qualifiers:
            continue
        if _qualifier(text, mentions, at, names[mine].candidates, gazetteer):
            names[mine].qualifiers.append(following)
        elif _LISTED.fullmatch(text, mentions[at].end, mentions[at + 1].start):
            names[mine].listed.append(following)
            names[following].listed.append(mine)
    _share_qualifiers(names)


def _share_qualifiers(names: list[Name]) -> None:
    by_key: dict[str, list[Name]] = {}
    for name in names:
        by_key.setdefault(name.key, []).append(name)
    for same in by_key.values():
        senses = [name.qualifiers for name in same if name.qualifiers]
        if len(senses) == 1:
            for name in same:
                name.qualifiers = list(senses[0])


def _cue(text: str, mention: Mention) -> Kind | None:
    """The kind that a word beside the name says: "the city of X", "X province"."""
    last = mention.surface.rpartition(" ")[2].casefold()
    if " " in mention.surface and last in _KIND_WORDS:
        return _KIND_WORDS[last]
    after = _AFTER.match(text, mention.end)
    if after and (kind := _KIND_WORDS.get(after[1].casefold())):
        return kind
    before = _BEFORE.search(text, max(0, mention.start - 24), mention.start)
    return _KIND_WORDS.get(before[1].casefold()) if before else None
