"""Makes a snapshot in a process of its own: the server never draws, it only starts and asks."""

import subprocess
import sys
import threading
from pathlib import Path

from dashboard.shared_snapshots import folder
from gains.project import ROOT

_lock = threading.Lock()
_jobs: list[subprocess.Popen[bytes]] = []


def log_file() -> Path:
    """Give the file that holds what the last job said."""
    return folder() / ".job.log"


def start(scope: str, title: str, period: str, author: str) -> bool:
    """Start a job, unless one runs.

    Parameters
    ----------
    scope : str
        portfolio, company:<company_id> or initiative:<initiative_id>.
    title, period, author : str
        The label; an empty author becomes the login name of the server's user.

    Returns
    -------
    bool
        Whether it was started.
    """
    with _lock:
        if is_running():
            return False
        _jobs.clear()
        folder().mkdir(parents=True, exist_ok=True)
        # with the equals sign, a title that begins with a hyphen stays a title
        command = [sys.executable, "-m", "gains", "snapshot", f"--folder={folder()}"]
        command += [f"--scope={scope}", f"--title={title}", f"--period={period}"]
        command += [f"--author={author}"]
        with log_file().open("wb") as log:
            _jobs.append(
                subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
            )
        return True


def is_running() -> bool:
    """Whether a job runs."""
    return any(job.poll() is None for job in _jobs)


def problem() -> str:
    """Give what the last job said when it failed; empty when it went well or none ran."""
    if not _jobs or _jobs[-1].poll() in (None, 0):
        return ""
    lines = log_file().read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "The snapshot could not be made."
