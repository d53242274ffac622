"""Invented outcomes of each initiative: effects, checks, weeks, money, scorecard."""

import json
from datetime import date, timedelta

import numpy as np
import pandas as pd

from gains.measurement.coding import parameters_of
from gains.measurement.findings import (
    LeaveOneWeekOut,
    OwnTrend,
    ParallelTrends,
    PlaceboTest,
    RegressionToTheMean,
)
from gains.measurement.reasons import FewWeeksAfter, FirstVerdict, NoGoLive, Reason, Verdict
from gains.wording.checks import check_sentence
from gains.wording.names import Names
from gains.wording.reasons import reason_text
from tests.published.sample_register import AS_OF

DIRECTION = {"first_pass_yield": "higher"}
CHECKS = ("parallel", "placebo", "regression_to_mean", "own_trend", "one_week")
COUNTED = ("proven", "likely", "worse", "looks_worse")
IMPROVED = ("proven", "likely")
WORSE = ("worse", "looks_worse")
#: Of evidence_grades: evidence, sort_order, decision_order, is_verdict.
GRADES = (
    ("proven", 1, 7, True),
    ("likely", 2, 6, True),
    ("no_change", 3, 5, True),
    ("inconclusive", 4, 3, True),
    ("looks_worse", 5, 2, True),
    ("worse", 6, 1, True),
    ("not_measurable", 7, 4, False),
)
DECISION_ORDER = {evidence: order for evidence, _, order, _ in GRADES}
RULES = {
    "likely": "likely_without_comparison",
    "inconclusive": "inconclusive_range",
}


def initiative_tables(tables: dict, random: np.random.Generator) -> dict:
    """Give every table whose rows belong to an initiative."""
    out: dict[str, list] = {
        name: []
        for name in [
            "kpi_effects",
            "kpi_checks",
            "kpi_expected",
            "kpi_bridge",
            "kpi_before_after",
            "initiative_value",
            "initiative_scorecard",
        ]
    }
    for row in tables["initiatives"]:
        story = row.pop("story")
        story["after_from"] = row["go_live_date"] and monday_after(row)
        out["kpi_effects"].append(effect_of(row, story))
        out["kpi_checks"] += checks_of(row, story)
        out["kpi_expected"] += weeks_of(row, story, random)
        out["kpi_bridge"] += bridge_of(row, story)
        out["kpi_before_after"] += phases_of(row, story)
        out["initiative_value"] += money_of(row, story)
        out["initiative_scorecard"].append(scorecard_of(row, story))
    out["restatements"] = [
        {
            "as_published_on": date(2026, 10, 5),
            "initiative_id": "invoice_capture",
            "kpi_id": "cost_per_transaction",
            "measure": "relative_effect",
            "was": -0.274,
            "is": -0.29,
            "cause": "late_data",
        }
    ]
    return out


def monday_after(row: dict) -> date:
    """Give the first Monday behind the ramp."""
    end = row["go_live_date"] + timedelta(days=row["ramp_days"])
    return end + timedelta(days=7 - end.weekday())


def values(story: dict) -> tuple:
    """Give before, after and expected, or nothing where nothing is measured."""
    if story["effect"] is None:
        return story["level"], None, None
    expected = story["level"] * 0.98
    return story["level"], expected * (1 + story["effect"]), expected


def effect_of(row: dict, story: dict) -> dict:
    """Give the row of kpi_effects."""
    before, after, expected = values(story)
    effect, half = story["effect"], story["half"]
    known = effect is not None
    weeks = (AS_OF - story["after_from"]).days // 7 if story["after_from"] else 0
    return {
        "initiative_id": row["initiative_id"],
        "kpi_id": story["kpi_id"],
        "is_primary": True,
        "method": "Difference of weekly averages, interval over error models" if known else None,
        "design": "comparison" if story["evidence"] in ("proven", "worse") else "no_comparison",
        "before_value": before,
        "after_value": after,
        "expected_value": expected,
        "effect": after - expected if known else None,
        "effect_low": expected * (effect - half) if known else None,
        "effect_high": expected * (effect + half) if known else None,
        "relative_effect": effect,
        "relative_low": effect - half if known else None,
        "relative_high": effect + half if known else None,
        "relative_low_95": effect - half * 0.72 if known else None,
        "relative_high_95": effect + half * 0.72 if known else None,
        "raw_change": after - before if known else None,
        **turned(story),
        "target_relative_change": story["target"],
        "target_status": target_status(story),
        "counts": story["evidence"] in COUNTED,
        "evidence": story["evidence"],
        **reason_of(row, story),
        "weeks_before": 52,
        "weeks_after": weeks if known else min(weeks, 5),
        "n_before": 11240,
        "n_after": 211 * weeks,
        "break_even_drift": 0.007 if known else None,
        "more_weeks_needed": 9 if story["evidence"] == "inconclusive" else None,
    }


