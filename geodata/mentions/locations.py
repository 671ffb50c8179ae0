"""Where a described thing is: the phrases behind its head noun, and the names in them by role.

"in neighboring Tajikistan", "in the Iraqi province of Anbar", "60 km north-west of Faya", "in the
mountains east of Hoeryong", "from Lothair in South Africa to Sidvokodvo", "off the coast of
Denmark", "where the Kama meets the Volga".
"""

from __future__ import annotations

from geodata.gazetteer import NameFlag
from geodata.mentions.leads import Lead, Leads
from geodata.mentions.lines import Ends
from geodata.mentions.nouns import Noun
from geodata.mentions.spans import Span

_MOST_ENDS = 40  # of a route: a sentence without an end is read in linear time
_TWO_ENDED = frozenset(("between", "connecting", "linking"))
_LINE_ROLES = {
    "border": "border", "frontier": "border", "coast": "coast", "coastline": "coast",
    "shore": "coast", "shoreline": "coast",
}  # fmt: skip
_JOINED = frozenset((" ", " [", "\u00a0"))
_CONTINUED = frozenset((" ", "\u00a0", "’ ", "” ", '" ', "' "))
_LISTED = frozenset(("and", "or"))
_MOST_BETWEEN = 3  # words between a head noun and its location
_MOST_BY = 5  # words of "run by the Russian army"
_MOST_PEOPLE = 3  # words of "for displaced people"
_MOST_MEETING = 3  # words of "flows into the"


