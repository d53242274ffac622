"""Takes the pictures of the README and the docs from the real app, over what is published."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from gains.published.publication import published_folder
from tests.dashboard.browsing import Tab, launched
from tests.dashboard.serving import ROOT, Server

PICTURES = {"initiative": "/initiative?id=invoice_capture", "portfolio": "/"}


def main() -> None:
    """Write docs/images/<name>.png, 1440 by 900 pixels."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(published_folder(), Path(folder) / "server.log")
        try:
            tab = Tab(launched(playwright), server.address, "desktop", "light")
            for name, path in PICTURES.items():
                picture = ROOT / "docs" / "images" / f"{name}.png"
                tab.open(path).screenshot(path=picture, animations="disabled")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
