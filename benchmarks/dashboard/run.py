"""Cost of the dashboard: CPU a view, times in a browser, many sessions at once.

    python -m benchmarks.dashboard.run [published]

Without a folder it measures the sample of the tests, 60 initiatives in two companies.
"""

import gc
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil

from benchmarks.dashboard.session import Session
from tests.dashboard.serving import Server, chromium
from tests.published import sample_publication

VIEWS = ("", "initiative", "value", "cash", "time", "trust")
THINK_SECONDS = 5.0
#: Seconds of measuring with many sessions.
LOAD_SECONDS = 40
ROUNDS = 20


def cpu_of(server: Server) -> float:
    """Give the CPU seconds that the server has used."""
    used = psutil.Process(server.process.pid).cpu_times()
    return used.user + used.system


def resident(server: Server) -> float:
    """Give the server's memory in MB."""
    return psutil.Process(server.process.pid).memory_info().rss / 1e6


def cpu_per_view(server: Server) -> None:
    """Print CPU and wall time of each page, warm."""
    session = Session(server.address)
    for page in VIEWS:
        session.view(page)
    print(f"{'page':12} {'CPU ms a view':>14} {'wall ms p50':>12} {'wall ms p95':>12}")
    total = 0.0
    for page in VIEWS:
        before = cpu_of(server)
        walls = [session.timed(page) * 1000 for _ in range(ROUNDS)]
        cost = (cpu_of(server) - before) / ROUNDS * 1000
        total += cost
        print(
            f"{page or 'portfolio':12} {cost:14.0f} {statistics.median(walls):12.0f} "
            f"{np.percentile(walls, 95):12.0f}"
        )
    print(f"{'mean':12} {total / len(VIEWS):14.0f}")
    session.close()


def under_load(server: Server, sessions: int) -> None:
    """Print percentiles with many sessions that click every 5 s +-50 %."""
    walls: list[float] = []
    random = np.random.default_rng(7)
    pauses = random.uniform(0.5, 1.5, (sessions, 200)) * THINK_SECONDS
    until = time.monotonic() + LOAD_SECONDS

    def read(number: int) -> None:
        session = Session(server.address)
        time.sleep(pauses[number][0] * number / sessions)
        for step, pause in enumerate(pauses[number]):
            if time.monotonic() > until:
                break
            walls.append(session.timed(VIEWS[(number + step) % len(VIEWS)]))
            time.sleep(pause)
        session.close()

    before, start = cpu_of(server), time.monotonic()
    readers = [threading.Thread(target=read, args=(number,)) for number in range(sessions)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    busy = (cpu_of(server) - before) / (time.monotonic() - start)
    p50, p95 = np.percentile(walls, [50, 95]) * 1000
    print(
        f"{sessions:3d} sessions: {len(walls):4d} views, p50 {p50:5.0f} ms, p95 {p95:5.0f} ms, "
        f"server at {busy:.0%} of a core, {resident(server):.0f} MB"
    )


def in_browser(server: Server, rounds: int = 5) -> None:
    """Print when headline, tiles and chart of the first page are seen, cold and warm."""
    from playwright.sync_api import sync_playwright

    from tests.dashboard.browsing import FLAGS

    marks = {
        "headline": "[data-testid=stMain] h1",
        "tiles": "[data-testid=stMetric]",
        "chart": "[data-testid=stVegaLiteChart] svg .mark-text",
    }
    script = """marks => new Promise(done => {
        const seen = {}, look = () => {
            for (const [name, selector] of Object.entries(marks))
                if (!(name in seen) && document.querySelector(selector))
                    seen[name] = performance.now();
            Object.keys(seen).length === Object.keys(marks).length
                ? done(seen) : requestAnimationFrame(look);
        }; look(); })"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for kind in ("cold", "warm"):
            found: dict[str, list[float]] = {name: [] for name in marks}
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            if kind == "warm":
                page = context.new_page()
                page.goto(server.address)
                page.wait_for_selector(marks["chart"])
            for _ in range(rounds):
                if kind == "cold":
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                page = context.new_page()
                page.goto(server.address, wait_until="commit")
                for name, milliseconds in page.evaluate(script, marks).items():
                    found[name].append(milliseconds)
                page.close()
            line = ", ".join(
                f"{name} {min(times):.0f}/{statistics.median(times):.0f} ms"
                for name, times in found.items()
            )
            print(f"browser, {kind} (best/median of {rounds}): {line}")
        browser.close()


def main() -> None:
    """Measure and print."""
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        published = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "published"
        if len(sys.argv) < 2:
            sample_publication.write(published, copies=6)
        server = Server(published, Path(folder) / "server.log")
        try:
            print(f"server at start: {resident(server):.0f} MB, load {psutil.getloadavg()[0]:.1f}")
            cpu_per_view(server)
            if chromium():
                in_browser(server)
            for sessions in (20, 50):
                under_load(server, sessions)
            print(f"load at the end {psutil.getloadavg()[0]:.1f}")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