class Locations:
    """Reads location phrases of the text whose ``leads`` are read."""

    def __init__(self, leads: Leads) -> None:
        self.leads = leads
        self.tokens, self.keys, self.words = leads.tokens, leads.keys, leads.words
        self.line_at, self.name_from = leads.line_at, leads.name_from

    def may_open(self, at: int) -> bool:
        """A location may begin with word ``at``."""
        if not self._continues(at) or at >= len(self.tokens):
            return False
        word = self.tokens.words[at]
        return word.key in self.words["begins"] or word.key[:1].isdigit()

    def after(self, at: int, noun: Noun) -> tuple[int, Ends]:
        """The phrases that follow a head from word ``at`` on: where they end, and their names."""
        return self._of_route(at) if noun.group == "route" else self._of_site(at, noun)

    def _of_site(self, at: int, noun: Noun) -> tuple[int, Ends]:
        ends: Ends = []
        last, at = at, self._past_participle(at)
        while at < len(self.tokens) and self._continues(at):
            if name := self._other_end(at, ends):  # "on the road from Lima to Arequipa"
                ends[-1:] = [("between", ends[-1][1]), ("between", name)]
                at = last = name.last
            elif met := self._meeting(at):
                ends.extend(("where", name) for name in met)
                at = last = met[-1].last
            elif name := self._inside_of(at):
                ends.append((self.tokens.words[at].key, name))
                at = last = name.last
            elif lead := self.leads.after(at) or self._across(at, noun):
                at = last = self._take(lead, ends)
            elif ends and (name := self._listed(at)):  # "refineries in Slovakia and Hungary"
                ends.append((ends[-1][0], name))
                at = last = self._past_generic(name.last)
            else:
                break
        return last, ends

    def _take(self, lead: Lead, ends: Ends) -> int:
        """Adds the names that a lead ends at; the word behind them."""
        if lead.line:
            ends.extend((_LINE_ROLES[lead.line.noun.singular], span) for _, span in lead.line.ends)
            return lead.line.last
        assert lead.name is not None  # a lead has either
        ends.append((lead.role, lead.name))
        last = lead.name.last
        if owned := self._owned(lead.name):  # "in Iraq's Anbar", "in Kenya's capital Nairobi"
            ends.append((lead.role, owned))
            last = owned.last
        return self._past_generic(last)

    def _of_route(self, at: int) -> tuple[int, Ends]:
        accepted = self.words["routing"]
        ends: Ends = []
        last, role, opening = at, "", ""
        while len(ends) < _MOST_ENDS and at < len(self.tokens) and self._continues(at):
            word = self.tokens.words[at].key
            if word in accepted and (line := self.line_at(at + 1)):
                role = _role(word, opening, role)  # "to the Chinese border at Zamyn-Uud"
                place = self._qualifying(line.last, ("at", "near"))
                ends.append((role, place or line.ends[-1][1]))
                at = last = place.last if place else line.last
            elif name := self._governed(at, accepted) or self._inside_of(at, accepted):
                opening = opening if word in ("and", "with") else word
                role = _role(word, opening, role)
                ends.append((role, name))
                at = last = name.last
                if owned := self._owned(name):
                    ends.append((role, owned))
                    at = last = owned.last
            elif ends and (name := self._qualifying(at, ("in", "near"))):
                at = last = name.last
            else:
                break
        return last, ends

    def _governed(self, at: int, accepted: frozenset[str]) -> Span | None:
        """The name behind a preposition of those, past what may stand between."""
        return self.leads.governed(at) if self.tokens.words[at].key in accepted else None

    def _past_participle(self, at: int) -> int:
        """The word after "under construction", "located", "being built", "run by the army"."""
        words = self.tokens.words
        keys = [w.key for w in words[at : at + 3]]
        i = at + 2 if keys[:2] == ["under", "construction"] else at
        i = at + 3 if keys[::2] == ["of", "own"] else i  # "of its own"
        while i < len(words) and i - at < _MOST_BETWEEN and self.tokens.gaps[i] == " ":
            if words[i].key not in self.words["between"]:
                break
            i += 1
        return self._past_agent(i)

    def _past_agent(self, at: int) -> int:
        """The word after "run by the army", "owned by a Chinese firm", "for war orphans"."""
        words, gaps = self.tokens.words, self.tokens.gaps
        if at < len(words) and words[at].key == "for":
            return self._past_people(at)
        if [w.key in self.words["by"] for w in words[at : at + 1]] != [True]:
            return at
        if at + 1 >= len(words) or words[at + 1].key != "by":
            return at
        for i in range(at + 2, min(at + 2 + _MOST_BY, len(words))):
            if gaps[i] not in _CONTINUED and gaps[i] not in ("-", "’", "'"):
                return at
            if i > at + 2 and words[i].key in self.words["locating"]:
                return i
        return at

    def _past_people(self, at: int) -> int:
        """The word after "for displaced people"."""
        words = self.tokens.words
        for i in range(at + 1, min(at + 1 + _MOST_PEOPLE, len(words))):
            if self.tokens.gaps[i] not in (" ", "-") or words[i].shape != "lower":
                return at
            if words[i].key in self.words["people"]:
                return i + 1
        return at

    def _listed(self, at: int) -> Span | None:
        """Another place of a site: "and Hungary", "and the Volga"."""
        if self.tokens.words[at].key not in _LISTED or at + 1 >= len(self.tokens):
            return None
        i = at + 1 + (self.tokens.words[at + 1].key == "the")
        name = self.name_from.get(i)
        return name if name and self.tokens.gaps[i] in _JOINED else None

    def _qualifying(self, at: int, accepted: tuple[str, ...]) -> Span | None:
        """Where a route's end is: "from Lothair in South Africa"."""
        if at + 1 >= len(self.tokens) or self.tokens.words[at].key not in accepted:
            return None
        name = self.name_from.get(at + 1)
        return name if name and self.tokens.gaps[at + 1] in _JOINED else None

    def _owned(self, name: Span) -> Span | None:
        """The name of a part, behind "'s" and what kind of part it is."""
        at = name.last
        return self.leads.governed(at) if self.tokens.is_possessive(at) else None

    def _past_generic(self, at: int) -> int:
        """The word after the kind of place that ends its name: "the Sulina branch"."""
        words, gaps = self.tokens.words, self.tokens.gaps
        follows = at < len(words) and gaps[at] == " " and words[at].shape == "lower"
        return at + 1 if follows and words[at].key in self.words["generic"] else at

    def _continues(self, at: int) -> bool:
        return self.tokens.gaps[at] in _CONTINUED

    def _meeting(self, at: int) -> list[Span]:
        """The names of "where the Kama meets the Volga", "where the railway crosses the Ob"."""
        words = self.tokens.words
        if words[at].key != "where":
            return []
        if (first := self._next_name(at + 1, 1)) and (
            second := self._next_name(first.last, _MOST_MEETING)
        ):
            return [first, second]
        for i in range(at + 2, min(at + 2 + _MOST_MEETING, len(words))):
            if words[i].key in self.words["meeting"]:
                name = self._next_name(i + 1, 2)
                return [name] if name else []
        return []

    def _other_end(self, at: int, ends: Ends) -> Span | None:
        """Where the road leads on which a site is: "to Arequipa" behind "from Lima"."""
        words = self.tokens.words
        if not ends or words[at].key != "to" or words[ends[-1][1].first - 1].key != "from":
            return None
        return self._next_name(at + 1, 1)

    def _next_name(self, at: int, within: int) -> Span | None:
        """The name behind at most ``within`` words."""
        for i in range(at, min(at + within + 1, len(self.tokens))):
            if self.tokens.gaps[i] != " ":
                return None
            if name := self.name_from.get(i):
                return name
        return None

    def _across(self, at: int, noun: Noun) -> Lead | None:
        """Whose border it is on: "border crossings with Ukraine"."""
        crosses = noun.singular.startswith("border") or noun.singular == "crossing"
        name = self._governed(at, frozenset(("with",))) if crosses else None
        return Lead("border", name) if name else None

    def _inside_of(self, at: int, accepted: frozenset[str] | None = None) -> Span | None:
        """The adjective and noun of "within Russian borders", "on Syrian soil"."""
        words = self.tokens.words
        if words[at].key not in (accepted or self.words["locating"]):
            return None
        if at + 2 >= len(words) or self.tokens.opens[at + 2]:
            return None
        demonym = (
            self.keys.get(words[at + 1].key, 0) & NameFlag.DEMONYM and words[at + 1].starts_name
        )
        if not demonym or words[at + 2].key not in self.words["soil"]:
            return None
        return Span(at + 1, at + 3, f"{words[at + 1].key} {words[at + 2].key}", 0)


def _role(word: str, opening: str, role: str) -> str:
    """The part a name plays; ``opening`` is the first preposition of its list, ``role`` its part.

    "Between A and B" and "connecting A to B" have two ends; "via A and B" passes both.
    """
    if word in _TWO_ENDED:
        return "from"
    if word in ("and", "with"):
        return "to" if opening in _TWO_ENDED else role or "to"
    if word in ("into", "towards", "toward"):
        return "to"
    if word in ("through", "across"):
        return "via"
    return word
