"""Great Expectations' Data Docs as pages that need no network and run no script.

As they come, the pages load sixteen files from other hosts and write values from the data into
HTML unescaped. Here the values are escaped before the pages are made; afterwards every reference
to another host and every script goes, and a small stylesheet of ours takes their place. The first
page, which a script would have filled, is written anew: it lists every finding as a sentence.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

STYLESHEET = Path(__file__).with_name("data_docs.css")
# whatever is left over must not reach out nor run either
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'\">"
)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(
    r"<(?:link|img|iframe|source)\b[^>]*(?:href|src)\s*=\s*[\"']?(?:https?:)?//[^>]*>",
    re.IGNORECASE,
)
_OUTSIDE_LINK = re.compile(
    r"<a\b[^>]*href\s*=\s*[\"']?(?:https?:)?//[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE
)
_OUTSIDE_STYLE = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)", re.IGNORECASE)
_SITE = "build"


def write_data_docs(context: Any, folder: Path, results: list[dict[str, Any]]) -> None:
    """Write the suites and results of a Great Expectations context as HTML.

    Parameters
    ----------
    context : AbstractDataContext
        Holds the suites and the results of this run. The results are escaped in place.
    folder : Path
        Emptied first; the first page is `index.html`.
    results : list of dict
        A row a check, as in `gains.validation.runner.RESULT_SCHEMA`.
    """
    _escape_results(context)
    shutil.rmtree(folder, ignore_errors=True)
    context.add_data_docs_site(
        site_name=_SITE,
        site_config={
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder.resolve()),
            },
        },
    )
    context.build_data_docs(site_names=[_SITE])
    shutil.copy(STYLESHEET, folder / STYLESHEET.name)
    for page in folder.rglob("*.html"):
        depth = len(page.relative_to(folder).parts) - 1
        stylesheet = "../" * depth + STYLESHEET.name
        page.write_text(without_network(page.read_text(encoding="utf-8"), stylesheet), "utf-8")
    pages = {
        page.relative_to(folder).parts[1]: page.relative_to(folder).as_posix()
        for page in sorted((folder / "validations").rglob("*.html"))
    }
    (folder / "index.html").write_text(first_page(results, pages), "utf-8")


def first_page(results: list[dict[str, Any]], pages: dict[str, str]) -> str:
    """Write the first page: what was found, then every suite.

    Parameters
    ----------
    results : list of dict
        A row a check.
    pages : dict of str to str
        The address of each suite's page.

    Returns
    -------
    str
        HTML; every text is escaped.
    """
    found = sorted((one for one in results if not one["success"]), key=lambda one: one["severity"])
    findings = _table(
        ("Severity", "Suite", "Check", "Column", "What was found"),
        (
            (
                one["severity"] if one["did_run"] else f"{one['severity']}, did not run",
                one["suite"],
                one["expectation"],
                one["column_name"] or "",
                one["message"],
            )
            for one in found
        ),
    )
    by_suite: dict[str, list[dict[str, Any]]] = {}
    for one in results:
        by_suite.setdefault(one["suite"], []).append(one)
    suites = "\n".join(
        f'<li><a href="{html.escape(pages[suite])}">{html.escape(suite)}</a>: '
        f"{sum(one['success'] for one in checks)} of {len(checks)} checks passed</li>"
        for suite, checks in by_suite.items()
        if suite in pages
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{_POLICY}\n'
        f"<title>Checks of the exports and the register</title>\n"
        f'<link rel="stylesheet" href="{STYLESHEET.name}">\n</head>\n<body>\n'
        f"<h1>Checks of the exports and the register</h1>\n"
        f"<p>{len(results) - len(found)} of {len(results)} checks passed.</p>\n"
        f"{findings if found else ''}\n<h2>Suites</h2>\n<ul>\n{suites}\n</ul>\n"
        f"</body>\n</html>\n"
    )


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def line(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "\n".join(line(row, "td") for row in rows)
    return f"<table>\n<thead>{line(header, 'th')}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def without_network(page: str, stylesheet: str) -> str:
    """Return a page without scripts and without references to other hosts.

    Parameters
    ----------
    page : str
        HTML.
    stylesheet : str
        Relative address of the stylesheet to link instead.

    Returns
    -------
    str
    """
    for pattern, replacement in (
        (_SCRIPT, ""),
        (_OUTSIDE, ""),
        (_OUTSIDE_LINK, r"\1"),
        (_OUTSIDE_STYLE, "none"),
    ):
        page = pattern.sub(replacement, page)
    head = f'<head>\n    {_POLICY}\n    <link rel="stylesheet" href="{stylesheet}">'
    return page.replace("<head>", head, 1)


def _escape_results(context: Any) -> None:
    store = context.validation_results_store
    for key in store.list_keys():
        result = store.get(key)
        for one in result.results:
            one.result = _escaped(one.result)
            one.exception_info = _escaped(one.exception_info)
        store.set(key, result)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, dict):
        return {_escaped(key): _escaped(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(entry) for entry in value]
    return value