def reason_of(row: dict, story: dict) -> dict:
    """Give code, parameters and sentences of the reason, as the build makes them."""
    reason: Reason = NoGoLive()
    if row["go_live_date"] and story["effect"] is None:
        first = FirstVerdict(covered_through=date(2026, 11, 22), is_overdue=False, weeks=8)
        reason = FewWeeksAfter(weeks_after=5, first_verdict=first)
    elif story["effect"] is not None:
        sign = 1 if DIRECTION.get(story["kpi_id"]) == "higher" else -1
        middle, half = sign * story["effect"], story["half"]
        reason = Verdict(
            code=RULES.get(story["evidence"], story["evidence"]),
            kpi_id=story["kpi_id"],
            unit="hours",
            process_id=row["process_id"],
            is_relative=True,
            improvement=middle,
            improvement_low=middle - half,
            improvement_high=middle + half,
            largest_gain=middle + half / 2,
            promised=None,
            weeks_before=52,
            weeks_after=25,
            comparison_process_id=row["comparison_process_id"],
            more_weeks_needed=9,
        )
    return {
        "reason": reason_text(reason, Names()).text,
        "reason_code": reason.code,
        "reason_params": parameters_of(reason),
    }


def turned(story: dict) -> dict:
    """Give effect and target turned so that plus is better."""
    sign = 1 if DIRECTION.get(story["kpi_id"]) == "higher" else -1
    target = {"target_improvement": sign * story["target"]}
    if story["effect"] is None:
        return target
    middle, half = sign * story["effect"], story["half"]
    return target | {
        "improvement": middle,
        "improvement_low": middle - half,
        "improvement_high": middle + half,
        "improvement_low_95": middle - half * 0.72,
        "improvement_high_95": middle + half * 0.72,
        "improvement_unit": "relative",
    }


def target_status(story: dict) -> str:
    """Give whether the promise was reached."""
    if story["evidence"] in ("not_measurable", "inconclusive"):
        return "too_early"
    sign = 1 if DIRECTION.get(story["kpi_id"]) == "higher" else -1
    return "met" if sign * story["effect"] >= sign * story["target"] else "missed"


def checks_of(row: dict, story: dict) -> list[dict]:
    """Give the five checks, of which a likely effect fails none and lacks the first."""
    if story["effect"] is None:
        return []
    return [
        {
            "initiative_id": row["initiative_id"],
            "kpi_id": story["kpi_id"],
            "check_id": check_id,
            "passed": finding.passed,
            "figure": 0.31,
            "sentence": check_sentence(finding),
            "finding_code": finding.code,
            "finding_params": parameters_of(finding),
        }
        for check_id, finding in findings_of(story).items()
        if check_id != "parallel" or story["evidence"] in ("proven", "worse")
    ]


def findings_of(story: dict) -> dict:
    """Give what each check found; a trend of its own explains what is inconclusive."""
    found = (
        ParallelTrends(
            passed=True, per_week=-0.0019, p_value=0.31, scale="log", has_comparison=True
        ),
        PlaceboTest(passed=True, p_value=0.31),
        RegressionToTheMean(passed=True, share_left=0.87, weeks_left_out=8),
        OwnTrend(passed=story["evidence"] != "inconclusive", share_left=0.31),
        LeaveOneWeekOut(passed=True, share_left=0.9, period_weeks=1),
    )
    return dict(zip(CHECKS, found, strict=True))


