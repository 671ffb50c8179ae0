"""What a one-file page holds, and what it leaves out; a browser opens it in tests/browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from geodata.atlas import Atlas
from geodata.atlas.selection import select
from geodata.model import View
from mapapp.errors import BadRequestError
from mapapp.exporting import onefile


def test_only_the_chosen_documents_are_in_the_file(atlas_path: Path) -> None:
    with Atlas.open(atlas_path) as atlas:
        chosen, *others = atlas.documents()
        page = onefile.page(select(atlas, View(documents=(chosen.id,))))
        texts = {info.id: atlas.document(info.id) for info in (chosen, *others)}
    tree = html.document_fromstring(page)
    answers = set(tree.xpath("//script/@data-answer"))
    assert f"api/documents/{chosen.id}" in answers
    for info in others:
        document = texts[info.id]
        assert document is not None
        assert f"api/documents/{info.id}" not in answers
        assert document.text.split("\n")[0] not in page


def test_nothing_in_it_leads_out_of_the_file(atlas_path: Path) -> None:
    with Atlas.open(atlas_path) as atlas:
        page = onefile.page(select(atlas, View()))
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script[@src] | //link[@rel='stylesheet'] | //form[@action] | //dialog")
    assert not re.findall(r"""url\((?!["']?(?:data:|#))""", "".join(tree.xpath("//style/text()")))
    nonces = set(tree.xpath("//script[not(@data-answer) and not(@id='boot')]/@nonce"))
    assert len(nonces) == 1
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"script-src 'nonce-{nonces.pop()}';" in policy
    assert policy.startswith("default-src 'none';")


def test_too_much_text_is_refused_in_one_line(atlas_path: Path) -> None:
    with Atlas.open(atlas_path) as atlas:
        selection = select(atlas, View())
        long = tuple(replace(info, length=3_000_000) for info in selection.documents)
        with pytest.raises(BadRequestError, match="choose fewer documents"):
            onefile.page(replace(selection, documents=long))
