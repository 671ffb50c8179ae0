"""The export dialog: what is chosen really arrives as a file, and what goes wrong is said."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium.webdriver import Keys

from tests.browser.conftest import Page


@pytest.fixture
def folder(page: Page, tmp_path: Path) -> Iterator[Path]:
    """Where the browser puts what it downloads."""
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    yield tmp_path
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "default"})


def choose(page: Page, ending: str, scope: str = "screen") -> None:
    """Open the dialog and choose a format in it."""
    page.one("#button-export").click()
    page.one(f"#export-dialog [value='{ending}']").click()
    page.one(f"#export-dialog [value='{scope}']").click()


def status(page: Page) -> str:
    return page.driver.find_element("css selector", "#export-dialog [role=status]").text


def exported(page: Page, folder: Path) -> Path:
    """Start the export; the file, once it is there."""
    page.one("#export-dialog .start").click()
    page.until(lambda: "is saved" in status(page))
    found = page.until(lambda: [f for f in folder.iterdir() if f.suffix != ".crdownload"])
    assert len(found) == 1
    assert found[0].name in status(page)
    return found[0]


def asked(page: Page) -> dict[str, list[str]]:
    """The arguments of the last export."""
    urls = [url for url in page.requests() if "/export/" in url]
    return parse_qs(urlsplit(urls[-1]).query)


def test_what_is_on_screen_arrives_as_a_file(page: Page, folder: Path) -> None:
    page.open("/?layers=cities,countries&reading=literal")
    choose(page, "csv")
    page.one("#export-dialog [name=title]").send_keys("Städte: heute")
    file = exported(page, folder)
    assert file.name == "Städte-heute.csv"
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert {row["layer"] for row in rows} == {"cities", "countries"}
    assert {row["reading"] for row in rows} == {"literal"}
    arguments = asked(page)
    assert len(arguments["extent"][0].split(",")) == 4
    assert arguments["layers"] == ["cities,countries"]


def test_everything_leaves_the_extent_out(page: Page, folder: Path) -> None:
    page.open("/")
    page.until(lambda: page.js("MapApp.controller.setView({lat: 0, lon: 0, zoom: 6}); return true"))
    choose(page, "geojson", "all")
    collection = json.loads(exported(page, folder).read_text("utf-8"))
    assert {f["properties"]["layer"] for f in collection["features"]} >= {"cities", "sites"}
    assert "extent" not in asked(page)


def test_pictures_have_their_options_and_arrive(page: Page, folder: Path) -> None:
    page.open("/")
    choose(page, "gpkg")
    assert not [e for e in page.all("#export-dialog select") if e.is_displayed()]
    page.one("#export-dialog [value='png']").click()
    page.js("document.querySelector('#export-dialog [name=size]').value = '1:1'")
    page.js("document.querySelector('#export-dialog [name=scale]').value = '1'")
    picture = exported(page, folder).read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = picture[16:20], picture[20:24]
    assert width == height
    assert asked(page)["size"] == ["1:1"]


def test_what_cannot_be_exported_is_said_in_the_dialog(page: Page, folder: Path) -> None:
    page.open("/?layers=none")
    choose(page, "kml")
    page.one("#export-dialog .start").click()
    assert "Nothing is left to export" in page.one("#export-dialog [role=alert]").text
    (complaint,) = page.console()  # the browser's own note of the status
    assert "400" in complaint
    assert list(folder.iterdir()) == []
    assert page.one("#export-dialog .start").is_enabled()


def test_a_long_export_can_be_stopped(page: Page, folder: Path) -> None:
    page.open("/")
    choose(page, "gpkg")
    slow = {"offline": False, "latency": 5000, "downloadThroughput": -1, "uploadThroughput": -1}
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", slow)
    page.one("#export-dialog .start").click()
    assert page.one("#export-dialog progress")
    page.one("#export-dialog .stop").click()
    page.until(lambda: "Stopped" in status(page))
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**slow, "latency": 0})
    assert page.one("#export-dialog .start")
    assert list(folder.iterdir()) == []


def test_the_keyboard_does_it_all(page: Page, folder: Path) -> None:
    page.open("/")
    page.one("#button-export").send_keys(Keys.ENTER)
    dialog = page.one("#export-dialog")
    assert dialog.accessible_name == "Export"
    assert page.driver.switch_to.active_element.get_attribute("value") == "screen"
    page.driver.switch_to.active_element.send_keys(Keys.TAB)
    focused = page.driver.switch_to.active_element
    assert focused.get_attribute("name") == "ending"
    focused.send_keys(Keys.ARROW_UP)
    assert page.js("return document.activeElement.value") == "jsonld"
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: "is saved" in status(page))
    page.until(lambda: [f for f in folder.iterdir() if f.suffix == ".jsonld"])
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not dialog.is_displayed())
    assert page.js("return document.activeElement.id") == "button-export"


def test_a_phone_shows_all_of_it(page: Page) -> None:
    page.open("/", width=390, height=844)
    page.js("document.getElementById('button-export').click()")
    dialog = page.one("#export-dialog")
    assert dialog.size["width"] <= 390
    assert page.js("return document.querySelector('#export-dialog form').scrollWidth") <= 390
    last = page.one("#export-dialog [value='jsonld']")
    last.click()
    assert last.is_selected()
    assert page.one("#export-dialog .start").size["height"] >= 44
