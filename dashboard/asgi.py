"""The server: the app with security headers, a readiness check and a small memory to walk.

Start it with `streamlit run dashboard/asgi.py` (`make dashboard`).
"""

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.guard import PARAMETER, Guard, server_token
from dashboard.headers import SecurityHeaders
from dashboard.identity import login_is_configured
from dashboard.pages import PAGES
from dashboard.reports import report
from gains.published.publication import Publication

HERE = Path(__file__).resolve().parent
#: Imported before the first view, which would otherwise wait for them.
AHEAD = (
    "pandas",
    "pyarrow",
    "duckdb",
    "dashboard.session",
    *(f"gains.report.{page.name}" for page in PAGES if page.name != "snapshots"),
)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """Import ahead, then freeze: the server collects garbage after every view."""
    for name in AHEAD:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    print(told_address(), flush=True)
    yield {}


def told_address() -> str:
    """Say where to open the dashboard; without a login, with the token that lets one in."""
    if login_is_configured():
        return "The dashboard runs; readers log in."
    where = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"
    return f"Open {where}/?{PARAMETER}={server_token()}"


async def ready(_request: Request) -> JSONResponse:
    """Say whether anything is published: 200, or 503."""
    version = Publication().current()
    return JSONResponse(
        {"published": version is not None}, status_code=200 if version is not None else 503
    )


app = st.App(
    HERE / "streamlit_app.py",
    lifespan=lifespan,
    routes=[
        Route("/ready", ready),
        Route("/reports/{name}/{path:path}", report),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Guard),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
    ],
)
