"""The tables of the workbook about KPIs: values, effects, weeks, checks, definitions."""

from gains.frozen_reports.changes import MEASURES, causes_in_words
from gains.frozen_reports.pages import Pages
from gains.frozen_reports.sheet_shapes import WHAT, Column, Sheet, with_names
from gains.wording.evidence import CHECKS, TARGETS, grade


def before_and_after(content: Pages) -> Sheet:
    """One row per initiative, KPI and phase, with numerator and denominator."""
    return Sheet(
        "Before and after",
        "One row per initiative, KPI and phase. Value is a formula: numerator over denominator. "
        "Weeks of the ramp count nowhere.",
        (
            *WHAT,
            Column("phase", "Phase", width=9),
            Column("from_date", "From", "date", 12),
            Column("to_date", "To", "date", 12),
            Column("n", "Cases", "count", 10),
            Column("numerator", "Numerator", "number", 18),
            Column("denominator", "Denominator", "number", 18),
            Column("value", "Value", "exact", 16, "{numerator}/{denominator}"),
            Column("p50", "Median", "number"),
            Column("p90", "90th percentile", "number"),
            Column("open_count", "Open cases", "count", 10),
        ),
        with_names(content, content.figures.phases),
    )


def effects(content: Pages) -> Sheet:
    """One row per initiative and KPI: the estimate, its range, its grade."""
    rows = [
        {
            **row,
            "evidence": grade(row["evidence"], row.get("reason_code")).label,
            "target_status": TARGETS.get(row["target_status"] or "", ("none",))[0],
        }
        for row in with_names(content, content.figures.effects)
    ]
    return Sheet(
        "Effects",
        "One row per initiative and KPI. The effect compares the weeks after go-live with what was "
        "expected for them; ranges are 99%.",
        (
            *WHAT,
            Column("is_primary", "Primary", width=8),
            Column("evidence", "Evidence", width=16),
            Column("before_value", "Before", "number"),
            Column("after_value", "After", "number"),
            Column("expected_value", "Expected", "number"),
            Column("effect", "Effect", "number"),
            Column("effect_low", "99% low", "number"),
            Column("effect_high", "99% high", "number"),
            Column("relative_effect", "Effect, relative", "share"),
            Column("relative_low", "99% low, relative", "share"),
            Column("relative_high", "99% high, relative", "share"),
            Column("improvement", "Better by", "share"),
            Column("target_improvement", "Target", "share"),
            Column("target_status", "Target status"),
            Column("design", "Compared with", width=16),
            Column("weeks_before", "Weeks before", "count", 9),
            Column("weeks_after", "Weeks after", "count", 9),
            Column("n_before", "Cases before", "count", 11),
            Column("n_after", "Cases after", "count", 11),
            Column("more_weeks_needed", "More weeks needed", "count", 11),
            Column("reason", "Reason", width=60),
            Column("method", "Method", width=50),
        ),
        rows,
    )


def weeks(content: Pages) -> Sheet:
    """One row per initiative and week of its primary KPI."""
    return Sheet(
        "Weeks",
        "One row per initiative and week of its primary KPI. Numerator and denominator are those "
        "of the week's published value.",
        (
            *WHAT,
            Column("period_start", "Week from", "date", 12),
            Column("is_after", "After go-live", width=9),
            Column("numerator", "Numerator", "number", 18),
            Column("denominator", "Denominator", "number", 18),
            Column("actual", "Actual", "number"),
            Column("expected", "Expected", "number"),
            Column("expected_low", "Expected low", "number"),
            Column("expected_high", "Expected high", "number"),
        ),
        with_names(content, content.figures.weeks),
    )


def checks(content: Pages) -> Sheet:
    """One row per initiative, KPI and check of the estimate."""
    rows = [
        {**row, "check_id": CHECKS.get(row["check_id"], row["check_id"])}
        for row in with_names(content, content.figures.checks)
    ]
    return Sheet(
        "Checks",
        "One row per initiative, KPI and check of its estimate.",
        (
            *WHAT,
            Column("check_id", "Check", width=34),
            Column("passed", "Passed", width=8),
            Column("figure", "Figure", "number"),
            Column("sentence", "In words", width=90),
        ),
        rows,
    )


def changes(content: Pages) -> Sheet:
    """One row per figure that changed since the last snapshot."""
    rows = [
        {
            "initiative_name": change.initiative_name,
            "measure": MEASURES.get(change.measure, "Register"),
            "was": change.was,
            "now": change.now,
            "causes": causes_in_words(change.causes),
        }
        for change in content.figures.changes
    ]
    return Sheet(
        "Changes",
        f"Against the last snapshot of this scope: {content.figures.previous or 'there is none'}.",
        (
            Column("initiative_name", "Initiative", width=30),
            Column("measure", "Figure", width=26),
            Column("was", "Was", "number", 18),
            Column("now", "Now", "number", 18),
            Column("causes", "Cause", width=40),
        ),
        rows,
    )


def definitions(content: Pages) -> Sheet:
    """Return the KPIs, and the rule of each grade."""
    kpis = [
        {
            "name": kpi["kpi_name"],
            "what": f"{kpi['kind']}, in {kpi['unit']}; {kpi['better']} is better; "
            f"definition version {kpi['version']}",
        }
        for kpi in content.figures.kpis
    ]
    grades = [
        {"name": grade(row["evidence"]).label, "what": grade(row["evidence"]).rule}
        for row in content.figures.grades
    ]
    return Sheet(
        "Definitions",
        "The KPIs as they were defined, and the rule of each grade of evidence.",
        (Column("name", "Name", width=32), Column("what", "Meaning", width=120)),
        [*kpis, *grades],
    )
