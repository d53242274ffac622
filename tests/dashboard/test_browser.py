"""Every page in a real Chromium that reaches no other host: desktop and phone, light and dark."""

import io
import json
import os
import re
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.dashboard.browsing import HERE, Tab
from tests.dashboard.serving import Server
from tests.published import sample_publication

pytestmark = pytest.mark.browser
GOLDENS = HERE / "goldens"
PAGES = {
    "portfolio": "/",
    "initiative": "/initiative?id=invoice_capture",
    "initiative_too_early": "/initiative?id=claims_assessment",
    "value": "/value?currency=USD",
    "working_capital": "/cash",
    "time": "/time?process=harbor_payables",
    "trust": "/trust",
    "snapshots": "/snapshots",
}
CHARTS = {"portfolio": 2, "initiative": 3, "value": 2, "working_capital": 2, "time": 1}
LOOKS = {
    "portfolio_desktop_light": ("/", "desktop", "light"),
    "initiative_desktop_dark": ("/initiative?id=invoice_capture", "desktop", "dark"),
    "portfolio_phone_light": ("/", "phone", "light"),
}
#: A pixel differs when a channel does by more than this; a picture, when this share of them does.
TOLERANCE, SHARE = 24, 0.004


def needs_npm() -> None:
    if not (HERE / "node_modules" / "axe-core").is_dir():
        pytest.skip("no axe-core: run `make test` where npm is installed")


@pytest.fixture(params=["desktop light", "phone dark"], scope="module")
def tab(request, browser, server):
    one = Tab(browser, server.address, *request.param.split())
    yield one
    one.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_without_errors_or_other_hosts(tab, page):
    needs_npm()
    tab.errors.clear()
    shown = tab.open(PAGES[page])
    assert shown.locator("[data-testid=stVegaLiteChart] svg").count() >= CHARTS.get(page, 0)
    wide = shown.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page scrolls sideways"
    assert tab.violations() == []
    assert tab.errors == []
    assert tab.foreign == []


@pytest.mark.parametrize("page", PAGES)
def test_the_structure_of_a_page_is_as_agreed(browser, server, page):
    tab = Tab(browser, server.address, "desktop", "light")
    found = tab.open(PAGES[page]).locator("[data-testid=stMain]").aria_snapshot() + "\n"
    tab.close()
    # a KPI's card is written elsewhere and may change without the page
    found = re.sub(
        r'(heading "Definitions".*?\n).*?(?=  - heading "Grades)', r"\1", found, flags=re.S
    )
    golden = GOLDENS / f"{page}.aria.yml"
    if os.environ.get("GAINS_WRITE_GOLDENS"):
        golden.write_text(found)
    assert found == golden.read_text()


@pytest.mark.parametrize("name", LOOKS)
def test_a_page_looks_as_agreed(browser, server, name):
    path, screen, scheme = LOOKS[name]
    tab = Tab(browser, server.address, screen, scheme)
    picture = tab.open(path).screenshot(animations="disabled")
    tab.close()
    golden, drawn_by = GOLDENS / f"{name}.png", GOLDENS / "chromium.txt"
    major = browser.version.split(".")[0]
    if os.environ.get("GAINS_WRITE_GOLDENS"):
        golden.write_bytes(picture)
        drawn_by.write_text(major + "\n")
    if drawn_by.read_text().strip() != major:
        pytest.skip(f"pictures are of Chromium {drawn_by.read_text().strip()}, this is {major}")
    assert differing(picture, golden) <= SHARE


def differing(picture: bytes, golden: Path) -> float:
    """Give the share of pixels that differ visibly; all where the sizes differ."""
    from PIL import Image, ImageChops

    ours = Image.open(io.BytesIO(picture)).convert("RGB")
    theirs = Image.open(golden).convert("RGB")
    if ours.size != theirs.size:
        return 1.0
    bands = ImageChops.difference(ours, theirs).split()
    differs = [band.point(lambda level: 255 * (level > TOLERANCE)) for band in bands]
    union = ImageChops.lighter(ImageChops.lighter(differs[0], differs[1]), differs[2])
    return union.histogram()[255] / (ours.width * ours.height)


def test_tables_and_charts_are_downloaded(browser, server):
    tab = Tab(browser, server.address, "desktop", "light")
    page = tab.open("/trust")
    files = {}
    for path, key in (
        ("/trust", "rejected_rows_csv"),
        ("/trust", "rejected_rows_xlsx"),
        ("/", "improvements_png"),
        ("/", "improvements_svg"),
    ):
        if not page.url.endswith(path):
            page = tab.open(path)
        with page.expect_download(timeout=60_000) as waiting:
            page.locator(f".st-key-{key} button").first.click()
        files[key] = Path(waiting.value.path()).read_bytes()
    tab.close()
    assert "'=1+1" in files["rejected_rows_csv"].decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(files["rejected_rows_xlsx"])).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=1+1" in [cell.value for cell in cells]
    assert files["improvements_png"].startswith(b"\x89PNG")
    assert b"Invoice capture" in files["improvements_svg"]


def test_a_choice_is_in_the_address_and_comes_back_from_it(browser, server):
    tab = Tab(browser, server.address, "desktop", "light")
    page = tab.open("/")
    page.get_by_role("radio", name="Harbor Supply").or_(
        page.get_by_role("button", name="Harbor Supply")
    ).first.click()
    page.wait_for_url("**company=harbor*")
    tab.settle()
    assert "€" not in page.locator("[data-testid=stMetric]").all_inner_texts()[0]
    again = Tab(browser, server.address, "desktop", "light")
    assert "Claimed a year" in again.open(page.url.removeprefix(server.address)).content()
    tab.close()
    again.close()


def test_a_name_that_is_markup_is_printed_as_it_is(browser, tmp_path):
    """Names come from exports and the register; none may become a link, an icon or HTML."""
    name = ":red[x] :material/home: <b onclick=a()>b</b> [l](http://evil.example) $x$"
    published = tmp_path / "published"
    database = sample_publication.write(published)
    with duckdb.connect(str(database)) as connection:
        for table in ("initiatives", "initiative_scorecard"):
            connection.execute(f"update {table} set initiative_name = ?", [name])
    own = Server(published, tmp_path / "server.log")
    tab = Tab(browser, own.address, "desktop", "light")
    page = tab.open("/initiative?id=order_entry")
    shown = page.locator("[data-testid=stMain] h1").inner_text()
    tab.open("/")
    assert page.locator("a[href*='evil.example']").count() == 0
    assert tab.errors == []
    assert tab.foreign == []
    tab.close()
    own.stop()
    assert shown.replace("\u200b", "").strip() == name


def test_the_banners_of_a_late_failed_and_newer_build_can_be_read_in_the_dark(browser, tmp_path):
    needs_npm()
    published = tmp_path / "published"
    sample_publication.write(published)
    own = Server(published, tmp_path / "server.log", GAINS_TODAY="2027-01-20")
    tab = Tab(browser, own.address, "desktop", "dark")
    page = tab.open("/")
    sample_publication.write(published, version="2026-11-03-b")
    failed = {"status": "failed", "reason": "a column is gone", "finished_at": "2026-11-04"}
    (published / "last_run.json").write_text(json.dumps(failed))
    page.get_by_text("A newer build is out").wait_for(timeout=40_000)
    page.get_by_role("radio", name="Falken Medical").click()
    page.get_by_text("A column is gone").wait_for(timeout=20_000)
    tab.settle()
    assert "No new export for 81 days" in page.content()
    found = tab.violations()
    tab.close()
    own.stop()
    assert found == []
