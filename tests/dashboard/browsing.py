"""A real Chromium that reaches nothing but this machine, and writes down what goes wrong."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from benchmarks.dashboard.session import TOKEN
from tests.dashboard.serving import chromium

HERE = Path(__file__).resolve().parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
VIEWS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
#: Streamlit probes for its base path under a page's address; the 404s mean nothing.
PROBES = re.compile(r"/_stcore/(health|host-config)$")
#: Each with its reason.
ALLOWED_BY_NAME = {
    "svg-img-alt": "Streamlit draws the sparkline of a metric without a text of its own",
}


def launched(playwright: Playwright) -> Browser:
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


class Tab:
    """One tab on one screen in one color scheme, with what went wrong in it.

    Attributes
    ----------
    page : Page
        Playwright's page.
    errors : list of str
        Console errors and uncaught exceptions.
    foreign : list of str
        Requests to another host.
    """

    def __init__(self, browser: Browser, address: str, screen: str, scheme: str) -> None:
        self.address = address
        self.context = browser.new_context(
            **VIEWS[screen],
            color_scheme=scheme,
            bypass_csp=False,
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.add_cookies([{"name": "gains_token", "value": TOKEN, "url": address}])
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not PROBES.search(where):
            self.errors.append(f"{message.text} {where}")

    def _asked(self, request) -> None:
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(own):
            self.foreign.append(request.url)

    def open(self, path: str = "/") -> Page:
        """Open a page of the app and wait until it is whole."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run, and every chart and table is drawn."""
        self.page.wait_for_selector(
            "[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000
        )
        self.page.wait_for_selector("[data-testid=stMain] h1", timeout=30_000)
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
                .every(chart => chart.querySelector('svg .mark-text, svg .mark-rect, svg path'))
                && !document.querySelector('[data-testid=stSkeleton]')""",
            timeout=30_000,
        )
        self.page.wait_for_timeout(400)

    def violations(self) -> list[str]:
        """Give what axe-core finds, without what is allowed by name."""
        source = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text()
        self.page.evaluate(source)
        found = self.page.evaluate("async () => (await axe.run(document)).violations")
        return [
            f"{one['id']}: {node['html'][:160]}"
            for one in found
            if one["id"] not in ALLOWED_BY_NAME
            for node in one["nodes"]
        ]

    def close(self) -> None:
        """Close the tab."""
        self.context.close()
