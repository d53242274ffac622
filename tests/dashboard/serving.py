"""A real server of the dashboard, on loopback and a free port, stopped by its process id."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.dashboard.session import TOKEN

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """One dashboard over one published folder.

    Parameters
    ----------
    published : Path
        The published folder.
    log : Path
        Where the server's output goes.
    *options : str
        Further options of `streamlit run`.
    port : int
        A free one by default.
    **environment
        Further variables.
    """

    def __init__(
        self, published: Path, log: Path, *options: str, port: int = 0, **environment: str
    ) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        variables = os.environ | {
            "GAINS_PUBLISHED": str(published),
            "GAINS_SNAPSHOTS": str(published.parent / "shared_snapshots"),
            "GAINS_REPORTS": str(published.parent / "no_reports"),
            "GAINS_TODAY": "2026-11-02",
            "GAINS_TOKEN": TOKEN,
            "GAINS_ACCESS_LOG": str(log.with_name("access.jsonl")),
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        command = [Path(sys.executable).parent / "streamlit", "run", ROOT / "dashboard" / "asgi.py"]
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [*command, f"--server.port={self.port}", *options],
                cwd=ROOT,
                env=variables,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.wait()

    def wait(self) -> None:
        """Wait until the server answers."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(self.address + "/_stcore/health", timeout=2).close()
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"The dashboard did not start:\n{self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop the server."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def chromium() -> str | None:
    """Give the path of Chromium, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
