"""Each page and each state, run as Streamlit runs them, on the sample publication."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import identity, states
from gains.published.access import User
from tests.published import sample_publication

APP = Path(__file__).resolve().parents[2] / "dashboard" / "streamlit_app.py"
PAGES = {
    "portfolio": "Are the automations paying off?",
    "initiative": "Claims assessment",
    "value": "Where does the value come from?",
    "working_capital": "How much cash is stuck in receivables?",
    "time": "Where does the time go?",
    "trust": "Can you trust these numbers?",
    "snapshots": "What was shared with leadership?",
}
HARBOR_NAMES = ("Harbor", "Dana Whitfield", "Invoice capture", "Ticket triage", "harbor_")


@pytest.fixture
def published(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "published"
    sample_publication.write(folder)
    monkeypatch.setenv("GAINS_PUBLISHED", str(folder))
    monkeypatch.setenv("GAINS_SNAPSHOTS", str(tmp_path / "shared_snapshots"))
    monkeypatch.setattr(states, "today", lambda: date(2026, 11, 2))
    return folder


def opened(page: str = "portfolio", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run() if page == "portfolio" else app.switch_page(f"app_pages/{page}.py").run()


def all_text(app: AppTest) -> str:
    """Everything that a page sent to the browser, tables and charts too."""
    parts = []
    for block in app.main.children.values():
        parts += texts_of(block)
    return " ".join(parts)


def texts_of(node) -> list[str]:
    if hasattr(node, "children"):
        return [text for child in node.children.values() for text in texts_of(child)]
    parts = [repr(node.proto)] if hasattr(node, "proto") else []
    value = getattr(node, "value", None)
    return [*parts, value.to_csv() if hasattr(value, "to_csv") else str(value)]


@pytest.mark.parametrize(("page", "title"), PAGES.items())
def test_every_page_shows_its_question_and_no_error(published, page, title):
    app = opened(page)
    assert [title] == [one.value for one in app.title]
    assert not app.exception
    assert not app.error
    assert not app.warning


def test_the_first_screen_says_what_is_measured_claimed_and_unowned(published):
    app = opened()
    tiles = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert tiles["Measured, EUR"][1].startswith("of €370k")
    assert tiles["Improved"] == ("3 of 8", "2 worse")
    assert tiles["Unowned"] == ("1", "in no total")
    assert app.markdown[0].value.endswith(r"stays outside every total\.")


def test_one_company_shows_its_own_money_and_lives_in_the_address(published):
    app = opened(company="harbor")
    tiles = {metric.label: metric.value for metric in app.metric}
    assert "Claimed a year" in tiles
    assert "€" not in app.markdown[0].value
    assert app.query_params["company"] in ("harbor", ["harbor"])


def test_an_inconclusive_initiative_claims_nothing(published):
    app = opened("initiative", id="returns_portal")
    tiles = {metric.label: metric.value for metric in app.metric}
    assert tiles["Measured a year"] == "–"
    assert any("Can't tell yet whether first" in one.value for one in app.markdown)


def test_too_early_gives_the_date_of_the_first_verdict(published):
    app = opened("initiative", id="claims_assessment")
    assert any(
        "first verdict needs exports through 22 Nov 2026" in one.value for one in app.markdown
    )


def test_an_initiative_that_is_not_live_has_a_page(published):
    app = opened("initiative", id="supplier_onboarding")
    assert not app.exception
    assert not app.error


def test_an_unknown_id_is_said_and_the_first_is_shown(published):
    app = opened("initiative", id="no_such")
    assert "nothing called “no\\_such”" in app.warning[0].value
    assert app.title[0].value == "Claims assessment"


def test_nothing_published(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINS_PUBLISHED", str(tmp_path))
    app = opened()
    assert app.title[0].value == "Nothing is published yet"
    assert "dbt build" in app.markdown[0].value


def test_a_version_of_an_older_release_is_a_sentence(published):
    with duckdb.connect(str(next(published.glob("*/gains.duckdb")))) as connection:
        connection.execute("alter table portfolio_totals drop column spent_to_date")
    app = opened()
    assert app.title[0].value == "The figures are from an older release"
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kept", [[], ["kpis", "companies", "processes"], ["no outcomes"]])
def test_a_first_build_with_next_to_nothing_has_every_page(published, page, kept):
    """A newcomer's own data begins with empty tables; with a register, but no outcome yet."""
    register = {"kpis", "companies", "processes", "initiatives", "targets", "initiative_scorecard"}
    if kept == ["no outcomes"]:
        kept = register
    with duckdb.connect(str(next(published.glob("*/gains.duckdb")))) as connection:
        for (name,) in connection.execute("show tables").fetchall():
            if name not in kept:
                connection.execute(f"delete from {name}")
    app = opened(page)
    assert not app.exception
    assert not app.error
    assert app.title


