"""Who saw which company when: one line of JSON per page that was shown."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from dashboard.session import Visit
from gains.project import ROOT


def access_log() -> Path:
    """Return the file: GAINS_ACCESS_LOG, or `logs/access.jsonl` in the project."""
    return Path(os.environ.get("GAINS_ACCESS_LOG", ROOT / "logs" / "access.jsonl"))


def note(visit: Visit, page: str) -> None:
    """Write that a page was shown; a log that cannot be written keeps nobody from the figures.

    Parameters
    ----------
    visit : Visit
        Who looks, at which version, within which companies.
    page : str
        Its title.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": visit.user.email or "on this machine",
        "companies": "everything" if visit.scope.everything else list(visit.scope.company_ids),
        "page": page,
        "version": visit.version.name,
    }
    path = access_log()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        return
