"""Size: an atlas of 20,000 features from 2,000 generated articles, measured in a real browser.

    python benchmarks/explorer.py [--articles 2000] [--atlas KEPT.gpkg]

builds the atlas (the whole way through the geoparser), serves it, and prints a table: the server's
answers when warm, what a first visit transfers, when the map can be used, frame times while it is
dragged and zoomed, memory. Needs Chromium with its driver. An atlas that is there already is taken
as it is.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import articles  # noqa: E402
from selenium.webdriver import Chrome, ChromeOptions  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402

from geodata.atlas import Atlas  # noqa: E402
from geodata.ingest import build  # noqa: E402
from geodata.model import LAYERS  # noqa: E402
from mapapp import create_app  # noqa: E402
from tests.browser.conftest import FLAGS, running  # noqa: E402

Row = tuple[str, str]

# Notes when the map was drawn, and when a click on a city had selected it.
WATCH = """
document.addEventListener("mapapp:ready", () => {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const { scene, map } = MapApp.controller;
    const { points } = scene.ensureLayout();
    const [x0, y0, x1, y1] = scene.view.hole;
    const seen = (p) => p.x > x0 && p.x < x1 && p.y > y0 && p.y < y1;
    const city = points.findLast((p) => p.kind === "city" && seen(p));
    const at = { clientX: city.x - scene.view.rect[0], clientY: city.y - scene.view.rect[1] };
    window.drawn = performance.now();
    const select = () => (window.selects = performance.now());
    document.addEventListener("mapapp:select", select, { once: true });
    const target = document.elementFromPoint(at.clientX, at.clientY);
    for (const type of ["mousedown", "mouseup", "click"]) {
      target.dispatchEvent(new MouseEvent(type, { ...at, bubbles: true, view: window }));
    }
  }));
});
document.addEventListener("mapapp:whole", () => (window.whole = performance.now()));
"""

# Drags the map to and fro at a zoom, then zooms in and out: the times between frames, ms.
MOVE = """
const [zoom, lat, lon] = arguments, done = arguments[arguments.length - 1];
const { map } = MapApp.controller;
MapApp.controller.select(null);
MapApp.controller.setView({ lat, lon, zoom });
const frame = () => new Promise(requestAnimationFrame);
const times = [];
const fire = (target, type, clientX, clientY) =>
  target.dispatchEvent(new MouseEvent(type, { clientX, clientY, bubbles: true, view: window }));
