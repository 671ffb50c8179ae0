"""Small screens, fingers, paper, and what a first visit costs."""

from __future__ import annotations

import base64
import io
import json

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.action_chains import ActionChains

from tests.browser.conftest import Page
from tests.sample import INSTC

SMALLEST_TARGET = 44


@pytest.mark.parametrize("path", ["/", f"/?place={INSTC}", "/documents/{summit}"])
def test_phone(page: Page, ids: dict[str, str], path: str) -> None:
    page.open(path.format(**ids), width=390, height=844)
    assert page.js("return document.documentElement.scrollWidth") == 390
    for selector in ("#open-layers", "#open-time", ".search form"):
        assert page.one(selector).rect["height"] >= 44
    if path != "/":
        assert page.one("#detail").rect["y"] == pytest.approx(448)
        page.one("#detail > .grip").click()
        page.until(lambda: page.one("#detail").rect["y"] < 100)
        page.one("#detail .close").click()
    page.one("#open-layers").click()
    page.one("[data-layer=cities] [role=switch]").click()
    page.one("#close-layers").click()
    page.one("#open-time").click()
    page.until(lambda: page.one("#time h2").text == "13 Mar 2023")


def drag(page: Page, selector: str, by: int) -> None:
    grip = page.one(selector)
    ActionChains(page.driver).drag_and_drop_by_offset(grip, 0, by).perform()


def test_the_sheet_is_dragged_to_full_back_and_away(page: Page) -> None:
    page.open(f"/?place={INSTC}", width=390, height=844)
    page.one(".passage")
    drag(page, "#detail > .grip", -200)
    page.until(lambda: page.one("#detail").rect["y"] < 100)
    drag(page, "#detail > .grip", 100)
    page.until(lambda: page.one("#detail").rect["y"] == pytest.approx(448))
    drag(page, "#detail > .grip", 200)
    page.until(lambda: page.selected() is None)


@pytest.mark.parametrize(
    ("path", "opener"),
    [("/", "#open-layers"), ("/", "#open-time"), ("/", "#open-tools"), ("/?table=yes", None)],
)
def test_targets_for_fingers(page: Page, path: str, opener: str | None) -> None:
    page.open(path, width=390, height=844)
    if opener:
        page.one(opener).click()
    else:
        page.one("#table tbody tr[data-place]")
    # A target's own box, or what it reaches beyond it with a pseudo-element or a label.
    small = page.js(
        """
        const reach = (e) => {
          const box = (e.closest("label") ?? e).getBoundingClientRect();
          const more = getComputedStyle(e, "::before");
          const beyond = more.position === "absolute" ? -parseFloat(more.top) || 0 : 0;
          return box.height + 2 * Math.max(0, beyond);
        };
        return [...document.querySelectorAll("button, a[href], input")]
          .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".grip, .skip"))
          .filter(e => !e.matches("p a, .skip, .tick input, .link-shown"))
          .filter(e => e.getBoundingClientRect().width)
          .filter(e => getComputedStyle(e).pointerEvents !== "none")
          .filter(e => reach(e) < arguments[0] - 0.5)
          .map(e => `${e.id || e.className || e.tagName} ${reach(e)}`);
        """,
        SMALLEST_TARGET,
    )
    assert small == []


def test_prints_the_map_and_what_is_open(page: Page) -> None:
    page.open(f"/?place={INSTC}")
    page.one(".passage")
    sheet = {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
    answer = page.driver.execute_cdp_cmd("Page.printToPDF", sheet)
    pages = PdfReader(io.BytesIO(base64.b64decode(answer["data"]))).pages
    words = " ".join("\n".join(page.extract_text() for page in pages).split())
    assert "Sample" in words
    assert "Things happen here" in words
    for button in ("Open article", "Export", "Why here?"):
        assert button not in words
    assert len(pages) <= 2
    assert len(pages[0].images) >= 1  # the map


def test_a_first_visit_is_small(page: Page) -> None:
    page.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    page.open("/")
    page.until(lambda: page.one("#time h2").text != "Dates")
    log = page.driver.get_log("performance")  # type: ignore[no-untyped-call]
    events = [json.loads(entry["message"])["message"] for entry in log]
    done = [e["params"] for e in events if e["method"] == "Network.loadingFinished"]
    assert 100_000 < sum(event["encodedDataLength"] for event in done) < 560_000


def test_on_a_phone_the_title_stands_in_the_search_box_until_somebody_writes(page: Page) -> None:
    page.open("/", width=390, height=844)
    title, box = page.one("#layers h1"), page.one(".search form")
    assert title.text == "Sample"
    assert box.rect["height"] == 44
    assert title.rect["y"] > box.rect["y"]
    assert title.rect["y"] + title.rect["height"] < box.rect["y"] + box.rect["height"] / 2
    page.one("#search").send_keys("Teh")
    page.until(lambda: not title.is_displayed())


def test_on_an_upright_tablet_nothing_lies_over_anything_else(page: Page) -> None:
    page.open(f"/?place={INSTC}", width=820, height=1180)
    boxes = [page.one(name).rect for name in (".toolbar", ".zoom", "#detail", "#time")]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    page.one("#detail .close").click()
    page.one("#layers")
