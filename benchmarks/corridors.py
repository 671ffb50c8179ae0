"""What corridors, sites and routes are measured by, in one go.

    python benchmarks/corridors.py

prints, for the five articles of ``seeds/``, how many of the gold's corridors, sites and routes are
found and resolved and how many found are none; the same for sentences nobody had seen when the
rules were made; how far the INSTC's lines pass from its real stops; and how long routing takes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import shapely
from shapely.ops import nearest_points

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from geodata.documents import iter_paths, read_path  # noqa: E402
from geodata.gazetteer import Gazetteer  # noqa: E402
from geodata.geodesy import distance_km  # noqa: E402
from geodata.geoparse import as_json, geoparse  # noqa: E402
from geodata.model import Corridor, Document  # noqa: E402
from geodata.routes import corridor_ids, route_corridor  # noqa: E402
from geodata.routes.networks import land_network  # noqa: E402
from tests.eval import score, sentences  # noqa: E402

EVAL = ROOT / "tests" / "eval"


def seeds(gazetteer: Gazetteer) -> None:
    """The scorer's counts on the articles."""
    found = [doc for path, root in iter_paths([ROOT / "seeds"]) for doc in read_path(path, root)]
    parsed = [as_json(geoparse(d, gazetteer)) for d in found if isinstance(d, Document)]
    gold = score.read_jsonl(EVAL / "seeds.gold.jsonl")
    result = score.run(
        gold,
        {doc["doc"]: doc["mentions"] for doc in parsed},
        score.load_polys(),
        routes_by_doc={doc["doc"]: doc["routes"] for doc in parsed},
    )
    print("| seeds | told | found | resolved | false |\n|---|---|---|---|---|")
    for kind in ("corridor", "site"):
        told, _, hit, resolved = result["kinds"][kind]
        print(f"| {kind}s | {told} | {hit} | {resolved} | {result['fp_kinds'].get(kind, 0)} |")
    hit, told = result["routes"]
    print(f"| routes | {told} | {hit} | | |\n")


def unseen(gazetteer: Gazetteer) -> None:
    """The texts of ``unseen.jsonl`` and ``prose.jsonl``, and the held ones of ``described.jsonl``.

    The third set of ``prose.jsonl`` has not been mended by.
    """
    held: list[tuple[str, dict[str, object]]] = [
        ("unseen", {}),
        *(("prose", {"set": number}) for number in (1, 2, 3)),
        ("described", {"split": "held"}),
    ]
    for name, wanted in held:
        title = " ".join((name, *(str(value) for value in wanted.values())))
        print(f"| {title} | told | found | resolved | false |\n|---|---|---|---|---|")
        counts = sentences.tally(sentences.rows(f"{name}.jsonl", **wanted), gazetteer)
        for kind, c in counts.items():
            print(f"| {kind} | {c.told} | {c.found} | {c.resolved} | {c.false} |")
        print()


def passes() -> None:
    """The farthest that a branch of the INSTC passes from one of its stops in the gold."""
    corridor = route_corridor("curated:instc")
    assert corridor is not None
    rows = score.read_jsonl(EVAL / "seeds.gold.jsonl")
    routes = [route for row in rows for route in row.get("routes", [])]
    gold = next(route for route in routes if route["name"].startswith("International North-South"))
    for branch in gold["real_world"]["branches"][:3]:
        stops = ((_off(corridor, s["lon"], s["lat"]), s["name"]) for s in branch["stops"])
        worst = max(stops)
        print(f"INSTC, {branch['name']}: at most {worst[0]:.0f} km from a stop ({worst[1]})")


def _off(corridor: Corridor, lon: float, lat: float) -> float:
    lines = shapely.MultiLineString([leg.coordinates for leg in corridor.legs])
    nearest = nearest_points(lines, shapely.Point(lon, lat))[0]
    return distance_km((nearest.x, nearest.y), (lon, lat))


def times() -> None:
    loaded = _seconds(lambda: (land_network("rail"), land_network("road")))
    route_corridor("curated:northern-sea-route")  # the sea lanes load with the first route
    each = {place_id: _seconds(partial(route_corridor, place_id)) for place_id in corridor_ids()}
    slowest = max(each, key=each.__getitem__)
    print(f"Networks load in {loaded:.2f} s; {len(each)} corridors in {sum(each.values()):.1f} s,")
    print(f"the slowest, {slowest}, in {each[slowest]:.2f} s\n")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    known = Gazetteer.open()
    seeds(known)
    unseen(known)
    times()
    passes()