def weeks_of(row: dict, story: dict, random: np.random.Generator) -> list[dict]:
    """Give 52 weeks before and every complete week after, around the level and the effect."""
    if row["go_live_date"] is None or story["effect"] is None:
        return []
    first = row["go_live_date"] - timedelta(days=row["go_live_date"].weekday(), weeks=52)
    weeks = [first + timedelta(weeks=step) for step in range(52)]
    while (
        week := (weeks[-1] + timedelta(weeks=1) if len(weeks) > 52 else story["after_from"])
    ) <= (AS_OF - timedelta(days=6)):
        weeks.append(week)
    noise, rows = 0.0, []
    for position, week in enumerate(weeks):
        noise = 0.4 * noise + random.normal(0, 0.03)
        is_after = week >= story["after_from"]
        expected = story["level"] * (0.98 if is_after else 1.0)
        expected *= 1 + 0.02 * np.sin(position / 8)
        actual = expected * (1 + noise) * (1 + (story["effect"] if is_after else 0))
        rows.append(
            {
                "initiative_id": row["initiative_id"],
                "kpi_id": story["kpi_id"],
                "period_start": week,
                "actual": min(actual, 0.995) if story["level"] < 1 else actual,
                "expected": expected,
                "expected_low": expected * 0.92,
                "expected_high": expected * 1.08,
            }
        )
    return rows


def bridge_of(row: dict, story: dict) -> list[dict]:
    """Give the parts of the raw change, which add up to it."""
    before, after, expected = values(story)
    if after is None:
        return []
    raw = after - before
    parts = {"volume": 0.0, "mix": raw * 0.08, "initiative": after - expected}
    parts["season_trend"] = raw - sum(parts.values())
    order = ("volume", "mix", "season_trend", "initiative")
    return [
        {
            "initiative_id": row["initiative_id"],
            "kpi_id": story["kpi_id"],
            "component": component,
            "amount": parts[component],
            "is_credited": component == "initiative" and story["evidence"] in COUNTED,
        }
        for component in order
    ]


def phases_of(row: dict, story: dict) -> list[dict]:
    """Give before, ramp and after."""
    if row["go_live_date"] is None:
        return []
    before, after, _ = values(story)
    go_live = row["go_live_date"]
    spans = {
        "before": (go_live - timedelta(weeks=52), go_live - timedelta(days=1), before),
        "ramp": (go_live, story["after_from"] - timedelta(days=1), before * 0.95),
        "after": (story["after_from"], AS_OF, after),
    }
    return [
        {
            "initiative_id": row["initiative_id"],
            "kpi_id": story["kpi_id"],
            "phase": phase,
            "from_date": since,
            "to_date": until,
            "n": 4000,
            "numerator": 4000 * value if value else None,
            "denominator": 4000.0,
            "value": value,
            "p50": value and value * 0.8,
            "p90": value and value * 1.9,
            "open_count": 12,
            "cap": None,
        }
        for phase, (since, until, value) in spans.items()
    ]


def yearly(story: dict) -> float:
    """Give the gross value of a year: the claim, scaled by what was measured of the target."""
    if story["evidence"] not in COUNTED:
        return 0.0
    good = 1 if DIRECTION.get(story["kpi_id"]) == "higher" else -1
    return story["claimed"] * 0.55 * good * story["effect"] / abs(story["target"])


def money_of(row: dict, story: dict) -> list[dict]:
    """Give the months' amounts by value type."""
    if row["go_live_date"] is None:
        return []
    gross = yearly(story) / 12
    spread = abs(gross) * (story["half"] / abs(story["effect"])) if gross else 0.0
    main = "cash_cost" if row["capacity_is_cashable"] else "capacity"
    lines, month = [], row["go_live_date"].replace(day=1)
    lines.append((month, "build_cost", -row["build_cost"], 0.0))
    while month <= AS_OF:
        lines.append((month, "run_cost", -row["run_cost_per_month"], 0.0))
        if gross and story["kpi_id"] == "days_to_pay":
            if month == story["after_from"].replace(day=1):
                lines.append((month, "working_capital", 612000.0, 420000.0))
            lines.append((month, "carrying_cost", 612000 * 0.09 / 12, 420000 * 0.09 / 12))
        elif gross:
            lines.append((month, main, gross, spread))
        month = (pd.Timestamp(month) + pd.offsets.MonthBegin(1)).date()
    made = [
        {
            "initiative_id": row["initiative_id"],
            "month_start": month,
            "value_type": value_type,
            "amount": amount,
            "amount_low": amount - half,
            "amount_high": amount + half,
            "is_owned": row["business_owner"] != row["transformation_lead"],
            "counts": row["business_owner"] != row["transformation_lead"]
            and story["evidence"] in COUNTED,
        }
        for month, value_type, amount, half in lines
    ]
    return [with_running_net(line, made) for line in made]


def with_running_net(line: dict, lines: list[dict]) -> dict:
    """Give a line the net of all months so far; working capital is in none."""
    so_far = [
        one
        for one in lines
        if one["month_start"] <= line["month_start"] and one["value_type"] != "working_capital"
    ]
    return line | {
        f"running_net{end}": sum(one[f"amount{end}"] for one in so_far)
        for end in ("", "_low", "_high")
    }


