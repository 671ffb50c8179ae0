"""What could not be read is kept with the atlas and told on the page, until it can be."""

from __future__ import annotations

from pathlib import Path

from geodata.atlas import Atlas
from geodata.ingest import build
from mapapp import create_app


def test_a_document_that_could_not_be_read_is_named_until_it_can_be(tmp_path: Path) -> None:
    texts, path = tmp_path / "texts", tmp_path / "atlas.gpkg"
    texts.mkdir()
    (texts / "good.txt").write_text("Talks were held in Ashgabat.")
    (texts / "<b>bad.jsonl").write_text('{"id": 1')
    build([texts], path, workers=1)
    with Atlas.open(path) as atlas:
        (line,) = atlas.failures()
    assert "<b>bad.jsonl" in line
    page = create_app(atlas=path).test_client().get("/documents/").text
    assert "1 could not be read" in page
    assert "&lt;b&gt;bad.jsonl" in page
    assert "<b>bad" not in page

    (texts / "<b>bad.jsonl").unlink()
    build([texts], path, workers=1)
    with Atlas.open(path) as atlas:
        assert atlas.failures() == []