def test_a_failed_build_shows_its_date_its_reason_and_yesterdays_figures(published):
    failed = {
        "status": "error",
        "reason": "the file [x](http://evil.example) has no column amount",
        "finished_at": "2026-11-03T06:12:00+00:00",
    }
    (published / "last_run.json").write_text(json.dumps(failed))
    app = opened()
    said = app.warning[0].value
    assert "The build of 3 Nov 2026 06:12 UTC failed." in said
    assert "\\[x\\]\\(http" in said
    assert "You see the figures published on 2 Nov 2026" in said
    assert len(app.metric) == 4


def test_stale_figures_say_on_which_day_they_end(published, monkeypatch):
    monkeypatch.setattr(states, "today", lambda: date(2027, 1, 10))
    app = opened()
    assert "No new export for 71 days" in app.info[0].value
    assert "end on 31 Oct 2026" in app.info[0].value


def test_a_newer_build_is_offered_and_not_switched_to(published):
    app = opened()
    sample_publication.write(published, version="2026-11-03-b", seed=8)
    app.run()
    assert any("Build 2026\\-11\\-02\\-a" in one.value for one in app.caption)
    assert any("A newer build is out" in one.value for one in app.markdown)
    next(button for button in app.button if button.label == "Show it").click().run()
    assert any("Build 2026\\-11\\-03\\-b" in one.value for one in app.caption)


def test_an_error_gives_a_reference_and_no_details(published, monkeypatch, caplog):
    from gains.published import money

    def broken(*_arguments):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(money, "totals", broken)
    app = opened()
    assert "secret detail" not in all_text(app)
    reference = app.error[0].value.split("**")[-2]
    assert reference in caplog.text


def limited(monkeypatch, tmp_path, content: str) -> None:
    path = tmp_path / "access.yml"
    path.write_text(content)
    monkeypatch.setenv("GAINS_ACCESS_FILE", str(path))
    monkeypatch.setattr(identity, "current_user", lambda: User("eva@falken.example", ("finance",)))


def test_nobody_sees_anything_by_default(published, tmp_path, monkeypatch):
    limited(monkeypatch, tmp_path, "someone@else.example: everything\n")
    app = opened()
    assert app.title[0].value == "No access yet"
    assert r"eva\@falken\.example" in app.markdown[0].value


def test_an_access_file_of_another_shape_lets_nobody_in(published, tmp_path, monkeypatch):
    limited(monkeypatch, tmp_path, "- eva@falken.example\n")
    app = opened()
    assert "reference" in app.error[0].value
    assert not app.metric


@pytest.mark.parametrize("page", PAGES)
def test_no_name_of_another_company_appears_anywhere(published, tmp_path, monkeypatch, page):
    limited(monkeypatch, tmp_path, "group:Finance: [falken]\n")
    (published / "last_run.json").write_text(
        json.dumps({"status": "error", "reason": "Harbor's file", "finished_at": "2026-11-03"})
    )
    parameters = {
        "initiative": {"id": "invoice_capture"},
        "portfolio": {"company": "harbor"},
        "value": {"company": "harbor", "currency": "USD"},
    }.get(page, {})
    app = opened(page, **parameters)
    text = all_text(app)
    for asked in parameters.values():
        text = text.replace(asked, "").replace(asked.replace("_", "\\_"), "")
    found = [name for name in HARBOR_NAMES if name in text]
    assert not found
    assert "Falken" in text or page in ("working_capital", "snapshots")
