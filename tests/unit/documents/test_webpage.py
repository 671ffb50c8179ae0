"""Web pages: the text they show, what they state of themselves, and hostile ones."""

from __future__ import annotations

import io
import time

import pytest

from geodata.documents import read_stream
from geodata.documents.registry import READERS
from geodata.documents.sources import Source
from geodata.errors import DocumentError
from geodata.model import Document

PAGE = """<!DOCTYPE html>
<html><head><title>Silt at Oxo - Courier</title>
<meta property="og:title" content="Silt &amp; sand at Oxo">
<meta property="og:site_name" content="Mirel Courier">
<meta property="article:published_time" content="2022-07-20T08:00:00+02:00">
<link rel="canonical" href="https://x.example/silt">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "no",
"author": [{"name": "Ilse Marend"}, {"name": "Tomas Oke"}]}]}</script>
<style>p { color: red }</style></head>
<body><header>Courier</header><nav>Home | World</nav>
<article><header><h1>Silt &amp; sand at Oxo</h1></header>
<p>The ferry <b>sank</b>
   on&nbsp;Tuesday&hellip;<br>near the <i>mole</i>.</p><ul><li>one</li><li>two</ul>
<table><tr><td>a</td><td>b</td></tr></table><pre>x
  y</pre><script>evil("</p>")</script><noscript>on</noscript>
</article><aside>Related</aside><footer>Imprint</footer></body></html>"""


def read(page: str | bytes) -> Document:
    data = page if isinstance(page, bytes) else page.encode()
    (document,) = read_stream(data) if b"<html" in data.lower() else _read_html(data)
    assert isinstance(document, Document), document
    return document


def _read_html(data: bytes) -> list[Document | DocumentError]:
    return list(READERS[".html"](Source("page.html", "page.html", io.BytesIO(data))))


def test_the_text_is_what_the_article_shows() -> None:
    assert read(PAGE).text == (
        "Silt & sand at Oxo\n\nThe ferry sank on\xa0Tuesday…\nnear the mole.\n\n"
        "one\ntwo\n\na b\n\nx\ny"
    )


def test_the_page_states_its_fields() -> None:
    document = read(PAGE)
    assert document.title == "Silt & sand at Oxo"
    assert document.publisher == "Mirel Courier"
    assert document.author == "Ilse Marend, Tomas Oke"
    assert document.published == "2022-07-20"
    assert document.url == "https://x.example/silt"
    assert [date.iso for date in document.dates] == ["2022-07-19"]


def test_fields_of_plainer_pages() -> None:
    document = read(
        "<html><title>Silt</title><body><h1>Silt at Oxo</h1><p>By <a rel=author>Ilse Marend</a></p>"
        "<time datetime='2022-07-20'>today</time><p>The ferry sank near the mole.</p>"
    )
    assert (document.title, document.author) == ("Silt at Oxo", "Ilse Marend")
    assert document.published == "2022-07-20"
    assert read("<html><title>Silt</title><p>The ferry sank.</p>").title == "Silt"


def test_markup_in_the_text_is_text() -> None:
    document = read("<p>&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} `${x}`</p>")
    assert document.text == "<script>alert(1)</script> {{7*7}} `${x}`"


def test_addresses_that_would_run_are_dropped() -> None:
    page = (
        '<link rel=canonical href="javascript:alert(1)"><meta property=og:url content="{}"><p>Oxo'
    )
    assert read(page.format("data:text/html,x")).url is None
    assert read(page.format("https://x.example/")).url == "https://x.example/"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_the_declared_encoding_is_used(charset: str) -> None:
    page = f"<html><meta charset={charset}><p>Порт</p></html>"
    assert read(page.encode(charset)).text == "Порт"


def test_entities_and_files_are_not_fetched() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>Oxo &x;</p></html>'
    assert "root:" not in read(page).text
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    assert len(read(f"<!DOCTYPE html [{bomb}]><html><p>Oxo &a9;</p></html>").text) < 2_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "Oxo" + "</div>" * 200_000,
        "<p>Oxo" + "<b" * 100_000,
        "<p>Oxo" + "</p>" * 100_000,
        "<p title='" + "x" * 5_000_000 + "'>Oxo",
        "<p>Oxo" + "<!--" * 100_000,
        "<p>Oxo</p><script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        '<p>Oxo</p><script type="application/ld+json">{"@type": ["Report", 1], "author": [[]]}',
        "<article>" * 1000 + "<p>Oxo" + "<table><tr><td>" * 1000,
        "<p>Oxo&#0;&#xD800;&#x110000;&bogus;",
        "<p>Oxo</p><svg><title>no",
    ],
    ids=range(10),
)
def test_hostile_pages_are_read_in_time(page: str) -> None:
    start = time.process_time()
    assert "Oxo" in read(page).text
    assert time.process_time() - start < 10


def test_a_page_without_text_is_refused() -> None:
    (error,) = read_stream(b"<html><head><title>x</title></head><body><script>1</script></body>")
    assert isinstance(error, DocumentError)
    assert "without text" in str(error)
