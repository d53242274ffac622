"""The page works with the network off, runs only its own scripts and shows the frozen figures."""

import pytest

from gains.frozen_reports import store
from gains.wording import formats

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser):
    """Open a page offline; give it with what it requested and what it complained about."""
    contexts = []

    def go(path, **settings):
        context = browser.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        requests, complaints = [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.as_uri())
        return page, requests, complaints

    yield go
    for context in contexts:
        context.close()


def test_it_draws_its_charts_offline_without_a_request(opened, snapshot):
    page, requests, complaints = opened(snapshot / "snapshot.html")
    page.wait_for_selector("[data-chart=case] svg")
    assert page.locator("[data-chart] svg").count() == 4
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


def test_it_shows_the_published_headline_and_every_initiative(opened, snapshot):
    page, _, _ = opened(snapshot / "snapshot.html")
    frozen = store.records(snapshot.parent)[snapshot.name]["figures"]
    body = page.locator("body").inner_text()
    assert "3 of 8 live initiatives with an owner improved" in body
    assert page.locator("tbody tr").count() == len(frozen["initiatives"])
    for row in frozen["initiatives"]:
        assert row["initiative_name"] in body


def test_a_click_sorts_the_scoreboard_by_worth(opened, snapshot):
    page, _, _ = opened(snapshot / "snapshot.html")
    page.get_by_role("button", name="Measured a year").click()
    rows = store.records(snapshot.parent)[snapshot.name]["figures"]["initiatives"]
    known = sorted(
        (row for row in rows if row["net_annual_value"] is not None),
        key=lambda row: -row["net_annual_value"],
    )
    assert min(row["net_annual_value"] for row in known) < 0, "a minus sign must be sorted, too"
    shown = page.locator("tbody tr td:nth-child(6)").all_inner_texts()
    assert shown[: len(known)] == [
        formats.money(row["net_annual_value"], row["currency"]) for row in known
    ]
    assert set(shown[len(known) :]) == {formats.MISSING}


def test_a_foreign_script_is_refused(opened, snapshot, tmp_path):
    page = (snapshot / "snapshot.html").read_text("utf-8")
    changed = tmp_path / "changed.html"
    changed.write_text(page.replace("</body>", "<script>document.title='run'</script></body>"))
    page, _, complaints = opened(changed)
    assert page.title() != "run"
    assert any("Content Security Policy" in said for said in complaints)


def test_it_fits_a_phone(opened, snapshot):
    page, _, _ = opened(snapshot / "snapshot.html", viewport={"width": 390, "height": 844})
    page.wait_for_selector("[data-chart=case] svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_can_be_read_without_scripts(opened, snapshot):
    page, _, _ = opened(snapshot / "snapshot.html", java_script_enabled=False)
    assert page.locator("noscript img, img").count() >= 4