def payback(lines: list[dict]) -> date | None:
    """Give the first day of the month in which the running net passes zero, or nothing."""
    months = sorted({line["month_start"] for line in lines})
    net = 0.0
    for month in months:
        net += sum(
            line["amount"]
            for line in lines
            if line["month_start"] == month and line["value_type"] != "working_capital"
        )
        if net > 0:
            return month
    return None


def rank_of(story: dict, is_owned: bool) -> int:
    """Give an order by harm: what got worse first, then what nobody owns."""
    return DECISION_ORDER[story["evidence"]] * 100 - 50 * (not is_owned)


def scorecard_of(row: dict, story: dict) -> dict:
    """Give the row of initiative_scorecard."""
    before, after, _ = values(story)
    days = (AS_OF - row["kickoff_date"]).days
    live = row["go_live_date"] is not None
    judged = story["evidence"] not in ("not_measurable", "inconclusive")
    run_cost = row["run_cost_per_month"] * 12
    gross = 612000 * 0.09 if story["kpi_id"] == "days_to_pay" else yearly(story)
    net = gross - run_cost if live and story["evidence"] in COUNTED else None
    half = abs(gross) * (story["half"] / abs(story["effect"])) if net is not None else None
    status = "judged" if judged else "measuring" if live else "in_progress"
    clock = "on_track" if days <= 60 else "at_risk" if days <= 90 else "late"
    proposals = {"proven": "scale", "likely": "extend", "worse": "fix", "looks_worse": "fix"}
    is_owned = row["business_owner"] != row["transformation_lead"]
    counts = is_owned and live and story["evidence"] in COUNTED
    reason = (
        "counts" if counts
        else "unowned" if not is_owned
        else "not_live" if not live
        else "no_verdict" if story["evidence"] == "not_measurable"
        else "evidence_does_not_hold"
    )  # fmt: skip
    paid = payback(money_of(row, story))
    lines = money_of(row, story)
    needs_decision = not row["decision"] and (live or not is_owned)
    return {
        "initiative_id": row["initiative_id"],
        "process_id": row["process_id"],
        "initiative_name": row["initiative_name"],
        "business_owner": row["business_owner"],
        "transformation_lead": row["transformation_lead"],
        "is_owned": is_owned,
        "unowned_reason_code": None if is_owned else "one_person",
        "unowned_reason_params": None if is_owned else json.dumps({"name": row["business_owner"]}),
        "is_in_total": counts,
        "counts": counts,
        "counts_reason_code": reason,
        "is_live": live,
        "kickoff_date": row["kickoff_date"],
        "go_live_date": row["go_live_date"],
        "as_of_date": AS_OF,
        "reason": effect_of(row, story)["reason"],
        **turned(story),
        "value_reason_code": "pace_of_a_year"
        if net is not None
        else "not_live"
        if not live
        else "no_verdict",
        "spent_to_date": -sum(
            line["amount"] for line in lines if line["value_type"] in ("run_cost", "build_cost")
        ),
        "is_paid_back": bool(paid and paid <= AS_OF),
        "cost_of_delay_basis": None if live else "claimed",
        "decision_reason_code": "target_met" if story["evidence"] == "proven" else "no_verdict",
        "needs_decision": needs_decision,
        "decision_rank": rank_of(story, is_owned) if needs_decision else None,
        "forest_rank": rank_of(story, True),
        "review_date": row["review_date"],
        "decided_on": row["decided_on"],
        "status": status,
        "days_since_kickoff": days,
        "clock": "met" if judged else clock,
        "primary_kpi_id": story["kpi_id"],
        "before_value": before,
        "after_value": after,
        "relative_effect": story["effect"],
        "evidence": story["evidence"],
        "target_relative_change": story["target"],
        "target_status": target_status(story),
        "net_annual_value": net,
        "net_annual_value_low": net - half if net is not None else None,
        "net_annual_value_high": net + half if net is not None else None,
        "claimed_annual_value": story["claimed"],
        "payback_date": paid,
        "npv": net * 2.5 - row["build_cost"] if net is not None else None,
        "cost_of_delay_per_week": story["claimed"] / 52 if not live else None,
        "adoption_share": 0.74 if live else None,
        "proposed_decision": proposals.get(story["evidence"], "stop" if judged else "extend"),
        "decision": row["decision"],
    }
