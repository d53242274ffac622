"""Data Docs and the dbt catalogue, as the last build wrote them; on this machine, unlogged, only.

They name every company, and own routes of a Streamlit server are not behind its login. So they are
served only where nobody logs in, and to nobody who came through a proxy.
"""

import os
from collections.abc import Container
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from dashboard.identity import login_is_configured
from gains.project import ROOT
from gains.published.access import is_loopback

TARGET = Path(os.environ.get("GAINS_REPORTS", ROOT / "target"))
REPORTS = {"data_docs": TARGET / "data_docs", "catalogue": TARGET}
STARTS = {"data_docs": "index.html", "catalogue": "static_index.html"}


def is_open(client: str | None, headers: Container[str]) -> bool:
    """Whether the reports may be served: no login is set up, and the reader is on this machine."""
    proxied = "x-forwarded-for" in headers or "forwarded" in headers
    return is_loopback(client) and not proxied and not login_is_configured()


def start_of(name: str) -> Path | None:
    """Give the first page of a report, or None where the build wrote none."""
    path = REPORTS[name] / STARTS[name]
    return path if path.is_file() else None


async def report(request: Request) -> Response:
    """Serve one file of a report."""
    client = request.client.host if request.client else None
    folder = REPORTS.get(request.path_params["name"])
    if folder is None or not is_open(client, request.headers):
        return PlainTextResponse("Not found", status_code=404)
    name = request.path_params["name"]
    path = (folder / (request.path_params["path"] or STARTS[name])).resolve()
    is_inside = path.is_relative_to(folder.resolve())
    if name == "catalogue":
        is_inside = path == (folder / STARTS[name]).resolve()
    if not is_inside or not path.is_file():
        return PlainTextResponse("Not found", status_code=404)
    return FileResponse(path)
