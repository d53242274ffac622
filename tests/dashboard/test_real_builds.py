"""The dashboard over what a real `dbt build` of the demo publishes, and while one publishes."""

import shutil
import threading

import pytest

from benchmarks.dashboard.session import Session, elements, texts, tiles
from dashboard.pages import PAGES
from gains.wording import formats
from tests.dashboard.serving import Server

#: Builds that follow each other under the readers' eyes, and readers.
BUILDS, READERS = 3, 8


@pytest.fixture(scope="module")
def demo_server(demo_build, tmp_path_factory):
    log = tmp_path_factory.mktemp("demo_server") / "server.log"
    server = Server(demo_build.folder / "published", log)
    yield server
    server.stop()


def problems_of(messages) -> list[str]:
    """Give the errors on a page; the columns of a build must be those that the pages read."""
    return [
        text
        for text in texts(messages)
        if text.startswith("exception") or "could not be shown" in text
    ]


@pytest.mark.parametrize("page", [page.path for page in PAGES])
def test_every_page_shows_a_real_build(demo_server, page):
    session = Session(demo_server.address)
    messages = session.view(page)
    session.close()
    assert problems_of(messages) == []
    assert len(elements(messages)) > 3 or page == "snapshots"


def test_every_initiative_and_every_kpi_of_it_has_a_page(demo_server, demo_build):
    session = Session(demo_server.address)
    for initiative_id, kpi_id in demo_build.query("select initiative_id, kpi_id from kpi_effects"):
        messages = session.view("initiative", id=initiative_id, kpi=kpi_id)
        assert problems_of(messages) == [], (initiative_id, kpi_id)
    session.close()


def test_the_first_screen_shows_the_totals_of_the_build(demo_server, demo_build):
    """The page adds up the scorecard; the build's own total must not differ."""
    expected = dict(
        demo_build.query(
            """
            select currency, coalesce(net_annual_value, 0)
            from portfolio_totals
            where scope = 'portfolio'
            """
        )
    )
    session = Session(demo_server.address)
    shown = tiles(session.view())
    session.close()
    for currency, total in expected.items():
        text = formats.money(total, currency)
        assert shown[f"Measured, {currency}"] in (text, "–" if total == 0 else text)


@pytest.mark.slow
def test_readers_see_whole_pages_while_dbt_builds(make_project, demo_build):
    project = make_project("readers", demo=True)
    for name in ("published", "landed"):
        shutil.copytree(demo_build.folder / name, project.folder / name)
    first = project.current()["version"]
    server = Server(project.folder / "published", project.folder / "server.log")
    is_done = threading.Event()
    problems: list[str] = []
    views: list[int] = []

    def read() -> None:
        try:
            while True:
                session = Session(server.address)
                for page in ("", "value"):
                    problems.extend(problems_of(session.view(page)))
                    views.append(1)
                session.close()
                if is_done.wait(1):
                    return
        except Exception as error:
            problems.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    versions = {first}
    try:
        for _ in range(BUILDS):
            project.build()
            versions.add(project.current()["version"])
    finally:
        is_done.set()
        for reader in readers:
            reader.join()
    session = Session(server.address)
    footer = [text for text in texts(session.view()) if text.startswith("Build ")]
    session.close()
    server.stop()
    assert problems == []
    assert len(versions) == BUILDS + 1
    assert len(views) >= 2 * READERS
    assert project.current()["version"].split("-")[0] in footer[0]
