"""A small register and exports for tests of the process KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.project import Project

OFFICE_DAYS = ("1", "2", "3", "4", "5")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV text of rows; None is an empty cell."""
    lines = [",".join(columns)]
    lines += [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def write_register(
    project: Project,
    processes: Mapping[str, Mapping[str, object]],
    *,
    time_zone: str = "UTC",
    calendars: Iterable[tuple[object, ...]] = (),
    holidays: Iterable[tuple[object, ...]] = (),
    initiatives: Iterable[Mapping[str, object]] = (),
    labor_rates: Iterable[tuple[object, ...]] = (),
) -> None:
    """Write a register of one company `acme` with these processes.

    Parameters
    ----------
    project : Project
    processes : mapping of process_id to mapping
        calendar_id and sla_hours of each process, where it has them.
    time_zone : str
    calendars : iterable of (calendar_id, weekday, opens_at, closes_at)
    holidays : iterable of (calendar_id, holiday_date)
    initiatives : iterable of mapping
        initiative_id, process_id, go_live_date; optionally comparison_process_id, ramp_days,
        baseline_weeks and the primary kpi_id.
    labor_rates : iterable of (role, valid_from, hourly_rate)
    """
    project.write_seed(
        "companies",
        csv_text(
            ["company_id", "company_name", "currency", "time_zone", "cost_of_capital"],
            [("acme", "Acme", "USD", time_zone, "0.09")],
        ),
    )
    project.write_seed(
        "processes",
        csv_text(
            [
                "process_id",
                "company_id",
                "process_name",
                "transaction_name",
                "calendar_id",
                "sla_hours",
            ],
            [
                (key, "acme", key, "case", value.get("calendar_id"), value.get("sla_hours"))
                for key, value in processes.items()
            ],
        ),
    )
    initiatives = list(initiatives)
    project.write_seed(
        "initiatives",
        csv_text(
            [
                "initiative_id",
                "process_id",
                "initiative_name",
                "business_owner",
                "transformation_lead",
                "kickoff_date",
                "go_live_date",
                "ramp_days",
                "baseline_weeks",
                "comparison_process_id",
                "build_cost",
                "run_cost_per_month",
                "capacity_is_cashable",
                "decision",
                "decided_on",
            ],
            [
                (
                    row["initiative_id"],
                    row["process_id"],
                    row["initiative_id"],
                    "Ann Owner",
                    "Bob Lead",
                    row["go_live_date"],
                    row["go_live_date"],
                    row.get("ramp_days", 0),
                    row.get("baseline_weeks", 26),
                    row.get("comparison_process_id"),
                    1000,
                    row.get("run_cost_per_month", 0),
                    "false",
                    None,
                    None,
                )
                for row in initiatives
            ],
        ),
    )
    project.write_seed(
        "targets",
        csv_text(
            [
                "initiative_id",
                "kpi_id",
                "is_primary",
                "target_relative_change",
                "review_date",
                "claimed_annual_value",
            ],
            [
                (
                    row["initiative_id"],
                    row.get("kpi_id", "cycle_time_hours"),
                    "true",
                    -0.2,
                    row["go_live_date"],
                    None,
                )
                for row in initiatives
            ],
        ),
    )
    project.write_seed(
        "labor_rates",
        csv_text(
            ["company_id", "role", "valid_from", "hourly_rate"],
            [("acme", *row) for row in labor_rates],
        ),
    )
    project.write_seed(
        "calendars", csv_text(["calendar_id", "weekday", "opens_at", "closes_at"], calendars)
    )
    project.write_seed("holidays", csv_text(["calendar_id", "holiday_date"], holidays))
    project.write_seed(
        "fx_rates", csv_text(["currency", "quote_currency", "rate_date", "rate"], [])
    )


def office(calendar_id: str) -> list[tuple[object, ...]]:
    """Monday to Friday, 09:00 to 17:00."""
    return [(calendar_id, day, "09:00", "17:00") for day in OFFICE_DAYS]
