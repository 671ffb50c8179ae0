"""The columns from which the browser counts hold what the atlas holds."""

from __future__ import annotations

import json
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from geodata.atlas import Atlas
from geodata.model import LAYERS
from mapapp import create_app
from tests.sample import FACTORY, INSTC


def unpacked(columns: dict[str, Any]) -> list[tuple[str, str, str, tuple[str | None, ...]]]:
    """(place, document, reading, dates) of each mention, as the browser reads them."""
    dates: dict[int, list[str | None]] = {}
    for at, date in zip(accumulate(columns["mention"]), columns["date"], strict=True):
        dates.setdefault(at, []).append(columns["dates"]["iso"][date])
    rows = []
    for place, count in zip(columns["places"], columns["counts"], strict=True):
        for number in accumulate(columns["document"][len(rows) : len(rows) + count]):
            at = len(rows)
            reading = columns["reading"][at]
            found = tuple(dates.get(at, ()))
            rows.append((place, columns["documents"][number], reading, found))
    return rows


def test_mentions_are_those_of_the_atlas(client: FlaskClient, atlas_path: Path) -> None:
    rows = unpacked(client.get("/api/mentions").get_json())
    with Atlas.open(atlas_path) as atlas:
        placed = atlas.placed()
    expected = Counter(
        zip(placed["place_id"], placed["document_id"], placed["reading"].str[0], strict=True)
    )
    assert Counter(row[:3] for row in rows) == expected


def test_dates_stand_beside_the_mentions_of_their_sentence(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    rows = unpacked(client.get("/api/mentions").get_json())
    dated = [row for row in rows if row[3]]
    assert dated == [("geonames:162183", ids["summit"], "l", ("2023-03-12",))]


def test_places_stand_by_layer_with_what_the_key_says_of_them(client: FlaskClient) -> None:
    columns = client.get("/api/mentions").get_json()
    layers = [name for name, n in zip(LAYERS, columns["layers"], strict=True) for _ in range(n)]
    layer = dict(zip(columns["places"], layers, strict=True))
    traits = dict(zip(columns["places"], columns["trait"], strict=True))
    assert layer[INSTC] == "corridors"
    assert columns["traits"][traits[INSTC]] == [["rail", "sea"], ["missing", "operating"], "", ""]
    assert layer[FACTORY] == "sites"
    assert columns["traits"][traits[FACTORY]] == [[], [], "country", ""]


def test_places_as_a_table(client: FlaskClient) -> None:
    columns = client.get("/api/places").get_json()
    assert len({len(values) for values in columns.values()}) == 1
    row = {name: values[columns["id"].index(INSTC)] for name, values in columns.items()}
    assert row["name"] == "North-South Corridor"
    assert (row["mentions"], row["documents"], row["confidence"]) == (4, 2, 90)
    assert LAYERS[row["layer"]] == "corridors"
    assert columns["mentions"] == sorted(columns["mentions"], reverse=True)


def test_an_empty_atlas_has_empty_columns(tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    Atlas.create(path).close()
    client = create_app(atlas=path).test_client()
    assert unpacked(client.get("/api/mentions").get_json()) == []
    assert client.get("/api/places").get_json()["id"] == []


def test_columns_are_kept_for_as_long_as_the_data(client: FlaskClient) -> None:
    first = client.get("/api/mentions", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/api/mentions", headers=tag).status_code == 304
    page = client.get("/").get_data(as_text=True)
    boot = page.partition('id="boot">')[2].partition("</script>")[0]
    version = json.loads(boot)["version"]
    assert "immutable" in client.get(f"/api/mentions?v={version}").headers["Cache-Control"]
    assert client.get("/api/mentions?v=old").headers["Cache-Control"] == "no-cache"
