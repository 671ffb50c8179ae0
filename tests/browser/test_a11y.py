"""axe-core finds nothing serious on any page, in both themes, at a desk and on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Page
from tests.sample import INSTC, SUMMIT

FOLDER = Path(os.environ.get("MAPAPP_AXE", "node_modules"))
SCRIPT = FOLDER / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; MAPAPP_AXE names the node_modules folder that holds it."""
    if not SCRIPT.is_file():
        reason = f"no {SCRIPT}: npm install axe-core, and name its node_modules in MAPAPP_AXE"
        if os.environ.get("MAPAPP_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe calls serious or critical: rule and element, a line each."""
    page.js(f"if (!window.axe) {{ {axe} }}")
    found = page.driver.execute_async_script(
        "const done = arguments[0];"
        "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.filter("
        "  v => ['serious', 'critical'].includes(v.impact)).flatMap(v => v.nodes.map(n =>"
        "  `${v.id}: ${n.target.join(' ')} ${n.any.map(a => a.message).join('; ')}`))))"
    )
    return [str(line) for line in found]


def nothing_more(page: Page) -> None:
    page.one("body")


def table(page: Page) -> None:
    page.one("#table tbody tr[data-place]")


def filtered(page: Page) -> None:
    page.one(".filter-chips .clear")


def passages(page: Page) -> None:
    page.one(".passage")
    page.one(".why summary").click()
    page.one(".why .chosen")


def reader(page: Page) -> None:
    page.one(".reader mark.current")


def menus(page: Page) -> None:
    if not page.js("return matchMedia('(max-width: 760px)').matches"):
        page.js("document.querySelector('[data-layer=cities] .adjusts').click()")
        page.one("#button-share").click()
    page.js("document.querySelector('#search').value = 'tehran'")
    page.js("document.querySelector('#search').dispatchEvent(new Event('input'))")
    page.one("#results [role=option]")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "map": ("/", nothing_more),
    "menus": ("/", menus),
    "table": ("/?table=yes", table),
    "filters": ("/?reading=literal&since=2023-03-01&until=2023-03-31&layers=cities", filtered),
    "place": (f"/?place={INSTC}", passages),
    "article": (f"/documents/{{summit}}#m{SUMMIT.index('Tehran')}", reader),
    "documents": ("/documents/", nothing_more),
    "embed": ("/embed", nothing_more),
}


@pytest.mark.parametrize("width", [1440, 390], ids=["desk", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_serious(page: Page, axe: str, ids: dict[str, str], state: str, width: int) -> None:
    path, settle = STATES[state]
    page.open(path.format(**ids), width=width, height=844 if width < 500 else 900)
    settle(page)
    light = violations(page, axe)
    page.theme(dark=True)
    assert (light, violations(page, axe)) == ([], [])
