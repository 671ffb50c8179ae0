"""A real browser before a real server over the sample atlas."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask import Flask
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from waitress.server import create_server

from geodata.atlas import Atlas
from geodata.gazetteer import Gazetteer
from mapapp import create_app
from tests.sample import build_sample

T = TypeVar("T")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30  # seconds; another browser may be at work beside


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser; without one it is skipped, with the reason."""
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    if missing and os.environ.get("MAPAPP_REQUIRE_BROWSER"):
        raise pytest.UsageError(f"not installed: {', '.join(missing)}")
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


@pytest.fixture(scope="session")
def atlas_path(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """The sample atlas; the gazetteer is built before, so that no page has to wait for it."""
    return build_sample(tmp_path_factory.mktemp("atlas") / "sample.gpkg")


@pytest.fixture(scope="session")
def ids(atlas_path: Path) -> dict[str, str]:
    """Document ids by short name: summit, hostile, seed."""
    with Atlas.open(atlas_path) as atlas:
        names = {info.name: info.id for info in atlas.documents()}
    short = {"summit.txt": "summit"}
    return {short.get(n, "seed" if n.startswith("001") else "hostile"): i for n, i in names.items()}


@contextmanager
def running(app: Flask) -> Iterator[str]:
    """The address at which an app is served, for as long as the block runs."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(timeout=1)  # a connection that the browser keeps holds it up


@pytest.fixture(scope="session")
def live(atlas_path: Path) -> Iterator[str]:
    """The address of a running server."""
    app = create_app(atlas=atlas_path, title="Sample", host="127.0.0.1")
    with running(app) as address:
        yield address


class Page:
    """The explorer in a browser, in the words of the tests."""

    def __init__(self, driver: Chrome, root: str) -> None:
        self.driver = driver
        self.root = root

    def open(self, path: str, width: int = 1440, height: int = 900, dark: bool = False) -> None:
        """Load a page anew and wait until its map has its data."""
        cdp = self.driver.execute_cdp_cmd
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        cdp("Emulation.setDeviceMetricsOverride", metrics)
        self.theme(dark=dark)
        self.driver.get("about:blank")
        self.driver.get(self.root + path)
        self.until(lambda: self.js("return !!window.MapApp?.controller?.failed"))
        assert self.js("return MapApp.controller.failed") == []
        self.until(lambda: self.js("return document.documentElement.matches('.settled')"))

    def theme(self, *, dark: bool) -> None:
        """Let the system ask for a dark page, or a light one."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def js(self, script: str, *values: object) -> Any:
        return self.driver.execute_script(script, *values)

    def until(self, found: Callable[[], T]) -> T:
        """What ``found`` answers once it is true; what is redrawn meanwhile is looked for anew."""
        wait = WebDriverWait(self.driver, PATIENCE, 0.05, [StaleElementReferenceException])
        return wait.until(lambda _: found())

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The element, once it is visible."""
        return self.until(lambda: next((e for e in self.all(selector) if e.is_displayed()), None))  # type: ignore[return-value]

    def path(self) -> str:
        return str(self.driver.current_url).removeprefix(self.root)

    def selected(self) -> str | None:
        """The place that the map shows as selected."""
        found: str | None = self.js("return MapApp.controller.scene.selectedFeature?.id ?? null")
        return found

    def console(self) -> list[str]:
        """What the browser complained about since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last call."""
        log = self.driver.get_log("performance")  # type: ignore[no-untyped-call]
        messages = (json.loads(entry["message"])["message"] for entry in log)
        sent = (m for m in messages if m["method"] == "Network.requestWillBeSent")
        return [message["params"]["request"]["url"] for message in sent]


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests, with a profile of its own."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield chrome
    chrome.quit()


@pytest.fixture
def page(driver: Chrome, live: str) -> Iterator[Page]:
    """A page whose console must stay empty and that may ask nobody else for anything."""
    driver.get("about:blank")
    explorer = Page(driver, live)
    explorer.console()
    explorer.requests()
    yield explorer
    assert explorer.console() == []
    foreign = [u for u in explorer.requests() if not u.startswith((live, "data:", "about:"))]
    assert foreign == []
