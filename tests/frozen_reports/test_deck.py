"""The deck opens again, with native charts and tables that hold the frozen figures."""

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from gains.frozen_reports import store
from gains.wording import formats


@pytest.fixture(scope="module")
def show(snapshot) -> Presentation:
    """Open the deck."""
    return Presentation(str(snapshot / "snapshot.pptx"))


def frozen(snapshot: Path) -> dict:
    """Give the figures of snapshot.json."""
    return store.records(snapshot.parent)[snapshot.name]["figures"]


def charts(show) -> dict:
    """Give the native charts by the slide's title."""
    return {
        slide.shapes.title.text: shape.chart
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def test_every_slide_has_a_title_and_the_build_in_its_notes(show, snapshot):
    for slide in show.slides:
        assert slide.shapes.title.text.strip()
        notes = slide.notes_slide.notes_text_frame.text
        assert snapshot.name in notes
        assert "Build 2026-11-02-a" in notes


def test_pictures_and_charts_are_described(show):
    drawn = [
        shape
        for slide in show.slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_chart or shape.has_table
    ]
    assert len(drawn) >= 5
    assert all(shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in drawn)


def test_the_native_waterfall_holds_the_frozen_steps(show, snapshot):
    by_title = charts(show)
    for total in frozen(snapshot)["totals"]:
        chart = by_title[f"From gross gain to net, to date, in {total['currency']}"]
        base, above, below = (series.values for series in chart.plots[0].series)
        assert list(chart.plots[0].categories)[-1].startswith("Net to date")
        assert above[-1] + below[-1] == pytest.approx(total["net_to_date"])
        assert base[-1] == 0
        sizes = sum(
            up - down if "cost" not in name else 0
            for name, up, down in zip(chart.plots[0].categories, above, below, strict=True)
        )
        assert sizes > 0


def test_the_native_line_chart_holds_the_frozen_weeks(show, snapshot):
    chart = next(one for title, one in charts(show).items() if title.startswith("Case in point"))
    series = {one.name: list(one.values) for one in chart.plots[0].series}
    weeks = frozen(snapshot)["weeks"]
    expected = [week["expected"] for week in weeks]
    start = next(
        place
        for place in range(len(expected))
        if expected[place : place + 3] == pytest.approx(series["Expected"][:3])
    )
    mine = weeks[start : start + len(series["Expected"])]
    assert series["Expected"] == pytest.approx([week["expected"] for week in mine])
    after = [week["actual"] for week in mine if week["is_after"]]
    assert [one for one in series["After go-live"] if one is not None] == pytest.approx(after)


def test_the_scoreboard_is_a_table_with_every_initiative(show, snapshot):
    cells = {
        row.cells[0].text: [cell.text for cell in row.cells]
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    }
    for row in frozen(snapshot)["initiatives"]:
        printed = cells[row["initiative_name"]]
        assert printed[5] == formats.money(row["net_annual_value"], row["currency"])
        assert printed[6] == formats.money(row["claimed_annual_value"], row["currency"])