async function timed(step, frames) {
  let last = await frame();
  for (let i = 0; i < frames; i++) {
    step(i);
    const now = await frame();
    times.push(now - last);
    last = now;
  }
}
async function drag(dx, dy) {
  let [x, y] = [720 - dx * 20, 400 - dy * 20];
  fire(map.getPane("mapPane"), "mousedown", x, y);
  await timed(() => fire(document, "mousemove", (x += dx), (y += dy)), 40);
  fire(document, "mouseup", x, y);
  await timed(() => {}, 20);
}
(async () => {
  await timed(() => {}, 30);
  times.length = 0;
  for (const [dx, dy] of [[-12, 0], [0, -8], [12, 0], [0, 8]]) await drag(dx, dy);
  for (const by of [1, -1]) {
    map.setZoom(map.getZoom() + by);
    await timed(() => {}, 40);
  }
  done(times);
})();
"""

VIEWS = ((3, 35, 20), (5, 47, 12), (7, 47, 12))


def make_atlas(path: Path, count: int) -> list[Row]:
    """Write the articles and build the atlas; what that took."""
    corpus = path.with_suffix(".jsonl")
    articles.write(corpus, count)
    started = time.perf_counter()
    report = build([corpus], path)
    return [
        (f"{report.read:,} articles to an atlas", f"{time.perf_counter() - started:.0f} s"),
    ]


def contents(path: Path) -> list[Row]:
    """How many features the atlas holds."""
    with Atlas.open(path) as atlas:
        sizes = {name: len(atlas.layer(name)) for name in LAYERS}
    return [("features", f"{sum(sizes.values()):,} (cities {sizes['cities']:,})")]


def answers(root: str, paths: list[str]) -> list[Row]:
    """The slowest of three warm answers for each path, and its compressed size."""
    rows = []
    for path in paths:
        ask(root, path)
        found = [ask(root, path) for _ in range(3)]
        seconds, size = max(s for s, _ in found), found[0][1]
        rows.append(
            (f"`{path.split('?')[0]}`, warm", f"{seconds * 1000:.0f} ms, {size / 1000:.0f} kB")
        )
    return rows


def ask(root: str, path: str) -> tuple[float, int]:
    """Seconds until the whole answer is there, and its bytes on the wire."""
    with closing(http.client.HTTPConnection(urlsplit(root).netloc)) as connection:
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(
                f"{path} answered {response.status}: {gzip.decompress(body)[:200]!r}"
            )
        return time.perf_counter() - started, len(body)


@contextmanager
def browser() -> Iterator[Chrome]:
    """Chromium at 1440 by 900, its cache empty."""
    with tempfile.TemporaryDirectory() as profile:
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in (*FLAGS, f"--user-data-dir={profile}", "--js-flags=--expose-gc"):
            options.add_argument(flag)
        options.add_argument("--enable-precise-memory-info")
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            metrics = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            yield driver
        finally:
            driver.quit()


def first_visit(driver: Chrome, root: str) -> list[Row]:
    """When the map is drawn and a click selects, and what was transferred until then."""
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    driver.get(root + "/")
    wait(driver, "return window.selects && window.whole")
    time.sleep(1)  # for what the page asks for when it is idle
    drawn, selects, whole = (
        driver.execute_script(f"return window.{name} / 1000")
        for name in ("drawn", "selects", "whole")
    )
    began = driver.execute_script("return performance.timeOrigin") / 1000
    early, all_ = transferred(driver, root, began + selects)
    return [
        ("map drawn", f"{drawn:.2f} s"),
        ("map drawn and a click selects", f"{selects:.2f} s"),
        ("all features there", f"{whole:.2f} s"),
        ("transferred to that click, in all", f"{early / 1e6:.2f} MB, {all_ / 1e6:.2f} MB"),
    ]


def transferred(driver: Chrome, root: str, until: float) -> tuple[int, int]:
    """Bytes on the wire from ``root`` that had come by a time (seconds since 1970), and all."""
    early = total = 0
    ours: dict[str, float] = {}  # request -> seconds between the browser's clock and 1970
    for entry in driver.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        given = message["params"]
        if message["method"] == "Network.requestWillBeSent":
            if given["request"]["url"].startswith(root):
                ours[given["requestId"]] = given["wallTime"] - given["timestamp"]
        elif message["method"] == "Network.loadingFinished" and given["requestId"] in ours:
            total += given["encodedDataLength"]
            if given["timestamp"] + ours[given["requestId"]] <= until:
                early += given["encodedDataLength"]
    return int(early), int(total)


def moving(driver: Chrome) -> list[Row]:
    """Frame times while the map is dragged and zoomed, at three zooms."""
    driver.set_script_timeout(60)
    rows = []
    for zoom, lat, lon in VIEWS:
        times = sorted(driver.execute_async_script(MOVE, zoom, lat, lon))
        p95 = times[int(0.95 * len(times))]
        said = f"{statistics.median(times):.0f} ms, {p95:.0f} ms, {times[-1]:.0f} ms"
        rows.append((f"frames at zoom {zoom}: median, 95th percentile, longest", said))
    return rows


def memory(driver: Chrome) -> list[Row]:
    """Of the page's scripts after a collection, and of this process, which serves it."""
    driver.execute_script("gc()")
    heap = driver.execute_script("return performance.memory.usedJSHeapSize") / 1e6
    server = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return [
        ("memory: page's heap, server's peak with the build", f"{heap:.0f} MB, {server:.0f} MB")
    ]


def wait(driver: Chrome, script: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not driver.execute_script(script):
        if time.monotonic() > end:
            raise TimeoutError(script)
        time.sleep(0.05)


def paths(path: Path) -> list[str]:
    """The page, and what it asks for."""
    with Atlas.open(path) as atlas:
        version = atlas.data_version
    return [
        "/",
        *(f"/api/map/{name}.json?v={version}" for name in LAYERS),
        f"/api/mentions?v={version}",
    ]


def measure(atlas: Path, count: int) -> list[Row]:
    """All rows of the table."""
    rows = [] if atlas.exists() else make_atlas(atlas, count)
    rows += contents(atlas)
    with running(create_app(atlas=atlas, title="Generated", host="127.0.0.1")) as root:
        rows += answers(root, paths(atlas))
        with browser() as driver:
            rows += first_visit(driver, root)
            rows += moving(driver)
            rows += memory(driver)
    return rows


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--atlas", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(given.atlas or Path(folder) / "generated.gpkg", given.articles)
    print("| | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
