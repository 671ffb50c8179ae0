"""The words beside a view stand in a document, exactly, and are short enough to be read."""

from __future__ import annotations

import re

import pytest

from geodata.atlas import Atlas
from geodata.atlas.quotes import LONGEST, Quote, quote_of
from geodata.atlas.selection import select
from geodata.model import LAYERS, View
from tests.unit.atlas.gold import INSTC


def quote(atlas: Atlas, view: View) -> Quote | None:
    return quote_of(select(atlas, view))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_place_has_words_of_a_document_that_name_it(atlas: Atlas) -> None:
    places = [p for name in LAYERS for p in atlas.layer(name)["place_id"]]
    assert len(places) > 30
    for place in places:
        found = quote(atlas, View(place=place))
        assert found is not None
        document = atlas.document(found.document.id)
        assert document is not None
        words = found.text.removeprefix("… ").removesuffix(" …")
        assert squeezed(document.text[found.start : found.end]) == words
        assert len(words) <= LONGEST
        assert found.marks
        assert found.mention in {m.start for m in atlas.mentions(found.document.id)}


def test_whole_sentences_go_before_headings(atlas: Atlas) -> None:
    found = quote(atlas, View(place=INSTC))
    assert found is not None
    assert found.text[-1] in ".”"
    assert any("INSTC" in found.text[start:end] for start, end in found.marks)


def test_a_chosen_quote_says_where_it_was_cut(atlas: Atlas) -> None:
    for info in atlas.documents():
        document = atlas.document(info.id)
        assert document is not None
        start = document.text.find("operationalizing the INSTC is also")
        if start >= 0:
            break
    end = document.text.index("Zangezur corridor", start) + len("Zangezur corridor")
    view = View(place="curated:zangezur", quote=(info.id, start, end))
    found = quote(atlas, view)
    assert found is not None
    assert found.text.startswith("… operationalizing the INSTC is also important")
    assert found.text.endswith("Zangezur corridor …")
    assert [found.text[a:b] for a, b in found.marks] == ["Zangezur corridor"]
    assert document.text[found.start : found.end].endswith("Zangezur corridor")


def test_a_quote_follows_the_views_filters(atlas: Atlas) -> None:
    ids = [info.id for info in atlas.documents()]
    quoted = {quote(atlas, View(place=INSTC, documents=(key,))) for key in ids}
    found = {q.document.id for q in quoted if q}
    assert len(found) > 1
    assert found <= set(ids)


@pytest.mark.parametrize("span", [(0, 10**9), (10**8, 10**9), (5, 4)])
def test_a_span_that_the_text_has_not_is_cut_or_left_out(
    atlas: Atlas, span: tuple[int, int]
) -> None:
    document = atlas.documents()[0].id
    found = quote(atlas, View(quote=(document, *span)))
    assert found is None or len(found.text) <= LONGEST + 4
    assert quote(atlas, View(quote=("000000000000", *span))) is None


def test_without_a_place_there_is_nothing_to_quote(atlas: Atlas) -> None:
    assert quote(atlas, View(title="All")) is None
